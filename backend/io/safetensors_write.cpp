#include "backend/io/checked.h"
#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/io/quants.h"
#include "backend/io/safetensors.h"
#include "backend/io/tensor_table.h"

#include <algorithm>

namespace loratrf {
namespace {

void check(const TensorView& tensor, const std::string& where) {
    const auto writable = {DType::F64, DType::F32, DType::F16, DType::BF16,
                           DType::I64, DType::I32, DType::U8,  DType::Bool};
    if (std::find(writable.begin(), writable.end(), tensor.dtype) == writable.end())
        throw Error(ErrorCode::UnknownDtype, where + ": " + dtype_name(tensor.dtype) + " cannot be written.");
    if (tensor.name.empty() || tensor.name == "__metadata__" || !is_utf8(tensor.name))
        throw Error(ErrorCode::BadValue, where + ": not a name a tensor can have.");
    if (std::any_of(tensor.shape.begin(), tensor.shape.end(), [](int64_t size) { return size < 0; }))
        throw Error(ErrorCode::BadShape, where + ": a negative dimension.");
    const uint64_t bytes =
        checked_multiply(checked_elements(tensor.shape, where), block_layout(tensor.dtype).bytes, where);
    if (bytes != tensor.bytes.size())
        throw Error(ErrorCode::SizeMismatch, where + ": its shape needs " + std::to_string(bytes) + " bytes, but " +
                                                 std::to_string(tensor.bytes.size()) + " were given.");
}

} // namespace

void write_safetensors(const std::filesystem::path& file, std::vector<TensorView> tensors,
                       const std::map<std::string, std::string>& metadata) {
    // Wide types first, so that every tensor is aligned; then by name, so that equal content gives equal bytes.
    std::sort(tensors.begin(), tensors.end(), [](const TensorView& a, const TensorView& b) {
        const auto width_a = block_layout(a.dtype).bytes;
        const auto width_b = block_layout(b.dtype).bytes;
        return width_a != width_b ? width_a > width_b : a.name < b.name;
    });

    std::map<std::string, std::string> all_metadata = metadata;
    all_metadata.emplace("format", "pt"); // readers in Python refuse a file without it
    Json header = {{"__metadata__", all_metadata}};
    uint64_t position = 0;
    for (const TensorView& tensor : tensors) {
        const std::string where = file.string() + ": tensor \"" + tensor.name + "\"";
        check(tensor, where);
        if (header.contains(tensor.name))
            throw Error(ErrorCode::DuplicateKey, where + " was given twice.");
        header[tensor.name] = {{"dtype", dtype_name(tensor.dtype)},
                               {"shape", tensor.shape},
                               {"data_offsets", {position, position + tensor.bytes.size()}}};
        position += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');

    AtomicFile output(file);
    const uint64_t length = text.size();
    output.write(std::as_bytes(std::span(&length, 1)));
    output.write(std::as_bytes(std::span(text)));
    for (const TensorView& tensor : tensors)
        output.write(tensor.bytes);
    output.commit();
}

} // namespace loratrf
