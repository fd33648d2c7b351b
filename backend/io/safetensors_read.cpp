#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/io/safetensors.h"
#include "backend/io/tensor_table.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace loratrf {
namespace {

constexpr uint64_t header_limit = 100'000'000; // the reference's cap
constexpr uint64_t tensor_limit = 1'000'000;
constexpr size_t name_limit = 1024;
constexpr uint64_t value_limit = 12 * tensor_limit; // dtype, six dimensions, two offsets and their containers

struct Entry {
    TensorInfo info;
    uint64_t begin = 0;
    uint64_t end = 0;
};

DType dtype_from_name(const std::string& name, const std::string& where) {
    for (const DType type : {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::I16,
                             DType::I8, DType::U8, DType::Bool})
        if (name == dtype_name(type))
            return type;
    static const std::set<std::string> others = {"F4",      "F6_E2M3", "F6_E3M2",     "F8_E5M2",
                                                 "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ",
                                                 "U16",     "U32",     "U64",         "C64"};
    throw Error(ErrorCode::UnknownDtype, where + ": unsupported dtype " + name.substr(0, 40) +
                                             (others.contains(name) ? " (sound, but this program does not read it). "
                                                                    : ", which the format does not have. ") +
                                             "Convert the file to F32, F16 or BF16.");
}

// The header's JSON text, with every length checked against the file.
std::string read_header(const InputFile& file) {
    uint64_t length = 0;
    if (file.size() < sizeof length)
        throw Error(ErrorCode::Truncated, file.name() + ": " + std::to_string(file.size()) +
                                              " bytes, but a safetensors file begins with 8 bytes of header length. "
                                              "It is incomplete; copy it again.");
    file.read_at(0, std::as_writable_bytes(std::span(&length, 1)));
    if (std::memcmp(&length, "GGUF", 4) == 0)
        throw Error(ErrorCode::WrongFormat, file.name() + " is a GGUF file under another name. Rename it to .gguf.");
    if (length > header_limit)
        throw Error(ErrorCode::HeaderTooLarge, file.name() + ": the header length in bytes 0-7 is " +
                                                   std::to_string(length) + ", above the format's limit of " +
                                                   std::to_string(header_limit) +
                                                   ". It is damaged or no safetensors file.");
    if (length > file.size() - sizeof length)
        throw Error(ErrorCode::Truncated,
                    file.name() + ": a header of " + std::to_string(length) + " bytes is announced, but only " +
                        std::to_string(file.size() - sizeof length) + " follow. It is incomplete; copy it again.");
    std::string header(length, '\0');
    file.read_at(sizeof length, std::as_writable_bytes(std::span(header)));
    return header;
}

uint64_t whole_number(const Json& value, const std::string& where) {
    if (!value.is_number_unsigned())
        throw Error(ErrorCode::BadValue,
                    where + ": " + value.dump().substr(0, 40) + " where a whole number >= 0 was expected.");
    return value.get<uint64_t>();
}

const Json& member(const Json& entry, const char* name, const std::string& where) {
    const auto found = entry.find(name);
    if (found == entry.end())
        throw Error(ErrorCode::MissingField, where + " has no \"" + name + "\".");
    return *found;
}

[[noreturn]] void throw_bad_entry(const std::string& where, const std::string& expected) {
    throw Error(ErrorCode::BadJson, where + ": " + expected + " was expected.");
}

Entry parse_entry(const std::string& name, const Json& json, const std::string& file) {
    const std::string where = file + ": tensor \"" + name.substr(0, 200) + "\"";
    if (name.size() > name_limit)
        throw Error(ErrorCode::BadValue, where + ": a name of " + std::to_string(name.size()) + " bytes; at most " +
                                             std::to_string(name_limit) + " are allowed.");
    if (!json.is_object())
        throw_bad_entry(where, "an object with dtype, shape and data_offsets");
    const Json& dtype = member(json, "dtype", where);
    const Json& shape = member(json, "shape", where);
    const Json& offsets = member(json, "data_offsets", where);
    if (json.size() != 3)
        throw_bad_entry(where, "nothing but dtype, shape and data_offsets");
    if (!dtype.is_string())
        throw_bad_entry(where + ", dtype", "a string");
    if (!shape.is_array())
        throw_bad_entry(where + ", shape", "a list of whole numbers");
    if (!offsets.is_array() || offsets.size() != 2)
        throw_bad_entry(where + ", data_offsets", "a list of two whole numbers");

    Entry entry;
    entry.info.name = name;
    entry.info.dtype = dtype_from_name(dtype.get_ref<const std::string&>(), where);
    for (const Json& size : shape) {
        const uint64_t value = whole_number(size, where + ", shape");
        if (value > static_cast<uint64_t>(INT64_MAX))
            throw Error(ErrorCode::Overflow, where + ": a dimension of " + std::to_string(value) + ".");
        entry.info.shape.push_back(static_cast<int64_t>(value));
    }
    entry.begin = whole_number(offsets[0], where + ", data_offsets");
    entry.end = whole_number(offsets[1], where + ", data_offsets");
    entry.info.bytes = checked_bytes(entry.info.dtype, entry.info.shape, where);
    if (entry.end < entry.begin)
        throw Error(ErrorCode::BadOffsets, where + ": data_offsets end at " + std::to_string(entry.end) +
                                               " before they begin at " + std::to_string(entry.begin) + ".");
    if (entry.end - entry.begin != entry.info.bytes)
        throw Error(ErrorCode::SizeMismatch, where + ": its shape and dtype need " + std::to_string(entry.info.bytes) +
                                                 " bytes, but data_offsets hold " +
                                                 std::to_string(entry.end - entry.begin) + ".");
    return entry;
}

std::map<std::string, std::string> parse_metadata(const Json& json, const std::string& file) {
    if (!json.is_object())
        throw_bad_entry(file + ": __metadata__", "an object of strings");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_string())
            throw_bad_entry(file + ": __metadata__, \"" + key.substr(0, 200) + "\"", "a string");
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

// No holes, no overlap, nothing after the last: then every byte has exactly one meaning.
void check_ranges(const std::vector<Entry>& entries, uint64_t data_bytes, const std::string& file) {
    uint64_t position = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != position)
            throw Error(ErrorCode::BadOffsets,
                        file + ": tensor \"" + entry.info.name + "\" begins at byte " + std::to_string(entry.begin) +
                            " of the data, but the one before it ends at " + std::to_string(position) + ".");
        position = entry.end;
    }
    if (position > data_bytes)
        throw Error(ErrorCode::Truncated, file + ": the tensors need " + std::to_string(position) +
                                              " bytes, but only " + std::to_string(data_bytes) +
                                              " follow the header. It is incomplete; copy it again.");
    if (position < data_bytes)
        throw Error(ErrorCode::TrailingData, file + ": " + std::to_string(data_bytes - position) +
                                                 " bytes after the last tensor, which nothing accounts for.");
}

} // namespace

