#pragma once
// What the files beside a model's weights say of its licence.

#include <filesystem>
#include <string>

namespace loratrf {

// `license:` of README.md's front matter ("apache-2.0"), else the title that a licence file begins with ("MIT
// License"). Empty: neither says it. Reads the files' beginnings alone.
std::string folder_licence(const std::filesystem::path& folder);

} // namespace loratrf
