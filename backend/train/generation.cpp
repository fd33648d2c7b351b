#include "backend/train/generation.h"

#include "backend/model/recorder.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace loratrf {

namespace {

constexpr int64_t watched = 512; // of a prompt's tokens, the last, whose activity is kept

PackedInput pack_new_tokens(const std::vector<std::vector<int32_t>>& tokens, const std::vector<int64_t>& past,
                            at::Device device) {
    std::vector<int64_t> ids, positions;
    PackedInput input;
    input.offsets = {0};
    for (size_t s = 0; s < tokens.size(); ++s) {
        for (size_t i = 0; i < tokens[s].size(); ++i) {
            ids.push_back(tokens[s][i]);
            positions.push_back(past[s] + static_cast<int64_t>(i));
        }
        input.offsets.push_back(static_cast<int64_t>(ids.size()));
    }
    input.ids = at::tensor(ids, at::kLong).to(device);
    input.positions = at::tensor(positions, at::kLong).to(device);
    return input;
}

// The sequences of one batch that still generate, side by side; index i is the same sequence in every list.
struct Running {
    std::vector<size_t> prompt;
    std::vector<std::vector<int32_t>> next; // tokens to feed
    std::vector<std::mt19937_64> random;
    KvCache cache;

    void keep(const std::vector<int64_t>& indices) {
        Running kept;
        for (const int64_t index : indices) {
            const auto i = static_cast<size_t>(index);
            kept.prompt.push_back(prompt[i]);
            kept.next.push_back(next[i]);
            kept.random.push_back(random[i]);
        }
        prompt = std::move(kept.prompt);
        next = std::move(kept.next);
        random = std::move(kept.random);
        cache.keep(indices);
    }
};

// The tokens from `first` up to `end` of values [sites, T]: [sites, end - first]. Empty where nothing acted.
std::vector<float> tokens_of(const std::vector<float>& values, size_t sites, int64_t first, int64_t end) {
    const auto tokens = static_cast<int64_t>(values.size() / sites);
    std::vector<float> part;
    for (auto row = values.begin(); row != values.end(); row += tokens)
        part.insert(part.end(), row + first, row + end);
    return part;
}

} // namespace

TokenChoice describe_choice(std::span<const float> logits, int32_t id, int64_t alternatives) {
    const float highest = *std::max_element(logits.begin(), logits.end());
    double total = 0;
    for (const float logit : logits)
        total += std::exp(static_cast<double>(logit) - highest);
    const auto probability = [&](int32_t token) {
        return std::exp(static_cast<double>(logits[static_cast<size_t>(token)]) - highest) / total;
    };
    TokenChoice choice;
    choice.probability = probability(id);
    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const size_t kept = std::min(order.size(), static_cast<size_t>(std::max<int64_t>(0, alternatives)));
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](int32_t a, int32_t b) {
                          const float left = logits[static_cast<size_t>(a)], right = logits[static_cast<size_t>(b)];
                          return left > right || (left == right && a < b);
                      });
    for (size_t i = 0; i < kept; ++i)
        choice.alternatives.emplace_back(order[i], probability(order[i]));
    return choice;
}

int32_t sample(std::span<const float> logits, const Sampling& sampling, std::mt19937_64& random) {
    const auto best = std::max_element(logits.begin(), logits.end());
    if (sampling.temperature <= 0)
        return static_cast<int32_t>(best - logits.begin());

    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    size_t kept = order.size();
    if (sampling.top_k > 0)
        kept = std::min(kept, static_cast<size_t>(sampling.top_k));
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
        [&](int32_t a, int32_t b) { return logits[static_cast<size_t>(a)] > logits[static_cast<size_t>(b)]; });
    std::vector<double> weight(kept);
    double total = 0;
    for (size_t i = 0; i < kept; ++i)
        total += weight[i] = std::exp((logits[static_cast<size_t>(order[i])] - *best) / sampling.temperature);
    if (sampling.top_p < 1) { // the smallest set of likeliest tokens whose probability reaches top_p
        double sum = 0;
        size_t count = 0;
        while (count < kept && sum < sampling.top_p * total)
            sum += weight[count++];
        kept = std::max<size_t>(1, count);
        total = sum;
    }
    // 53 random bits: a uniform number that is the same with every standard library.
    double draw = static_cast<double>(random() >> 11) * 0x1.0p-53 * total;
    for (size_t i = 0; i < kept; ++i)
        if ((draw -= weight[i]) < 0)
            return order[i];
    return order[kept - 1];
}

