#pragma once
// Where a run's folder, an adapter's and a Hugging Face model's keep the chat template in use.

#include <filesystem>

namespace loratrf {

inline constexpr const char* template_name = "chat_template.jinja";

inline std::filesystem::path template_file(const std::filesystem::path& folder) {
    return folder / template_name;
}

} // namespace loratrf
