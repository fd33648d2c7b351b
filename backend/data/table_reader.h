#pragma once
// CSV (RFC 4180) and TSV (no quoting at all, as the GLUE sets are written), with a header line.

#include "backend/data/record_reader.h"

#include <string>
#include <vector>

namespace loratrf {

enum class TableStyle { Csv, Tsv };

// Every row as an object: column name -> cell text. See read_records.
void read_table(const std::filesystem::path& file, TableStyle style, uint64_t max_record_bytes,
                const std::function<bool(Record&&)>& on_record, const ReadProgress& progress = {});

// The header of a table, to read single rows by.
class TableHeader {
public:
    // Throws Error: NoRows, DuplicateKey, as read_table does.
    TableHeader(const std::filesystem::path& file, TableStyle style, uint64_t max_record_bytes);
    char separator() const { return m_separator; }
    // `text` is one row as it stands in the file, `line` where it begins. Throws Error as read_table does.
    Record read(const std::string& text, int64_t line) const;

private:
    std::filesystem::path m_file;
    TableStyle m_style;
    uint64_t m_limit;
    char m_separator;
    std::vector<std::string> m_columns;
};

} // namespace loratrf
