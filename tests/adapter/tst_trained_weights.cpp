// Base weights that train themselves, against transformers (tests/baselines/make_adapters_none.py): all of them,
// biases, head. With LORATRF_ORACLE_DIR set, the exports and their logits stay there for tests/oracle/check.

#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;
using support::probe;

namespace {

struct Case {
    const char* run;
    const char* method;
    const char* base;
};
constexpr Case cases[] = {{"full", "full", "llama"},
                          {"full_tied", "full", "qwen2"},
                          {"bitfit", "bitfit", "qwen2"},
                          {"head", "head", "llama"},
                          {"head_tied", "head", "qwen2"}};

} // namespace

class TestTrainedWeights : public QObject {
    Q_OBJECT

    static void runs() {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("base");
        for (const Case& c : cases)
            QTest::newRow(c.run) << c.run << c.method << c.base;
    }

private Q_SLOTS:
    void twentyStepsEqualTransformers_data() { runs(); }
    void twentyStepsEqualTransformers() {
        QFETCH(QString, run);
        QFETCH(QString, method);
        QFETCH(QString, base);
        const auto model = support::load(support::tiny_model(base.toStdString()));
        const at::Tensor before = support::logits_of(*model, {probe});
        const ModelConfig config = model->config(); // as it was: a head may be cut loose
        const auto adapter = find_method(method.toStdString()).attach(*model, {}, 1);
        QVERIFY(at::equal(support::logits_of(*model, {probe}), before));
        const support::Course course = support::train(*model, *adapter, support::reference_batches());
        const Json expected = support::json_file(support::run_folder(run.toStdString()) + "/run.json");
        COMPARE_COURSE(course.losses, expected.at("losses"), 1e-4);
        COMPARE_COURSE(course.norms, expected.at("norms"), 1e-3);

        std::vector<std::pair<std::string, at::Tensor>> final_values;
        int64_t count = 0;
        double largest = 0;
        for (const Parameter& p : adapter->parameters()) {
            count += p.value.numel();
            final_values.emplace_back(p.name, at::empty_like(p.value));
        }
        read_tensors(support::run_folder(run.toStdString()) + "/final.safetensors", final_values);
        const auto parameters = adapter->parameters();
        for (size_t i = 0; i < parameters.size(); ++i)
            largest =
                std::max(largest, support::relative_distance(parameters[i].value.detach(), final_values[i].second));
        qInfo("deviation of final values %.1e", largest);
        VERIFY_BELOW(largest, 5e-4); // 7e-5 on one kind of CPU, 1.1e-4 on another

        QCOMPARE(find_method(method.toStdString()).count(support::info_of(config), {}), count);

        ActivityRecorder recorder(adapter->sites().size());
        adapter->report(recorder);
        const auto drift = recorder.values().at("drift");
        QCOMPARE(drift.size(), parameters.size());
        for (size_t i = 0; i < drift.size(); ++i)
            QVERIFY2(drift[i] > 0 && drift[i] < 1000, adapter->sites()[i].c_str());
    }

    void savedAdapterOpensWithEqualLogits_data() { runs(); }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(QString, run);
        QFETCH(QString, method);
        QFETCH(QString, base);
        const support::Attached a = support::attached(method.toStdString(), {}, at::kFloat, base.toStdString());
        {
            const at::NoGradGuard no_grad;
            for (const Parameter& p : a.adapter->parameters())
                p.value.add_(at::ones_like(p.value), 0.05);
        }
        const QTemporaryDir scratch;
        VERIFY_FAULTLESS(support::reload_fault(*a.model, *a.adapter, method.toStdString(),
                                               support::export_folder(scratch.path(), run.toStdString()),
                                               base.toStdString()));

        // The same by putting the merged weights into a base model.
        const auto merged = support::load(support::tiny_model(base.toStdString()));
        if (method == "head")
            merged->separate_head();
        for (const NamedTensor& weight : merged->weights())
            *weight.tensor = a.adapter->merged(weight.name, *weight.tensor);
        QVERIFY(at::equal(support::logits_of(*merged, {probe}), support::logits_of(*a.model, {probe})));
    }

    void aBf16ModelTrainsItsHeadInFp32() {
        const auto model = support::load(support::tiny_model("qwen2"), at::kBFloat16);
        const at::Tensor before = support::logits_of(*model, {probe});
        const auto adapter = find_method("head").attach(*model, {}, 1);
        QVERIFY(at::equal(support::logits_of(*model, {probe}), before));
        const auto batches = support::reference_batches();
        const support::Course course = support::train(*model, *adapter, batches);
        QVERIFY(course.losses.back() < course.losses.front());
        QCOMPARE(adapter->parameters().front().value.scalar_type(), at::kFloat);
    }

    void whatCannotTrainIsRefused() {
        const auto none = support::load(support::tiny_model("mistral"));
        COMPARE_CAUGHT([&] { find_method("bitfit").attach(*none, {}, 1); }, "invalid-option", "no biases");
        const auto half = support::load(support::tiny_model("llama"), at::kBFloat16);
        COMPARE_CAUGHT([&] { find_method("full").attach(*half, {}, 1); }, "invalid-option", "fp32");
    }
};

QTEST_GUILESS_MAIN(TestTrainedWeights)
#include "tst_trained_weights.moc"
