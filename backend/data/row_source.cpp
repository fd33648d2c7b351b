#include "backend/data/dataset.h"
#include "backend/data/record_reader.h"
#include "backend/data/row_maker.h"

#include <optional>

namespace loratrf {

RowSource read_rows(const std::filesystem::path& file, const DataOptions& options,
                    const std::function<bool(Row&&)>& on_row) {
    RowSource result;
    RowMaker maker(file, options);
    read_records(file, options.max_line_bytes, [&](Record&& record) {
        ++result.rows;
        std::optional<Row> row;
        try {
            row = maker.make(record);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::MixedSchema)
                throw;
            result.rejected.push_back({record.line, error.what()});
            return true;
        }
        return on_row(std::move(*row));
    });
    result.shape = maker.shape();
    if (result.rows == 0)
        throw Error(ErrorCode::NoRows, file.string() + ": no rows");
    if (static_cast<int64_t>(result.rejected.size()) == result.rows)
        throw Error(ErrorCode::NoRows, file.string() + ": none of its " + std::to_string(result.rows) +
                                           " rows can be used; the first, line " +
                                           std::to_string(result.rejected[0].line) + ": " + result.rejected[0].reason);
    return result;
}

} // namespace loratrf
