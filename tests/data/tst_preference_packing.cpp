// Packed batches and plans of preference pairs: both answers, with and without the tokens they begin with counted once.

#include "backend/data/dataset.h"
#include "backend/data/packing.h"
#include "data_files.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace loratrf;

namespace {

// Prompts of few different tokens behind `alike` that all have, so that some have more in common.
std::vector<Sequence> random_pairs(int count, int alike) {
    std::mt19937 random(11);
    std::vector<Sequence> data;
    for (int i = 0; i < count; ++i) {
        Sequence pair;
        pair.line = i + 1;
        for (int token = 0; token < alike; ++token)
            pair.ids.push_back(100 + token);
        for (unsigned length = 1 + random() % 8; length > 0; --length)
            pair.ids.push_back(static_cast<int32_t>(random() % 3));
        pair.supervised.assign(pair.ids.size(), false);
        pair.rejected_ids = pair.ids;
        pair.rejected_supervised = pair.supervised;
        const auto answer = [&random](std::vector<int32_t>& ids, std::vector<bool>& supervised) {
            for (unsigned length = 1 + random() % 20; length > 0; --length) {
                ids.push_back(static_cast<int32_t>(random() % 3));
                supervised.push_back(length == 1 || random() % 4 > 0);
            }
        };
        answer(pair.ids, pair.supervised);
        answer(pair.rejected_ids, pair.rejected_supervised);
        pair.reference = {-1.0 - i, -0.5 * i};
        data.push_back(pair);
    }
    return data;
}

// A token list by itself, its supervised tokens with their places.
struct List {
    std::vector<int32_t> ids, positions;
    std::vector<std::pair<int64_t, int32_t>> targets;
    bool operator==(const List&) const = default;
};

List list_of(const std::vector<int32_t>& ids, const std::vector<bool>& supervised) {
    List list{.ids = ids, .positions = std::vector<int32_t>(ids.size()), .targets = {}};
    std::iota(list.positions.begin(), list.positions.end(), 0);
    for (size_t i = 1; i < ids.size(); ++i)
        if (supervised[i])
            list.targets.emplace_back(static_cast<int64_t>(i), ids[i]);
    return list;
}

// The lists of these rows, as a batch should hold them.
std::vector<List> lists_of(const std::vector<Sequence>& data, const std::vector<int64_t>& which) {
    std::vector<List> lists;
    for (const int64_t index : which) {
        const Sequence& row = data[static_cast<size_t>(index)];
        lists.push_back(list_of(row.ids, row.supervised));
        if (row.is_pair())
            lists.push_back(list_of(row.rejected_ids, row.rejected_supervised));
    }
    return lists;
}

// The shared tokens and each sequence's own put together again.
std::vector<List> unpacked(const PackedBatch& batch) {
    std::vector<List> lists;
    const int64_t shared = batch.shared_prefix();
    for (size_t s = 0; s + 1 < batch.offsets.size(); ++s) {
        List& list = lists.emplace_back();
        const auto add = [&](int64_t from, int64_t to) {
            list.ids.insert(list.ids.end(), batch.ids.begin() + from, batch.ids.begin() + to);
            list.positions.insert(list.positions.end(), batch.positions.begin() + from, batch.positions.begin() + to);
        };
        add(0, shared);
        add(batch.offsets[s], batch.offsets[s + 1]);
        for (size_t k = 0; k < batch.predict_rows.size(); ++k)
            if (const int64_t row = batch.predict_rows[k]; row >= batch.offsets[s] && row < batch.offsets[s + 1])
                list.targets.emplace_back(row - batch.offsets[s] + shared + 1, batch.targets[k]);
    }
    return lists;
}

std::vector<int64_t> all_of(const std::vector<Sequence>& data) {
    std::vector<int64_t> all(data.size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

} // namespace

class TestPreferencePacking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batchHoldsBothAnswers() {
        const std::vector<Sequence> data = random_pairs(20, 2);
        const std::vector<int64_t> which{3, 0, 19};
        for (const bool share : {false, true}) {
            const PackedBatch batch = pack(data, which, share);
            QVERIFY(batch.pairs());
            QCOMPARE(batch.sequences, (std::vector<int64_t>{3, 3, 0, 0, 19, 19}));
            QCOMPARE(batch.reference, (std::vector<double>{-4, -1.5, -1, 0, -20, -9.5}));
            QCOMPARE(batch.items(), int64_t(3));
            QCOMPARE(batch.offsets.size(), size_t(7));
            QCOMPARE(batch.offsets.back(), batch.tokens());
            int64_t tokens = 0, supervised = 0;
            for (const int64_t index : which) {
                tokens += data[size_t(index)].tokens();
                supervised += data[size_t(index)].supervised_count();
            }
            QCOMPARE(batch.data_tokens(), tokens);
            QCOMPARE(batch.supervised(), supervised);
            QCOMPARE(batch.shared_prefix() > 0, share);
        }
    }

    // Whatever is shared, each sequence is still there: its ids, positions, and what is predicted in it.
    void sharedTokensAndOwnOnesAreTheRow() {
        std::mt19937 random(3);
        int shared = 0;
        for (const int alike : {0, 1, 7}) {
            const std::vector<Sequence> data = random_pairs(50, alike);
            for (int round = 0; round < 300; ++round) {
                std::vector<int64_t> which(1 + random() % 4);
                for (int64_t& index : which)
                    index = int64_t(random() % data.size());
                const PackedBatch batch = pack(data, which, true), apart = pack(data, which);
                const std::vector<List> lists = lists_of(data, which);
                QVERIFY(unpacked(batch) == lists);
                QVERIFY(unpacked(apart) == lists);
                QCOMPARE(apart.shared_prefix(), int64_t(0));
                QCOMPARE(batch.shared_prefix(), common_prefix(data, which));
                QCOMPARE(batch.tokens(), apart.tokens() - batch.shared_prefix() * (int64_t(lists.size()) - 1));
                QCOMPARE(batch.reference, apart.reference);
                shared += batch.shared_prefix() > alike;
            }
        }
        QVERIFY(shared > 0);
    }

    void onePairSharesItsPrompt() {
        const auto pair = [](std::vector<int32_t> prompt, const std::vector<int32_t>& chosen,
                             const std::vector<int32_t>& rejected) {
            Sequence made{.line = 1, .ids = prompt, .supervised = std::vector<bool>(prompt.size())};
            made.rejected_ids = std::move(prompt);
            made.rejected_supervised = made.supervised;
            made.ids.insert(made.ids.end(), chosen.begin(), chosen.end());
            made.supervised.resize(made.ids.size(), true);
            made.rejected_ids.insert(made.rejected_ids.end(), rejected.begin(), rejected.end());
            made.rejected_supervised.resize(made.rejected_ids.size(), true);
            return made;
        };
        const auto prefix = [](const std::vector<Sequence>& data) { return common_prefix(data, all_of(data)); };
        const Sequence one = pair({1, 2, 3, 4}, {5, 6}, {7});
        QCOMPARE(prefix({one}), int64_t(3)); // token 4 predicts the answers
        QCOMPARE(prefix({pair({1, 2, 3, 4}, {5, 6}, {5, 6, 7})}), int64_t(3));
        QCOMPARE(prefix({one, pair({1, 2, 9, 4}, {5}, {6})}), int64_t(2));
        QCOMPARE(prefix({one, pair({9, 2}, {5}, {6})}), int64_t(0));
        Sequence parted = one; // the rejected conversation has another question
        parted.rejected_ids[1] = 8;
        QCOMPARE(prefix({parted}), int64_t(1));
    }

    void pairsAndOtherRowsDoNotMix() {
        std::vector<Sequence> data = random_pairs(2, 1);
        data.push_back({.line = 3, .ids = {1, 2}, .supervised = {false, true}});
        const std::vector<int64_t> mixed{0, 2}, other{2, 1}, pairs{0, 1}, single{2};
        for (const std::vector<int64_t>& which : {mixed, other}) {
            const auto error = error_of([&] { pack(data, which); });
            QVERIFY(error);
            QCOMPARE(code_name(error->code()), code_name(ErrorCode::Internal));
        }
        QVERIFY(pack(data, pairs).pairs());
        QVERIFY(!pack(data, single).pairs());
        QCOMPARE(pack(data, single).items(), int64_t(1)); // its supervised token
    }

    void plansCountBothAnswers() {
        for (const int alike : {0, 25}) {
            const std::vector<Sequence> data = random_pairs(203, alike);
            for (const int64_t per_step : {1, 7, 1000})
                for (const int64_t budget : {1, 64, 150, 500})
                    for (const bool share : {false, true}) {
                        const auto order = epoch_order(int64_t(data.size()), 9, per_step);
                        const EpochPlan plan = plan_epoch(data, order, per_step, budget, share);
                        int64_t computed = 0, all = 0;
                        std::vector<int64_t> placed;
                        for (const auto& step : plan)
                            for (const auto& micro : step) {
                                const int64_t tokens = pack(data, micro, share).tokens();
                                QVERIFY(tokens <= budget || micro.size() == 1);
                                computed += pack(data, micro, true).tokens();
                                all += pack(data, micro).tokens();
                                placed.insert(placed.end(), micro.begin(), micro.end());
                            }
                        std::sort(placed.begin(), placed.end());
                        QCOMPARE(placed, all_of(data));
                        QCOMPARE(share_saved(data, plan), double(all - computed) / double(all));
                        if (per_step == 1) // both answers of a pair share its prompt
                            QVERIFY(computed < all);
                    }
        }
    }
};

QTEST_GUILESS_MAIN(TestPreferencePacking)
#include "tst_preference_packing.moc"
