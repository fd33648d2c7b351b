// rsLoRA against PEFT, and its scale.

#include "backend/adapter/low_rank.h"
#include "oracle_run.h"

#include <QtTest>

using namespace loratrf;

class TestRsLora : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyStepsEqualPeft() {
        QCOMPARE(method_of_adapter(support::run_folder("rslora") + "/initial").info.key, std::string("rslora"));
        const QTemporaryDir folder;
        VERIFY_FOLLOWS(support::follow(support::oracle_run("rslora"), folder.path().toStdString()), 1e-4);
    }

    void equalsALoraOfTheSameScale() {
        const MethodOptions options = {{"rank", int64_t{4}}, {"alpha", 6.0}};
        const MethodOptions same = {{"rank", int64_t{4}}, {"alpha", 12.0}}; // 6 / sqrt 4 = 12 / 4
        const auto stabilised = support::load(support::tiny_model("llama"));
        const auto plain = support::load(support::tiny_model("llama"));
        support::stir(*find_method("rslora").attach(*stabilised, options, 7), 3);
        support::stir(*find_method("lora").attach(*plain, same, 7), 3);
        QVERIFY(
            at::equal(support::logits_of(*stabilised, {support::probe}), support::logits_of(*plain, {support::probe})));
    }

    void savedAdapterOpensWithEqualLogits() {
        VERIFY_FAULTLESS(support::export_fault("rslora", "rslora",
                                               {{"rank", int64_t{5}}, {"rank_pattern", std::string("down_proj=2")}}));
    }
};

QTEST_GUILESS_MAIN(TestRsLora)
#include "tst_rslora.moc"