struct SafetensorsFile::Impl {
    explicit Impl(const std::filesystem::path& file) : table(file) {}

    TensorTable table;
    std::map<std::string, std::string> metadata;
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& file) {
    refuse_pickle(file);
    m_impl = std::make_unique<Impl>(file);
    const InputFile& input = m_impl->table.file();
    const std::string name = input.name();
    const std::string text = read_header(input);
    if (text.empty() || text.front() != '{')
        throw Error(ErrorCode::BadJson, name + ": the header does not begin with '{'. Is it a safetensors file?");
    const Json header = parse_json(text, name + ": header", {.depth = 3, .values = value_limit});

    std::vector<Entry> entries;
    for (const auto& [key, value] : header.items()) {
        if (key == "__metadata__")
            m_impl->metadata = parse_metadata(value, name);
        else
            entries.push_back(parse_entry(key, value, name));
        if (entries.size() > tensor_limit)
            throw Error(ErrorCode::CountTooLarge, name + ": more than " + std::to_string(tensor_limit) + " tensors.");
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    const uint64_t data_start = sizeof(uint64_t) + text.size();
    check_ranges(entries, input.size() - data_start, name);
    for (Entry& entry : entries)
        m_impl->table.add(std::move(entry.info), data_start + entry.begin);
}

SafetensorsFile::~SafetensorsFile() = default;

const std::vector<TensorInfo>& SafetensorsFile::tensors() const {
    return m_impl->table.tensors();
}

const std::map<std::string, std::string>& SafetensorsFile::metadata() const {
    return m_impl->metadata;
}

void SafetensorsFile::read_f32(const std::string& name, std::span<float> out) const {
    m_impl->table.read_f32(name, out);
}

void SafetensorsFile::read_bytes(const std::string& name, std::span<std::byte> out) const {
    m_impl->table.read_bytes(name, out);
}

} // namespace loratrf
