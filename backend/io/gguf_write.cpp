#include "backend/io/gguf_write.h"

#include "backend/io/gguf_values.h"

#include <bit>

namespace loratrf {
namespace {

constexpr uint32_t version = 3;
constexpr size_t longest_name = 63;
constexpr size_t most_dimensions = 4;

template <class T>
void append(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_text(std::string& out, const std::string& text) {
    append(out, uint64_t{text.size()});
    out += text;
}

uint32_t type_number(DType type, const std::string& where) {
    if (const std::optional<uint32_t> number = ggml_type_of(type))
        return *number;
    throw Error(ErrorCode::UnknownDtype, where + ": GGUF has no type for " + dtype_name(type) + " values.");
}

uint64_t alignment_of(const GgufMetadata& metadata, const std::string& where) {
    const auto found = metadata.find("general.alignment");
    if (found == metadata.end())
        return 32;
    const auto* alignment = std::get_if<uint64_t>(&found->second.value);
    if (found->second.type != GgufType::U32 || !alignment || !std::has_single_bit(*alignment))
        throw Error(ErrorCode::BadAlignment, where + ": general.alignment must be a power of two of type u32.");
    return *alignment;
}

std::string header_of(const GgufMetadata& metadata, const TensorSequence& sequence, const std::string& where) {
    const std::vector<TensorInfo>& tensors = sequence.tensors();
    std::string out = "GGUF";
    append(out, version);
    append(out, uint64_t{tensors.size()});
    append(out, uint64_t{metadata.size()});
    for (const auto& [key, field] : metadata) {
        append_text(out, key);
        append_gguf_field(field, where + ": " + key, out);
    }
    for (size_t i = 0; i < tensors.size(); ++i) {
        const TensorInfo& tensor = tensors[i];
        const std::string place = where + ": tensor \"" + tensor.name + "\"";
        if (tensor.name.size() > longest_name)
            throw Error(ErrorCode::BadValue,
                        place + ": a name has at most " + std::to_string(longest_name) + " bytes.");
        if (tensor.shape.size() > most_dimensions)
            throw Error(ErrorCode::BadShape, place + ": at most four dimensions can be stored.");
        append_text(out, tensor.name);
        append(out, static_cast<uint32_t>(tensor.shape.size()));
        for (size_t d = tensor.shape.size(); d-- > 0;) // fastest first
            append(out, static_cast<uint64_t>(tensor.shape[d]));
        append(out, type_number(tensor.dtype, place));
        append(out, sequence.offset(i));
    }
    return out;
}

} // namespace

GgufField gguf_u32(int64_t value) {
    if (value < 0 || value > UINT32_MAX)
        throw Error(ErrorCode::BadValue, std::to_string(value) + " does not fit in an unsigned 32-bit number.");
    return {GgufType::U32, GgufType::U32, static_cast<uint64_t>(value)};
}

GgufField gguf_f32(double value) {
    return {GgufType::F32, GgufType::F32, value};
}

GgufField gguf_bool(bool value) {
    return {GgufType::Bool, GgufType::Bool, value};
}

GgufField gguf_text(std::string value) {
    return {GgufType::String, GgufType::String, std::move(value)};
}

GgufField gguf_texts(std::vector<std::string> values) {
    return {GgufType::Array, GgufType::String, std::move(values)};
}

GgufField gguf_i32s(std::vector<int64_t> values) {
    return {GgufType::Array, GgufType::I32, std::move(values)};
}

GgufField gguf_f32s(std::vector<double> values) {
    return {GgufType::Array, GgufType::F32, std::move(values)};
}

GgufWriter::GgufWriter(const std::filesystem::path& file, const GgufMetadata& metadata, std::vector<TensorInfo> tensors)
    : m_tensors(file, std::move(tensors), alignment_of(metadata, file.string())) {
    m_tensors.header(header_of(metadata, m_tensors, file.string()));
}

} // namespace loratrf
