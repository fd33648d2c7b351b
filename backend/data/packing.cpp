#include "backend/data/packing.h"

#include "backend/data/dataset.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace loratrf {

namespace {

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014): own code, because the standard
// library's shuffle and distributions differ between implementations.
class SplitMix64 {
public:
    explicit SplitMix64(uint64_t seed) : m_state(seed) {}

    uint64_t next() {
        uint64_t z = m_state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    // Uniform in [0, bound): values below 2^64 mod bound are drawn again, so that no remainder is favoured.
    uint64_t below(uint64_t bound) {
        const uint64_t biased = (0 - bound) % bound;
        uint64_t value = next();
        while (value < biased)
            value = next();
        return value % bound;
    }

private:
    uint64_t m_state;
};

const Sequence& row_of(std::span<const Sequence> data, int64_t example) {
    return data[static_cast<size_t>(example)];
}

struct TokenList {
    const std::vector<int32_t>& ids;
    const std::vector<bool>& supervised;
};

int64_t lists_in(const Sequence& row) {
    return row.is_pair() ? 2 : 1;
}

// The token lists of these rows, of a pair the chosen answer's first.
std::vector<TokenList> lists_of(std::span<const Sequence> data, std::span<const int64_t> which) {
    std::vector<TokenList> lists;
    for (const int64_t example : which) {
        const Sequence& row = row_of(data, example);
        lists.push_back({row.ids, row.supervised});
        if (row.is_pair())
            lists.push_back({row.rejected_ids, row.rejected_supervised});
    }
    return lists;
}

struct MicroBatch {
    std::vector<int64_t> examples;
    int64_t tokens = 0;
};

// Best fit decreasing: the longest first, each into the fullest micro-batch that still has room for it.
std::vector<std::vector<int64_t>> place(std::span<const Sequence> data, std::span<const int64_t> examples,
                                        int64_t budget, int64_t shared) {
    std::vector<int64_t> by_length(examples.begin(), examples.end());
    const auto own = [&](int64_t example) {
        const Sequence& row = row_of(data, example);
        return row.tokens() - lists_in(row) * shared;
    };
    std::stable_sort(by_length.begin(), by_length.end(), [&](int64_t a, int64_t b) { return own(a) > own(b); });

    std::vector<MicroBatch> batches;
    for (const int64_t example : by_length) {
        MicroBatch* best = nullptr;
        for (MicroBatch& batch : batches)
            if (own(example) <= budget - batch.tokens && (!best || batch.tokens > best->tokens))
                best = &batch;
        if (!best)
            best = &batches.emplace_back(MicroBatch{{}, shared});
        best->examples.push_back(example);
        best->tokens += own(example);
    }

    std::vector<std::vector<int64_t>> result;
    for (MicroBatch& batch : batches)
        result.push_back(std::move(batch.examples));
    return result;
}

void require(bool condition, const std::string& message) {
    if (!condition)
        throw Error(ErrorCode::InvalidOption, message);
}

void require_examples(std::span<const Sequence> data, std::span<const int64_t> which) {
    for (const int64_t example : which)
        require(example >= 0 && example < static_cast<int64_t>(data.size()),
                "example " + std::to_string(example) + " of a data set of " + std::to_string(data.size()));
}

void require_one_kind(std::span<const Sequence> data, std::span<const int64_t> which) {
    for (const int64_t example : which)
        if (row_of(data, example).is_pair() != row_of(data, which.front()).is_pair())
            throw Error(ErrorCode::Internal, "a batch of preference pairs and other rows");
}

// The first tokens that predict nothing supervised, and are not all.
size_t free_to_share(const TokenList& list) {
    for (size_t i = 1; i < list.ids.size(); ++i)
        if (list.supervised[i])
            return i - 1;
    return list.ids.empty() ? 0 : list.ids.size() - 1;
}

} // namespace

std::vector<int64_t> PackedBatch::supervised_of_sequences() const {
    std::vector<int64_t> counts;
    auto row = predict_rows.begin();
    for (size_t s = 0; s + 1 < offsets.size(); ++s) {
        const auto end = std::lower_bound(row, predict_rows.end(), offsets[s + 1]);
        counts.push_back(end - row);
        row = end;
    }
    return counts;
}

