#include "backend/data/field_look.h"

#include "backend/data/row_maker.h"

#include <algorithm>

namespace loratrf {

namespace {

constexpr size_t longest_value = 400; // bytes

std::string shown(const Json& value) {
    std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (text.size() <= longest_value)
        return text;
    size_t end = longest_value;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "…";
}

void add_values(FieldLook& look, const Json& object, size_t row) {
    for (const auto& [key, value] : object.items()) {
        const std::string& name = key;
        auto field = std::ranges::find(look.fields, name, &FieldLook::Field::name);
        if (field == look.fields.end())
            field = look.fields.insert(field, {name, std::vector<std::string>(row)});
        field->values.push_back(shown(value));
    }
    for (FieldLook::Field& field : look.fields)
        field.values.resize(row + 1);
}

} // namespace

FieldLook look_at_fields(const std::filesystem::path& file, const DataOptions& options, int64_t rows) {
    FieldLook look{
        .file = file.string(), .fields = {}, .prompt = {}, .answer = {}, .system = {}, .rejected = {}, .problem = {}};
    RowMaker maker(options);
    int64_t seen = 0;
    read_records(file, options.max_line_bytes, [&](Record&& record) {
        if (record.code) // the rows behind it tell more
            return true;
        if (record.value.is_object())
            add_values(look, record.value, static_cast<size_t>(seen));
        try {
            maker.make(record);
        } catch (const Error& error) {
            if (look.problem.empty())
                look.problem = error.what();
        }
        return ++seen < rows;
    });
    look.shape = maker.shape();
    if (!maker.fields())
        return look;
    look.problem.clear();
    look.prompt = maker.fields()->main;
    look.answer = maker.fields()->answer;
    look.rejected = maker.fields()->rejected;
    look.system = maker.fields()->system;
    for (const char* name : {"system", "system_prompt"})
        if (look.system.empty() && !options.no_system_field && look.shape != RowShape::Text &&
            std::ranges::find(look.fields, name, &FieldLook::Field::name) != look.fields.end())
            look.system = name;
    return look;
}

} // namespace loratrf
