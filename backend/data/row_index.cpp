#include "backend/data/row_index.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

namespace loratrf {

namespace {

constexpr uint64_t piece_bytes = 1ULL << 20;

class Scanner {
public:
    virtual ~Scanner() = default;
    virtual void feed(std::string_view piece, uint64_t at) = 0;
    RowIndex index;

protected:
    void row(uint64_t begin, int64_t line) {
        if (static_cast<int64_t>(index.begins.size()) % RowIndex::rows_a_block == 0)
            index.block_lines.push_back(line);
        index.begins.push_back(begin);
    }
};

class LineScanner : public Scanner {
public:
    void feed(std::string_view piece, uint64_t at) override {
        for (size_t i = 0; i < piece.size();) {
            const char c = piece[i];
            if (c == '\n') {
                ++m_line;
                m_begin = at + ++i;
                m_in_row = false;
            } else if (m_in_row) {
                const size_t end = piece.find('\n', i); // memchr: most bytes are passed over this way
                i = end == std::string_view::npos ? piece.size() : end;
            } else {
                if (c != ' ' && c != '\t' && c != '\r') {
                    row(m_begin, m_line);
                    m_in_row = true;
                }
                ++i;
            }
        }
    }
    explicit LineScanner(uint64_t begin) : m_begin(begin) {}

private:
    uint64_t m_begin;
    int64_t m_line = 1;
    bool m_in_row = false;
};

class ArrayScanner : public Scanner {
public:
    void feed(std::string_view piece, uint64_t at) override {
        for (size_t i = 0; i < piece.size(); ++i)
            take(piece[i], at + i);
    }

private:
    void take(char c, uint64_t at) {
        if (m_in_string) {
            m_in_string = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
            return;
        }
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (m_depth == 0 || m_ended || space) {
            m_depth += m_depth == 0 && c == '[';
            return;
        }
        if (m_depth == 1 && (c == ',' || c == ']')) {
            m_in_row = false;
            m_ended = c == ']';
            return;
        }
        if (!m_in_row) {
            row(at, 0); // rows of an array are known by their number
            m_in_row = true;
        }
        m_in_string = c == '"';
        m_depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    }

    int m_depth = 0;
    bool m_in_string = false, m_escaped = false, m_in_row = false, m_ended = false;
};

class TableScanner : public Scanner {
public:
    TableScanner(char separator, bool quotes) : m_separator(separator), m_quotes(quotes) {}

    void feed(std::string_view piece, uint64_t at) override {
        for (size_t i = 0; i < piece.size(); ++i)
            take(piece[i], at + i);
    }

private:
    // A row is known by its first byte that ends no line; the header is the first row.
    void take(char c, uint64_t at) {
        m_line += c == '\n';
        if (m_quoted) {
            m_quoted = c != '"'; // a doubled quote leaves and comes in again
            m_closed = !m_quoted;
            return;
        }
        if (c == '\n' || c == '\r') {
            if (m_in_row && index.header_end == 0)
                index.header_end = at;
            m_in_row = false;
            m_cell_begins = true;
            m_closed = false;
            return;
        }
        if (!m_in_row) {
            m_in_row = true;
            if (m_header_seen)
                row(at, m_line);
            m_header_seen = true;
        }
        if (m_quotes && c == '"' && (m_cell_begins || m_closed))
            m_quoted = true;
        m_closed = false;
        m_cell_begins = c == m_separator;
    }

    char m_separator;
    bool m_quotes;
    int64_t m_line = 1;
    bool m_header_seen = false, m_in_row = false, m_quoted = false, m_closed = false, m_cell_begins = true;
};

std::unique_ptr<Scanner> make_scanner(RecordFormat format, char separator, uint64_t begin) {
    switch (format) {
    case RecordFormat::JsonLines:
        return std::make_unique<LineScanner>(begin);
    case RecordFormat::JsonArray:
        return std::make_unique<ArrayScanner>();
    case RecordFormat::Csv:
    case RecordFormat::Tsv:
        break;
    }
    return std::make_unique<TableScanner>(separator, format == RecordFormat::Csv);
}

uint64_t byte_order_mark(const InputFile& file) {
    char begin[3] = {};
    if (file.size() >= sizeof begin)
        file.read_at(0, std::as_writable_bytes(std::span(begin)));
    return std::memcmp(begin, "\xEF\xBB\xBF", sizeof begin) == 0 ? sizeof begin : 0;
}

} // namespace

RowIndex index_rows(const InputFile& file, RecordFormat format, char separator,
                    const std::function<bool(uint64_t)>& go_on) {
    const uint64_t begin = byte_order_mark(file);
    const std::unique_ptr<Scanner> scanner = make_scanner(format, separator, begin);
    std::string piece;
    for (uint64_t at = begin; at < file.size(); at += piece.size()) {
        piece.resize(std::min(piece_bytes, file.size() - at));
        file.read_at(at, std::as_writable_bytes(std::span(piece)));
        scanner->feed(piece, at);
        if (go_on && !go_on(at + piece.size()))
            throw Error(ErrorCode::Cancelled, "cancelled");
    }
    if (scanner->index.header_end == 0)
        scanner->index.header_end = file.size();
    return std::move(scanner->index);
}

} // namespace loratrf
