#include "backend/text/jinja_lexer.h"

#include "backend/io/error.h"
#include "backend/text/jinja_text.h"
#include "backend/text/jinja_value.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace loratrf::jinja {

void fail_at(int line, const std::string& message) {
    throw Error(ErrorCode::Template, "chat template, line " + std::to_string(line) + ": " + message);
}

namespace {

bool ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

// One line end for all, and without the last one.
std::string normalized(const std::string& source) {
    std::string out;
    out.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r') {
            out.push_back(source[i]);
            continue;
        }
        out.push_back('\n');
        if (i + 1 < source.size() && source[i + 1] == '\n')
            ++i;
    }
    if (!out.empty() && out.back() == '\n')
        out.pop_back();
    return out;
}

class Lexer {
public:
    explicit Lexer(const std::string& source) : m_source(normalized(source)) {}

    std::vector<Token> run() {
        while (m_pos < m_source.size())
            read_root();
        add(Token::Type::End);
        return std::move(m_tokens);
    }

private:
    using Type = Token::Type;

    bool at(std::string_view text) const { return at(m_pos, text); }
    bool at(size_t pos, std::string_view text) const {
        return std::string_view(m_source).substr(std::min(pos, m_source.size()), text.size()) == text;
    }
    size_t after_space(size_t pos) const {
        for (size_t next = pos; pos < m_source.size(); pos = next)
            if (!is_space(next_code_point(m_source, next)))
                break;
        return pos;
    }
    Token& add(Type type, std::string text = {}) {
        Token token;
        token.type = type;
        token.line = m_line;
        token.text = std::move(text);
        m_tokens.push_back(std::move(token));
        return m_tokens.back();
    }
    void move_to(size_t pos) {
        m_line += static_cast<int>(std::count(m_source.begin() + static_cast<std::ptrdiff_t>(m_pos),
                                              m_source.begin() + static_cast<std::ptrdiff_t>(pos), '\n'));
        m_line_starting = pos > 0 && pos > m_pos ? m_source[pos - 1] == '\n' : m_line_starting;
        m_pos = pos;
    }

    char sign_at(size_t pos) const { return at(pos, "-") || at(pos, "+") ? m_source[pos] : '\0'; }

    // `[+-]? %}` and what goes with it: "-" eats all white space, no sign one newline. Position behind, or nothing.
    std::optional<size_t> end_of_tag(size_t pos, std::string_view close, bool plus_allowed, bool eats_newline) const {
        if (at(pos, "-") && at(pos + 1, close))
            return after_space(pos + 1 + close.size());
        if (plus_allowed && at(pos, "+") && at(pos + 1, close))
            return pos + 1 + close.size();
        if (!at(pos, close))
            return std::nullopt;
        pos += close.size();
        return eats_newline && at(pos, "\n") ? pos + 1 : pos;
    }

    // Text before a tag, with what its sign or lstrip_blocks takes away at the end.
    void add_data(size_t begin, size_t end, char sign, bool variable) {
        std::string data = m_source.substr(begin, end - begin);
        if (sign == '-') {
            data = strip(Text(data), std::nullopt, false, true).bytes();
        } else if (sign != '+' && !variable) {
            const size_t newline = data.rfind('\n');
            const size_t line_begin = newline == std::string::npos ? 0 : newline + 1;
            if ((line_begin > 0 || m_line_starting) && after_space(begin + line_begin) >= end)
                data.resize(line_begin);
        }
        if (!data.empty())
            add(Type::Data, std::move(data));
    }

    void read_root() {
        size_t begin = m_pos;
        size_t tag = m_source.find('{', begin);
        while (tag != std::string::npos && !at(tag, "{%") && !at(tag, "{{") && !at(tag, "{#"))
            tag = m_source.find('{', tag + 1);
        if (tag == std::string::npos) {
            add(Type::Data, m_source.substr(begin));
            move_to(m_source.size());
            return;
        }
        const char kind = m_source[tag + 1];
        const char sign = sign_at(tag + 2);
        add_data(begin, tag, sign, kind == '{');
        if (kind == '%' && read_raw(tag))
            return;
        move_to(tag + (sign ? 3 : 2));
        if (kind == '#')
            read_comment();
        else
            read_tag(kind == '%');
    }

