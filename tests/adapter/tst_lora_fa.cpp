// LoRA-FA against PEFT's optimiser: A stays, B learns by the corrected gradient.

#include "backend/adapter/lora_family.h"
#include "backend/api/engine.h"
#include "backend/device/allocated_bytes.h"
#include "oracle_run.h"

#include <ATen/ops/linalg_pinv.h>

#include <QtTest>

using namespace loratrf;
using support::Micro;

namespace {

struct Held {
    int64_t forward = 0; // what a forward pass leaves for the backward pass
    int64_t peak = 0;    // of both
};

Held held_by(const std::string& method, const std::string& path, const Micro& rows, bool op_by_op) {
    const auto model = support::load(path);
    const auto adapter = find_method(method).attach(*model, {}, 7);
    AdamW optimizer(adapter->parameters(), {});
    const PackedBatch batch = support::pack_all(rows);
    const AllocatedBytes bytes;
    const at::Tensor loss = loss_sum(*model, batch, {.training = true, .op_by_op = op_by_op});
    Held held{.forward = bytes.now()};
    loss.backward();
    held.peak = bytes.peak();
    return held;
}

} // namespace

class TestLoraFa : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyStepsEqualPeft_data() {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("version");
        QTest::newRow("corrected") << "lorafa"
                                   << "corrected";
        QTest::newRow("v1") << "lorafa_v1"
                            << "v1";
    }
    void twentyStepsEqualPeft() {
        QFETCH(QString, run);
        QFETCH(QString, version);
        const QTemporaryDir folder;
        VERIFY_FOLLOWS(
            support::follow(support::oracle_run(run.toStdString(), "lorafa", {{"version", version.toStdString()}}),
                            folder.path().toStdString()),
            1e-4);
        const auto start = support::stored_tensors(support::run_folder(run.toStdString()) + "/initial");
        for (const auto& [name, value] : support::stored_tensors(folder.path().toStdString()))
            QCOMPARE(at::equal(value, start.at(name)), name.ends_with(".lora_A.weight"));
    }

    void countIsWhatTrains() {
        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = find_method("lorafa").attach(*model, {}, 7);
        int64_t trained = 0;
        for (const Parameter& p : adapter->parameters()) {
            QVERIFY(p.name.ends_with(".lora_B.weight"));
            trained += p.value.numel();
        }
        QCOMPARE(count_parameters(inspect_model(support::tiny_model("llama")), "lorafa", {}).trainable, trained);
    }

    // The corrected gradient is the one whose step of s B A is closest to the full gradient: G A^T (A A^T)^-1 / s.
    void correctionProjectsTheFullGradient() {
        const auto model = support::load(support::tiny_model("llama"), at::kDouble);
        Projection* projection = model->projections().front();
        const auto adapter = find_method("lorafa").attach(
            *model, {{"rank", int64_t{3}}, {"targets", std::vector<std::string>{"q_proj"}}}, 7);
        support::stir(*adapter, 3);
        const AdamW optimizer(adapter->parameters(), {});
        projection->weight.tensor().requires_grad_();
        const auto batch = support::pack_all(support::reference_batches().steps.front().front());
        support::loss_sum(*model, batch).backward();
        adapter->correct_gradients();

        const at::Tensor a = std::dynamic_pointer_cast<LoraHook>(projection->hook)->pair.a;
        const double scale = 16.0 / 3;
        const at::Tensor full = projection->weight.tensor().grad(); // x^T g of this projection, as for any update of W
        const at::Tensor expected = at::mm(full, at::linalg_pinv(a)) / scale;
        VERIFY_BELOW(support::relative_distance(adapter->parameters().front().value.grad(), expected), 1e-5);
    }

    void inputsOfProjectionsAreNotKept_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("tokens");
        QTest::newRow("tiny") << QString::fromStdString(support::tiny_model("llama")) << 64;
        QTest::newRow("SmolLM2 135M") << DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf" << 512;
    }
    void inputsOfProjectionsAreNotKept() {
        QFETCH(QString, path);
        QFETCH(int, tokens);
        if (!QFile::exists(path))
            QSKIP("the demo model is not there: ./run fetches it");
        Sequence row;
        for (int i = 0; i < tokens; ++i)
            row.ids.push_back(3 + i % 61);
        row.supervised.assign(row.ids.size(), 1);
        for (const bool op_by_op : {true, false}) {
            const Held lora = held_by("lora", path.toStdString(), {row}, op_by_op),
                       fa = held_by("lorafa", path.toStdString(), {row}, op_by_op);
            // A layer that runs as one node keeps no input of a projection for LoRA either.
            QVERIFY(op_by_op ? fa.forward < lora.forward : fa.forward <= lora.forward);
            constexpr double mib = 1 << 20;
            qInfo("%d tokens, %s: kept for the backward pass %.1f MiB, LoRA %.1f; peak %.1f MiB, LoRA %.1f", tokens,
                  op_by_op ? "op by op" : "one node a layer", fa.forward / mib, lora.forward / mib, fa.peak / mib,
                  lora.peak / mib);
        }
    }

    void savedAdapterOpensWithEqualLogits() {
        VERIFY_FAULTLESS(support::export_fault("lora_fa", "lorafa", {{"rank", int64_t{5}}, {"dropout", 0.25}}, "lora"));
    }
};

QTEST_GUILESS_MAIN(TestLoraFa)
#include "tst_lora_fa.moc"