std::vector<Generated> generate_ids(Model& model, const std::vector<std::vector<int32_t>>& prompts,
                                    const GenerationOptions& options,
                                    const std::function<bool(size_t prompt, int32_t id)>& on_token) {
    const c10::InferenceMode inference;
    std::vector<Generated> results(prompts.size());
    for (const auto& prompt : prompts)
        if (prompt.empty())
            throw Error(ErrorCode::BadValue, "a prompt without tokens cannot be continued");

    // Prompts of similar length share a batch.
    std::vector<size_t> order(prompts.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return prompts[a].size() > prompts[b].size(); });

    for (size_t begin = 0; begin < order.size(); begin += static_cast<size_t>(options.batch)) {
        const size_t end = std::min(order.size(), begin + static_cast<size_t>(options.batch));
        Running running;
        for (size_t i = begin; i < end; ++i) {
            running.prompt.push_back(order[i]);
            running.next.push_back(prompts[order[i]]);
            running.random.emplace_back(options.seed + order[i]);
        }
        // No further than the model's context, and a prompt that fills it still gets one token.
        const auto longest = static_cast<int64_t>(prompts[order[begin]].size());
        const int64_t context = model.config().context;
        const int64_t most =
            context > 0 ? std::min(options.max_tokens, std::max<int64_t>(1, context - longest)) : options.max_tokens;
        running.cache = model.make_cache(static_cast<int64_t>(end - begin), longest + most);
        for (int64_t produced = 0; produced < most && !running.prompt.empty(); ++produced) {
            const PackedInput input = pack_new_tokens(running.next, running.cache.lengths, model.device());
            const std::vector<int64_t> ends(input.offsets.begin() + 1, input.offsets.end());
            std::optional<ActivityRecorder> recorder;
            if (options.sites > 0)
                recorder.emplace(options.sites, /*keep_tokens=*/true);
            const at::Tensor hidden =
                model.hidden(input, {.recorder = recorder ? &*recorder : nullptr}, &running.cache);
            const std::vector<float> activity = recorder ? recorder->token_values() : std::vector<float>();
            const at::Tensor last = at::tensor(ends, at::kLong).to(model.device()) - 1;
            const at::Tensor logits = model.logits(hidden.index_select(0, last)).cpu().contiguous(); // [running, V]
            const auto width = static_cast<size_t>(logits.size(1));
            const size_t known =
                options.vocabulary > 0 ? std::min(width, static_cast<size_t>(options.vocabulary)) : width;
            std::vector<int64_t> going;
            for (size_t i = 0; i < running.prompt.size(); ++i) {
                const size_t prompt = running.prompt[i];
                if (recorder && produced == 0) {
                    const int64_t first = std::max(input.offsets[i], ends[i] - watched);
                    results[prompt].prompt_activity = tokens_of(activity, options.sites, first, ends[i]);
                    results[prompt].by_filter = recorder->has_filter();
                }
                const std::span<const float> scores(logits.data_ptr<float>() + i * width, known);
                const int32_t id = sample(scores, options.sampling, running.random[i]);
                if (std::find(options.stop_ids.begin(), options.stop_ids.end(), id) != options.stop_ids.end()) {
                    results[prompt].ended = true;
                    continue;
                }
                results[prompt].ids.push_back(id);
                if (options.alternatives >= 0 || recorder) {
                    TokenChoice& choice =
                        results[prompt].choices.emplace_back(describe_choice(scores, id, options.alternatives));
                    if (recorder)
                        choice.activity = tokens_of(activity, options.sites, ends[i] - 1, ends[i]);
                }
                running.next[i] = {id};
                going.push_back(static_cast<int64_t>(i));
                if (on_token && !on_token(prompt, id))
                    return results;
            }
            if (going.size() < running.prompt.size())
                running.keep(going);
        }
    }
    return results;
}

} // namespace loratrf
