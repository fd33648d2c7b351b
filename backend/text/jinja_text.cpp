#include "backend/text/jinja_text.h"

#include <algorithm>

namespace loratrf::jinja {

void Text::append(std::string_view bytes, bool tainted) {
    if (bytes.empty())
        return;
    m_bytes.append(bytes);
    if (!m_runs.empty() && m_runs.back().tainted == tainted)
        m_runs.back().end = m_bytes.size();
    else
        m_runs.push_back({m_bytes.size(), tainted});
}

void Text::append(const Text& other, size_t begin, size_t end) {
    if (&other == this) {
        append(Text(other), begin, end);
        return;
    }
    auto run = std::upper_bound(other.m_runs.begin(), other.m_runs.end(), begin,
                                [](size_t offset, const Run& r) { return offset < r.end; });
    while (begin < end && run != other.m_runs.end()) {
        const size_t stop = std::min(end, run->end);
        append(std::string_view(other.m_bytes).substr(begin, stop - begin), run->tainted);
        begin = stop;
        ++run;
    }
}

Text Text::slice(size_t begin, size_t end) const {
    Text out;
    out.append(*this, begin, end);
    return out;
}

bool Text::tainted_at(size_t offset) const {
    const auto run =
        std::upper_bound(m_runs.begin(), m_runs.end(), offset, [](size_t at, const Run& r) { return at < r.end; });
    return run != m_runs.end() && run->tainted;
}

bool Text::any_tainted() const {
    return std::any_of(m_runs.begin(), m_runs.end(), [](const Run& run) { return run.tainted; });
}

char32_t next_code_point(std::string_view text, size_t& pos) {
    const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned lead = byte(pos++);
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
    char32_t code_point = lead & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        if ((byte(pos + i) & 0xC0) != 0x80)
            return U'\uFFFD';
        code_point = code_point << 6 | (byte(pos + i) & 0x3F);
    }
    pos += more;
    return more == 0 ? U'\uFFFD' : code_point;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](unsigned value) { out.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

size_t code_point_count(std::string_view text) {
    size_t count = 0;
    for (size_t pos = 0; pos < text.size(); ++count)
        next_code_point(text, pos);
    return count;
}

std::vector<size_t> code_point_offsets(std::string_view text) {
    std::vector<size_t> offsets;
    offsets.reserve(text.size() + 1);
    for (size_t pos = 0; pos < text.size();) {
        offsets.push_back(pos);
        next_code_point(text, pos);
    }
    offsets.push_back(text.size());
    return offsets;
}

namespace {

// Start of the code point that ends at `pos`.
size_t previous_start(std::string_view text, size_t pos) {
    size_t start = pos - 1;
    while (start > 0 && pos - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80)
        --start;
    size_t end = start;
    next_code_point(text, end);
    return end == pos ? start : pos - 1;
}

bool is_stripped(std::string_view one, const std::optional<std::string>& chars) {
    size_t pos = 0;
    const char32_t c = next_code_point(one, pos);
    if (!chars)
        return is_space(c);
    for (size_t at = 0; at < chars->size();)
        if (next_code_point(*chars, at) == c)
            return true;
    return false;
}

bool is_line_break(char32_t c) {
    return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

std::vector<Text> split_on_space(const Text& text, long max_splits) {
    std::vector<Text> parts;
    const std::string& s = text.bytes();
    size_t pos = 0;
    const auto skip_space = [&] {
        for (size_t next = pos; pos < s.size(); pos = next)
            if (!is_space(next_code_point(s, next)))
                break;
    };
    for (skip_space(); pos < s.size(); skip_space()) {
        const size_t begin = pos;
        if (max_splits >= 0 && static_cast<long>(parts.size()) == max_splits) {
            parts.push_back(text.slice(begin, s.size()));
            return parts;
        }
        for (size_t next = pos; pos < s.size(); pos = next)
            if (is_space(next_code_point(s, next)))
                break;
        parts.push_back(text.slice(begin, pos));
    }
    return parts;
}

std::vector<Text> rsplit_on_space(const Text& text, long max_splits) {
    std::vector<Text> parts;
    const std::string& s = text.bytes();
    const auto space_before = [&](size_t pos) {
        size_t start = previous_start(s, pos);
        return is_space(next_code_point(s, start));
    };
    size_t end = s.size();
    while (true) {
        while (end > 0 && space_before(end))
            end = previous_start(s, end);
        if (end == 0)
            break;
        if (max_splits >= 0 && static_cast<long>(parts.size()) == max_splits) {
            parts.push_back(text.slice(0, end));
            break;
        }
        size_t begin = end;
        while (begin > 0 && !space_before(begin))
            begin = previous_start(s, begin);
        parts.push_back(text.slice(begin, end));
        end = begin;
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

} // namespace

Text strip(const Text& text, const std::optional<std::string>& chars, bool left, bool right) {
    const std::string_view s = text.bytes();
    size_t begin = 0;
    size_t end = s.size();
    while (left && begin < end) {
        size_t next = begin;
        next_code_point(s, next);
        if (!is_stripped(s.substr(begin, next - begin), chars))
            break;
        begin = next;
    }
    while (right && end > begin) {
        const size_t start = previous_start(s, end);
        if (!is_stripped(s.substr(start, end - start), chars))
            break;
        end = start;
    }
    return text.slice(begin, end);
}

std::vector<Text> split(const Text& text, const std::optional<std::string>& separator, long max_splits) {
    if (!separator)
        return split_on_space(text, max_splits);
    std::vector<Text> parts;
    size_t begin = 0;
    while (max_splits < 0 || static_cast<long>(parts.size()) < max_splits) {
        const size_t at = text.bytes().find(*separator, begin);
        if (at == std::string::npos)
            break;
        parts.push_back(text.slice(begin, at));
        begin = at + separator->size();
    }
    parts.push_back(text.slice(begin, text.size()));
    return parts;
}

std::vector<Text> rsplit(const Text& text, const std::optional<std::string>& separator, long max_splits) {
    if (!separator)
        return rsplit_on_space(text, max_splits);
    std::vector<Text> parts;
    size_t end = text.size();
    while (end >= separator->size() && (max_splits < 0 || static_cast<long>(parts.size()) < max_splits)) {
        const size_t at = text.bytes().rfind(*separator, end - separator->size());
        if (at == std::string::npos)
            break;
        parts.push_back(text.slice(at + separator->size(), end));
        end = at;
    }
    parts.push_back(text.slice(0, end));
    std::reverse(parts.begin(), parts.end());
    return parts;
}

std::vector<Text> split_lines(const Text& text, bool keep_ends) {
    std::vector<Text> lines;
    const std::string& s = text.bytes();
    size_t begin = 0;
    for (size_t pos = 0; pos < s.size();) {
        const size_t at = pos;
        const char32_t c = next_code_point(s, pos);
        if (!is_line_break(c))
            continue;
        if (c == '\r' && pos < s.size() && s[pos] == '\n')
            ++pos;
        lines.push_back(text.slice(begin, keep_ends ? pos : at));
        begin = pos;
    }
    if (begin < s.size())
        lines.push_back(text.slice(begin, s.size()));
    return lines;
}

Text replace(const Text& text, const std::string& from, const Text& to, long count) {
    const std::string& s = text.bytes();
    Text out;
    size_t begin = 0; // of what is not yet copied
    size_t search = 0;
    for (long done = 0; count < 0 || done < count; ++done) {
        const size_t at = s.find(from, search);
        if (at == std::string::npos)
            break;
        out.append(text, begin, at);
        out.append(to);
        begin = at + from.size();
        if (!from.empty()) {
            search = begin;
        } else if (at == s.size()) {
            break;
        } else { // an empty pattern matches before every code point and at the end
            search = at;
            next_code_point(s, search);
        }
    }
    out.append(text, begin, s.size());
    return out;
}

size_t count_occurrences(std::string_view text, std::string_view part) {
    if (part.empty())
        return code_point_count(text) + 1;
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

Text reversed(const Text& text) {
    Text out;
    out.reserve(text.size());
    for (size_t end = text.size(); end > 0;) {
        const size_t start = previous_start(text.bytes(), end);
        out.append(text, start, end);
        end = start;
    }
    return out;
}

} // namespace loratrf::jinja
