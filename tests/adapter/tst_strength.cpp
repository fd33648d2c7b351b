// An adapter made weaker or stronger: 0 is the base model, 1 changes nothing, 2 of a LoRA is twice its alpha.

#include "backend/adapter/adapter.h"
#include "backend/adapter/strength.h"
#include "backend/model/recorder.h"
#include "backend/train/agreement.h"
#include "train/small_run.h"

#include <c10/core/GradMode.h>

using namespace loratrf;
using namespace support;

class TestStrength : public QObject {
    Q_OBJECT

    SmallRun m_small;

    // A model with an adapter whose numbers are all at work.
    struct Adapted {
        std::unique_ptr<Model> model;
        std::vector<at::Tensor> before; // the base's weights
        std::unique_ptr<Adapter> adapter;
    };
    Adapted adapted(const std::string& method, const MethodOptions& more = {}) const {
        const at::NoGradGuard no_grad;
        Adapted made{load_model((m_small.path() / "model").string(), at::kCPU, at::kFloat), {}, nullptr};
        made.before = weight_tensors(*made.model);
        MethodOptions options = m_small.options("none", method).method_options;
        for (const auto& [key, value] : more)
            options[key] = value;
        made.adapter = find_method(method).attach(*made.model, options, 3);
        at::manual_seed(5);
        for (const Parameter& parameter : made.adapter->parameters())
            parameter.value.add_(at::randn_like(parameter.value), 0.1);
        return made;
    }

    static at::Tensor logits(Model& model, bool op_by_op = false, ActivityRecorder* recorder = nullptr) {
        const at::NoGradGuard no_grad;
        const PackedInput prompt = one_prompt({5, 9, 77, 203, 14, 31, 8});
        return model.logits(model.hidden(prompt, {.recorder = recorder, .op_by_op = op_by_op}));
    }
    static double apart(const at::Tensor& a, const at::Tensor& b) {
        return ((a - b).abs().max() / b.abs().max()).item<double>();
    }

private Q_SLOTS:
    void zeroIsTheBaseModel_data() {
        QTest::addColumn<QString>("method");
        for (const MethodInfo& method : methods()) {
            if (method.key == "bitfit") // the small model has no biases
                continue;
            QTest::newRow(method.key.c_str()) << QString::fromStdString(method.key);
        }
    }
    void zeroIsTheBaseModel() {
        QFETCH(QString, method);
        const auto base = load_model((m_small.path() / "model").string(), at::kCPU, at::kFloat);
        const at::Tensor plain = logits(*base);
        Adapted none = adapted(method.toStdString()), half = adapted(method.toStdString());
        const at::Tensor whole = logits(*none.model);
        QVERIFY(apart(whole, plain) > 1e-3);
        set_strength(*none.model, none.before, 1);
        QCOMPARE(apart(logits(*none.model), whole), 0.0);

        const auto refused = caught([&] { set_strength(*none.model, none.before, 0); });
        if (QStringList{"full", "head"}.contains(method)) {
            QCOMPARE(refused.first, std::string("unsupported"));
            QCOMPARE(apart(logits(*none.model), whole), 0.0);
            return;
        }
        QCOMPARE(refused.first, std::string());
        for (const bool op_by_op : {false, true})
            QVERIFY(apart(logits(*none.model, op_by_op), plain) < 1e-6);
        set_strength(*half.model, half.before, 0.5);
        const at::Tensor between = logits(*half.model);
        QVERIFY(apart(between, plain) > 1e-4 && apart(between, whole) > 1e-4);
        QVERIFY(apart(logits(*half.model, true), between) < 1e-5);
    }

    void twoIsTwiceTheScale_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QStringList>("scales");
        QTest::newRow("lora") << "lora" << QStringList{"alpha"};
        QTest::newRow("loratrf") << "loratrf" << QStringList{"alpha", "filter_scale"};
    }
    void twoIsTwiceTheScale() {
        QFETCH(QString, method);
        QFETCH(QStringList, scales);
        MethodOptions doubled;
        for (const QString& key : scales)
            doubled[key.toStdString()] =
                2 * std::get<double>(option_value(method_info(method.toStdString()), {}, key.toStdString()));
        Adapted strong = adapted(method.toStdString());
        const Adapted expected = adapted(method.toStdString(), doubled);
        set_strength(*strong.model, strong.before, 2);
        QVERIFY(apart(logits(*strong.model), logits(*expected.model)) < 1e-5);
    }

    void sitesReportWhatTheyDidInTraining() {
        Adapted plain = adapted("lora"), weak = adapted("lora"); // the first site sees what no adapter changed
        set_strength(*weak.model, weak.before, 0.25);
        const size_t sites = plain.adapter->sites().size();
        ActivityRecorder before(sites), after(sites);
        logits(*plain.model, true, &before);
        logits(*weak.model, false, &after);
        const float first = before.values().at("adapter_ratio").front();
        QVERIFY(first > 0 && std::abs(after.values().at("adapter_ratio").front() / first - 1) < 1e-4F);
    }

    void whatIsNoNumberIsRefused() {
        Adapted made = adapted("lora");
        QCOMPARE(caught([&] { set_strength(*made.model, made.before, std::nan("")); }).first,
                 std::string("invalid-option"));
    }
};

QTEST_GUILESS_MAIN(TestStrength)
#include "tst_strength.moc"
