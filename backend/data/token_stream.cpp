#include "backend/data/token_stream.h"

#include "backend/io/safetensors.h"

#include <numeric>
#include <span>
#include <string>

namespace loratrf {

namespace {

class StreamFile {
public:
    explicit StreamFile(const std::filesystem::path& file) : m_path(file.string()), m_file(file) {}

    template <class Number>
    std::vector<Number> read(const std::string& name, DType type) const {
        const TensorInfo* info = m_file.find(name);
        if (!info)
            fail(ErrorCode::MissingField, "there is no tensor \"" + name + "\"");
        if (info->dtype != type)
            fail(ErrorCode::UnknownDtype,
                 "\"" + name + "\" should be " + dtype_name(type) + ", is " + dtype_name(info->dtype));
        if (info->shape.size() != 1)
            fail(ErrorCode::BadShape, "\"" + name + "\" should have one dimension");
        std::vector<Number> values(static_cast<size_t>(info->elements()));
        m_file.read_bytes(name, std::as_writable_bytes(std::span(values)));
        return values;
    }

    // 0 < ... < end: no part is empty.
    std::vector<int64_t> borders(const std::string& name, size_t end) const {
        std::vector<int64_t> values = read<int64_t>(name, DType::I64);
        bool good = values.size() >= 2 && values.front() == 0 && values.back() == static_cast<int64_t>(end);
        for (size_t i = 1; good && i < values.size(); ++i)
            good = values[i - 1] < values[i];
        if (!good)
            fail(ErrorCode::BadOffsets, "\"" + name + "\" should rise from 0 to " + std::to_string(end));
        return values;
    }

    [[noreturn]] void fail(ErrorCode code, const std::string& what) const { throw Error(code, m_path + ": " + what); }

private:
    std::string m_path;
    SafetensorsFile m_file;
};

} // namespace

TokenStream read_token_stream(const std::filesystem::path& path, int64_t vocabulary) {
    const StreamFile file(path);
    const std::vector<int32_t> ids = file.read<int32_t>("ids", DType::I32);
    const std::vector<uint8_t> supervised = file.read<uint8_t>("supervised", DType::U8);
    if (supervised.size() != ids.size())
        file.fail(ErrorCode::BadShape, "\"supervised\" should have as many values as \"ids\"");
    for (const int32_t id : ids)
        if (id < 0 || id >= vocabulary)
            file.fail(ErrorCode::BadValue,
                      "token " + std::to_string(id) + " of a vocabulary of " + std::to_string(vocabulary));
    const std::vector<int64_t> offsets = file.borders("offsets", ids.size());

    TokenStream stream;
    for (size_t s = 0; s + 1 < offsets.size(); ++s) {
        Sequence& sequence = stream.sequences.emplace_back();
        sequence.line = static_cast<int64_t>(s) + 1;
        sequence.ids.assign(ids.begin() + offsets[s], ids.begin() + offsets[s + 1]);
        sequence.supervised.assign(supervised.begin() + offsets[s], supervised.begin() + offsets[s + 1]);
    }
    const std::vector<int64_t> steps = file.borders("steps", stream.sequences.size());
    for (size_t k = 0; k + 1 < steps.size(); ++k) {
        std::vector<int64_t>& members = stream.steps.emplace_back(static_cast<size_t>(steps[k + 1] - steps[k]));
        std::iota(members.begin(), members.end(), steps[k]);
    }
    return stream;
}

} // namespace loratrf
