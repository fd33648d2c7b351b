#include "backend/train/base.h"

#include "backend/adapter/adapter.h"
#include "backend/data/answer_end.h"
#include "backend/io/files.h"
#include "backend/io/gguf.h"

#include <algorithm>
#include <filesystem>

namespace loratrf {

namespace {

// SHA-256 over the names and the first numbers of every weight, rounded to bf16.
std::string fingerprint(Model& model) {
    std::string bytes;
    for (const NamedTensor& weight : model.weights()) {
        const Weight values = weight.tensor ? Weight(*weight.tensor) : *weight.packed;
        const at::Tensor head = values.first(64).to(at::kBFloat16).cpu();
        bytes += weight.name;
        bytes.append(static_cast<const char*>(head.const_data_ptr()), head.nbytes());
    }
    return sha256(bytes);
}

} // namespace

std::unique_ptr<Tokenizer> open_tokenizer(const std::string& model) {
    require_model(model);
    return is_gguf(model) ? load_tokenizer(GgufFile(model)) : load_tokenizer(std::filesystem::path(model));
}

std::string compute_for(const Method& method, const std::string& compute) {
    return method.info.needs_fp32 && compute == "auto" ? "fp32" : compute;
}

BaseWeights base_weights_for(const Method& method, const std::string& base_weights) {
    return base_weights == "stored" && !method.info.changes_base ? BaseWeights::Stored : BaseWeights::Unpacked;
}

Base open_base(const std::string& path, const std::string& device, const std::string& compute, int64_t threads,
               const EventSink& sink, BaseWeights kept) {
    Base base;
    base.path = path;
    prepare_memory();
    set_threads(threads);
    base.device = choose_device(device);
    base.compute = choose_compute(compute, base.device);
    base.tokenizer = open_tokenizer(path);
    const auto progress = [&](int64_t done, int64_t total) {
        if (sink && (done % 32 == 0 || done == total))
            sink(ProgressEvent{.what = "Loading the model", .done = done, .total = total});
    };
    base.model = load_model(path, base.device, base.compute.type, progress, kept);
    base.fingerprint = fingerprint(*base.model);
    const ModelConfig& config = base.model->config();
    if (base.tokenizer->vocab_size() > config.vocabulary)
        throw Error(ErrorCode::SizeMismatch,
                    path + ": the tokenizer has " + std::to_string(base.tokenizer->vocab_size()) +
                        " tokens, the model's embedding only " + std::to_string(config.vocabulary));
    const auto add = [&](int64_t id) {
        if (std::find(base.stop_ids.begin(), base.stop_ids.end(), id) == base.stop_ids.end())
            base.stop_ids.push_back(static_cast<int32_t>(id));
    };
    for (const int64_t id : config.eos_ids)
        add(id);
    if (base.tokenizer->eos_id())
        add(*base.tokenizer->eos_id());
    if (const auto end = answer_end(base.tokenizer->chat_template(), *base.tokenizer).token)
        add(*end);
    // End-of-turn tokens of the common templates, where the vocabulary has them as control tokens.
    for (const char* token : {"<|im_end|>", "<|eot_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>"})
        if (const auto id = base.tokenizer->id_of(token); id && base.tokenizer->is_special(*id))
            add(*id);
    return base;
}

} // namespace loratrf
