// Direct preference optimisation, a step at a time: the formula, gradients, a course against transformers and PEFT.

#include "adapter/oracle_run.h"
#include "backend/train/preference.h"
#include "backend/train/smaller_step.h"
#include "backend/train/training_data.h"

using namespace loratrf;

namespace {

using Ids = std::vector<int32_t>;

Sequence pair_of(const Ids& prompt, const Ids& chosen, const Ids& rejected) {
    Sequence row;
    const auto whole = [&](const Ids& answer, Ids& ids, std::vector<bool>& supervised) {
        ids = prompt;
        ids.insert(ids.end(), answer.begin(), answer.end());
        supervised.assign(prompt.size(), false);
        supervised.resize(ids.size(), true);
    };
    whole(chosen, row.ids, row.supervised);
    whole(rejected, row.rejected_ids, row.rejected_supervised);
    return row;
}

Ids ids_of(const Json& pair, const char* part) {
    return pair.at(part).get<Ids>();
}

// Pairs with a long common prompt, all of them or each its own.
std::vector<Sequence> some_pairs() {
    std::vector<Sequence> rows;
    for (int32_t i = 0; i < 4; ++i)
        rows.push_back(pair_of({5, 9, 33, 21, 8, 14, 3 + i}, {7 + i, 40, 11}, {50 - i, 6}));
    return rows;
}

std::vector<int64_t> all_of(const std::vector<Sequence>& rows) {
    std::vector<int64_t> which(rows.size());
    std::iota(which.begin(), which.end(), 0);
    return which;
}

} // namespace

class TestPreferenceLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formula() {
        const at::Tensor before = at::tensor({-3.0, -2.0, -1.0, -4.0}), now = at::tensor({-2.5, -2.5, -1.5, -4.25});
        const PreferenceLoss loss = preference_loss(now, before, 0.5);
        // Margins 0.5 ((0.5) - (-0.5)) and 0.5 ((-0.5) - (-0.25)).
        QCOMPARE(loss.pairs[0].item<double>(), std::log1p(std::exp(-0.5)));
        QCOMPARE(loss.pairs[1].item<double>(), std::log1p(std::exp(0.125)));
        QVERIFY(pair_figures(loss.figures) ==
                (PairFigures{.preferred = 0.5, .chosen_reward = 0, .margin = (0.5 - 0.125) / 2}));
    }

    // The course of make_preference.py: losses, norms and rewards of every step.
    void stepsEqualThoseOfTransformersAndPeft() {
        const Json json = support::baseline("preference.json");
        const support::OracleRun run = support::oracle_run("lora");
        const support::ReferenceBatches recipe = support::reference_batches();
        const double beta = json.at("beta").get<double>();
        TrainingData data;
        std::vector<std::vector<std::vector<int64_t>>> steps; // rows of every micro-batch
        for (const Json& step : json.at("steps")) {
            auto& micros = steps.emplace_back();
            for (const Json& micro : step) {
                auto& rows = micros.emplace_back();
                for (const Json& pair : micro) {
                    rows.push_back(static_cast<int64_t>(data.train.size()));
                    data.train.push_back(
                        pair_of(ids_of(pair, "prompt"), ids_of(pair, "chosen"), ids_of(pair, "rejected")));
                }
            }
        }
        set_reference(data, *run.model, 64, [](int64_t) { return true; });
        AdamW optimizer(run.adapter->parameters(), recipe.adamw);
        std::vector<double> losses, norms, preferred, chosen_rewards, margins;
        for (size_t step = 0; step < steps.size(); ++step) {
            std::vector<PackedBatch> batches;
            for (const std::vector<int64_t>& micro : steps[step])
                batches.push_back(pack(data.train, micro, step % 2 == 1)); // shared prefixes change nothing
            const auto done = update(
                *run.model, *run.adapter, optimizer, batches,
                learning_rate_at(recipe.options, static_cast<int64_t>(step) + 1, static_cast<int64_t>(steps.size())),
                [](size_t) { return std::optional(ForwardContext{.training = true}); }, {.preference_beta = beta});
            losses.push_back(done->loss.item<double>());
            norms.push_back(done->norm.item<double>());
            preferred.push_back(done->pairs[0].item<double>());
            chosen_rewards.push_back(done->pairs[1].item<double>());
            margins.push_back(done->pairs[2].item<double>());
        }
        COMPARE_COURSE(losses, json.at("losses"), 2e-4);
        COMPARE_COURSE(norms, json.at("norms"), 2e-3);
        for (size_t step = 1; step < steps.size(); ++step) { // before the first one all rewards are rounding
            const auto equals = [&](const std::vector<double>& found, const char* name) {
                return std::abs(found[step] - json.at(name)[step].get<double>()) < 2e-4;
            };
            QVERIFY2(equals(preferred, "preferred"), qPrintable(QString("preferred, step %1").arg(step + 1)));
            QVERIFY2(equals(chosen_rewards, "chosen_rewards"), qPrintable(QString("rewards, step %1").arg(step + 1)));
            QVERIFY2(equals(margins, "margins"), qPrintable(QString("margins, step %1").arg(step + 1)));
        }
    }

    // In float64, a shared prompt or not, of every kind of head: frozen, and training.
    void gradientsEqualDifferenceQuotients_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("share");
        QTest::newRow("LoRATRF") << "loratrf" << false;
        QTest::newRow("LoRATRF, shared prompts") << "loratrf" << true;
        QTest::newRow("full") << "full" << false;
    }
    void gradientsEqualDifferenceQuotients() {
        QFETCH(QString, method);
        QFETCH(bool, share);
        const support::Attached a = support::stirred(method.toStdString(), {}, at::kDouble);
        const std::vector<Sequence> rows = some_pairs();
        const PackedBatch batch = pack(rows, all_of(rows), share);
        QCOMPARE(batch.shared_prefix() > 0, share);
        const auto loss = [&] { return loss_sum(*a.model, batch, {.training = true}, {.preference_beta = 0.2}); };
        loss().backward();
        for (const Parameter& p : a.adapter->parameters()) {
            const int64_t stride = std::max<int64_t>(1, p.value.numel() / 5);
            const QString fault =
                support::coordinate_fault(QString::fromStdString(p.name), p.value, loss, 1e-5, stride);
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
    }

    void aPairIsNotDivided() {
        const std::vector<Sequence> rows = some_pairs();
        const std::vector<PackedBatch> one = {pack(rows, std::vector<int64_t>{0})},
                                       two = {pack(rows, std::vector<int64_t>{0, 1})};
        QVERIFY(smaller_step(3, one, "nothing", true)->token_budget == 0);
        QVERIFY(smaller_step(3, two, "nothing", true)->token_budget > 0);
    }
};

QTEST_GUILESS_MAIN(TestPreferenceLoss)
#include "tst_preference_loss.moc"
