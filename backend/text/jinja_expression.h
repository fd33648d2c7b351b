#pragma once
// The expression half of the parser; jinja2's precedences (parser.py of jinja2 3.1).

#include "backend/text/jinja_ast.h"
#include "backend/text/jinja_lexer.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace loratrf::jinja {

class ExpressionParser {
public:
    explicit ExpressionParser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

protected:
    // Stops descent before the stack ends.
    class Nesting {
    public:
        explicit Nesting(ExpressionParser& parser);
        ~Nesting() { --m_parser.m_nesting; }
        Nesting(const Nesting&) = delete;

    private:
        ExpressionParser& m_parser;
    };

    const Token& current() const { return m_tokens[m_at]; }
    const Token& ahead() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    void advance() { m_at = std::min(m_at + 1, m_tokens.size() - 1); }
    bool is(Token::Type type) const { return current().type == type; }
    bool is_operator(std::string_view text) const { return is(Token::Type::Operator) && current().text == text; }
    bool is_name(std::string_view text) const { return is(Token::Type::Name) && current().text == text; }
    bool skip_operator(std::string_view text);
    bool skip_name(std::string_view text);
    void expect_operator(std::string_view text);
    std::string expect_name();
    [[noreturn]] void fail(const std::string& message) const { fail_at(current().line, message); }
    std::string found() const; // the current token, for messages

    ExprPtr parse_expression(); // inline if included
    ExprPtr parse_or();
    // `a, b` becomes a tuple; `inline_if` off where a following "if" belongs to the statement.
    ExprPtr parse_tuple(bool inline_if = true, bool parenthesised = false);
    ExprPtr parse_filters(ExprPtr input, bool begun); // `begun`: a name comes first, not "|"
    ExprPtr make(int line, std::initializer_list<const Expr*> children, decltype(Expr::node) node);

    std::vector<MacroStmt*> m_macros; // being parsed, to note which special names they use
    int m_conditional = 0;            // > 0 where unknown filters and tests only matter when reached
    void refuse_unknown() const;      // at the end of the parsing

private:
    using Level = ExprPtr (ExpressionParser::*)();
    ExprPtr parse_chain(Level next, std::initializer_list<std::pair<std::string_view, Op>> operators, bool names);
    ExprPtr parse_and();
    ExprPtr parse_not();
    ExprPtr parse_compare();
    ExprPtr parse_sum();
    ExprPtr parse_concat();
    ExprPtr parse_product();
    ExprPtr parse_power();
    ExprPtr parse_unary();
    ExprPtr parse_signed(bool with_filters);
    ExprPtr parse_primary();
    ExprPtr parse_name();
    ExprPtr parse_list();
    ExprPtr parse_dict();
    ExprPtr parse_postfix(ExprPtr node);
    ExprPtr parse_attribute(ExprPtr node);
    ExprPtr parse_subscript(ExprPtr node);
    ExprPtr parse_call_of(ExprPtr node);
    ExprPtr parse_test(ExprPtr node);
    Call parse_call();
    static int height_of(const Call& call);
    void note_unknown(int line, const std::string& what, const std::string& name);

    std::vector<Token> m_tokens;
    size_t m_at = 0;
    std::vector<std::pair<int, std::string>> m_unknown; // line and name of filters and tests that do not exist
    int m_nesting = 0;
};

} // namespace loratrf::jinja
