#include "backend/io/gguf.h"

namespace loratrf {
namespace {

template <class T>
constexpr const char* kind_name = "";
template <>
constexpr const char* kind_name<bool> = "a boolean";
template <>
constexpr const char* kind_name<double> = "a floating-point number";
template <>
constexpr const char* kind_name<std::string> = "a text";
template <>
constexpr const char* kind_name<std::vector<double>> = "a list of floating-point numbers";
template <>
constexpr const char* kind_name<std::vector<std::string>> = "a list of texts";

[[noreturn]] void throw_bad_type(const GgufFile& file, const std::string& key, const char* expected) {
    throw Error(ErrorCode::BadType, file.path().string() + ": " + key + ": " + expected + " was expected.");
}

const GgufValue* lookup(const GgufFile& file, const std::string& key) {
    const auto found = file.metadata().find(key);
    return found == file.metadata().end() ? nullptr : &found->second.value;
}

template <class T>
std::optional<T> get(const GgufFile& file, const std::string& key) {
    const GgufValue* value = lookup(file, key);
    if (!value)
        return std::nullopt;
    if (const T* typed = std::get_if<T>(value))
        return *typed;
    throw_bad_type(file, key, kind_name<T>);
}

int64_t to_signed(uint64_t value, const GgufFile& file, const std::string& key) {
    if (value > static_cast<uint64_t>(INT64_MAX))
        throw Error(ErrorCode::BadValue,
                    file.path().string() + ": " + key + ": " + std::to_string(value) + " is out of range.");
    return static_cast<int64_t>(value);
}

} // namespace

std::optional<std::string> GgufFile::get_string(const std::string& key) const {
    return get<std::string>(*this, key);
}

std::optional<int64_t> GgufFile::get_int(const std::string& key) const {
    const GgufValue* value = lookup(*this, key);
    if (!value)
        return std::nullopt;
    if (const auto* number = std::get_if<int64_t>(value))
        return *number;
    if (const auto* number = std::get_if<uint64_t>(value))
        return to_signed(*number, *this, key);
    throw_bad_type(*this, key, "a whole number");
}

std::optional<double> GgufFile::get_float(const std::string& key) const {
    return get<double>(*this, key);
}

std::optional<bool> GgufFile::get_bool(const std::string& key) const {
    return get<bool>(*this, key);
}

std::optional<std::vector<std::string>> GgufFile::get_strings(const std::string& key) const {
    return get<std::vector<std::string>>(*this, key);
}

std::optional<std::vector<double>> GgufFile::get_floats(const std::string& key) const {
    return get<std::vector<double>>(*this, key);
}

std::optional<std::vector<int64_t>> GgufFile::get_ints(const std::string& key) const {
    const GgufValue* value = lookup(*this, key);
    if (!value)
        return std::nullopt;
    if (const auto* numbers = std::get_if<std::vector<int64_t>>(value))
        return *numbers;
    if (const auto* numbers = std::get_if<std::vector<uint64_t>>(value)) {
        std::vector<int64_t> converted;
        converted.reserve(numbers->size());
        for (const uint64_t number : *numbers)
            converted.push_back(to_signed(number, *this, key));
        return converted;
    }
    throw_bad_type(*this, key, "a list of whole numbers");
}

} // namespace loratrf
