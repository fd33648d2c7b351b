#include "backend/data/row_file.h"

#include "backend/data/byte_source.h"
#include "backend/io/files.h"

#include <algorithm>
#include <cctype>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr uint64_t piece_bytes = 1ULL << 18;
constexpr int64_t rows_to_decide = 1000; // read to know which fields the rows have
constexpr int64_t rows_at_once = 512;

bool is_table(RecordFormat format) {
    return format == RecordFormat::Csv || format == RecordFormat::Tsv;
}

std::string lower_ascii(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    return text;
}

// The ways in which a file may write a text.
std::vector<std::string> spellings(const std::string& wanted, RecordFormat format) {
    std::vector<std::string> result = {lower_ascii(wanted)};
    const auto add = [&](const std::string& text) {
        if (std::ranges::find(result, lower_ascii(text)) == result.end())
            result.push_back(lower_ascii(text));
    };
    if (is_table(format)) {
        std::string doubled;
        for (const char c : wanted)
            doubled += c == '"' ? std::string("\"\"") : std::string(1, c);
        add(doubled);
    } else {
        for (const bool ascii : {false, true}) {
            const std::string quoted = Json(wanted).dump(-1, ' ', ascii);
            add(quoted.substr(1, quoted.size() - 2));
        }
    }
    return result;
}

// Whether the bytes [begin, end) hold one of these lower-case texts. Read in pieces, each behind the end of the one
// before, where a text may have begun.
bool holds(const InputFile& file, uint64_t begin, uint64_t end, const std::vector<std::string>& texts) {
    size_t longest = 1;
    for (const std::string& text : texts)
        longest = std::max(longest, text.size());
    std::string piece;
    while (begin < end) {
        piece.erase(0, piece.size() - std::min(piece.size(), longest - 1));
        const size_t before = piece.size();
        piece.resize(before + std::min(piece_bytes, end - begin));
        file.read_at(begin, std::as_writable_bytes(std::span(piece)).subspan(before));
        begin += piece.size() - before;
        piece = lower_ascii(std::move(piece));
        if (std::ranges::any_of(texts, [&](const std::string& text) { return piece.find(text) != piece.npos; }))
            return true;
    }
    return false;
}

} // namespace

RowFile::RowFile(const fs::path& file, const DataOptions& options, const GoOn& go_on)
    : m_file((ByteSource(file), file)), // says what is wrong with a path in the words of all readers
      m_format(detect_record_format(file)), m_limit(options.max_line_bytes) {
    if (is_table(m_format))
        m_header.emplace(file, m_format == RecordFormat::Csv ? TableStyle::Csv : TableStyle::Tsv, m_limit);
    m_time = fs::last_write_time(file);
    m_index = index_rows(m_file, m_format, m_header ? m_header->separator() : '\0', [&](uint64_t bytes) {
        return !go_on || go_on(static_cast<double>(bytes) / static_cast<double>(m_file.size()));
    });
}

void RowFile::require_unchanged() const {
    std::error_code fault;
    if (fs::last_write_time(m_file.path(), fault) != m_time || fault)
        throw Error(ErrorCode::Io, m_file.name() + ": the file has changed since it was opened; open it again");
}

uint64_t RowFile::end(int64_t row) const {
    return row + 1 < count() ? m_index.begins[static_cast<size_t>(row) + 1] : m_file.size();
}

// The row without what separates it from the next one.
std::string RowFile::trimmed(std::string text) const {
    const auto drop = [&text](const char* letters) {
        const size_t last = text.find_last_not_of(letters);
        text.resize(last == std::string::npos ? 0 : last + 1);
    };
    drop(is_table(m_format) ? "\r\n" : " \t\r\n");
    if (m_format == RecordFormat::JsonArray && !text.empty() && (text.back() == ',' || text.back() == ']')) {
        text.pop_back();
        drop(" \t\r\n");
    }
    return text;
}

std::string RowFile::raw(int64_t row, uint64_t most_bytes, bool* cut) const {
    if (row < 0 || row >= count())
        throw Error(ErrorCode::BadValue, m_file.name() + ": there is no row " + std::to_string(row + 1));
    const uint64_t begin = m_index.begins[static_cast<size_t>(row)], length = end(row) - begin;
    const bool more = length > most_bytes;
    std::string text(std::min(length, most_bytes), '\0');
    m_file.read_at(begin, std::as_writable_bytes(std::span(text)));
    if (cut)
        *cut = more;
    return more ? text : trimmed(std::move(text));
}

int64_t RowFile::line(int64_t row) const {
    if (m_format == RecordFormat::JsonArray)
        return row + 1;
    const int64_t block = row / RowIndex::rows_a_block;
    int64_t line = m_index.block_lines[static_cast<size_t>(block)];
    uint64_t at = m_index.begins[static_cast<size_t>(block * RowIndex::rows_a_block)];
    const uint64_t begin = m_index.begins[static_cast<size_t>(row)];
    std::string piece;
    for (; at < begin; at += piece.size()) {
        piece.resize(std::min(piece_bytes, begin - at));
        m_file.read_at(at, std::as_writable_bytes(std::span(piece)));
        line += std::ranges::count(piece, '\n');
    }
    return line;
}

