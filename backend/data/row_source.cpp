#include "backend/data/byte_source.h"
#include "backend/data/dataset.h"
#include "backend/data/record_reader.h"
#include "backend/data/row_shape.h"

#include <optional>

namespace loratrf {

namespace {

constexpr const char* Expected =
    "expected messages, conversations, instruction and output, prompt and completion, or text";

// Decides the shape by the first row that has one and holds the others to it.
class RowMaker {
public:
    RowMaker(const std::filesystem::path& file, RowShape wanted) : m_file(file), m_wanted(wanted) {}

    RowShape shape() const { return m_fields ? m_fields->shape : m_wanted; }

    // Throws Error(MixedSchema) for the file; any other Error is a fault of this row.
    Row make(const Record& record) {
        if (!record.fault.empty())
            throw Error(ErrorCode::BadShape, record.fault);
        if (!record.value.is_object())
            throw Error(ErrorCode::MixedSchema,
                        place(m_file, record.line) + ": expected an object, found " + record.value.type_name());
        return make_row(record.value, fields_of(record), record.line);
    }

private:
    RowFields fields_of(const Record& record) {
        if (m_fields && has_fields(record.value, *m_fields))
            return *m_fields;
        const std::optional<RowFields> fields = find_fields(record.value, m_fields ? RowShape::Auto : m_wanted);
        if (m_fields && fields && fields->shape != m_fields->shape)
            throw Error(ErrorCode::MixedSchema, place(m_file, record.line) + ": the row has the shape \"" +
                                                    shape_name(fields->shape) + "\", but the rows before it are \"" +
                                                    shape_name(m_fields->shape) +
                                                    "\". Put rows of one shape into a file");
        if (!fields && m_fields)
            return *m_fields; // make_row names the missing field
        if (!fields)
            throw Error(ErrorCode::MissingField,
                        m_wanted == RowShape::Auto
                            ? "the fields " + field_list(record.value) + " are not known; " + Expected
                            : std::string("no fields of the shape \"") + shape_name(m_wanted) + "\" among " +
                                  field_list(record.value));
        if (!m_fields)
            m_fields = fields;
        return *fields;
    }

    const std::filesystem::path& m_file;
    RowShape m_wanted;
    std::optional<RowFields> m_fields;
};

} // namespace

RowSource read_rows(const std::filesystem::path& file, const DataOptions& options,
                    const std::function<bool(Row&&)>& on_row) {
    RowSource result;
    RowMaker maker(file, options.shape);
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
