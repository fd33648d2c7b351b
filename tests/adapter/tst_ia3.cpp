// IA3 against PEFT: start, 20 steps of training, files, merging.
// With LORATRF_ORACLE_DIR set, an exported adapter and its logits stay there for tests/oracle/check_adapters.py.

#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;
using support::probe;

class TestIa3 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyStepsEqualPeft() {
        VERIFY_FAULTLESS(support::start_fault("ia3"));
        const QTemporaryDir folder;
        VERIFY_FOLLOWS(support::follow(support::oracle_run("ia3"), folder.path().toStdString()), 1e-4);
    }

    void whatPeftWroteGivesItsLogits() {
        const std::string folder = support::run_folder("import_ia3");
        const auto model = support::load(support::base_of(folder));
        load_adapter(*model, folder);
        const auto answers = support::answers_of(folder);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*model, {answers.ids}), answers.logits), 1e-5);
    }

    void savedAdapterOpensWithEqualLogits_data() {
        QTest::addColumn<QString>("base");
        QTest::newRow("llama") << "llama";
        QTest::newRow("qwen2") << "qwen2"; // with biases
    }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(QString, base);
        const support::Attached a =
            support::attached("ia3",
                              {{"targets", std::vector<std::string>{"q_proj", "v_proj", "up_proj", "down_proj"}},
                               {"feed_forward", std::vector<std::string>{"up_proj", "down_proj"}}},
                              at::kFloat, base.toStdString());
        support::train(*a.model, *a.adapter, support::reference_batches());
        const QTemporaryDir scratch;
        const auto folder =
            support::export_folder(scratch.path(), base == "llama" ? "ia3" : "ia3_" + base.toStdString());
        VERIFY_FAULTLESS(support::reload_fault(*a.model, *a.adapter, "ia3", folder, base.toStdString()));
        VERIFY_BELOW(support::relative_distance(support::merged_logits(*a.adapter, base.toStdString()),
                                                support::logits_of(*a.model, {probe})),
                     1e-5);
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
