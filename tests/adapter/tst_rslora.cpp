// rsLoRA against PEFT, and its scale.

#include "backend/adapter/low_rank.h"
#include "peft_run.h"

#include <QtTest>

using namespace loratrf;

class TestRsLora : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyStepsEqualPeft() {
        QCOMPARE(method_of_adapter(support::run_folder("rslora") + "/initial").info.key, std::string("rslora"));
        const QTemporaryDir folder;
        VERIFY_FOLLOWS(support::follow("rslora", folder.path().toStdString()), 1e-4);
    }

    void equalsALoraOfTheSameScale() {
        const MethodOptions options = {{"rank", int64_t{4}}, {"alpha", 6.0}};
        const MethodOptions same = {{"rank", int64_t{4}}, {"alpha", 12.0}}; // 6 / sqrt 4 = 12 / 4
        const auto stabilised = support::load(support::tiny_model("llama"));
        const auto plain = support::load(support::tiny_model("llama"));
        support::stir(*find_method("rslora").attach(*stabilised, options, 7), 3);
        support::stir(*find_method("lora").attach(*plain, same, 7), 3);
        QVERIFY(at::equal(support::logits_of(*stabilised, {support::probe_ids}),
                          support::logits_of(*plain, {support::probe_ids})));
    }

    void savedAdapterOpensWithEqualLogits() {
        LEAVE_FOR_THE_ORACLE("rslora", "rslora",
                             (MethodOptions{{"rank", int64_t{5}}, {"rank_pattern", std::string("down_proj=2")}}));
    }
};

QTEST_GUILESS_MAIN(TestRsLora)
#include "tst_rslora.moc"
