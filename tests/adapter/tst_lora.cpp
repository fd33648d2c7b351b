// LoRA against PEFT: start, 20 steps of training with all that PEFT offers around it, files.
// With LORATRF_ORACLE_DIR set, the exported adapters and their logits stay there for tests/oracle/check_adapters.py.

#include "backend/adapter/path_patterns.h"
#include "backend/api/engine.h"
#include "backend/api/option_fields.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {

std::unique_ptr<Adapter> attach(Model& model, const std::string& method, MethodOptions options) {
    return find_method(method).attach(model, options, 7);
}

// A copy of a reference adapter whose configuration a test may change.
struct AdapterCopy {
    QTemporaryDir folder;
    Json config;

    explicit AdapterCopy(const std::string& run) {
        std::filesystem::copy(support::run_folder(run) + "/final", path(), std::filesystem::copy_options::recursive);
        config = support::json_file(path() + "/adapter_config.json");
    }
    std::string path() const { return folder.path().toStdString(); }
    void open() const {
        write_file_atomically(path() + "/adapter_config.json", config.dump());
        const auto model = support::load(support::tiny_model("llama"));
        load_adapter(*model, path());
    }
};

} // namespace

class TestLora : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startEqualsTheBaseExactly_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("placement");
        QTest::newRow("LoRA") << "lora"
                              << "";
        for (const char* method : {"rslora", "loraplus", "lorafa"})
            QTest::newRow(method) << method << "";
        QTest::newRow("LoRATRF block") << "loratrf"
                                       << "block";
        QTest::newRow("LoRATRF linear") << "loratrf"
                                        << "linear";
    }
    void startEqualsTheBaseExactly() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        MethodOptions options;
        if (!placement.isEmpty())
            options["placement"] = placement.toStdString();
        VERIFY_FAULTLESS(support::start_fault(method.toStdString(), options));
    }

    void trainedBiasesAndModulesStartAsTheBase() {
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16})
            for (const char* base : {"qwen2", "llama_linear"}) { // with biases; with a tied head
                const auto model = support::load(support::tiny_model(base), type);
                const at::Tensor expected = support::logits_of(*model, {support::probe});
                const auto adapter = attach(*model, "lora",
                                            {{"bias", std::string("all")},
                                             {"trained_modules", std::vector<std::string>{"lm_head", "embed_tokens"}}});
                QVERIFY(at::equal(support::logits_of(*model, {support::probe}), expected));
                for (const Parameter& p : adapter->parameters())
                    QVERIFY2(p.value.scalar_type() == at::kFloat, p.name.c_str());
                support::train(*model, *adapter, support::reference_batches());
                QVERIFY(support::distance(support::logits_of(*model, {support::probe}), expected) > 0.1);
            }
    }

    void twentyStepsEqualPeft_data() {
        QTest::addColumn<QString>("run");
        for (const char* run : {"lora", "lora_patterns", "lora_bias_all", "lora_bias_only", "lora_head_untied",
                                "lora_head_tied", "lora_both_untied", "lora_both_tied"})
            QTest::newRow(run) << run;
    }
    void twentyStepsEqualPeft() {
        QFETCH(QString, run);
        const QTemporaryDir folder;
        VERIFY_FOLLOWS(support::follow(support::oracle_run(run.toStdString()), folder.path().toStdString()), 1e-4);
    }

    void countIsWhatTrains_data() { twentyStepsEqualPeft_data(); }
    void countIsWhatTrains() {
        QFETCH(QString, run);
        const std::string folder = support::run_folder(run.toStdString()) + "/final";
        const auto model = support::load(support::base_of(folder));
        const LoadedAdapter loaded = load_adapter(*model, folder);
        int64_t trained = 0;
        for (const Parameter& p : loaded.adapter->parameters())
            trained += p.value.numel();
        const ModelInfo info = inspect_model(support::base_of(folder));
        QCOMPARE(count_parameters(info, loaded.method, loaded.options).trainable, trained);
    }

    void mergedWeightsEqualTheLiveAdapter_data() { twentyStepsEqualPeft_data(); }
    void mergedWeightsEqualTheLiveAdapter() {
        QFETCH(QString, run);
        const std::string folder = support::run_folder(run.toStdString()) + "/final";
        const auto live = support::load(support::base_of(folder));
        const LoadedAdapter loaded = load_adapter(*live, folder);
        const at::Tensor expected = support::logits_of(*live, {support::probe});
        const auto plain = support::load(support::base_of(folder));
        plain->separate_head();
        for (const NamedTensor& weight : plain->weights())
            *weight.tensor = loaded.adapter->merged(weight.name, *weight.tensor);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*plain, {support::probe}), expected), 1e-5);

        const auto deltas = loaded.adapter->low_rank();
        const bool only_pairs = !run.contains("bias") && !run.contains("tied");
        QCOMPARE(deltas.has_value(), only_pairs);
        if (!deltas)
            return;
        const auto summed = support::load(support::base_of(folder));
        std::map<std::string, at::Tensor> updates;
        for (const LowRankDelta& delta : *deltas)
            updates[delta.path + ".weight"] = at::mm(delta.b, delta.a);
        for (const NamedTensor& weight : summed->weights())
            if (updates.contains(weight.name))
                *weight.tensor = *weight.tensor + updates[weight.name];
        VERIFY_BELOW(support::relative_distance(support::logits_of(*summed, {support::probe}), expected), 1e-5);
    }

    void patternsAreReadAsWritten() {
        const auto read = [](const std::string& text) {
            return PathPatterns(PathPatterns::Kind::Ranks, text, "ranks");
        };
        const PathPatterns patterns = read(R"( layers\.1{1,2}\..*=2 ,q_proj = 4,(k|v)_proj=8)");
        QCOMPARE(patterns.text(), std::string(R"(layers\.1{1,2}\..*=2, q_proj=4, (k|v)_proj=8)"));
        QCOMPARE(patterns.find("model.layers.11.self_attn.q_proj"), std::optional(2.0)); // the first that fits
        QCOMPARE(patterns.find("model.layers.0.self_attn.q_proj"), std::optional(4.0));
        QCOMPARE(patterns.find("model.layers.0.self_attn.v_proj"), std::optional(8.0));
        QCOMPARE(patterns.find("model.layers.0.self_attn.o_proj"), std::nullopt);
        QCOMPARE(read("proj=3").find("model.layers.0.self_attn.q_proj"), std::nullopt); // only from behind a dot on
        QVERIFY(read(" ").empty());
        QCOMPARE(read(R"({"(k|v)_proj": 8, "q_proj": 4})").text(), std::string("(k|v)_proj=8, q_proj=4"));
        for (const char* fault :
             {"q_proj", "q_proj=", "=4", "q_proj=0", "q_proj=1.5", "q_proj=5000", "q_proj=4, q_proj=2", "(q_proj=4"})
            QVERIFY2(!support::caught([&] { read(fault); }).code.empty(), fault);

        TrainOptions options;
        options.method = "lora";
        set_option(options, "method_options.rank_pattern", "q_proj=x");
        const std::vector<Problem> problems = validate(options, false);
        QVERIFY(std::ranges::any_of(problems, [](const Problem& p) {
            return p.field == "method_options.rank_pattern" && p.message.starts_with("expected entries such as");
        }));
        const auto model = support::load(support::tiny_model("llama"));
        COMPARE_CAUGHT(
            [&] {
                attach(*model, "lora", {{"rank_pattern", std::string("q_prj=4")}});
            },
            "invalid-option", "q_prj");
    }

    void patternsKeepTheirMeaningWhenSorted() {
        const QTemporaryDir folder;
        const auto model = support::load(support::tiny_model("llama"));
        const MethodOptions options = {
            {"rank_pattern", std::string(R"(model\.layers\.1\.mlp\.down_proj=1, down_proj=4)")}};
        const auto adapter = attach(*model, "lora", options);
        support::stir(*adapter, 3);
        support::save(*adapter, folder.path().toStdString(), "llama");
        const auto fresh = support::load(support::tiny_model("llama"));
        load_adapter(*fresh, folder.path().toStdString());
        QVERIFY(at::equal(support::logits_of(*fresh, {support::probe}), support::logits_of(*model, {support::probe})));
    }

    void savedAdapterOpensWithEqualLogits_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("placement");
        QTest::newRow("lora") << "lora"
                              << "lora"
                              << "";
        QTest::newRow("loratrf_block") << "loratrf_block"
                                       << "loratrf"
                                       << "block";
        QTest::newRow("loratrf_linear") << "loratrf_linear"
                                        << "loratrf"
                                        << "linear";
    }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(QString, name);
        QFETCH(QString, method);
        QFETCH(QString, placement);
        MethodOptions options = {{"rank", int64_t{5}},
                                 {"alpha", 7.5},
                                 {"targets", std::vector<std::string>{"q_proj", "o_proj", "down_proj"}}};
        if (!placement.isEmpty())
            options["placement"] = placement.toStdString();
        const support::Attached a = support::attached(method.toStdString(), options);
        support::train(*a.model, *a.adapter, support::reference_batches());
        const QTemporaryDir scratch;
        VERIFY_FAULTLESS(support::reload_fault(*a.model, *a.adapter, method.toStdString(),
                                               support::export_folder(scratch.path(), name.toStdString()), "llama",
                                               options));
    }

    void adamwLeavesNothingUndoneByASkippedStep() {
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter lora = load_adapter(*model, support::run_folder("lora") + "/final");
        AdamW optimizer(lora.adapter->parameters(), {});
        std::vector<at::Tensor> before;
        for (const Parameter& p : lora.adapter->parameters()) {
            before.push_back(p.value.detach().clone());
            p.value.mutable_grad().fill_(1);
        }
        const auto skipped = optimizer.step(0.1, at::full({}, std::nan("")));
        QCOMPARE(skipped.finite.item<double>(), 0.0);
        const auto parameters = lora.adapter->parameters();
        for (size_t i = 0; i < parameters.size(); ++i)
            QVERIFY(at::equal(parameters[i].value.detach(), before[i]));
        for (const auto& [name, value] : optimizer.state())
            QCOMPARE(value.abs().max().item<double>(), 0.0);
    }

    void foldersThatCannotBeUsedAreRefused() {
        const auto refused = [](const std::string& key, const Json& value, const std::string& code) {
            AdapterCopy copy("lora");
            copy.config[key] = value;
            COMPARE_CAUGHT([&] { copy.open(); }, code, "");
        };
        refused("use_dora", true, "missing-field"); // DoRA's magnitudes are not there
        refused("rank_pattern", Json{{"q_proj", 4}}, "bad-shape");
        refused("modules_to_save", Json::array({"lm_head"}), "missing-field");
        refused("peft_type", "VERA", "unsupported");
        refused("r", 4, "bad-shape");
        refused("target_modules", Json::array({"q_proj"}), "unsupported"); // tensors of the others would be dropped
        refused("r", nullptr, "missing-field");

        AdapterCopy part("lora");
        part.config["target_modules"] = {"q_proj", "k_proj"};
        std::filesystem::copy(support::run_folder("lora") + "/final/adapter_model.safetensors",
                              part.path() + "/adapter_model.safetensors",
                              std::filesystem::copy_options::overwrite_existing);
        COMPARE_CAUGHT([&] { part.open(); }, "unsupported", "belongs to no part");

        AdapterCopy pickle("lora");
        std::filesystem::rename(pickle.path() + "/adapter_model.safetensors", pickle.path() + "/adapter_model.bin");
        COMPARE_CAUGHT([&] { pickle.open(); }, "pickle", "adapter_model.bin");

        AdapterCopy newer("loratrf_block_mean");
        newer.config["format_version"] = 2;
        COMPARE_CAUGHT([&] { newer.open(); }, "unsupported-version", "format_version");
        AdapterCopy incomplete("loratrf_block_mean");
        incomplete.config.erase("placement");
        COMPARE_CAUGHT([&] { incomplete.open(); }, "missing-field", "placement");
        AdapterCopy other("loratrf_block_mean");
        other.config["placement"] = "linear";
        COMPARE_CAUGHT([&] { other.open(); }, "missing-field", "trf_xi");
    }
};

QTEST_GUILESS_MAIN(TestLora)
#include "tst_lora.moc"
