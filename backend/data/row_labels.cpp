#include "backend/data/row_labels.h"

#include "backend/data/record_reader.h"

#include <algorithm>
#include <set>

namespace loratrf {

namespace {

constexpr size_t most_groups = 12, longest_label = 40;

std::optional<std::string> label_text(const Json& value) {
    if (value.is_string() && value.get_ref<const std::string&>().size() <= longest_label)
        return value.get<std::string>();
    if (value.is_boolean() || value.is_number())
        return value.dump();
    return std::nullopt;
}

} // namespace

std::vector<RowLabels> read_row_labels(const std::filesystem::path& file, const DataOptions& options,
                                       const std::vector<int64_t>& lines) {
    const std::set<int64_t> wanted(lines.begin(), lines.end());
    std::map<std::string, RowLabels> fields;
    read_records(file, options.max_line_bytes, [&](Record&& record) {
        if (!wanted.contains(record.line) || !record.value.is_object())
            return true;
        for (const auto& [name, value] : record.value.items())
            if (const std::optional<std::string> text = label_text(value))
                fields[name].by_line[record.line] = *text;
        return record.line < *wanted.rbegin();
    });
    std::vector<RowLabels> labels;
    for (auto& [name, field] : fields) {
        std::set<std::string> groups;
        for (const auto& [line, text] : field.by_line)
            groups.insert(text);
        if (field.by_line.size() != wanted.size() || groups.size() < 2 || groups.size() > most_groups ||
            groups.size() == field.by_line.size()) // every row another one: a name, not a group
            continue;
        field.field = name;
        labels.push_back(std::move(field));
    }
    return labels;
}

} // namespace loratrf
