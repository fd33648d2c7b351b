#include "backend/model/weights.h"

#include "backend/io/gguf.h"
#include "backend/io/quants.h"
#include "backend/io/safetensors.h"

#include <array>
#include <sstream>

namespace loratrf {

namespace {

std::string shape_text(at::IntArrayRef shape) {
    std::ostringstream out;
    out << '[';
    for (size_t i = 0; i < shape.size(); ++i)
        out << (i ? ", " : "") << shape[i];
    out << ']';
    return out.str();
}

bool ends_with(const std::string& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

at::Tensor swap_row_axes(const at::Tensor& values, int64_t heads, int64_t first, int64_t second) {
    std::vector<int64_t> split = {heads, first, second};
    if (values.dim() == 2)
        split.push_back(values.size(1));
    return values.view(split).transpose(1, 2).reshape(values.sizes());
}

std::unique_ptr<TensorFile> open_weights(const std::string& path) {
    if (is_gguf(path))
        return std::make_unique<GgufFile>(path);
    return open_safetensors_folder(path);
}

// Buffers that some writers store and nobody needs.
bool ignorable(const std::string& name) {
    return ends_with(name, "rotary_emb.inv_freq") || ends_with(name, ".masked_bias");
}

} // namespace

int64_t interleaved_heads(const std::string& name, const ModelConfig& config) {
    if (config.architecture != "llama" && config.architecture != "mistral")
        return 0;
    return name.find(".q_proj.") != std::string::npos   ? config.heads
           : name.find(".k_proj.") != std::string::npos ? config.kv_heads
                                                        : 0;
}

at::Tensor interleave_rows(const at::Tensor& values, int64_t heads) {
    return swap_row_axes(values, heads, 2, values.size(0) / heads / 2);
}

at::Tensor deinterleave_rows(const at::Tensor& stored, int64_t heads) {
    return swap_row_axes(stored, heads, stored.size(0) / heads / 2, 2);
}

std::string gguf_architecture(const ModelConfig& config) {
    return config.architecture == "mistral" ? "llama" : config.architecture;
}

std::string gguf_name(const std::string& name) {
    if (name == "model.embed_tokens.weight")
        return "token_embd.weight";
    if (name == "model.norm.weight")
        return "output_norm.weight";
    if (name == "lm_head.weight")
        return "output.weight";
    if (name == rope_factors_name)
        return std::string(rope_factors_name);
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> parts = {{
        {"self_attn.q_proj", "attn_q"},
        {"self_attn.k_proj", "attn_k"},
        {"self_attn.v_proj", "attn_v"},
        {"self_attn.o_proj", "attn_output"},
        {"self_attn.q_norm", "attn_q_norm"},
        {"self_attn.k_norm", "attn_k_norm"},
        {"mlp.gate_proj", "ffn_gate"},
        {"mlp.up_proj", "ffn_up"},
        {"mlp.down_proj", "ffn_down"},
        {"input_layernorm", "attn_norm"},
        {"post_attention_layernorm", "ffn_norm"},
    }};
    constexpr std::string_view prefix = "model.layers.";
    if (name.rfind(prefix, 0) == 0) {
        const size_t dot = name.find('.', prefix.size());
        const std::string layer = name.substr(prefix.size(), dot - prefix.size());
        for (const auto& [hf, gguf] : parts)
            if (name.compare(dot + 1, hf.size(), hf) == 0)
                return "blk." + layer + "." + std::string(gguf) + name.substr(dot + 1 + hf.size());
    }
    throw Error(ErrorCode::Internal, "no GGUF name is known for " + name);
}

WeightReader::WeightReader(const std::string& path, const ModelConfig& config, at::Device device, at::ScalarType type,
                           Progress progress, BaseWeights kept)
    : m_file(open_weights(path)), m_path(path), m_config(config), m_gguf(is_gguf(path)), m_device(device), m_type(type),
      m_progress(std::move(progress)), m_kept(kept) {}

WeightReader::WeightReader(std::unique_ptr<TensorFile> file, const ModelConfig& config, at::ScalarType type)
    : m_file(std::move(file)), m_config(config), m_type(type) {}

std::string WeightReader::stored_name(const std::string& name) const {
    return m_gguf ? gguf_name(name) : name;
}

bool WeightReader::has(const std::string& name) const {
    return m_file->find(stored_name(name)) != nullptr;
}

const TensorInfo& WeightReader::find(const std::string& name, at::IntArrayRef shape) const {
    const std::string stored = stored_name(name);
    const TensorInfo* info = m_file->find(stored);
    if (!info)
        throw Error(ErrorCode::MissingField,
                    m_path + ": tensor " + stored + " is missing; the model's files are incomplete");
    if (shape != at::IntArrayRef(info->shape))
        throw Error(ErrorCode::BadShape, m_path + ": tensor " + stored + " has shape " + shape_text(info->shape) +
                                             ", the configuration asks for " + shape_text(shape));
    return *info;
}

void WeightReader::count(const TensorInfo& info) {
    m_read.insert(info.name);
    if (m_progress)
        m_progress(static_cast<int64_t>(m_read.size()), static_cast<int64_t>(m_file->tensors().size()));
}

at::Tensor WeightReader::read(const std::string& name, at::IntArrayRef shape, std::optional<at::ScalarType> type) {
    const TensorInfo& info = find(name, shape);
    at::Tensor values = at::empty(shape, at::kFloat);
    m_file->read_f32(info.name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
    if (const int64_t heads = m_gguf ? interleaved_heads(name, m_config) : 0)
        values = deinterleave_rows(values, heads);
    count(info);
    return values.to(m_device, type.value_or(m_type));
}

Weight WeightReader::read_linear(const std::string& name, at::IntArrayRef shape) {
    const TensorInfo& info = find(name, shape);
    if (m_kept == BaseWeights::Unpacked || !stays_packed(info, m_type))
        return read(name, shape);
    at::Tensor rows = at::empty({shape[0], static_cast<int64_t>(info.bytes) / shape[0]}, at::kByte);
    m_file->read_bytes(info.name, {static_cast<std::byte*>(rows.mutable_data_ptr()), rows.nbytes()});
    if (const int64_t heads = m_gguf ? interleaved_heads(name, m_config) : 0)
        rows = deinterleave_rows(rows, heads);
    count(info);
    return {rows.to(m_device), info.dtype, shape[1], m_type};
}

void WeightReader::check_all_read() const {
    std::string unused;
    for (const TensorInfo& info : m_file->tensors()) {
        const bool tied_copy = m_config.tied_head && info.name == stored_name("lm_head.weight");
        if (!m_read.contains(info.name) && !ignorable(info.name) && !tied_copy)
            unused += (unused.empty() ? "" : ", ") + info.name;
    }
    if (!unused.empty())
        throw Error(ErrorCode::Unsupported, m_path +
                                                ": weights this build does not use, so the model would not be computed "
                                                "right: " +
                                                unused.substr(0, 500));
}

bool stays_packed(const TensorInfo& info, at::ScalarType type) {
    const auto elements = static_cast<uint64_t>(info.elements());
    return is_float(info.dtype) && !info.shape.empty() && info.shape.back() % block_layout(info.dtype).elements == 0 &&
           info.bytes < elements * c10::elementSize(type);
}

int64_t saved_by_packing(const std::string& path, const ModelConfig& config, at::ScalarType type) {
    const bool gguf = is_gguf(path);
    const auto file = open_weights(path);
    int64_t saved = 0;
    for (const ProjectionInfo& projection : projection_list(config)) {
        const std::string name = projection.path + ".weight";
        const TensorInfo* info = file->find(gguf ? gguf_name(name) : name);
        if (info && stays_packed(*info, type)) // what is missing is told when it is read
            saved +=
                info->elements() * static_cast<int64_t>(c10::elementSize(type)) - static_cast<int64_t>(info->bytes);
    }
    return saved;
}

} // namespace loratrf
