#include "backend/io/error.h"
#include "backend/text/regex.h"

namespace loratrf {
namespace {

constexpr const char* white_space =
    R"(\x{9}-\x{d}\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000})";
constexpr const char* not_white_space =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{84}\x{86}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027})"
    R"(\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{10ffff})";

class Rewriter {
public:
    Rewriter(const std::string& pattern, const std::string& where) : m_pattern(pattern), m_where(where) {}

    std::string rewritten() {
        while (m_at < m_pattern.size())
            m_in_class ? step_in_class() : step();
        return std::move(m_result);
    }

private:
    [[noreturn]] void refuse(const std::string& construct) const {
        throw Error(ErrorCode::Unsupported, m_where + ": the pattern \"" + m_pattern.substr(0, 200) + "\" uses " +
                                                construct + ", which this program cannot match as the model expects.");
    }

    bool next_is(std::string_view text) const { return std::string_view(m_pattern).substr(m_at).starts_with(text); }

    void copy(size_t count) {
        m_result.append(m_pattern, m_at, count);
        m_at += count;
    }

    void step() {
        const char c = m_pattern[m_at];
        if (c == '\\')
            return escape();
        if (next_is("(*"))
            refuse("a verb (*...)");
        if (next_is("(?"))
            check_flags();
        if (c == '[')
            return open_class();
        copy(1);
    }

    void open_class() {
        m_in_class = true;
        copy(1);
        if (next_is("^"))
            copy(1);
        if (next_is("]"))
            copy(1);
    }

    void step_in_class() {
        const char c = m_pattern[m_at];
        if (c == '\\')
            return escape();
        if (next_is("&&"))
            refuse("a class intersection &&");
        if (c == '[')
            refuse("a class inside a class");
        if (c == ']')
            m_in_class = false;
        copy(1);
    }

    void escape() {
        if (m_at + 1 >= m_pattern.size())
            refuse("a backslash at its end");
        const char c = m_pattern[m_at + 1];
        constexpr std::string_view different = "hHwWRXKGCQEbBAzZyYONgko";
        if (c == 's' || c == 'S') {
            const std::string set = c == 's' ? white_space : not_white_space;
            m_result += m_in_class ? set : "[" + set + "]";
            m_at += 2;
        } else if (different.find(c) != std::string_view::npos) {
            refuse(std::string("the escape \\") + c);
        } else {
            copy(2);
        }
    }

    // In Oniguruma's Ruby syntax m means "dot matches newline"; the other letters mean the same or are unknown there.
    void check_flags() const {
        for (size_t at = m_at + 2; at < m_pattern.size(); ++at) {
            const char c = m_pattern[at];
            if (c != '-' && (c < 'a' || c > 'z'))
                return;
            if (c != '-' && c != 'i' && c != 'x')
                refuse(std::string("the flag ") + c);
        }
    }

    const std::string& m_pattern;
    const std::string& m_where;
    std::string m_result;
    size_t m_at = 0;
    bool m_in_class = false;
};

} // namespace

std::string pattern_for_pcre2(const std::string& pattern, const std::string& where) {
    return Rewriter(pattern, where).rewritten();
}

} // namespace loratrf
