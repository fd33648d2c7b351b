// LoRA against PEFT: start, 20 steps of training, files.
// With LORATRF_ORACLE_DIR set, the exported adapters and their logits stay there for tests/oracle/check_adapters.py.

#include "training.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {

const std::vector<int64_t> probe = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};

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
        QTest::newRow("LoRATRF block") << "loratrf"
                                       << "block";
        QTest::newRow("LoRATRF linear") << "loratrf"
                                        << "linear";
    }
    void startEqualsTheBaseExactly() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto model = support::load(support::tiny_model("llama"), type);
            const at::Tensor base = support::logits_of(*model, {probe});
            MethodOptions options;
            if (!placement.isEmpty())
                options["placement"] = placement.toStdString();
            const auto adapter = attach(*model, method.toStdString(), options);
            adapter->prepare(*model, support::packed({probe}));
            QVERIFY(at::equal(support::logits_of(*model, {probe}), base));
            support::stir(*adapter, 3); // and it is attached: other values change the logits
            QVERIFY(!at::equal(support::logits_of(*model, {probe}), base));
        }
    }

    void twentyStepsEqualPeft() {
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter lora = load_adapter(*model, support::run_folder("lora") + "/initial");
        QCOMPARE(lora.method, std::string("lora"));
        const support::Course course = support::train(*model, *lora.adapter, support::reference_batches());
        const Json expected = support::json_file(support::run_folder("lora") + "/run.json");
        COMPARE_COURSE(course.losses, expected.at("losses"), 1e-4);
        COMPARE_COURSE(course.norms, expected.at("norms"), 1e-3);
        const auto final_values = support::values_in(support::run_folder("lora") + "/final");
        const auto parameters = lora.adapter->parameters();
        QCOMPARE(parameters.size(), final_values.size());
        for (const Parameter& p : parameters)
            VERIFY_BELOW(support::relative_distance(p.value.detach(), final_values.at(p.name)), 1e-4);
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
        const QTemporaryDir temporary;
        const std::filesystem::path root = qEnvironmentVariable("LORATRF_ORACLE_DIR", temporary.path()).toStdString();
        const std::filesystem::path folder = root / "adapters" / name.toStdString();
        std::filesystem::create_directories(folder);

        MethodOptions options = {{"rank", int64_t{5}},
                                 {"alpha", 7.5},
                                 {"targets", std::vector<std::string>{"q_proj", "o_proj", "down_proj"}}};
        if (!placement.isEmpty())
            options["placement"] = placement.toStdString();
        const auto model = support::load(support::tiny_model("llama"));
        const at::Tensor base = support::logits_of(*model, {probe});
        const auto adapter = attach(*model, method.toStdString(), options);
        support::train(*model, *adapter, support::reference_batches());
        adapter->save(folder, "llama");
        const at::Tensor tuned = support::logits_of(*model, {probe});
        QVERIFY(support::distance(tuned, base) > 0.1);

        const auto fresh = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*fresh, folder);
        QCOMPARE(loaded.method, method.toStdString());
        QVERIFY(at::equal(support::logits_of(*fresh, {probe}), tuned));
        write_tensors(folder / "logits.safetensors", {{"ids", at::tensor(probe).to(at::kDouble)}, {"logits", tuned}});
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
        refused("use_dora", true, "unsupported");
        refused("use_rslora", true, "unsupported");
        refused("bias", "all", "unsupported");
        refused("rank_pattern", Json{{"q_proj", 4}}, "unsupported");
        refused("modules_to_save", Json::array({"lm_head"}), "unsupported");
        refused("peft_type", "IA3", "unsupported");
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