std::vector<RowText> RowFile::texts(int64_t first, int64_t wanted, uint64_t most_bytes) const {
    require_unchanged();
    std::vector<RowText> rows;
    const int64_t last = std::min(first + wanted, count());
    int64_t at_line = first < last ? line(first) : 0;
    for (int64_t row = first; row < last; ++row) {
        RowText& one = rows.emplace_back();
        one.text = raw(row, most_bytes, &one.cut);
        one.line = at_line;
        // What was not read may hold line ends, so that the next line has to be counted.
        if (m_format == RecordFormat::JsonArray)
            ++at_line;
        else if (row + 1 < last)
            at_line = m_format == RecordFormat::JsonLines && !one.cut &&
                              one.text.size() + 1 == end(row) - m_index.begins[static_cast<size_t>(row)]
                          ? at_line + 1
                          : line(row + 1);
        one.text = readable_utf8(one.text, one.cut);
    }
    return rows;
}

std::string RowFile::text(int64_t row) const {
    require_unchanged();
    bool cut = false;
    const std::string text = raw(row, m_limit, &cut);
    if (cut)
        throw Error(ErrorCode::LineTooLong, place(m_file.path(), line(row)) + ": the row is longer than the limit of " +
                                                std::to_string(m_limit) + " bytes. Split it, or raise max_line_bytes");
    return readable_utf8(text);
}

std::optional<int64_t> RowFile::row_of_line(int64_t wanted) const {
    if (m_format == RecordFormat::JsonArray)
        return wanted >= 1 && wanted <= count() ? std::optional(wanted - 1) : std::nullopt;
    const auto after = std::ranges::upper_bound(m_index.block_lines, wanted);
    if (after == m_index.block_lines.begin())
        return std::nullopt;
    const int64_t first = (after - m_index.block_lines.begin() - 1) * RowIndex::rows_a_block;
    const int64_t last = std::min(first + RowIndex::rows_a_block, count());
    int64_t low = first, high = last; // lines rise with rows
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        const bool before = line(middle) < wanted; // counts lines, so it is asked once
        (before ? low : high) = before ? middle + 1 : middle;
    }
    return low < last && line(low) == wanted ? std::optional(low) : std::nullopt;
}

Record RowFile::parse(const std::string& text, int64_t row) const {
    const int64_t at = line(row);
    if (m_header)
        return m_header->read(text, at);
    RecordText checked(m_file.path(), m_limit);
    checked.begin(at);
    checked.text = text;
    checked.check_text();
    return {at, parse_json(text, place(m_file.path(), at)), {}};
}

Record RowFile::record(int64_t row) const {
    require_unchanged();
    bool cut = false;
    const std::string text = raw(row, m_limit, &cut);
    return parse(cut ? this->text(row) : text, row);
}

// As read_rows has it after the first rows: the first one with a known shape decides.
RowMaker RowFile::maker(const DataOptions& options) const {
    RowMaker maker(options);
    for (int64_t row = 0; row < std::min(count(), rows_to_decide) && !maker.fields(); ++row)
        try {
            maker.make(record(row));
        } catch (const Error&) {
            // That row shows its own fault when it is looked at.
        }
    return maker;
}

Row RowFile::row(int64_t row, const DataOptions& options) const {
    return maker(options).make(record(row));
}

Row RowFile::row_of(const std::string& text, int64_t row, const DataOptions& options) const {
    return maker(options).make(parse(text, row));
}

void RowFile::find(const std::string& wanted, const GoOn& go_on,
                   const std::function<void(const std::vector<int64_t>&)>& on_found) const {
    require_unchanged();
    const std::vector<std::string> ways = spellings(wanted, m_format);
    std::string piece;
    for (int64_t first = 0; first < count();) {
        // Some rows at a time, as many as fit; one that is larger by itself.
        const uint64_t begin = m_index.begins[static_cast<size_t>(first)];
        int64_t last = first + 1;
        while (last < count() && last - first < rows_at_once && end(last) - begin <= piece_bytes)
            ++last;
        std::vector<int64_t> found;
        if (end(first) - begin > piece_bytes) {
            if (holds(m_file, begin, end(first), ways))
                found.push_back(first);
        } else {
            piece.resize(end(last - 1) - begin);
            m_file.read_at(begin, std::as_writable_bytes(std::span(piece)));
            piece = lower_ascii(std::move(piece));
            for (int64_t row = first; row < last; ++row) {
                const uint64_t row_begin = m_index.begins[static_cast<size_t>(row)];
                const std::string_view text = std::string_view(piece).substr(row_begin - begin, end(row) - row_begin);
                if (std::ranges::any_of(ways, [&](const std::string& way) { return text.find(way) != text.npos; }))
                    found.push_back(row);
            }
        }
        if (!found.empty())
            on_found(found);
        first = last;
        if (go_on && !go_on(static_cast<double>(first) / static_cast<double>(count())))
            throw Error(ErrorCode::Cancelled, "cancelled");
    }
}

} // namespace loratrf