    void read_comment() {
        for (size_t pos = m_pos; pos < m_source.size(); ++pos) {
            if (const auto end = end_of_tag(pos, "#}", true, true)) {
                move_to(*end);
                return;
            }
        }
        fail_at(m_line, "a comment is never closed with '#}'");
    }

    std::optional<size_t> word_tag(size_t tag, std::string_view word) const {
        const size_t pos = after_space(tag + (sign_at(tag + 2) ? 3 : 2));
        return at(pos, word) ? std::optional(after_space(pos + word.size())) : std::nullopt;
    }

    bool read_raw(size_t tag) {
        const auto name_end = word_tag(tag, "raw");
        const auto body = name_end ? end_of_tag(*name_end, "%}", false, false) : std::nullopt;
        if (!body)
            return false;
        move_to(*body);
        for (size_t end = m_source.find("{%", m_pos); end != std::string::npos; end = m_source.find("{%", end + 1)) {
            const auto closing = word_tag(end, "endraw");
            const auto behind = closing ? end_of_tag(*closing, "%}", true, true) : std::nullopt;
            if (!behind)
                continue;
            add_data(m_pos, end, sign_at(end + 2), false);
            move_to(*behind);
            return true;
        }
        fail_at(m_line, "'raw' is never closed with 'endraw'");
    }

    void read_tag(bool block) {
        const int opened = m_line;
        add(block ? Type::BlockBegin : Type::VariableBegin);
        std::string brackets; // closing ones that are due
        while (m_pos < m_source.size()) {
            if (brackets.empty()) {
                const auto end = end_of_tag(m_pos, block ? "%}" : "}}", block, block);
                if (end) {
                    add(block ? Type::BlockEnd : Type::VariableEnd);
                    move_to(*end);
                    return;
                }
            }
            if (const size_t next = after_space(m_pos); next > m_pos)
                move_to(next);
            else
                read_token(brackets);
        }
        fail_at(opened, std::string("the tag is never closed with '") + (block ? "%}'" : "}}'"));
    }

    void read_token(std::string& brackets) {
        const char c = m_source[m_pos];
        if (ascii_digit(c))
            return read_number();
        if (c == '\'' || c == '"')
            return read_string(c);
        size_t end = m_pos;
        for (size_t next = end; end < m_source.size(); end = next) {
            const char32_t letter = next_code_point(m_source, next);
            if (letter != '_' && !is_alpha(letter) && !is_decimal(letter))
                break;
        }
        if (end > m_pos) {
            add(Type::Name, m_source.substr(m_pos, end - m_pos));
            move_to(end);
            return;
        }
        read_operator(brackets);
    }

    void read_operator(std::string& brackets) {
        static const std::string_view two[] = {"//", "**", "==", "!=", ">=", "<="};
        static const std::string_view one = "+-/*%~[](){}><=.:|,;";
        size_t length = std::any_of(std::begin(two), std::end(two), [&](auto sign) { return at(sign); }) ? 2 : 1;
        const char c = m_source[m_pos];
        if (length == 1 && one.find(c) == std::string_view::npos) {
            size_t end = m_pos;
            next_code_point(m_source, end);
            fail_at(m_line, "unexpected character " + in_quotes(m_source.substr(m_pos, end - m_pos)));
        }
        if (c == '(' || c == '[' || c == '{')
            brackets.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
        if (c == ')' || c == ']' || c == '}') {
            if (brackets.empty() || brackets.back() != c)
                fail_at(m_line, std::string("unexpected '") + c + "'");
            brackets.pop_back();
        }
        add(Type::Operator, m_source.substr(m_pos, length));
        move_to(m_pos + length);
    }

    // Digits with single underscores between them.
    std::string take_digits(size_t& pos, int base) const {
        std::string digits;
        const auto is_digit_here = [&](size_t i) {
            if (i >= m_source.size())
                return false;
            const char c = m_source[i];
            const int value = ascii_digit(c)                           ? c - '0'
                              : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                       : 99;
            return value < base;
        };
        while (is_digit_here(pos) || (at(pos, "_") && is_digit_here(pos + 1))) {
            if (m_source[pos] != '_')
                digits.push_back(m_source[pos]);
            ++pos;
        }
        return digits;
    }

