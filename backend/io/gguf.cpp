#include "backend/io/gguf.h"

#include "backend/io/checked.h"
#include "backend/io/files.h"
#include "backend/io/gguf_values.h"
#include "backend/io/json.h"
#include "backend/io/tensor_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace loratrf {
namespace {

constexpr uint64_t key_limit = 64 << 10;
constexpr uint64_t tensor_name_limit = 63;
constexpr uint32_t most_dimensions = 4;
constexpr uint64_t alignment_limit = 1 << 20;
constexpr uint64_t least_pair_bytes = 8 + 1 + 4 + 1;       // key length, key, type, value
constexpr uint64_t least_tensor_bytes = 8 + 1 + 4 + 4 + 8; // name length, name, dimensions, type, offset

struct Counts {
    uint64_t tensors = 0;
    uint64_t pairs = 0;
};

Counts read_preamble(ByteCursor& cursor, const std::string& file) {
    char magic[4];
    cursor.copy(std::as_writable_bytes(std::span(magic)));
    if (std::memcmp(magic, "GGUF", 4) != 0)
        throw Error(ErrorCode::WrongFormat, file + " does not begin with GGUF. Is it a GGUF file?");
    const auto version = cursor.read<uint32_t>();
    if (version != 0 && (version & 0xFFFF) == 0)
        throw Error(ErrorCode::UnsupportedVersion,
                    file + " is a big-endian GGUF file; only little-endian ones are read.");
    if (version != 2 && version != 3)
        throw Error(ErrorCode::UnsupportedVersion, file + ": GGUF version " + std::to_string(version) +
                                                       "; versions 2 and 3 are read. Convert the model again.");
    Counts counts;
    counts.tensors = cursor.read<uint64_t>();
    counts.pairs = cursor.read<uint64_t>();
    const auto check = [&](uint64_t count, uint64_t least, const char* what) {
        if (count > cursor.remaining() / least)
            throw Error(ErrorCode::CountTooLarge, file + ": " + std::to_string(count) + " " + what +
                                                      " are announced, which cannot fit in the " +
                                                      std::to_string(cursor.remaining()) +
                                                      " bytes that follow. The file is damaged or incomplete.");
    };
    check(counts.tensors, least_tensor_bytes, "tensors");
    check(counts.pairs, least_pair_bytes, "metadata keys");
    return counts;
}

std::string read_key(ByteCursor& cursor) {
    const std::string where = cursor.place();
    std::string key = cursor.read_string(key_limit);
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
    if (key.empty() || !printable)
        throw Error(ErrorCode::BadValue, where + ": a metadata key must be printable ASCII and not empty.");
    return key;
}

uint64_t checked_alignment(const GgufField& field, const std::string& where) {
    if (field.type != GgufType::U32)
        throw Error(ErrorCode::BadType, where + ": an unsigned 32-bit number was expected.");
    const uint64_t alignment = std::get<uint64_t>(field.value);
    if (!std::has_single_bit(alignment) || alignment > alignment_limit)
        throw Error(ErrorCode::BadAlignment, where + " is " + std::to_string(alignment) + "; a power of two up to " +
                                                 std::to_string(alignment_limit) + " was expected.");
    return alignment;
}

DType tensor_type(uint32_t number, const std::string& where) {
    static const std::map<uint32_t, const char*> unread = {
        {9, "Q8_1"},     {10, "Q2_K"},  {11, "Q3_K"},   {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"},
        {18, "IQ3_XXS"}, {19, "IQ1_S"}, {20, "IQ4_NL"}, {21, "IQ3_S"}, {22, "IQ2_S"},   {23, "IQ4_XS"},
        {29, "IQ1_M"},   {34, "TQ1_0"}, {35, "TQ2_0"},  {39, "MXFP4"}};
    if (const std::optional<DType> known = dtype_of_ggml(number))
        return *known;
    if (const auto found = unread.find(number); found != unread.end())
        throw Error(ErrorCode::UnknownDtype,
                    where + " is stored as " + found->second +
                        ", which this program does not read. Use a file of type F16, Q8_0, Q4_0, "
                        "Q4_K_M or Q6_K.");
    throw Error(ErrorCode::BadType, where + ": the tensor type " + std::to_string(number) +
                                        " does not exist or was removed from the format.");
}

struct Entry {
    TensorInfo info;
    uint64_t offset = 0; // in the data section
};

Entry read_entry(ByteCursor& cursor, const std::string& file) {
    Entry entry;
    const std::string begin = cursor.place();
    entry.info.name = cursor.read_string(key_limit);
    const std::string where = file + ": tensor \"" + entry.info.name.substr(0, 200) + "\"";
    if (entry.info.name.empty() || entry.info.name.size() > tensor_name_limit || !is_utf8(entry.info.name))
        throw Error(ErrorCode::BadValue,
                    begin + ": a tensor's name must be UTF-8 of 1 to " + std::to_string(tensor_name_limit) + " bytes.");
    const auto dimensions = cursor.read<uint32_t>();
    if (dimensions > most_dimensions)
        throw Error(ErrorCode::BadShape, where + " has " + std::to_string(dimensions) + " dimensions; at most " +
                                             std::to_string(most_dimensions) + " are allowed.");
    for (uint32_t i = 0; i < dimensions; ++i) {
        const auto size = cursor.read<uint64_t>();
        if (size > static_cast<uint64_t>(INT64_MAX))
            throw Error(ErrorCode::Overflow, where + ": a dimension of " + std::to_string(size) + ".");
        entry.info.shape.insert(entry.info.shape.begin(), static_cast<int64_t>(size)); // stored fastest first
    }
    entry.info.dtype = tensor_type(cursor.read<uint32_t>(), where);
    entry.offset = cursor.read<uint64_t>();
    entry.info.bytes = checked_bytes(entry.info.dtype, entry.info.shape, where);
    return entry;
}

} // namespace

struct GgufFile::Impl {
    explicit Impl(const std::filesystem::path& file) : table(file) {}

