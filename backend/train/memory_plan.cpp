#include "backend/adapter/adapter.h"
#include "backend/device/device.h"
#include "backend/device/free_memory.h"
#include "backend/model/model_sizes.h"
#include "backend/model/weights.h"
#include "backend/ops/ops.h"
#include "backend/train/base.h"
#include "backend/train/memory_costs.h"
#include "backend/train/memory_probe.h"
#include "backend/train/optimizer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace loratrf {

namespace {

// Measured: tests/benchmark/memory_grid.
constexpr int64_t program_bytes = 166'000'000;
constexpr int64_t bf16_program_bytes = 40'000'000; // more, for the libraries' products in bf16
constexpr int64_t token_entry_bytes = 400;         // of a tokenizer, a token
constexpr double slack_share = 0.03;               // of what a pass holds

constexpr int64_t most_tokens = int64_t{1} << 24;

const RecomputeMemory& level_of(const MemoryCosts& costs, const std::string& recompute) {
    for (const RecomputeMemory& level : costs.levels)
        if (level.recompute == recompute)
            return level;
    throw Error(ErrorCode::InvalidOption,
                "recompute: should be nothing, feed-forward or layer, is \"" + recompute + "\"");
}

// Of the largest weight of a linear layer while it is in use.
double unpacked_bytes(const ModelConfig& config, int64_t size) {
    int64_t largest = 0;
    for (const ProjectionInfo& projection : projection_list(config))
        largest = std::max(largest, projection.in * projection.out);
    return static_cast<double>(largest * size);
}

std::string count_text(int64_t count) {
    std::string text;
    const std::string digits = std::to_string(count);
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += ',';
        text += digits[i];
    }
    return text;
}

} // namespace

int64_t MemoryLine::at(int64_t tokens) const {
    return std::max<int64_t>(0, std::llround(fixed + per_token * static_cast<double>(tokens)));
}

bool foresees_memory(const TrainOptions& options) {
    return choose_device(options.device).is_cpu();
}

MemoryCosts memory_costs(const TrainOptions& options) {
    require_model(options.model);
    return memory_costs(config_of(options.model), options);
}

MemoryCosts memory_costs(const ModelConfig& config, const TrainOptions& options) {
    prepare_memory();
    const ModelInfo model = model_sizes(config);
    const Method& method = find_method(options.method);
    const int64_t trained = method.count(model, options.method_options);
    const at::ScalarType type = choose_compute(compute_for(method, options.compute), at::kCPU).type;
    const auto size = static_cast<int64_t>(c10::elementSize(type));
    const ProbedMemory probed = probe_memory(config, options, type);

    MemoryCosts costs;
    costs.op_by_op = probed.op_by_op;
    costs.program =
        program_bytes + (type == at::kBFloat16 ? bf16_program_bytes : 0) + model.vocabulary * token_entry_bytes;
    const bool packed = base_weights_for(method, options.base_weights) == BaseWeights::Stored;
    if (!method.info.changes_base && !options.model.empty())
        costs.packing = saved_by_packing(options.model, config, type);
    costs.weights = model.parameters * size - (packed ? costs.packing : 0);
    costs.gradients = trained * 4;
    costs.optimizer = trained * 8;
    costs.good_state = good_state_fits(trained) ? trained * 12 : 0;
    costs.update = good_state_fits(trained) ? trained * 4 : 0; // one of the copies, chosen before it is written
    const int64_t head = model.vocabulary * model.hidden;
    costs.adapter = std::max<int64_t>(0, std::llround(probed.adapter)) + (probed.head_is_separated ? head * size : 0);
    costs.levels = probed.levels;
    for (RecomputeMemory& level : costs.levels) {
        if (packed && costs.packing > 0) {
            level.forward.fixed += unpacked_bytes(config, size);
            level.backward.fixed += unpacked_bytes(config, size);
        }
        level.head.fixed += static_cast<double>(ops::head_chunk_rows * model.vocabulary * size);
        if (probed.head_trains) { // its gradient over the chunks, and that times the loss's
            level.head.fixed += static_cast<double>(head * size);
            level.backward.fixed += static_cast<double>(2 * head * size);
        }
        if (probed.embedding_trains)
            level.backward.fixed += static_cast<double>(head * size);
    }
    return costs;
}

