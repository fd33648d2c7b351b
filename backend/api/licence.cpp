#include "backend/api/licence.h"

#include "backend/io/json.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <map>
#include <sstream>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

constexpr size_t front_matter_bytes = 64 << 10, title_bytes = 2 << 10;
constexpr size_t longest_name = 120;

std::string beginning_of(const fs::path& file, size_t bytes) {
    std::error_code none;
    if (!fs::is_regular_file(file, none))
        return {};
    std::ifstream in(file, std::ios::binary);
    std::string text(bytes, '\0');
    in.read(text.data(), static_cast<std::streamsize>(bytes));
    text.resize(static_cast<size_t>(in.gcount()));
    return text;
}

std::string trimmed(const std::string& text) {
    const char* const space = " \t\r";
    const size_t first = text.find_first_not_of(space);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(space) - first + 1);
}

// A plain scalar of YAML: without its quotes or a comment behind it.
std::string scalar(std::string text) {
    text = trimmed(text);
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'')) {
        const size_t end = text.find(text.front(), 1);
        return end == std::string::npos ? "" : text.substr(1, end - 1);
    }
    return trimmed(text.substr(0, text.find(" #")));
}

// The keys of the first level of a front matter; of a list its items, joined.
std::map<std::string, std::string> front_matter(const std::string& text) {
    std::istringstream lines(text);
    std::string line, key;
    std::map<std::string, std::string> found;
    if (!std::getline(lines, line) || trimmed(line) != "---")
        return {};
    while (std::getline(lines, line) && trimmed(line) != "---") {
        const std::string inner = trimmed(line);
        if (inner.starts_with("- ")) {
            std::string& list = found[key];
            list += (list.empty() ? "" : ", ") + scalar(inner.substr(2));
            continue;
        }
        const size_t colon = line.find(':');
        if (colon == std::string::npos || line.front() == ' ' || line.front() == '#')
            continue;
        key = trimmed(line.substr(0, colon));
        found[key] = scalar(line.substr(colon + 1));
    }
    return found;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string of_readme(const fs::path& folder) {
    const auto known = front_matter(beginning_of(folder / "README.md", front_matter_bytes));
    const auto value = [&](const char* key) {
        const auto found = known.find(key);
        return found == known.end() ? std::string() : found->second;
    };
    const std::string name = value("license");
    return (name.empty() || name == "other") && !value("license_name").empty() ? value("license_name") : name;
}

// The first line that says anything, where it reads like a title; a version on the next line belongs to it.
std::string of_licence_file(const fs::path& folder) {
    for (const char* name : {"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"}) {
        std::istringstream lines(beginning_of(folder / name, title_bytes));
        std::string line, title;
        while (title.empty() && std::getline(lines, line))
            title = trimmed(line.substr(std::min(line.find_first_not_of("# \t"), line.size())));
        const std::string plain = lower(title);
        const std::array<const char*, 4> words = {"license", "licence", "terms of use", "agreement"};
        if (std::ranges::none_of(words, [&](const char* word) { return plain.find(word) != std::string::npos; }))
            continue;
        if (std::getline(lines, line) && lower(trimmed(line)).starts_with("version "))
            title += ", " + trimmed(line);
        return title;
    }
    return {};
}

} // namespace

std::string folder_licence(const fs::path& folder) {
    for (const std::string& licence : {of_readme(folder), of_licence_file(folder)})
        if (!licence.empty() && licence.size() <= longest_name && is_utf8(licence))
            return licence;
    return {};
}

} // namespace loratrf