int64_t common_prefix(std::span<const Sequence> data, std::span<const int64_t> which) {
    require_examples(data, which);
    const std::vector<TokenList> lists = lists_of(data, which);
    if (lists.size() < 2)
        return 0;
    const std::vector<int32_t>& first = lists[0].ids;
    auto shared = static_cast<std::ptrdiff_t>(free_to_share(lists[0]));
    for (const TokenList& other : std::span(lists).subspan(1)) {
        shared = std::min(shared, static_cast<std::ptrdiff_t>(free_to_share(other)));
        shared = std::mismatch(first.begin(), first.begin() + shared, other.ids.begin()).first - first.begin();
    }
    return shared;
}

PackedBatch pack(std::span<const Sequence> data, std::span<const int64_t> which, bool share_prefix) {
    require_examples(data, which);
    require_one_kind(data, which);
    PackedBatch batch;
    const auto shared = static_cast<size_t>(share_prefix ? common_prefix(data, which) : 0);
    const auto append = [&batch](const TokenList& list, size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) {
            if (i > 0 && list.supervised[i]) {
                batch.predict_rows.push_back(batch.tokens() - 1);
                batch.targets.push_back(list.ids[i]);
            }
            batch.ids.push_back(list.ids[i]);
            batch.positions.push_back(static_cast<int32_t>(i));
        }
        batch.offsets.push_back(batch.tokens());
    };
    const std::vector<TokenList> lists = lists_of(data, which);
    if (shared > 0)
        append(lists[0], 0, shared);
    else
        batch.offsets.push_back(0);
    for (const TokenList& list : lists)
        append(list, shared, list.ids.size());
    for (const int64_t index : which) {
        const Sequence& row = row_of(data, index);
        batch.sequences.insert(batch.sequences.end(), static_cast<size_t>(lists_in(row)), index);
        if (row.is_pair())
            batch.reference.insert(batch.reference.end(), row.reference.begin(), row.reference.end());
    }
    return batch;
}

std::vector<int64_t> epoch_order(int64_t count, uint64_t seed, int64_t epoch) {
    require(count >= 0, "a data set of " + std::to_string(count) + " examples");
    // One generator a seed; its outputs seed the epochs, so that neighbouring seeds and epochs share nothing.
    SplitMix64 random(SplitMix64(SplitMix64(seed).next() ^ static_cast<uint64_t>(epoch)).next());
    std::vector<int64_t> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    for (size_t i = order.size(); i > 1; --i) // Fisher-Yates
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

EpochPlan plan_epoch(std::span<const Sequence> data, std::span<const int64_t> order, int64_t examples_per_step,
                     int64_t token_budget, bool share_prefix) {
    require(examples_per_step >= 1,
            "examples per step are " + std::to_string(examples_per_step) + "; expected 1 or more");
    require(token_budget >= 1, "the token budget is " + std::to_string(token_budget) + "; expected 1 or more");
    require_examples(data, order);

    EpochPlan steps;
    const auto size = static_cast<size_t>(examples_per_step);
    for (size_t start = 0; start < order.size(); start += std::min(size, order.size() - start)) {
        const auto step = order.subspan(start, std::min(size, order.size() - start));
        steps.push_back(place(data, step, token_budget, share_prefix ? common_prefix(data, step) : 0));
    }
    return steps;
}

double share_saved(std::span<const Sequence> data, const EpochPlan& steps) {
    int64_t all = 0, saved = 0;
    for (const auto& step : steps)
        for (const auto& micro : step) {
            int64_t lists = 0;
            for (const int64_t example : micro) {
                all += row_of(data, example).tokens();
                lists += lists_in(row_of(data, example));
            }
            saved += common_prefix(data, micro) * (lists - 1);
        }
    return all > 0 ? static_cast<double>(saved) / static_cast<double>(all) : 0;
}

} // namespace loratrf