    void read_metadata(ByteCursor& cursor, uint64_t count);
    void read_tensors(ByteCursor& cursor, uint64_t count);

    TensorTable table;
    GgufMetadata metadata;
    uint64_t alignment = 32;
};

void GgufFile::Impl::read_metadata(ByteCursor& cursor, uint64_t count) {
    const std::string file = table.file().name();
    for (uint64_t i = 0; i < count; ++i) {
        std::string key = read_key(cursor);
        const std::string where = file + ": " + key.substr(0, 200);
        GgufField field = read_gguf_field(cursor, where);
        if (key == "general.alignment")
            alignment = checked_alignment(field, where);
        if (!metadata.emplace(std::move(key), std::move(field)).second)
            throw Error(ErrorCode::DuplicateKey, where + " occurs twice.");
    }
}

void GgufFile::Impl::read_tensors(ByteCursor& cursor, uint64_t count) {
    const InputFile& file = table.file();
    std::vector<Entry> entries;
    for (uint64_t i = 0; i < count; ++i)
        entries.push_back(read_entry(cursor, file.name()));

    const auto padded = [&](uint64_t size) {
        return checked_add(size, alignment - 1, file.name()) / alignment * alignment;
    };
    const uint64_t data_start = padded(cursor.position());
    uint64_t position = 0;
    for (Entry& entry : entries) {
        const std::string where = file.name() + ": tensor \"" + entry.info.name + "\"";
        if (entry.offset != position)
            throw Error(ErrorCode::BadOffsets, where + " has the offset " + std::to_string(entry.offset) +
                                                   ", but the tensors before it end at " + std::to_string(position) +
                                                   ".");
        const uint64_t end = checked_add(position, entry.info.bytes, where);
        if (checked_add(data_start, end, where) > file.size())
            throw Error(ErrorCode::Truncated, where + " needs the file's bytes up to " +
                                                  std::to_string(data_start + end) + ", but it has " +
                                                  std::to_string(file.size()) + ". It is incomplete; copy it again.");
        position = padded(end);
        const uint64_t offset = entry.offset;
        table.add(std::move(entry.info), data_start + offset);
    }
}

GgufFile::GgufFile(const std::filesystem::path& file) {
    refuse_pickle(file);
    m_impl = std::make_unique<Impl>(file);
    ByteCursor cursor(m_impl->table.file());
    const Counts counts = read_preamble(cursor, m_impl->table.file().name());
    m_impl->read_metadata(cursor, counts.pairs);
    m_impl->read_tensors(cursor, counts.tensors);
}

GgufFile::~GgufFile() = default;

const std::filesystem::path& GgufFile::path() const {
    return m_impl->table.file().path();
}

const GgufMetadata& GgufFile::metadata() const {
    return m_impl->metadata;
}

const std::vector<TensorInfo>& GgufFile::tensors() const {
    return m_impl->table.tensors();
}

void GgufFile::read_f32(const std::string& name, std::span<float> out) const {
    m_impl->table.read_f32(name, out);
}

void GgufFile::read_bytes(const std::string& name, std::span<std::byte> out) const {
    m_impl->table.read_bytes(name, out);
}

} // namespace loratrf
