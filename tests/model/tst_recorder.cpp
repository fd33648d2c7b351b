// What the recorder makes of what sites do: which tokens it looks at, and that its figures are those of all tokens.

#include "adapter/placements.h"
#include "backend/adapter/adapter.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"
#include "tiny.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace loratrf;

namespace {

constexpr int64_t most = ActivityRecorder::most_rows;

at::Tensor numbered_rows(int64_t count) {
    return at::arange(count, at::kFloat).unsqueeze(1);
}

std::vector<int64_t> sampled_rows(int64_t count) {
    const at::Tensor rows = ActivityRecorder(1).sample(numbered_rows(count)).to(at::kLong).contiguous();
    return {rows.const_data_ptr<int64_t>(), rows.const_data_ptr<int64_t>() + rows.numel()};
}

float ratio(const ActivityRecorder& recorder) {
    return recorder.values().at("adapter_ratio").front();
}

} // namespace

class TestRecorder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewTokensAreAllLookedAt() {
        const at::Tensor x = numbered_rows(most);
        QVERIFY(ActivityRecorder(1).sample(x).is_same(x));
        QVERIFY(!ActivityRecorder(1).sample({}).defined());
    }

    void manyTokensAreLookedAtHereAndThere_data() {
        QTest::addColumn<int>("count");
        for (const int count : {65, 100, 512, 1024, 4096, 131072})
            QTest::addRow("%d", count) << count;
    }
    void manyTokensAreLookedAtHereAndThere() {
        QFETCH(int, count);
        const std::vector<int64_t> rows = sampled_rows(count);
        QCOMPARE(rows.size(), size_t(most));
        for (size_t i = 0; i < rows.size(); ++i) { // one in each part
            const double part = double(count) / most;
            QVERIFY(double(rows[i]) > double(i) * part - 1 && double(rows[i]) < double(i + 1) * part);
        }
        if (count < 1024)
            return;
        // In packed sequences of one length no word's place is preferred: each eighth has its share.
        for (const int64_t length : {64, 512}) {
            std::array<int, 8> met{};
            for (const int64_t row : rows)
                ++met.at(size_t(row % length * 8 / length));
            for (const int times : met)
                QVERIFY2(times > most / 16 && times < most * 3 / 16, qPrintable(QString::number(times)));
        }
    }

    // Sequences with a beginning that is computed once are looked at where they would be in full.
    void sharedBeginningsAreLookedAtAsOftenAsTheyStand() {
        for (const std::vector<int64_t>& own : {std::vector<int64_t>{5, 9, 2}, std::vector<int64_t>{90, 140, 33}}) {
            constexpr int64_t shared = 20;
            std::vector<int64_t> offsets = {shared}, in_full; // which packed row each token of the full ones is
            for (const int64_t length : own) {
                for (int64_t i = 0; i < shared; ++i)
                    in_full.push_back(i);
                for (int64_t i = 0; i < length; ++i)
                    in_full.push_back(offsets.back() + i);
                offsets.push_back(offsets.back() + length);
            }
            const at::Tensor full = at::tensor(in_full, at::kLong);
            ActivityRecorder packed(1);
            packed.set_offsets(offsets);
            const at::Tensor rows = at::arange(offsets.back(), at::kLong);
            QVERIFY(at::equal(packed.sample(rows), ActivityRecorder(1).sample(full)));
            const at::Tensor base = at::rand({offsets.back(), 4}, seeded_generator(1), at::TensorOptions(at::kFloat));
            packed.add_ratio(0, base * base, base);
            ActivityRecorder unpacked(1);
            const at::Tensor base_in_full = base.index_select(0, full);
            unpacked.add_ratio(0, base_in_full * base_in_full, base_in_full);
            QCOMPARE(ratio(packed), ratio(unpacked));
        }
    }

    void keptTokensAreAll() {
        ActivityRecorder recorder(1, /*keep_tokens=*/true);
        const at::Tensor x = numbered_rows(1000) + 1;
        QVERIFY(recorder.sample(x).is_same(x));
        recorder.add_ratio(0, x * 0.5, x);
        QCOMPARE(recorder.token_values(), std::vector<float>(1000, 0.5F));
    }

    void meanOfTheSampleIsNearThatOfAll() {
        const at::Tensor base = at::randn({3000, 16}, seeded_generator(1), at::TensorOptions(at::kFloat));
        const at::Tensor share = at::rand({3000, 1}, seeded_generator(2), at::TensorOptions(at::kFloat)); // mean 0.5
        ActivityRecorder recorder(1), of_samples(1), exact(1);
        recorder.add_ratio(0, base * share, base);
        // A uniform number's mean over 64 has a deviation of 0.036.
        QVERIFY2(std::abs(ratio(recorder) - 0.5F) < 0.11F, qPrintable(QString::number(ratio(recorder))));
        of_samples.add_sampled_ratio(0, of_samples.sample(base * share), of_samples.sample(base));
        QCOMPARE(ratio(of_samples), ratio(recorder));
        exact.add_ratio(0, (base * share).narrow(0, 0, most), base.narrow(0, 0, most));
        VERIFY_BELOW(std::abs(ratio(exact) - share.narrow(0, 0, most).mean().item<float>()), 1e-6);
    }

    void unwantedSizesAreNotTaken() {
        ActivityRecorder recorder(1);
        recorder.set_wants_ratio(false);
        recorder.add_ratio(0, numbered_rows(3), numbered_rows(3));
        recorder.add_sampled_ratio(0, numbered_rows(3), numbered_rows(3));
        QVERIFY(recorder.values().empty());
    }

    void figuresOfAllSitesComeWithThoseOfOne() {
        const double none = std::numeric_limits<double>::quiet_NaN();
        ActivityRecorder recorder(2);
        recorder.set("rank", 1, at::scalar_tensor(3.0));
        for (const double value : {0.25, 0.5}) // the second replaces the first
            recorder.set_all("gradient", at::tensor(std::vector<double>{value, none}, at::kDouble));
        const auto values = recorder.values();
        QCOMPARE(values.size(), size_t(2));
        QVERIFY(std::isnan(values.at("rank")[0]));
        QCOMPARE(values.at("rank")[1], 3.0F);
        QCOMPARE(values.at("gradient").size(), size_t(2));
        QCOMPARE(values.at("gradient")[0], 0.5F);
        QVERIFY(std::isnan(values.at("gradient")[1]));
    }

    // The decoder layer's node works the sizes out for the sampled rows alone: they are those of the op-by-op layer.
    void bothWaysOfALayerReportTheSame_data() { support::add_placements(); }
    void bothWaysOfALayerReportTheSame() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        const auto model = support::load(support::tiny_model("llama"), at::kDouble);
        const auto adapter = find_method(method.toStdString()).attach(*model, support::placed(placement), 3);
        const at::NoGradGuard no_grad;
        at::Generator generator = seeded_generator(4);
        for (Parameter& p : adapter->parameters())
            p.value.add_(at::randn(p.value.sizes(), generator, at::TensorOptions(at::kDouble)), 0.1);
        std::vector<std::vector<int64_t>> sequences;
        for (const int64_t length : {190, 41, 130})
            for (auto& row = sequences.emplace_back(); int64_t(row.size()) < length;)
                row.push_back(int64_t(row.size() * 7 + sequences.size()) % 60 + 3);
        const auto values = [&](bool op_by_op, bool wanted) {
            ActivityRecorder recorder(adapter->sites().size());
            recorder.set_wants_ratio(wanted);
            model->hidden(support::packed(sequences), {.training = true, .recorder = &recorder, .op_by_op = op_by_op});
            return recorder.values();
        };
        const auto expected = values(true, true), found = values(false, true);
        QCOMPARE(found.size(), expected.size());
        for (const auto& [measure, sites] : expected)
            for (size_t site = 0; site < sites.size(); ++site)
                if (!std::isnan(sites[site]))
                    VERIFY_BELOW(std::abs(found.at(measure)[site] - sites[site]), 1e-6);
        QVERIFY(expected.contains("adapter_ratio"));
        auto without = expected; // sizes are left out, filter values are not
        without.erase("adapter_ratio");
        const auto unwanted = values(false, false);
        QCOMPARE(unwanted.size(), without.size());
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
