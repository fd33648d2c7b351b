// Models this build cannot compute are refused, each for its own reason.

#include "backend/adapter/adapter_files.h"
#include "model/written.h"

#include <QtTest>

#include <filesystem>

using namespace loratrf;

namespace {

using Tensors = std::vector<std::pair<std::string, at::Tensor>>;

// A copy of a tiny model whose configuration and tensors may be changed before it is opened.
class Copy {
public:
    explicit Copy(const std::string& name) : config(support::json_file(support::tiny_model(name) + "/config.json")) {
        const auto model = support::load(support::tiny_model(name));
        for (const NamedTensor& weight : model->weights())
            tensors.emplace_back(weight.name, *weight.tensor);
    }
    std::unique_ptr<Model> open() const {
        const std::filesystem::path folder = m_folder.path().toStdString();
        write_file_atomically(folder / "config.json", config.dump());
        write_tensors(folder / "model.safetensors", tensors);
        return support::load(folder);
    }
    at::Tensor& operator[](const std::string& name) {
        return std::find_if(tensors.begin(), tensors.end(), [&](const auto& entry) { return entry.first == name; })
            ->second;
    }

    Json config;
    Tensors tensors;

private:
    QTemporaryDir m_folder;
};

// The GGUF file with one text replaced by another of the same length.
std::string changed_gguf(const QTemporaryDir& folder, const std::string& from, const std::string& to) {
    std::string bytes = read_text_file(support::tiny_model("llama.gguf"));
    for (size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + to.size()))
        bytes.replace(at, from.size(), to);
    const std::string path = (folder.path() + "/changed.gguf").toStdString();
    write_file_atomically(path, bytes);
    return path;
}

} // namespace

class TestModelErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unchangedCopyOpens() { QVERIFY(Copy("llama").open()); }

    void configuration_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value"); // JSON; empty removes the key
        QTest::addColumn<QString>("code");
        const auto row = [](const char* model, const char* key, const char* value, const char* code) {
            QTest::newRow(qPrintable(QString("%1 %2 %3").arg(model, key, value))) << model << key << value << code;
        };
        row("llama", "model_type", R"("gemma3_text")", "unsupported");
        row("llama", "model_type", R"("bert")", "unsupported");
        row("llama", "model_type", "", "missing-field");
        row("llama", "model_type", "3", "bad-value");
        row("llama", "hidden_act", R"("gelu")", "unsupported");
        row("llama", "rope_parameters", R"({"rope_type": "yarn", "factor": 4.0})", "unsupported");
        row("llama", "rope_parameters", R"({"rope_type": "linear", "factor": 0.0})", "bad-value");
        row("llama", "rope_parameters", R"({"rope_type": "llama3", "low_freq_factor": 4.0})", "bad-value");
        row("llama", "rope_parameters", R"({"rope_type": "llama3", "original_max_position_embeddings": 0})",
            "bad-value");
        row("llama", "rope_parameters", R"({"rope_type": "default", "partial_rotary_factor": 0.5})", "unsupported");
        row("llama", "rope_parameters", "[]", "bad-value");
        row("llama", "quantization_config", R"({"quant_method": "gptq"})", "unsupported");
        row("llama", "hidden_size", "", "missing-field");
        row("llama", "hidden_size", "32.5", "bad-value");
        row("llama", "hidden_size", "0", "bad-value");
        row("llama", "hidden_size", "-32", "bad-value");
        row("llama", "hidden_size", "4611686018427387904", "bad-value");
        row("llama", "hidden_size", "64", "bad-shape");
        row("llama", "vocab_size", "65", "bad-shape");
        row("llama", "num_hidden_layers", "3", "missing-field");
        row("llama", "num_hidden_layers", "1", "unsupported"); // weights would be left over
        row("llama", "num_hidden_layers", "1000000", "bad-value");
        row("llama", "num_key_value_heads", "3", "bad-value");
        row("llama", "head_dim", "7", "bad-value");
        row("llama", "rms_norm_eps", "0", "bad-value");
        row("llama", "attention_bias", "false", "unsupported"); // the file has biases
        row("llama", "attention_bias", R"("yes")", "bad-value");
        row("llama", "tie_word_embeddings", "false", ""); // that is what it says
        row("qwen2", "use_sliding_window", "true", "unsupported");
        row("qwen3", "attention_bias", "true", "missing-field");
        row("qwen2", "tie_word_embeddings", "false", "missing-field");
    }
    void configuration() {
        QFETCH(QString, model);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, code);
        Copy copy(model.toStdString());
        if (value.isEmpty())
            copy.config.erase(key.toStdString());
        else
            copy.config[key.toStdString()] = Json::parse(value.toStdString());
        COMPARE_CAUGHT([&] { copy.open(); }, code.toStdString(), "");
    }

    // Each is possible by itself, but all weights together are more than can be counted.
    void sizesThatCannotBeCountedAreRefused() {
        Copy copy("llama");
        copy.config["hidden_size"] = 1 << 30;
        copy.config["intermediate_size"] = 1 << 30;
        copy.config["num_hidden_layers"] = 10000;
        COMPARE_CAUGHT([&] { copy.open(); }, "bad-value", "sizes out of range");
    }

    void unknownArchitectureIsNamed() {
        Copy copy("llama");
        copy.config["model_type"] = "gpt_neox";
        COMPARE_CAUGHT([&] { copy.open(); }, "unsupported", "gpt_neox");
    }

    void missingTensorIsNamed() {
        Copy copy("qwen3");
        const std::string name = "model.layers.1.self_attn.k_norm.weight";
        std::erase_if(copy.tensors, [&](const auto& entry) { return entry.first == name; });
        COMPARE_CAUGHT([&] { copy.open(); }, "missing-field", name);
    }

    void extraTensorIsNamed() {
        Copy copy("mistral");
        copy.tensors.emplace_back("model.layers.0.self_attn.gate.weight", at::ones({2, 2}));
        COMPARE_CAUGHT([&] { copy.open(); }, "unsupported", "model.layers.0.self_attn.gate.weight");
    }

    void bufferNobodyNeedsIsNoFault() {
        Copy copy("mistral");
        copy.tensors.emplace_back("model.layers.0.self_attn.rotary_emb.inv_freq", at::ones({4}));
        QVERIFY(copy.open());
    }

    void wrongShapeIsTold() {
        Copy copy("llama");
        copy["model.layers.0.mlp.up_proj.weight"] = at::ones({32, 48});
        COMPARE_CAUGHT([&] { copy.open(); }, "bad-shape", "[32, 48], the configuration asks for [48, 32]");
    }

    void absentSlidingWindowIsTransformersDefault() {
        Copy copy("mistral");
        copy.config.erase("sliding_window");
        QCOMPARE(copy.open()->config().sliding_window, int64_t(4096));
        copy.config["sliding_window"] = nullptr;
        QCOMPARE(copy.open()->config().sliding_window, int64_t(0));
    }

    void olderSpellingOfRopeIsTheSame() {
        Copy copy("llama");
        const auto newer = copy.open()->config();
        Json rope = copy.config["rope_parameters"];
        copy.config["rope_theta"] = rope["rope_theta"];
        rope.erase("rope_theta");
        copy.config["rope_scaling"] = rope;
        copy.config.erase("rope_parameters");
        const auto older = copy.open()->config();
        QCOMPARE(older.rope_scaling, RopeScaling::Llama3);
        QCOMPARE(older.rope_theta, newer.rope_theta);
        QCOMPARE(older.rope_factor, newer.rope_factor);
        QCOMPARE(older.rope_original_context, newer.rope_original_context);
    }

    // As llama.cpp reads them: the type is linear unless another is stated.
    void aFactorWithoutATypeScalesLinearly() {
        const GgufFile base(support::tiny_model("qwen2.gguf"));
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("scaled.gguf").toStdString();
        const auto config_with = [&](const GgufMetadata& more) {
            GgufMetadata keys = base.metadata();
            for (const auto& [key, field] : more)
                keys[key] = field;
            GgufWriter writer(file, keys, base.tensors());
            for (const TensorInfo& info : base.tensors()) {
                std::vector<std::byte> bytes(info.bytes);
                base.read_bytes(info.name, bytes);
                writer.write(info.name, bytes);
            }
            writer.commit();
            return config_from_gguf(GgufFile(file));
        };
        QCOMPARE(config_with({}).rope_scaling, RopeScaling::None);
        for (const char* key : {"qwen2.rope.scaling.factor", "qwen2.rope.scale_linear"}) {
            const ModelConfig scaled = config_with({{key, gguf_f32(4)}});
            QCOMPARE(scaled.rope_scaling, RopeScaling::Linear);
            QCOMPARE(scaled.rope_factor, 4.0);
            QCOMPARE(config_with({{key, gguf_f32(1)}}).rope_scaling, RopeScaling::None);
            QCOMPARE(config_with({{key, gguf_f32(4)}, {"qwen2.rope.scaling.type", gguf_text("none")}}).rope_scaling,
                     RopeScaling::None);
        }
    }

    void ggufFaults() {
        const QTemporaryDir folder;
        const auto open = [&](const char* from, const char* to) {
            return [&folder, from, to] { support::load(changed_gguf(folder, from, to)); };
        };
        COMPARE_CAUGHT(open("llama", "gemma"), "unsupported", "gemma");
        COMPARE_CAUGHT(open("blk.1.ffn_up.weight", "blk.1.ffn_uq.weight"), "missing-field", "blk.1.ffn_up.weight");
        COMPARE_CAUGHT(open("rope_freqs.weight", "rope_freqz.weight"), "unsupported", "rope_freqz.weight");
        COMPARE_CAUGHT(open("block_count", "blocc_count"), "missing-field", "llama.block_count");
    }

    void absentModel() {
        COMPARE_CAUGHT([] { support::load(support::tiny_model("none")); }, "not-found", "none");
    }
};

QTEST_GUILESS_MAIN(TestModelErrors)
#include "tst_model_errors.moc"
