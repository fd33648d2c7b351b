#pragma once
// CSV (RFC 4180) and TSV (no quoting at all, as the GLUE sets are written), with a header line.

#include "backend/data/record_reader.h"

namespace loratrf {

enum class TableStyle { Csv, Tsv };

// Every row as an object: column name -> cell text. See read_records.
void read_table(const std::filesystem::path& file, TableStyle style, uint64_t max_record_bytes,
                const std::function<bool(Record&&)>& on_record);

} // namespace loratrf
