#include "backend/data/byte_source.h"
#include "backend/data/dataset.h"
#include "backend/data/record_reader.h"
#include "backend/data/row_maker.h"

#include <optional>

namespace loratrf {

namespace {

// Of damaged files, and of files in another encoding: what else they hold is not to be trusted either.
bool doubts_file(ErrorCode code) {
    return code == ErrorCode::BadUtf8 || code == ErrorCode::NulByte || code == ErrorCode::Truncated ||
           code == ErrorCode::LineTooLong;
}

RowSource scan(const std::filesystem::path& file, const DataOptions& options, const std::function<bool(Row&&)>& on_row,
               const ReadProgress& progress, bool strict) {
    RowSource result;
    RowMaker maker(options);
    const auto take = [&](Record&& record) {
        ++result.rows;
        if (record.code && doubts_file(*record.code) && !result.doubt) {
            result.doubt.emplace(*record.code, place(file, record.line) + ": " + record.fault);
            if (strict)
                throw *result.doubt;
        }
        std::optional<Row> row;
        try {
            row = maker.make(record);
        } catch (const Error& error) {
            result.rejected.push_back({record.line, error.what()});
            return true;
        }
        return on_row(std::move(*row));
    };
    read_records(file, options.max_line_bytes, take, progress);
    result.shape = maker.shape();
    if (result.rows == 0)
        throw Error(ErrorCode::NoRows, file.string() + ": no rows");
    return result;
}

} // namespace

RowSource scan_rows(const std::filesystem::path& file, const DataOptions& options,
                    const std::function<bool(Row&&)>& on_row, const ReadProgress& progress) {
    return scan(file, options, on_row, progress, false);
}

RowSource read_rows(const std::filesystem::path& file, const DataOptions& options,
                    const std::function<bool(Row&&)>& on_row, const ReadProgress& progress) {
    RowSource result = scan(file, options, on_row, progress, true);
    if (static_cast<int64_t>(result.rejected.size()) == result.rows)
        throw Error(ErrorCode::NoRows, file.string() + ": none of its " + std::to_string(result.rows) +
                                           " rows can be used; the first, line " +
                                           std::to_string(result.rejected[0].line) + ": " + result.rejected[0].reason);
    return result;
}

} // namespace loratrf
