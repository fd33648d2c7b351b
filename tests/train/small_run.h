#pragma once
// A whole run in a second: a one-layer model with random weights, a real tokenizer, rows with a pattern to learn.

#include "backend/api/engine.h"
#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/io/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <random>

namespace support {

namespace fs = std::filesystem;

constexpr int64_t hidden = 32, intermediate = 48, vocabulary = 512;

struct Weight {
    std::string name;
    std::vector<int64_t> shape;
    double spread; // standard deviation; 0: all ones
};

inline std::vector<Weight> small_weights(bool biases = false) {
    std::vector<Weight> weights = {{"model.embed_tokens.weight", {vocabulary, hidden}, 0.5},
                                   {"model.norm.weight", {hidden}, 0},
                                   {"lm_head.weight", {vocabulary, hidden}, 0.3}};
    const std::string layer = "model.layers.0.";
    for (const char* norm : {"input_layernorm", "post_attention_layernorm"})
        weights.push_back({layer + norm + ".weight", {hidden}, 0});
    for (const char* name : {"q_proj", "k_proj", "v_proj", "o_proj"})
        weights.push_back({layer + "self_attn." + name + ".weight", {hidden, hidden}, 0.2});
    for (const char* name : {"gate_proj", "up_proj"})
        weights.push_back({layer + "mlp." + name + ".weight", {intermediate, hidden}, 0.2});
    weights.push_back({layer + "mlp.down_proj.weight", {hidden, intermediate}, 0.2});
    if (biases)
        for (const char* name : {"q_proj", "k_proj", "v_proj"})
            weights.push_back({layer + "self_attn." + name + ".bias", {hidden}, 0.1});
    return weights;
}

// Token `infinite` (an id) has an infinite embedding: every step that meets it is not finite. `biases`: a qwen2, whose
// attention has some.
inline void write_small_model(const fs::path& folder, int64_t infinite = -1, bool biases = false) {
    fs::create_directories(folder);
    fs::copy_file(TESTS_DIR "/data/tokenizers/smollm/tokenizer.json", folder / "tokenizer.json");
    const loratrf::Json config = {{"architectures", {biases ? "Qwen2ForCausalLM" : "LlamaForCausalLM"}},
                                  {"model_type", biases ? "qwen2" : "llama"},
                                  {"hidden_size", hidden},
                                  {"intermediate_size", intermediate},
                                  {"num_hidden_layers", 1},
                                  {"num_attention_heads", 4},
                                  {"num_key_value_heads", 4},
                                  {"max_position_embeddings", 512},
                                  {"rms_norm_eps", 1e-5},
                                  {"rope_theta", 10000.0},
                                  {"hidden_act", "silu"},
                                  {"tie_word_embeddings", false},
                                  {"eos_token_id", 1},
                                  {"vocab_size", vocabulary}};
    loratrf::write_file_atomically(folder / "config.json", config.dump());

    std::mt19937_64 random(11);
    std::vector<std::vector<float>> values;
    std::vector<loratrf::TensorView> views;
    for (const Weight& weight : small_weights(biases)) {
        int64_t count = 1;
        for (const int64_t size : weight.shape)
            count *= size;
        std::vector<float>& v = values.emplace_back(static_cast<size_t>(count), 1.0F);
        for (float& value : v)
            if (weight.spread > 0) // uniform, of the wanted standard deviation
                value = static_cast<float>((static_cast<double>(random() >> 11) * 0x1.0p-53 - 0.5) * 3.4641 *
                                           weight.spread);
        if (infinite >= 0 && weight.name == "model.embed_tokens.weight")
            std::fill_n(v.begin() + infinite * hidden, hidden, std::numeric_limits<float>::infinity());
        views.push_back({.name = weight.name,
                         .dtype = loratrf::DType::F32,
                         .shape = weight.shape,
                         .bytes = std::as_bytes(std::span(v))});
    }
    loratrf::write_safetensors(folder / "model.safetensors", views);
}

inline void write_rows(const fs::path& file, int count, const std::function<std::string(int)>& name) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += loratrf::Json{{"prompt", "Who is number " + std::to_string(i) + "?"},
                              {"completion", " It is " + name(i) + "."}}
                    .dump() +
                "\n";
    loratrf::write_file_atomically(file, text);
}

