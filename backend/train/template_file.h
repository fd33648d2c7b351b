#pragma once
// Where a run's folder, an adapter's and a Hugging Face model's keep the chat template in use.

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>

namespace loratrf {

inline constexpr const char* template_name = "chat_template.jinja";

inline std::filesystem::path template_file(const std::filesystem::path& folder) {
    return folder / template_name;
}

// That which was trained with, as the adapter's folder has it, else the run's; an empty path is none.
inline std::optional<std::filesystem::path> trained_template_file(const std::string& adapter, const std::string& run) {
    std::error_code none;
    for (const std::string& folder : {adapter, run})
        if (!folder.empty() && std::filesystem::is_regular_file(template_file(folder), none))
            return template_file(folder);
    return std::nullopt;
}

} // namespace loratrf