MemoryPlan plan_memory(const MemoryCosts& costs, const std::string& recompute, int64_t tokens) {
    const RecomputeMemory& level = level_of(costs, recompute);
    MemoryPlan plan;
    plan.tokens = tokens;
    plan.recompute = recompute;
    plan.program = costs.program;
    plan.weights = costs.weights;
    plan.adapter = costs.adapter;
    plan.gradients = costs.gradients;
    plan.optimizer = costs.optimizer;
    plan.good_state = costs.good_state;
    plan.op_by_op = costs.op_by_op;
    plan.activations = level.kept.at(tokens);
    const int64_t most = std::max(
        {level.forward.at(tokens), level.head.at(tokens), level.backward.at(tokens), plan.activations, costs.update});
    plan.working = most - plan.activations;
    plan.slack = std::llround(slack_share * static_cast<double>(most));
    return plan;
}

MemoryPlan plan_memory(const MemoryCosts& costs, const TrainOptions& options, int64_t free) {
    const std::string recompute =
        options.recompute == "auto" ? choose_recompute(costs, options.token_budget, free) : options.recompute;
    return plan_memory(costs, recompute, options.token_budget);
}

int64_t largest_token_budget(const MemoryCosts& costs, const std::string& recompute, int64_t limit) {
    int64_t fits = 0, above = most_tokens;
    while (above - fits > 1) {
        const int64_t middle = fits + (above - fits) / 2;
        (plan_memory(costs, recompute, middle).total() <= limit ? fits : above) = middle;
    }
    return fits;
}

std::string choose_recompute(const MemoryCosts& costs, int64_t tokens, int64_t free) {
    for (const RecomputeMemory& level : costs.levels)
        if (plan_memory(costs, level.recompute, tokens).total() <= free - free / 10)
            return level.recompute;
    return costs.levels.back().recompute;
}

int64_t memory_within_reach() {
    const int64_t free = free_memory(), now = memory_now(at::kCPU);
    return free > std::numeric_limits<int64_t>::max() - now ? free : free + now;
}

void require_memory(const MemoryCosts& costs, const MemoryPlan& plan, const TrainOptions& options, int64_t longest,
                    int64_t free, int64_t sequences) {
    if (plan.total() <= free)
        return;
    std::string text = "the run would need about " + gigabytes(plan.total()) + " of memory (micro-batches of " +
                       count_text(plan.tokens) + " tokens, recompute " + plan.recompute + "), " + gigabytes(free) +
                       " are free. ";
    std::vector<std::string> changes;
    for (const RecomputeMemory& level : costs.levels) // with the same tokens
        if (plan_memory(costs, level.recompute, plan.tokens).total() <= free) {
            changes.push_back("recompute " + level.recompute);
            break;
        }
    const std::string& last = costs.levels.back().recompute;
    for (const std::string& recompute : {plan.recompute, last}) {
        const int64_t budget = largest_token_budget(costs, recompute, free);
        if (budget < 1 || budget >= plan.tokens)
            continue;
        std::string change = "token_budget " + std::to_string(budget);
        if (longest > budget)
            change += " and data_options.max_length " + std::to_string(budget / sequences) + " (the longest row has " +
                      count_text(longest) + " tokens)";
        changes.push_back(change + (recompute == plan.recompute ? "" : " with recompute " + recompute));
        break;
    }
    if (options.base_weights != "stored" && costs.packing > 0 && plan.total() - costs.packing <= free)
        changes.emplace_back("base_weights stored, which keeps the base as its file has it (a little slower)");
    if (plan.total() - plan.weights / 2 <= free && !find_method(options.method).info.needs_fp32 &&
        choose_compute(options.compute, at::kCPU).type == at::kFloat)
        changes.emplace_back("compute bf16, which halves the weights");
    if (changes.empty())
        text += "No token budget fits: a smaller model or a smaller adapter would.";
    else {
        text += "What would fit: ";
        for (size_t i = 0; i < changes.size(); ++i)
            text += (i == 0 ? "" : "; or ") + changes[i];
    }
    throw Error(ErrorCode::OutOfMemory, text);
}

std::string gigabytes(int64_t bytes) {
    std::array<char, 32> text{};
    const auto number = static_cast<double>(bytes);
    if (number < 1e9)
        std::snprintf(text.data(), text.size(), "%.0f MB", number / 1e6);
    else
        std::snprintf(text.data(), text.size(), "%.1f GB", number / 1e9);
    return text.data();
}

} // namespace loratrf
