#pragma once
// Files of rows, read one record at a time: JSON lines, a JSON array, CSV and TSV. Memory stays at one record.

#include "backend/data/read_progress.h"
#include "backend/io/json.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace loratrf {

enum class RecordFormat { JsonLines, JsonArray, Csv, Tsv };
const char* record_format_name(RecordFormat format);

// One record: usually an object (for a table: column name -> text), but any JSON value of a file comes through.
// `fault` is set where the record itself cannot be used (a table row with another number of cells than the header has);
// where it could not even be parsed, `code` says how.
struct Record {
    int64_t line = 0; // 1-based line where it begins; index + 1 in a JSON array
    Json value;
    std::string fault;
    std::optional<ErrorCode> code = {};
};

// By content (array, object; pickles, archives and Parquet are refused) and, for tables, by suffix (.csv, .tsv, .tab).
RecordFormat detect_record_format(const std::filesystem::path& file);

// Gives every record to `on_record` until it returns false. Blank lines count as lines but are no records. A byte order
// mark is skipped; lines end with LF, CRLF or CR (JSON lines: LF or CRLF). TSV has no quoting. CSV follows RFC 4180;
// where the header holds semicolons and no comma, the semicolon separates. A record that cannot be parsed has a fault
// (LineTooLong, BadUtf8, NulByte, BadJson, Truncated, DuplicateKey, TooDeep); where that goes for all records, or for
// the first hundred, the file is of another kind, and the first fault is thrown. Throws Error naming file and line
// where the next record cannot be told: an array or a quoted cell that is not closed, ...
void read_records(const std::filesystem::path& file, uint64_t max_record_bytes,
                  const std::function<bool(Record&&)>& on_record, const ReadProgress& progress = {});

} // namespace loratrf
