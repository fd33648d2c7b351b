#pragma once
// Where the rows of a file lie: one pass over its bytes that parses nothing, so that faulty rows are found as well.

#include "backend/data/record_reader.h"
#include "backend/io/input_file.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace loratrf {

struct RowIndex {
    static constexpr int64_t rows_a_block = 256;

    std::vector<uint64_t> begins;     // [rows] first byte of each
    std::vector<int64_t> block_lines; // 1-based line of every 256th row
    uint64_t header_end = 0;          // tables: first byte behind the header line
};

// `go_on(bytes read)` is asked after each megabyte; false throws Error(Cancelled). `separator` counts for tables alone.
RowIndex index_rows(const InputFile& file, RecordFormat format, char separator,
                    const std::function<bool(uint64_t)>& go_on);

} // namespace loratrf
