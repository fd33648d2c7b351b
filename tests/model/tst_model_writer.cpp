// Models written as Hugging Face folders and as GGUF, then read back: the same logits.

#include "backend/io/gguf.h"
#include "backend/text/tokenizer.h"
#include "model/written.h"

#include <QtTest>

#include <set>

using namespace loratrf;

namespace fs = std::filesystem;

namespace {

const std::string stories = SHARED_DATA_DIR "/stories260K";
const std::vector<int64_t> probe = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};
const std::vector<int64_t> within_window(probe.begin(), probe.begin() + 7); // of the tiny mistral

std::vector<int64_t> probe_of(const QString& base) {
    return base.startsWith("mistral") ? within_window : probe;
}

} // namespace

class TestModelWriter : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    fs::path fresh() { return m_folder.filePath(QString::number(++m_count)).toStdString(); }

    std::string write_hf(const WriteOptions& options) {
        const fs::path target = fresh();
        FolderTransaction folder(target);
        write_hf_model(options, folder.path());
        folder.commit();
        return target;
    }
    std::string write_gguf(const WriteOptions& options) {
        const fs::path file = fresh().string() + ".gguf";
        write_gguf_model(options, file);
        return file;
    }

private Q_SLOTS:
    void everyBaseComesBack_data() {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("as");
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("tolerance"); // the tiny models' matrices are bf16 values: F32 and BF16 keep them
        for (const char* base :
             {"llama", "llama_linear", "mistral", "qwen2", "qwen3", "llama.gguf", "qwen2.gguf", "qwen3.gguf"}) {
            const auto add = [&](const char* as, DType type, double tolerance) {
                QTest::newRow(qPrintable(QString("%1 as %2 %3").arg(base, as, dtype_name(type))))
                    << base << as << static_cast<int>(type) << tolerance;
            };
            add("hf", DType::F32, 1e-6);
            add("hf", DType::BF16, 1e-6);
            add("hf", DType::F16, 1e-3);
            add("gguf", DType::F32, 1e-6);
            add("gguf", DType::BF16, 1e-6);
            add("gguf", DType::F16, 1e-3);
            add("gguf", DType::Q8_0, 0.08);
        }
    }
    void everyBaseComesBack() {
        QFETCH(QString, base);
        QFETCH(QString, as);
        QFETCH(int, type);
        QFETCH(double, tolerance);
        const WriteOptions options{.base = support::tiny_model(base.toStdString()), .type = static_cast<DType>(type)};
        const std::string written = as == "hf" ? write_hf(options) : write_gguf(options);
        const auto original = support::load(options.base), found = support::load(written);
        QCOMPARE(found->config().tied_head, original->config().tied_head);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*found, {probe_of(base)}),
                                                support::logits_of(*original, {probe_of(base)})),
                     tolerance);
    }

    void mergedValuesAreWritten_data() {
        QTest::addColumn<QString>("base");
        for (const char* base : {"llama", "llama_linear", "mistral", "qwen2", "qwen3", "llama.gguf", "qwen3.gguf"})
            QTest::newRow(base) << base;
    }
    void mergedValuesAreWritten() {
        QFETCH(QString, base);
        const std::string path = support::tiny_model(base.toStdString());
        std::map<std::string, at::Tensor> given;
        const auto merge = support::random_merge(0.1);
        const WriteOptions options{.base = path,
                                   .merged =
                                       [&](const std::string& name, const at::Tensor& values) {
                                           given[name] = values.clone();
                                           return merge(name, values);
                                       },
                                   .type = DType::F32};
        const auto original = support::load(path);
        const at::Tensor expected = support::logits_of(*support::merged_model(path, merge), {probe_of(base)});
        QVERIFY(support::relative_distance(support::logits_of(*original, {probe_of(base)}), expected) > 0.01);
        for (const bool as_gguf : {false, true}) {
            const std::string written = as_gguf ? write_gguf(options) : write_hf(options);
            VERIFY_BELOW(
                support::relative_distance(support::logits_of(*support::load(written), {probe_of(base)}), expected),
                1e-5);
            QCOMPARE(given.size(), original->weights().size());
            for (const NamedTensor& weight : original->weights())
                QVERIFY2(at::equal(given.at(weight.name), *weight.tensor), weight.name.c_str());
            given.clear();
        }
    }

    void aTiedHeadStaysTiedUnlessAsked() {
        const std::string path = support::tiny_model("llama_linear");
        const at::Tensor expected = support::logits_of(*support::load(path), {probe});
        const WriteOptions options{
            .base = path,
            .merged = [](const std::string& name,
                         const at::Tensor& values) { return name == "lm_head.weight" ? values * 2 : values; },
            .separate_head = true,
            .type = DType::F32};
        for (const std::string& written : {write_hf(options), write_gguf(options)}) {
            const auto model = support::load(written);
            QVERIFY(!model->config().tied_head);
            VERIFY_BELOW(support::relative_distance(support::logits_of(*model, {probe}), 2 * expected), 1e-6);
        }
    }

    void shardsHoldTheSameModel() {
        const std::string path = support::tiny_model("qwen3");
        const std::string written = write_hf({.base = path, .type = DType::F32, .shard_bytes = 20000});
        QVERIFY(fs::exists(written + "/model.safetensors.index.json"));
        QVERIFY(!fs::exists(written + "/model.safetensors"));
        QVERIFY(at::equal(support::logits_of(*support::load(written), {probe}),
                          support::logits_of(*support::load(path), {probe})));
        verify_manifest(written);
    }

    void theOldConfigurationIsKept() {
        const std::string path = support::tiny_model("llama");
        Json before = support::json_file(path + "/config.json");
        const Json after = support::json_file(write_hf({.base = path, .type = DType::F16}) + "/config.json");
        QCOMPARE(after.at("dtype").get<std::string>(), std::string("float16"));
        before["dtype"] = "float16";
        QCOMPARE(after.dump(), before.dump());
    }

    void ggufKeysAreCopied() {
        const GgufFile base(support::tiny_model("qwen2.gguf"));
        const GgufFile written(write_gguf({.base = base.path(), .type = DType::Q8_0}));
        for (const auto& [key, field] : base.metadata())
            if (key != "general.file_type" && key != "general.quantization_version")
                QVERIFY2(written.metadata().at(key).value == field.value, key.c_str());
        QCOMPARE(written.get_int("general.file_type").value(), int64_t{7});
        const auto type = [&](const char* name) { return std::string(dtype_name(written.find(name)->dtype)); };
        QCOMPARE(type("blk.0.attn_q.weight"), std::string("Q8_0"));
        QCOMPARE(type("blk.0.ffn_down.weight"), std::string("F16")); // rows of 48
        QCOMPARE(type("blk.0.attn_q.bias"), std::string("F32"));
        QCOMPARE(type("output_norm.weight"), std::string("F32"));
    }

    void aFolderWithASlashBehindItKeepsItsName() {
        for (const char* behind : {"", "/", "/."}) {
            const GgufFile written(write_gguf({.base = support::tiny_model("llama") + behind, .type = DType::F16}));
            QCOMPARE(written.get_string("general.name").value(), std::string("llama"));
        }
    }

    void mistralBecomesLlamaWithinItsWindow() {
        WriteOptions options{.base = support::tiny_model("mistral"), .type = DType::F32};
        const fs::path file = fresh().string() + ".gguf";
        const WrittenModel written = write_gguf_model(options, file);
        const GgufFile gguf(file);
        QCOMPARE(gguf.get_string("general.architecture").value(), std::string("llama"));
        QCOMPARE(gguf.get_int("llama.context_length").value(), int64_t{7});
        QVERIFY(std::any_of(written.notes.begin(), written.notes.end(),
                            [](const std::string& note) { return note.find("7 tokens") != std::string::npos; }));
    }

    void theTokenizerGoesAlong() {
        const fs::path base = fresh();
        support::copy_tiny_model("llama", base);
        const auto expected = load_tokenizer(base);
        const std::string hf = write_hf({.base = base, .type = DType::F32});
        const std::string gguf = write_gguf({.base = base, .type = DType::F16});
        const std::string back = write_hf({.base = gguf, .type = DType::BF16});
        const auto in_gguf = load_tokenizer(GgufFile(gguf));
        for (const Tokenizer* found :
             {load_tokenizer(fs::path(hf)).release(), load_tokenizer(fs::path(back)).release()}) {
            const std::unique_ptr<const Tokenizer> owner(found);
            QCOMPARE(found->encode("<s>AB yz</s>"), expected->encode("<s>AB yz</s>"));
            QCOMPARE(found->eos_id(), std::optional<int32_t>(2));
        }
        QCOMPARE(in_gguf->encode("<s>AB yz</s>"), expected->encode("<s>AB yz</s>"));
        QCOMPARE(GgufFile(gguf).get_int("tokenizer.ggml.eos_token_id").value(), int64_t{2});
        QCOMPARE(support::json_file(back + "/config.json").at("eos_token_id").get<int>(), 2);
        QCOMPARE(support::json_file(back + "/generation_config.json").at("eos_token_id").get<int>(), 2);
    }

    void stopTokensOfTheConfigurationGoAlong() {
        const fs::path base = fresh();
        support::copy_tiny_model("llama", base);
        Json config = support::json_file(base / "config.json");
        config["eos_token_id"] = {2, 40};
        write_file_atomically(base / "config.json", config.dump());
        const std::string gguf = write_gguf({.base = base, .type = DType::F16});
        QCOMPARE(GgufFile(gguf).get_int("tokenizer.ggml.eos_token_id").value(), int64_t{2});
        QCOMPARE(GgufFile(gguf).get_int("tokenizer.ggml.eot_token_id").value(), int64_t{40});
        QVERIFY((config_of(gguf).eos_ids == std::vector<int64_t>{2, 40}));
        const std::string back = write_hf({.base = gguf, .type = DType::F32});
        QCOMPARE(support::json_file(back + "/generation_config.json").at("eos_token_id").dump(), std::string("[2,40]"));
    }

    void aGivenTemplateStandsWhereverProgramsLook() {
        const fs::path base = fresh();
        support::copy_tiny_model("llama", base);
        Json config = support::json_file(base / "tokenizer_config.json");
        config["chat_template"] = "of the base";
        write_file_atomically(base / "tokenizer_config.json", config.dump());
        // In GGUF there may be further ones by name.
        const GgufFile plain(write_gguf({.base = base, .type = DType::F32}));
        QCOMPARE(plain.get_string("tokenizer.chat_template").value(), std::string("of the base"));
        GgufMetadata keys = plain.metadata();
        keys["tokenizer.chat_template.tool_use"] = gguf_text("of the base, with tools");
        const fs::path named = fresh().string() + ".gguf";
        GgufWriter writer(named, keys, plain.tensors());
        for (const TensorInfo& info : plain.tensors()) {
            std::vector<std::byte> bytes(info.bytes);
            plain.read_bytes(info.name, bytes);
            writer.write(info.name, bytes);
        }
        writer.commit();

        for (const fs::path& from : {base, named}) {
            const WriteOptions options{.base = from, .type = DType::F32, .chat_template = "given"};
            const fs::path hf = write_hf(options);
            QCOMPARE(read_text_file(hf / "chat_template.jinja"), std::string("given"));
            config = support::json_file(hf / "tokenizer_config.json");
            QCOMPARE(config.at("chat_template").get<std::string>(), std::string("given"));
            QCOMPARE(config.at("eos_token").get<std::string>(), std::string("</s>"));
            const GgufFile gguf(write_gguf(options));
            QCOMPARE(gguf.get_string("tokenizer.chat_template").value(), std::string("given"));
            QVERIFY(!gguf.metadata().contains("tokenizer.chat_template.tool_use"));
        }
    }

    void whatEndsAnAnswerIsAStopToken() {
        const fs::path base = fresh();
        support::copy_tiny_model("llama", base); // ends sequences with 2
        const auto stops_of = [](const fs::path& folder) {
            return support::json_file(folder / "generation_config.json").at("eos_token_id").dump();
        };
        const std::string gguf = write_gguf({.base = base, .type = DType::F32, .end_token = 40});
        QCOMPARE(GgufFile(gguf).get_int("tokenizer.ggml.eos_token_id").value(), int64_t{2});
        QCOMPARE(GgufFile(gguf).get_int("tokenizer.ggml.eot_token_id").value(), int64_t{40});
        QCOMPARE(stops_of(write_hf({.base = gguf, .type = DType::F32, .end_token = 41})), std::string("[2,40,41]"));
        const fs::path hf = write_hf({.base = base, .type = DType::F32, .end_token = 40});
        QCOMPARE(stops_of(hf), std::string("[2,40]"));
        QCOMPARE(support::json_file(hf / "generation_config.json").at("bos_token_id").get<int>(), 1);
        verify_manifest(hf);

        // A known one changes nothing.
        const std::string same = write_gguf({.base = base, .type = DType::F32, .end_token = 2});
        QVERIFY(!GgufFile(same).get_int("tokenizer.ggml.eot_token_id"));
        QVERIFY(!fs::exists(fs::path(write_hf({.base = base, .type = DType::F32, .end_token = 2})) /
                            "generation_config.json"));
        // What else stands in the base's file stays.
        write_file_atomically(base / "generation_config.json", R"({"temperature": 0.5, "eos_token_id": 2})");
        const fs::path kept = write_hf({.base = base, .type = DType::F32, .end_token = 40});
        QCOMPARE(stops_of(kept), std::string("[2,40]"));
        QCOMPARE(support::json_file(kept / "generation_config.json").at("temperature").get<double>(), 0.5);
    }

    void storiesThroughEveryFormat() {
        if (!fs::exists(stories))
            QSKIP("the shared stories260K model is not there");
        const std::vector<int64_t> ids = {1, 403, 407, 261, 378, 432, 383, 286, 261};
        const at::Tensor expected = support::logits_of(*support::load(stories), {ids});
        const std::string gguf = write_gguf({.base = stories, .type = DType::F32});
        const std::string hf = write_hf({.base = gguf, .type = DType::F32});
        for (const std::string& written : {gguf, hf})
            VERIFY_BELOW(support::relative_distance(support::logits_of(*support::load(written), {ids}), expected),
                         1e-5);
        QCOMPARE(load_tokenizer(fs::path(hf))->encode("Once upon a time"),
                 load_tokenizer(fs::path(stories))->encode("Once upon a time"));
    }

    void typesThatDoNotFitAreRefused() {
        const std::string path = support::tiny_model("qwen2");
        COMPARE_CAUGHT([&] { write_hf({.base = path, .type = DType::Q8_0}); }, "invalid-option", "bf16, fp16 or fp32");
        COMPARE_CAUGHT([&] { write_gguf({.base = path, .type = DType::Q4_0}); }, "invalid-option", "q8_0");
        COMPARE_CAUGHT([&] { write_hf({.base = m_folder.path().toStdString()}); }, "not-found", "config.json");
    }

    // Values that are not finite, of another shape or too large, and a user who gives up: nothing half is left.
    void whatGoesWrongLeavesNothing_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("code");
        QTest::newRow("not finite") << "nan"
                                    << "bad-value";
        QTest::newRow("too large for fp16") << "large"
                                            << "bad-value";
        QTest::newRow("another shape") << "shape"
                                       << "bad-shape";
        QTest::newRow("cancelled") << "cancel"
                                   << "cancelled";
    }
    void whatGoesWrongLeavesNothing() {
        QFETCH(QString, fault);
        QFETCH(QString, code);
        const QTemporaryDir folder;
        WriteOptions options{.base = support::tiny_model("llama"), .type = DType::F16};
        options.merged = [&](const std::string& name, const at::Tensor& values) {
            if (name != "model.layers.1.mlp.up_proj.weight")
                return values;
            at::Tensor changed = values.clone();
            if (fault == "shape")
                return changed.flatten();
            if (fault != "cancel")
                changed[3][4] = fault == "nan" ? std::nan("") : 1e6;
            return changed;
        };
        options.progress = [&](int64_t done, int64_t total) {
            QVERIFY(done >= 1 && done <= total);
            if (fault == "cancel" && done == 10)
                throw Error(ErrorCode::Cancelled, "enough");
        };
        const fs::path path = folder.path().toStdString();
        COMPARE_CAUGHT(
            [&] {
                FolderTransaction target(path / "hf");
                write_hf_model(options, target.path());
                target.commit();
            },
            code.toStdString(), fault == "cancel" ? "enough" : "up_proj");
        COMPARE_CAUGHT([&] { write_gguf_model(options, path / "model.gguf"); }, code.toStdString(), "");
        QVERIFY(fs::is_empty(path));
    }

    void existingFoldersAreRefused() {
        const QTemporaryDir folder;
        const fs::path target = folder.filePath("there").toStdString();
        fs::create_directories(target);
        write_file_atomically(target / "mine.txt", "mine");
        COMPARE_CAUGHT([&] { FolderTransaction transaction(target); }, "invalid-option", "already exists");
        QCOMPARE(read_text_file(target / "mine.txt"), std::string("mine"));
    }

    // A file of the converter's form that no class of transformers can express.
    void biasesThatTransformersLacksAreRefused() {
        const GgufFile qwen(support::tiny_model("qwen2.gguf")); // biases on q, k and v alone
        const fs::path file = fresh().string() + ".gguf";
        support::rewrite_as(qwen, "llama", file);
        COMPARE_CAUGHT([&] { write_hf({.base = file}); }, "unsupported", "biases");
    }
};

QTEST_GUILESS_MAIN(TestModelWriter)
#include "tst_model_writer.moc"
