// Packed batches, prefixes that their sequences share, the order of an epoch and its cut into steps and micro-batches.

#include "backend/data/dataset.h"
#include "backend/data/packing.h"
#include "backend/io/json.h"
#include "data_files.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

using namespace loratrf;

namespace {

std::vector<Sequence> random_sequences(int count) {
    std::mt19937 random(7);
    std::vector<Sequence> data;
    for (int i = 0; i < count; ++i) {
        Sequence sequence;
        sequence.line = i + 1;
        for (unsigned length = 1 + random() % 40; length > 0; --length) {
            sequence.ids.push_back(static_cast<int32_t>(random() % 1000));
            sequence.supervised.push_back(random() % 2 == 0);
        }
        data.push_back(sequence);
    }
    return data;
}

// Sequences that begin with the same `shared` tokens and no others, of which only what comes last is supervised.
std::vector<Sequence> alike(int count, int shared) {
    std::vector<Sequence> data = random_sequences(count);
    for (size_t i = 0; i < data.size(); ++i) {
        Sequence& sequence = data[i];
        sequence.ids.insert(sequence.ids.begin(), {int32_t(2000 + i), 1}); // prompts differ from here on
        sequence.supervised.insert(sequence.supervised.begin(), {false, false});
        for (int token = shared; token > 0; --token) {
            sequence.ids.insert(sequence.ids.begin(), int32_t(3000 + token));
            sequence.supervised.insert(sequence.supervised.begin(), false);
        }
    }
    return data;
}

int64_t computed(const std::vector<Sequence>& data, const EpochPlan& plan, bool share) {
    int64_t tokens = 0;
    for (const auto& step : plan)
        for (const auto& micro : step)
            tokens += pack(data, micro, share).tokens();
    return tokens;
}

std::vector<int64_t> lengths_of(const std::vector<Sequence>& data) {
    std::vector<int64_t> lengths;
    for (const Sequence& sequence : data)
        lengths.push_back(static_cast<int64_t>(sequence.ids.size()));
    return lengths;
}

} // namespace