    void read_number() {
        size_t pos = m_pos;
        int base = 10;
        if (m_source[pos] == '0' && pos + 1 < m_source.size()) {
            const char mark = static_cast<char>(m_source[pos + 1] | 0x20);
            base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
        }
        if (base != 10)
            pos += 2;
        std::string digits = take_digits(pos, base);
        if (base == 10 && !(m_pos > 0 && m_source[m_pos - 1] == '.') && read_real(pos, digits))
            return;
        if (base == 10 && digits.size() > 1 && digits.find_first_not_of('0') != std::string::npos && digits[0] == '0')
            fail_at(m_line, "a number may not begin with zeros");
        int64_t value = 0;
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
        if (fault != std::errc() || end != digits.data() + digits.size())
            fail_at(m_line, "the number " + m_source.substr(m_pos, std::min<size_t>(pos - m_pos, 40)) +
                                " is no 64-bit integer");
        add(Type::Integer).integer = value;
        move_to(pos);
    }

    bool read_real(size_t pos, std::string digits) {
        bool real = false;
        if (at(pos, ".") && pos + 1 < m_source.size() && ascii_digit(m_source[pos + 1])) {
            ++pos;
            digits += '.';
            digits += take_digits(pos, 10);
            real = true;
        }
        if (at(pos, "e") || at(pos, "E")) {
            size_t exponent = pos + 1;
            std::string sign;
            if (const char c = sign_at(exponent)) {
                sign = c == '-' ? "-" : "";
                ++exponent;
            }
            if (exponent < m_source.size() && ascii_digit(m_source[exponent])) {
                digits.append(1, 'e').append(sign).append(take_digits(exponent, 10));
                pos = exponent;
                real = true;
            }
        }
        if (!real)
            return false;
        double value = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc())
            fail_at(m_line, "the number " + digits.substr(0, 40) + " is out of range");
        add(Type::Float).real = value;
        move_to(pos);
        return true;
    }

    void read_string(char quote) {
        size_t pos = m_pos + 1;
        std::string text;
        while (pos < m_source.size() && m_source[pos] != quote) {
            if (m_source[pos] == '\\')
                read_escape(++pos, text);
            else
                text.push_back(m_source[pos++]);
        }
        if (pos >= m_source.size())
            fail_at(m_line, std::string("a string is never closed with ") + quote);
        add(Type::String, std::move(text));
        move_to(pos + 1);
    }

    // `pos` is behind the backslash. Unknown escapes keep it, as in Python.
    void read_escape(size_t& pos, std::string& text) {
        static const std::string_view names = "abfnrtv\\'\"";
        static const std::string_view values = "\a\b\f\n\r\t\v\\'\"";
        if (pos >= m_source.size())
            return;
        const char c = m_source[pos++];
        if (c == '\n')
            return;
        if (const size_t known = names.find(c); known != std::string_view::npos)
            return text.push_back(values[known]);
        if (c == 'x' || c == 'u' || c == 'U')
            return read_coded(pos, c == 'x' ? 2 : c == 'u' ? 4 : 8, 16, true, text);
        if (c >= '0' && c <= '7') {
            --pos;
            return read_coded(pos, 3, 8, false, text);
        }
        if (c == 'N')
            fail_at(m_line, "'\\N{...}' in a string is not supported; write the character itself");
        text.push_back('\\');
        text.push_back(c);
    }

    void read_coded(size_t& pos, size_t digits, int base, bool all, std::string& text) {
        const char* first = m_source.data() + pos;
        const char* last = first + std::min(digits, m_source.size() - pos);
        uint32_t code = 0;
        const auto [end, fault] = std::from_chars(first, last, code, base);
        if (fault != std::errc() || (all && end != first + digits) || code > 0x10FFFF ||
            (code >= 0xD800 && code < 0xE000))
            fail_at(m_line, "a string has a malformed escape");
        pos += static_cast<size_t>(end - first);
        append_utf8(text, code);
    }

    const std::string m_source;
    size_t m_pos = 0;
    int m_line = 1;
    bool m_line_starting = true;
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokenize(const std::string& source) {
    return Lexer(source).run();
}

} // namespace loratrf::jinja
