#include "backend/data/row_labels.h"

#include "backend/data/record_reader.h"

#include <algorithm>
#include <set>

namespace loratrf {

namespace {

constexpr size_t most_groups = 12, longest_label = 40;

std::optional<std::string> label_text(const Json& value) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return text.empty() || text.size() > longest_label ? std::nullopt : std::optional(text);
    }
    if (value.is_boolean() || value.is_number())
        return value.dump();
    return std::nullopt;
}

} // namespace

std::vector<RowLabels> read_row_labels(const std::vector<LabelSource>& sources, const DataOptions& options,
                                       const ReadProgress& progress) {
    std::vector<std::filesystem::path> files;
    for (const LabelSource& source : sources)
        files.push_back(source.file);
    FilesProgress reading(files, progress);
    std::map<std::string, RowLabels> fields;
    size_t rows = 0;
    for (size_t source = 0; source < sources.size(); ++source) {
        const ReadProgress of_file = reading.next();
        const std::set<int64_t> wanted(sources[source].lines.begin(), sources[source].lines.end());
        if (wanted.empty())
            continue;
        rows += wanted.size();
        const auto look = [&](const Record& record) {
            if (wanted.contains(record.line) && record.value.is_object())
                for (const auto& [name, value] : record.value.items())
                    if (const std::optional<std::string> text = label_text(value))
                        fields[name].by_row[{source, record.line}] = *text;
            return record.line < *wanted.rbegin();
        };
        read_records(sources[source].file, options.max_line_bytes, look, of_file);
    }
    std::vector<RowLabels> labels;
    for (auto& [name, field] : fields) {
        std::set<std::string> groups;
        for (const auto& [row, text] : field.by_row)
            groups.insert(text);
        const size_t count = groups.size() + (field.by_row.size() < rows ? 1 : 0);
        if (count < 2 || count > most_groups ||
            groups.size() == field.by_row.size()) // every row another one: a name, not a group
            continue;
        field.field = name;
        labels.push_back(std::move(field));
    }
    return labels;
}

} // namespace loratrf