class TestPacking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batchHoldsItsSequences() {
        const std::vector<Sequence> data = random_sequences(20);
        const std::vector<int64_t> which{3, 0, 19, 7};
        const PackedBatch batch = pack(data, which);
        QCOMPARE(batch.sequences, which);
        QCOMPARE(batch.offsets.size(), which.size() + 1);
        QCOMPARE(batch.offsets.back(), batch.tokens());
        std::vector<int64_t> rows;
        std::vector<int32_t> targets;
        for (size_t s = 0; s < which.size(); ++s) {
            const Sequence& sequence = data[static_cast<size_t>(which[s])];
            const int64_t start = batch.offsets[s];
            QCOMPARE(batch.offsets[s + 1] - start, int64_t(sequence.ids.size()));
            for (size_t i = 0; i < sequence.ids.size(); ++i) {
                QCOMPARE(batch.ids[size_t(start) + i], sequence.ids[i]);
                QCOMPARE(batch.positions[size_t(start) + i], int32_t(i));
                if (i + 1 < sequence.ids.size() && sequence.supervised[i + 1]) {
                    rows.push_back(start + int64_t(i));
                    targets.push_back(sequence.ids[i + 1]);
                }
            }
        }
        QCOMPARE(batch.predict_rows, rows);
        QCOMPARE(batch.targets, targets);
    }

    void emptyBatch() {
        const PackedBatch batch = pack({}, {});
        QCOMPARE(batch.tokens(), 0);
        QCOMPARE(batch.offsets, std::vector<int64_t>{0});
    }

    void unknownExampleIsRefused() {
        const std::vector<Sequence> data = random_sequences(2);
        const std::vector<int64_t> which{2};
        QVERIFY(error_of([&] { pack(data, which); }));
    }

    void commonPrefixStopsBeforeWhatIsPredicted() {
        const auto prefix = [](const std::vector<Sequence>& data) {
            std::vector<int64_t> all(data.size());
            std::iota(all.begin(), all.end(), 0);
            return common_prefix(data, all);
        };
        const auto row = [](std::vector<int32_t> ids, std::vector<bool> supervised) {
            return Sequence{.line = 1, .ids = std::move(ids), .supervised = std::move(supervised)};
        };
        const Sequence abcd = row({1, 2, 3, 4}, {false, false, false, true});
        QCOMPARE(prefix({abcd, row({1, 2, 9, 4}, {false, false, false, true})}), int64_t(2));
        QCOMPARE(prefix({abcd, row({9, 2, 3, 4}, {false, false, false, true})}), int64_t(0));
        // Token 3 predicts 4, which is supervised: its state is each row's own.
        QCOMPARE(prefix({abcd, abcd, abcd}), int64_t(2));
        QCOMPARE(prefix({abcd, row({1, 2, 3, 4}, {false, true, false, true})}), int64_t(0));
        QCOMPARE(prefix({abcd, row({1, 2, 3, 4}, {true, false, true, true})}),
                 int64_t(1)); // nothing predicts the first
        // A row that is all prefix keeps a token, supervised or not.
        QCOMPARE(prefix({abcd, row({1, 2}, {false, false})}), int64_t(1));
        QCOMPARE(prefix({abcd}), int64_t(0)); // nobody to share with
        QCOMPARE(prefix({abcd, row({}, {})}), int64_t(0));
    }

    // A row is the shared tokens and its own: ids, positions and what is predicted are those of the row by itself.
    void sharedBatchHoldsItsSequences() {
        for (const int shared : {0, 1, 7, 100}) {
            const std::vector<Sequence> data = alike(9, shared);
            const std::vector<int64_t> which{3, 0, 8, 7};
            const PackedBatch batch = pack(data, which, true), whole = pack(data, which);
            QCOMPARE(batch.shared_prefix(), int64_t(shared));
            QCOMPARE(batch.sequences, which);
            QCOMPARE(batch.offsets.back(), batch.tokens());
            QCOMPARE(batch.tokens(), whole.tokens() - 3 * shared);
            QCOMPARE(batch.data_tokens(), whole.tokens());
            QCOMPARE(whole.data_tokens(), whole.tokens());
            QCOMPARE(batch.targets, whole.targets);
            std::vector<int64_t> rows;
            for (size_t s = 0; s < which.size(); ++s) {
                const Sequence& sequence = data[size_t(which[s])];
                const int64_t own = batch.offsets[s] - shared; // where the row would begin were its prefix there
                QCOMPARE(batch.offsets[s + 1] - own, int64_t(sequence.ids.size()));
                for (int64_t i = 0; i < int64_t(sequence.ids.size()); ++i) {
                    const auto place = size_t(i < shared ? i : own + i);
                    QCOMPARE(batch.ids[place], sequence.ids[size_t(i)]);
                    QCOMPARE(batch.positions[place], int32_t(i));
                    if (i > 0 && sequence.supervised[size_t(i)])
                        rows.push_back(own + i - 1);
                }
            }
            QCOMPARE(batch.predict_rows, rows);
        }
    }

    void nothingInCommonIsPackedAsBefore() {
        const std::vector<Sequence> data = alike(6, 0);
        const std::vector<int64_t> which{1, 2, 5};
        const PackedBatch batch = pack(data, which, true), whole = pack(data, which);
        QCOMPARE(batch.ids, whole.ids);
        QCOMPARE(batch.offsets, whole.offsets);
        QCOMPARE(batch.predict_rows, whole.predict_rows);
        QCOMPARE(plan_epoch(data, which, 2, 60, true), plan_epoch(data, which, 2, 60));
    }

    // The budget bounds what is computed, so micro-batches hold more rows; the rows of a step stay the same.
    void sharedPlanKeepsItsPromises() {
        const std::vector<Sequence> data = alike(203, 25);
        const std::vector<int64_t> lengths = lengths_of(data);
        for (const int64_t per_step : {1, 7, 16, 1000})
            for (const int64_t budget : {1, 64, 150, 500}) {
                const auto order = epoch_order(int64_t(data.size()), 9, per_step);
                const EpochPlan shared = plan_epoch(data, order, per_step, budget, true),
                                apart = plan_epoch(data, order, per_step, budget);
                QCOMPARE(shared.size(), apart.size());
                size_t micros_shared = 0, micros_apart = 0;
                for (size_t step = 0; step < shared.size(); ++step) {
                    const auto rows = [](const std::vector<std::vector<int64_t>>& micros) {
                        std::vector<int64_t> all;
                        for (const auto& micro : micros)
                            all.insert(all.end(), micro.begin(), micro.end());
                        std::sort(all.begin(), all.end());
                        return all;
                    };
                    QCOMPARE(rows(shared[step]), rows(apart[step]));
                    for (const auto& micro : shared[step])
                        QVERIFY(pack(data, micro, true).tokens() <= budget || micro.size() == 1);
                    micros_shared += shared[step].size();
                    micros_apart += apart[step].size();
                }
                QVERIFY(micros_shared <= micros_apart);
                if (per_step >= 16 && budget >= 150)
                    QVERIFY(micros_shared < micros_apart);
                const int64_t all = computed(data, apart, false), left = computed(data, shared, true);
                QCOMPARE(all, std::accumulate(lengths.begin(), lengths.end(), int64_t{0}));
                QCOMPARE(share_saved(data, shared), double(all - left) / double(all));
            }
    }

    void orderIsAPermutation() {
        for (const int64_t count : {0, 1, 2, 3, 100, 1001}) {
            std::vector<int64_t> order = epoch_order(count, 5, 3);
            std::sort(order.begin(), order.end());
            std::vector<int64_t> all(static_cast<size_t>(count));
            std::iota(all.begin(), all.end(), 0);
            QCOMPARE(order, all);
        }
    }

    void orderIsAPureFunction() {
        QCOMPARE(epoch_order(400, 1, 0), epoch_order(400, 1, 0));
        std::set<std::vector<int64_t>> different;
        for (uint64_t seed = 0; seed < 20; ++seed)
            for (int64_t epoch = 0; epoch < 20; ++epoch)
                different.insert(epoch_order(100, seed, epoch));
        QCOMPARE(different.size(), size_t(400));
    }

    // Every example comes to every place about equally often (chi-squared of 5 x 5 counts, 16 degrees of freedom).
    void orderFavoursNoPlace() {
        constexpr int Count = 5, Draws = 20000;
        double seen[Count][Count] = {};
        for (int64_t epoch = 0; epoch < Draws; ++epoch) {
            const auto order = epoch_order(Count, 11, epoch);
            for (int place = 0; place < Count; ++place)
                ++seen[place][order[size_t(place)]];
        }
        const double expected = double(Draws) / Count;
        double chi_squared = 0;
        for (const auto& row : seen)
            for (const double cell : row)
                chi_squared += (cell - expected) * (cell - expected) / expected;
        QVERIFY2(chi_squared < 39.25, qPrintable(QString::number(chi_squared))); // one in a thousand lies above
    }

    void orderIsTheSameOnEveryMachine() {
        QFile golden(TESTS_DIR "/baselines/epoch_order.json");
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const auto cases = Json::parse(golden.readAll().toStdString());
        QVERIFY(!cases.empty());
        for (const auto& entry : cases)
            QCOMPARE(epoch_order(entry["count"], entry["seed"], entry["epoch"]),
                     entry["order"].get<std::vector<int64_t>>());
    }

    void planKeepsItsPromises() {
        const std::vector<Sequence> data = random_sequences(403);
        const std::vector<int64_t> lengths = lengths_of(data);
        for (const int64_t per_step : {1, 7, 16, 1000})
            for (const int64_t budget : {1, 30, 64, 500}) {
                const auto order = epoch_order(int64_t(data.size()), 9, per_step);
                const auto steps = plan_epoch(data, order, per_step, budget);
                QCOMPARE(int64_t(steps.size()), (int64_t(order.size()) + per_step - 1) / per_step);
                size_t next = 0;
                for (const auto& step : steps) {
                    std::vector<int64_t> placed;
                    for (const auto& micro : step) {
                        QVERIFY(!micro.empty());
                        int64_t tokens = 0;
                        for (const int64_t example : micro)
                            tokens += lengths[size_t(example)];
                        QVERIFY(tokens <= budget || micro.size() == 1);
                        placed.insert(placed.end(), micro.begin(), micro.end());
                    }
                    // A step holds exactly the next examples of the order.
                    const size_t size = std::min(size_t(per_step), order.size() - next);
                    std::vector<int64_t> wanted(order.begin() + long(next), order.begin() + long(next + size));
                    std::sort(wanted.begin(), wanted.end());
                    std::sort(placed.begin(), placed.end());
                    QCOMPARE(placed, wanted);
                    next += size;
                }
                QCOMPARE(next, order.size());
                QCOMPARE(plan_epoch(data, order, per_step, budget), steps);
            }
    }

    // Close to the fewest micro-batches possible, and no two of them would fit into one.
    void planWastesLittle() {
        const std::vector<Sequence> data = random_sequences(256);
        const std::vector<int64_t> lengths = lengths_of(data);
        const int64_t total = std::accumulate(lengths.begin(), lengths.end(), int64_t{0});
        constexpr int64_t Budget = 200;
        const auto steps = plan_epoch(data, epoch_order(256, 1, 0), 256, Budget);
        QCOMPARE(steps.size(), size_t(1));
        const int64_t fewest = (total + Budget - 1) / Budget;
        QVERIFY(int64_t(steps[0].size()) <= fewest * 11 / 9 + 1); // the bound of best-fit decreasing (Johnson 1974)
        std::vector<int64_t> loads;
        for (const auto& micro : steps[0])
            loads.push_back(std::accumulate(micro.begin(), micro.end(), int64_t{0}, [&](int64_t sum, int64_t example) {
                return sum + lengths[size_t(example)];
            }));
        std::sort(loads.begin(), loads.end());
        QVERIFY(loads.size() < 2 || loads[0] + loads[1] > Budget);
    }

    void nonsenseIsRefused() {
        const std::vector<Sequence> data = random_sequences(2);
        const std::vector<int64_t> order{0, 1}, beyond{0, 2};
        QVERIFY(error_of([&] { plan_epoch(data, order, 0, 10); }));
        QVERIFY(error_of([&] { plan_epoch(data, order, 1, 0); }));
        QVERIFY(error_of([&] { plan_epoch(data, beyond, 1, 10); }));
        QVERIFY(error_of([] { epoch_order(-1, 0, 0); }));
    }
};

QTEST_GUILESS_MAIN(TestPacking)
#include "tst_packing.moc"
