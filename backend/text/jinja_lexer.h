#pragma once
// Template source to tokens, with jinja2's trim_blocks and lstrip_blocks on and keep_trailing_newline off.

#include <cstdint>
#include <string>
#include <vector>

namespace loratrf::jinja {

struct Token {
    // Name, String and Operator carry `text`; Operator also stands for brackets and punctuation.
    enum class Type {
        Data,
        VariableBegin,
        VariableEnd,
        BlockBegin,
        BlockEnd,
        Name,
        String,
        Integer,
        Float,
        Operator,
        End
    };
    Type type = Type::End;
    int line = 1;
    std::string text;
    int64_t integer = 0;
    double real = 0;
};

// Throws Error(Template) with the line.
std::vector<Token> tokenize(const std::string& source);

[[noreturn]] void fail_at(int line, const std::string& message); // throws Error(Template, "line N: ...")

} // namespace loratrf::jinja