inline std::string usual_name(int i) {
    return std::vector<std::string>{"Ann", "Ben from the town", "Cid"}[static_cast<size_t>(i % 3)];
}

// Preference pairs: the usual answers, and one that is always the same.
inline void write_pairs(const fs::path& file, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += loratrf::Json{{"prompt", "Who is number " + std::to_string(i) + "?"},
                              {"chosen", " It is " + usual_name(i) + "."},
                              {"rejected", " No idea, ask someone else."}}
                    .dump() +
                "\n";
    loratrf::write_file_atomically(file, text);
}

// A folder with model and rows, and runs in it.
class SmallRun {
public:
    SmallRun() {
        write_small_model(path() / "model");
        write_rows(path() / "train.jsonl", 26, usual_name);
        write_rows(path() / "eval.jsonl", 5, usual_name);
    }
    fs::path path() const { return m_folder.path().toStdString(); }

    // 26 rows, 4 a step in two or more micro-batches, the last step of an epoch smaller: 7 steps an epoch.
    loratrf::TrainOptions options(const std::string& run, const std::string& method = "lora") const {
        loratrf::TrainOptions options;
        options.model = (path() / "model").string();
        options.data = (path() / "train.jsonl").string();
        options.eval_data = (path() / "eval.jsonl").string();
        options.run = (path() / run).string();
        options.data_options.template_name = "plain";
        options.method = method;
        for (const loratrf::OptionSpec& spec : loratrf::method_info(method).options)
            if (spec.key == "rank")
                options.method_options["rank"] = int64_t{4};
            else if (spec.key == "dropout")
                options.method_options["dropout"] = 0.1;
            else if (spec.key == "every")
                options.method_options["every"] = int64_t{2};
        options.epochs = 2;
        options.batch_size = 4;
        options.token_budget = 96;
        options.learning_rate = 5e-3;
        options.device = "cpu";
        options.compute = "fp32";
        options.threads = 1;
        return options;
    }

private:
    QTemporaryDir m_folder;
};

template <class E>
std::vector<E> events_of(const std::vector<loratrf::Event>& events) {
    std::vector<E> found;
    for (const loratrf::Event& event : events)
        if (const auto* one = std::get_if<E>(&event))
            found.push_back(*one);
    return found;
}

struct Trained {
    loratrf::TrainResult result;
    std::vector<loratrf::Event> events;
};

// `on_event` may give orders; it runs on the training thread.
using OnEvent = std::function<void(const loratrf::Event&, loratrf::Control&)>;

inline loratrf::EventSink sink_into(Trained& trained, loratrf::Control& control, const OnEvent& on_event) {
    return [&trained, &control, on_event](const loratrf::Event& event) {
        trained.events.push_back(event);
        if (on_event)
            on_event(event, control);
    };
}
inline Trained train(const loratrf::TrainOptions& options, const OnEvent& on_event = {}) {
    Trained trained;
    loratrf::Control control;
    trained.result = loratrf::train(options, control, sink_into(trained, control, on_event));
    return trained;
}
inline Trained resume(const std::string& run, double epochs = 0, const OnEvent& on_event = {}) {
    Trained trained;
    loratrf::Control control;
    trained.result = loratrf::resume(run, epochs, control, sink_into(trained, control, on_event));
    return trained;
}

inline std::string adapter_bytes(const fs::path& folder) {
    return loratrf::read_text_file(folder / "adapter_model.safetensors");
}

// The Error that `action` throws; empty code: none.
inline std::pair<std::string, std::string> caught(const std::function<void()>& action) {
    try {
        action();
    } catch (const loratrf::Error& error) {
        return {loratrf::code_name(error.code()), error.what()};
    }
    return {};
}

} // namespace support
