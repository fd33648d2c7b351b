// IA3 against PEFT: start, 20 steps of training, files, merging.
// With LORATRF_ORACLE_DIR set, an exported adapter and its logits stay there for tests/oracle/check_adapters.py.

#include "backend/adapter/recorder.h"
#include "backend/io/safetensors.h"
#include "training.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {
const std::vector<int64_t> probe = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};
}

class TestIa3 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyStepsEqualPeft() {
        const auto model = support::load(support::tiny_model("llama"));
        const at::Tensor base = support::logits_of(*model, {probe});
        const std::string folder = support::run_folder("ia3");
        const LoadedAdapter ia3 = load_adapter(*model, folder + "/initial");
        QCOMPARE(ia3.method, std::string("ia3"));
        QVERIFY(at::equal(support::logits_of(*model, {probe}), base)); // factors of one change nothing
        const support::Course course = support::train(*model, *ia3.adapter, support::reference_batches());
        const Json expected = support::json_file(folder + "/run.json");
        COMPARE_COURSE(course.losses, expected.at("losses"), 1e-4);
        COMPARE_COURSE(course.norms, expected.at("norms"), 1e-3);
        const auto final_values = support::values_in(folder + "/final");
        double largest = 0;
        for (const Parameter& p : ia3.adapter->parameters())
            largest = std::max(largest, support::relative_distance(p.value.detach(), final_values.at(p.name)));
        qInfo("deviation of final values %.1e", largest);
        VERIFY_BELOW(largest, 1e-4);
    }

    void whatPeftWroteGivesItsLogits() {
        const std::string folder = support::run_folder("import_ia3");
        const Json config = read_adapter_config(folder);
        const auto model = support::load(support::tiny_model(config.at("base_model_name_or_path")));
        load_adapter(*model, folder);
        at::Tensor ids, expected;
        {
            const SafetensorsFile file(std::filesystem::path(folder) / "logits.safetensors");
            ids = at::empty(file.find("ids")->shape);
            expected = at::empty(file.find("logits")->shape);
        }
        read_tensors(folder + "/logits.safetensors", {{"ids", ids}, {"logits", expected}});
        std::vector<int64_t> sequence;
        for (int64_t i = 0; i < ids.numel(); ++i)
            sequence.push_back(ids[i].item<int64_t>());
        VERIFY_BELOW(support::relative_distance(support::logits_of(*model, {sequence}), expected), 1e-5);
    }

    void savedAdapterOpensWithEqualLogits_data() {
        QTest::addColumn<QString>("base");
        QTest::newRow("llama") << "llama";
        QTest::newRow("qwen2") << "qwen2"; // with biases
    }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(QString, base);
        const QTemporaryDir temporary;
        const std::filesystem::path root = qEnvironmentVariable("LORATRF_ORACLE_DIR", temporary.path()).toStdString();
        const std::filesystem::path folder =
            root / "adapters" / (base == "llama" ? "ia3" : "ia3_" + base.toStdString());
        std::filesystem::create_directories(folder);
        const std::string path = support::tiny_model(base.toStdString());
        const auto model = support::load(path);
        const auto adapter = find_method("ia3").attach(
            *model,
            {{"targets", std::vector<std::string>{"q_proj", "v_proj", "up_proj", "down_proj"}},
             {"feed_forward", std::vector<std::string>{"up_proj", "down_proj"}}},
            1);
        support::train(*model, *adapter, support::reference_batches());
        adapter->save(folder, base.toStdString());
        const at::Tensor tuned = support::logits_of(*model, {probe});

        const auto fresh = support::load(path);
        QVERIFY(support::distance(tuned, support::logits_of(*fresh, {probe})) > 0.05);
        load_adapter(*fresh, folder);
        QVERIFY(at::equal(support::logits_of(*fresh, {probe}), tuned));
        write_tensors(folder / "logits.safetensors", {{"ids", at::tensor(probe).to(at::kDouble)}, {"logits", tuned}});

        const auto merged = support::load(path);
        for (const NamedTensor& weight : merged->weights())
            *weight.tensor = adapter->merged(weight.name, *weight.tensor);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*merged, {probe}), tuned), 1e-5);
    }

    void everySiteReportsHowMuchItScales() {
        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = find_method("ia3").attach(*model, {}, 1);
        {
            const at::NoGradGuard no_grad;
            for (const Parameter& p : adapter->parameters())
                p.value.fill_(1.25);
        }
        ActivityRecorder recorder(adapter->sites().size());
        const at::NoGradGuard no_grad;
        ForwardContext context;
        context.recorder = &recorder;
        model->hidden(support::packed({probe}), context);
        const std::vector<float> ratios = recorder.values().at("adapter_ratio");
        QCOMPARE(ratios.size(), adapter->sites().size());
        for (const float ratio : ratios)
            VERIFY_BELOW(std::abs(ratio - 0.25), 1e-5);
    }

    void wrongOptionsAreRefused() {
        const auto problems = find_method("ia3").validate(
            {{"targets", std::vector<std::string>{"k_proj"}}, {"feed_forward", std::vector<std::string>{"down_proj"}}});
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(problems[0].field, std::string("method_options.feed_forward"));
    }
};

QTEST_GUILESS_MAIN(TestIa3)
#include "tst_ia3.moc"
