#pragma once
// Strings of a template: UTF-8 bytes of which each one knows whether it came from message content ("tainted").

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loratrf::jinja {

class Text {
public:
    Text() = default;
    explicit Text(std::string_view bytes, bool tainted = false) { append(bytes, tainted); }

    const std::string& bytes() const { return m_bytes; }
    size_t size() const { return m_bytes.size(); }
    bool empty() const { return m_bytes.empty(); }

    void append(std::string_view bytes, bool tainted = false);
    void append(const Text& other) { append(other, 0, other.size()); }
    void append(const Text& other, size_t begin, size_t end);
    Text slice(size_t begin, size_t end) const; // byte offsets
    void reserve(size_t bytes) { m_bytes.reserve(bytes); }

    bool tainted_at(size_t offset) const;
    bool any_tainted() const;

    // Calls use(std::string_view, bool tainted) for each stretch of equal marks, in order.
    template <class Use>
    void each_run(Use use) const {
        size_t begin = 0;
        for (const Run& run : m_runs) {
            use(std::string_view(m_bytes).substr(begin, run.end - begin), run.tainted);
            begin = run.end;
        }
    }

private:
    struct Run {
        size_t end;
        bool tainted;
    };
    std::string m_bytes;
    std::vector<Run> m_runs; // ascending ends; neighbours differ
};

// Code points. `next` reads the one at `pos` and moves behind it; a byte that is no UTF-8 counts as U+FFFD.
char32_t next_code_point(std::string_view text, size_t& pos);
void append_utf8(std::string& out, char32_t code_point);
size_t code_point_count(std::string_view text);
std::vector<size_t> code_point_offsets(std::string_view text); // of every code point, and the end

// Python's str predicates and case mappings.
bool is_space(char32_t c);
bool is_printable(char32_t c);
bool is_alpha(char32_t c);
bool is_digit(char32_t c);
bool is_decimal(char32_t c);
bool is_numeric(char32_t c);
bool is_upper(char32_t c);
bool is_lower(char32_t c);
Text to_upper(const Text& text);
Text to_lower(const Text& text);
Text to_title(const Text& text); // every first cased letter of a word upper, the rest lower
Text capitalize(const Text& text);
Text swap_case(const Text& text);

// Python's str methods. `chars` empty means white space.
Text strip(const Text& text, const std::optional<std::string>& chars, bool left, bool right);
std::vector<Text> split(const Text& text, const std::optional<std::string>& separator, long max_splits);
std::vector<Text> rsplit(const Text& text, const std::optional<std::string>& separator, long max_splits);
std::vector<Text> split_lines(const Text& text, bool keep_ends = false);
Text replace(const Text& text, const std::string& from, const Text& to, long count);
size_t count_occurrences(std::string_view text, std::string_view part);
Text reversed(const Text& text);

} // namespace loratrf::jinja
