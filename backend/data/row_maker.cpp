#include "backend/data/row_maker.h"

namespace loratrf {

namespace {

constexpr const char* Expected =
    "expected messages, conversations, instruction and output, prompt and completion, preference pairs or text";

std::string missing_given(const Json& object, const GivenFields& given) {
    for (const std::string& field : {given.prompt, given.answer, given.rejected})
        if (!field.empty() && !object.contains(field))
            return "field \"" + field + "\" is missing among " + field_list(object);
    return {};
}

} // namespace

RowMaker::RowMaker(const DataOptions& options)
    : m_wanted(options.shape), m_given{options.prompt_field, options.answer_field, options.rejected_field,
                                       options.system_field, options.no_system_field} {}

Row RowMaker::make(const Record& record) {
    if (!record.fault.empty())
        throw Error(record.code.value_or(ErrorCode::BadShape), record.fault);
    if (!record.value.is_object())
        throw Error(ErrorCode::MixedSchema, std::string("expected an object, found ") + record.value.type_name());
    return make_row(record.value, fields_of(record), record.line);
}

RowFields RowMaker::fields_of(const Record& record) {
    if (m_fields && has_fields(record.value, *m_fields))
        return *m_fields;
    const std::optional<RowFields> fields =
        find_fields(record.value, m_fields && m_given.none() ? RowShape::Auto : m_wanted, m_given);
    if (m_fields && fields && fields->shape != m_fields->shape)
        throw Error(ErrorCode::MixedSchema, std::string("the row has the shape \"") + shape_name(fields->shape) +
                                                "\", but the rows before it are \"" + shape_name(m_fields->shape) +
                                                "\". Put rows of one shape into a file");
    if (!fields && m_fields)
        return *m_fields; // make_row names the missing field
    if (!fields) {
        const std::string missing = missing_given(record.value, m_given);
        throw Error(ErrorCode::MissingField,
                    !missing.empty() ? missing
                    : m_wanted == RowShape::Auto
                        ? "the fields " + field_list(record.value) + " are not known; " + Expected
                        : std::string("no fields of the shape \"") + shape_name(m_wanted) + "\" among " +
                              field_list(record.value));
    }
    if (!m_fields)
        m_fields = fields;
    return *fields;
}

} // namespace loratrf
