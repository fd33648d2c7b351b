#include "backend/data/table_reader.h"

#include "backend/data/byte_source.h"

#include <optional>
#include <set>

namespace loratrf {

namespace {

using std::filesystem::path;
using Cells = std::vector<std::string>;

// The semicolon where the header line holds one outside quotes and no comma: spreadsheets of many countries write it.
char csv_separator(const path& file) {
    ByteSource source(file);
    while (source.peek() == '\n' || source.peek() == '\r') // blank lines are no header
        source.get();
    bool in_quotes = false, semicolon = false;
    for (int byte = source.get(); byte != ByteSource::End && byte != '\n' && byte != '\r'; byte = source.get()) {
        in_quotes ^= byte == '"';
        if (byte == ',' && !in_quotes)
            return ',';
        semicolon |= byte == ';' && !in_quotes;
    }
    return semicolon ? ';' : ',';
}

class TableSource {
public:
    TableSource(const path& file, ByteSource source, TableStyle style, char separator, uint64_t limit)
        : m_source(std::move(source)), m_row(file, limit), m_quotes(style == TableStyle::Csv), m_separator(separator) {}

    std::string where() const { return m_row.where(); }
    const RecordText& row() const { return m_row; } // the last one

    // The cells of the next row that is not blank; nullopt at the end of the file.
    std::optional<Cells> next() {
        while (m_source.peek() != ByteSource::End) {
            m_row.begin(m_source.line());
            Cells cells = read_row();
            if (m_row.text.empty() && cells.size() == 1 && !m_quoted)
                continue;
            return cells;
        }
        return std::nullopt;
    }

private:
    // m_row.text holds the text of all cells on end; a cell is the part that was added for it.
    Cells read_row() {
        Cells cells;
        m_quoted = false;
        for (;;) {
            const size_t start = m_row.text.size();
            if (m_quotes && m_source.peek() == '"')
                read_quoted();
            else
                while (!at_cell_end())
                    m_row.add(m_source.get());
            cells.push_back(m_row.text.substr(start));
            const int end = m_source.get();
            if (end == m_separator)
                continue;
            if (end == '\r' && m_source.peek() == '\n')
                m_source.get();
            return cells;
        }
    }

    void read_quoted() {
        m_quoted = true;
        m_source.get();
        for (;;) {
            const int byte = m_source.get();
            if (byte == ByteSource::End)
                throw Error(ErrorCode::Truncated, where() + ": a quoted cell that begins in this row is not closed "
                                                            "before the file ends");
            if (byte != '"')
                m_row.add(byte);
            else if (m_source.peek() == '"')
                m_row.add(m_source.get());
            else
                break;
        }
        if (!at_cell_end())
            throw Error(ErrorCode::BadValue, where() + ": text after the closing quote of a cell; a quote inside a "
                                                       "quoted cell must be doubled");
    }

    bool at_cell_end() {
        const int byte = m_source.peek();
        return byte == ByteSource::End || byte == m_separator || byte == '\n' || byte == '\r';
    }

    ByteSource m_source;
    RecordText m_row;
    bool m_quotes;
    char m_separator;
    bool m_quoted = false; // the row has a quoted cell, so it is not blank
};

Cells read_header(TableSource& table, const path& file) {
    std::optional<Cells> header = table.next();
    if (!header)
        throw Error(ErrorCode::NoRows, file.string() + ": no header line and no rows");
    table.row().check_text();
    std::set<std::string> seen;
    for (const std::string& name : *header)
        if (!seen.insert(name).second)
            throw Error(ErrorCode::DuplicateKey, table.where() + ": the column \"" + name + "\" occurs twice");
    return *header;
}

Record make_record(const Cells& header, Cells cells, const RecordText& row) {
    Record record{row.line(), Json::object(), {}};
    if (const std::optional<RecordText::Fault> fault = row.fault()) {
        record.fault = fault->what;
        record.code = fault->code;
    } else if (cells.size() == header.size())
        for (size_t i = 0; i < header.size(); ++i)
            record.value[header[i]] = std::move(cells[i]);
    else
        record.fault =
            std::to_string(cells.size()) + " cells, but the header has " + std::to_string(header.size()) + " columns";
    return record;
}

char separator_of(const path& file, TableStyle style) {
    return style == TableStyle::Csv ? csv_separator(file) : '\t';
}

} // namespace

TableHeader::TableHeader(const path& file, TableStyle style, uint64_t max_record_bytes)
    : m_file(file), m_style(style), m_limit(max_record_bytes), m_separator(separator_of(file, style)) {
    TableSource table(m_file, ByteSource(m_file), m_style, m_separator, m_limit);
    m_columns = read_header(table, m_file);
}

Record TableHeader::read(const std::string& text, int64_t line) const {
    TableSource table(m_file, ByteSource(m_file, text, line), m_style, m_separator, m_limit);
    std::optional<Cells> cells = table.next();
    if (!cells)
        throw Error(ErrorCode::BadValue, place(m_file, line) + ": the row is blank");
    table.row().check_text();
    Record record = make_record(m_columns, std::move(*cells), table.row());
    record.line = line;
    if (table.next())
        throw Error(ErrorCode::BadValue, place(m_file, line) + ": more than one row of the table");
    return record;
}

void read_table(const path& file, TableStyle style, uint64_t max_record_bytes,
                const std::function<bool(Record&&)>& on_record, const ReadProgress& progress) {
    TableSource table(file, ByteSource(file, progress), style, separator_of(file, style), max_record_bytes);
    const Cells header = read_header(table, file);
    while (std::optional<Cells> cells = table.next())
        if (!on_record(make_record(header, std::move(*cells), table.row())))
            return;
}

} // namespace loratrf
