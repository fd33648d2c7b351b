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

struct MicroBatch {
    std::vector<int64_t> examples;
    int64_t tokens = 0;
};

// Best fit decreasing: the longest first, each into the fullest micro-batch that still has room for it.
std::vector<std::vector<int64_t>> place(std::span<const int64_t> lengths, std::span<const int64_t> examples,
                                        int64_t budget) {
    std::vector<int64_t> by_length(examples.begin(), examples.end());
    const auto length = [&lengths](int64_t example) { return lengths[static_cast<size_t>(example)]; };
    std::stable_sort(by_length.begin(), by_length.end(), [&](int64_t a, int64_t b) { return length(a) > length(b); });

    std::vector<MicroBatch> batches;
    for (const int64_t example : by_length) {
        MicroBatch* best = nullptr;
        for (MicroBatch& batch : batches)
            if (length(example) <= budget - batch.tokens && (!best || batch.tokens > best->tokens))
                best = &batch;
        if (!best)
            best = &batches.emplace_back();
        best->examples.push_back(example);
        best->tokens += length(example);
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

} // namespace

PackedBatch pack(std::span<const Sequence> data, std::span<const int64_t> which) {
    PackedBatch batch;
    batch.offsets.push_back(0);
    for (const int64_t index : which) {
        require(index >= 0 && index < static_cast<int64_t>(data.size()),
                "example " + std::to_string(index) + " of a data set of " + std::to_string(data.size()));
        const Sequence& sequence = data[static_cast<size_t>(index)];
        const int64_t start = batch.tokens();
        for (size_t i = 0; i < sequence.ids.size(); ++i) {
            batch.ids.push_back(sequence.ids[i]);
            batch.positions.push_back(static_cast<int32_t>(i));
            if (i > 0 && sequence.supervised[i]) {
                batch.predict_rows.push_back(start + static_cast<int64_t>(i) - 1);
                batch.targets.push_back(sequence.ids[i]);
            }
        }
        batch.offsets.push_back(batch.tokens());
        batch.sequences.push_back(index);
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

std::vector<std::vector<std::vector<int64_t>>> plan_epoch(std::span<const int64_t> lengths,
                                                          std::span<const int64_t> order, int64_t examples_per_step,
                                                          int64_t token_budget) {
    require(examples_per_step >= 1,
            "examples per step are " + std::to_string(examples_per_step) + "; expected 1 or more");
    require(token_budget >= 1, "the token budget is " + std::to_string(token_budget) + "; expected 1 or more");
    for (const int64_t example : order)
        require(example >= 0 && example < static_cast<int64_t>(lengths.size()),
                "example " + std::to_string(example) + " of a data set of " + std::to_string(lengths.size()));

    std::vector<std::vector<std::vector<int64_t>>> steps;
    const auto size = static_cast<size_t>(examples_per_step);
    for (size_t start = 0; start < order.size(); start += std::min(size, order.size() - start))
        steps.push_back(place(lengths, order.subspan(start, std::min(size, order.size() - start)), token_budget));
    return steps;
}

} // namespace loratrf
