#include "backend/train/memory_probe.h"

#include "backend/adapter/adapter.h"
#include "backend/device/allocated_bytes.h"
#include "backend/model/llama.h"
#include "backend/model/made_up_weights.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"
#include "backend/train/narrow_model.h"
#include "backend/train/optimizer.h"

#include <ATen/Parallel.h>

#include <array>
#include <utility>

namespace loratrf {

namespace {

constexpr std::array<int64_t, 2> token_counts = {ops::head_chunk_rows, 2 * ops::head_chunk_rows}; // whole chunks

// What is counted in one step; kept, and the peaks of RecomputeMemory.
enum Figure { Attached, Kept, Forward, Head, Backward, figure_count };
using Figures = std::array<double, figure_count>;

Figures combined(const std::vector<std::pair<double, Figures>>& terms) {
    Figures sum{};
    for (const auto& [factor, figures] : terms)
        for (size_t i = 0; i < sum.size(); ++i)
            sum.at(i) += factor * figures.at(i);
    return sum;
}

// Two rows of all tokens, everything supervised that can be.
PackedInput made_up_rows(int64_t tokens) {
    const int64_t half = tokens / 2;
    PackedInput input;
    input.ids = at::arange(tokens, at::kLong).remainder(narrow_vocabulary);
    input.positions = at::arange(tokens, at::kLong).remainder(half);
    input.offsets = {0, half, tokens};
    input.prompts = {1, 1};
    return input;
}

// So narrow a model is not worth a second thread, and threads that wait for each other would take seconds where the
// machine has other work.
class OneThread {
public:
    OneThread() { at::set_num_threads(1); }
    ~OneThread() { at::set_num_threads(m_before); }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    int m_before = at::get_num_threads();
};

class Probe {
public:
    Probe(const ModelConfig& config, const TrainOptions& options, at::ScalarType type)
        : m_config(config), m_options(options), m_type(type) {}

    ProbedMemory run() {
        return first_that_works(m_config, [this](const NarrowSizes& sizes) {
            m_sizes = sizes;
            return measure();
        });
    }

private:
    ProbedMemory measure() {
        ProbedMemory result;
        for (const auto& [name, recompute] :
             {std::pair{"nothing", Recompute::Nothing}, std::pair{"feed-forward", Recompute::FeedForward},
              std::pair{"layer", Recompute::Layer}}) {
            if (!result.levels.empty() && !result.op_by_op.empty()) { // nothing is computed again op by op
                RecomputeMemory same = result.levels.front();
                same.recompute = name;
                result.levels.push_back(same);
                continue;
            }
            std::array<std::vector<Figures>, token_counts.size()> by_width;
            for (const int64_t head_dim : m_sizes.head_dims)
                for (size_t t = 0; t < token_counts.size(); ++t)
                    by_width.at(t).push_back(all_layers(head_dim, token_counts.at(t), recompute, result));
            result.levels.push_back(level(name, by_width, result));
        }
        return result;
    }

    Figures all_layers(int64_t head_dim, int64_t tokens, Recompute recompute, ProbedMemory& result) const {
        return carried_on(m_sizes.layers, m_config.layers, [&](int64_t layers) {
            return step(narrowed(m_config, head_dim, layers), tokens, recompute, result);
        });
    }

    RecomputeMemory level(const char* name, const std::array<std::vector<Figures>, 2>& by_width,
                          ProbedMemory& result) const {
        std::vector<double> nodes;
        std::vector<Figures> slopes, fixed;
        const auto few = static_cast<double>(token_counts[0]), step = static_cast<double>(token_counts[1]) - few;
        for (size_t i = 0; i < m_sizes.head_dims.size(); ++i) {
            nodes.push_back(static_cast<double>(m_sizes.head_dims[i]));
            slopes.push_back(combined({{1 / step, by_width[1][i]}, {-1 / step, by_width[0][i]}}));
            fixed.push_back(combined({{1, by_width[0][i]}, {-few, slopes.back()}}));
        }
        const auto width = static_cast<double>(m_config.head_dim);
        const Figures once = carried_on(nodes, fixed, width);
        if (nodes.size() > 2) { // a token's share is a straight line
            nodes.erase(nodes.begin());
            slopes.erase(slopes.begin());
        }
        const Figures each = carried_on(nodes, slopes, width);
        const auto line = [&](Figure figure) { return MemoryLine{once.at(figure), each.at(figure)}; };
        result.adapter = once[Attached];
        return {name, line(Kept), line(Forward), line(Head), line(Backward)};
    }

    // One micro-batch forwards and backwards.
    Figures step(const ModelConfig& config, int64_t tokens, Recompute recompute, ProbedMemory& result) const {
        AllocatedBytes bytes;
        WeightReader weights(std::make_unique<MadeUpWeights>(config), config, m_type);
        LlamaModel model(config, weights, at::kCPU, m_type);
        const int64_t loaded = bytes.now();
        const auto adapter = find_method(m_options.method).attach(model, m_options.method_options, m_options.seed);
        Figures figures{};
        figures[Attached] = static_cast<double>(bytes.now() - loaded);
        AdamW optimizer(adapter->parameters(), {});

        ActivityRecorder recorder(adapter->sites().size());
        recorder.set_wants_ratio(true);
        ForwardContext context;
        context.training = true;
        context.recompute = recompute;
        result.op_by_op = model.slow_layers(context);
        context.recorder = m_options.activity_every > 0 ? &recorder : nullptr;
        result.head_trains = model.head_weight().requires_grad();
        result.head_is_separated = model.config().tied_head != m_config.tied_head;
        result.embedding_trains = model.weights().front().tensor->requires_grad();

        const PackedInput input = made_up_rows(tokens);
        const at::Tensor rows = at::arange(tokens, at::kLong);
        const int64_t before = bytes.now();
        bytes.take_peak();
        const auto above = [&](int64_t value) { return static_cast<double>(value - before); };
        at::Tensor loss;
        {
            const at::Tensor hidden = model.hidden(input, context, nullptr);
            figures[Kept] = above(bytes.now());
            figures[Forward] = above(bytes.take_peak());
            loss = ops::head_loss(model.final_norm(hidden.index_select(0, rows)), model.head_weight(), input.ids);
        }
        const auto logits = ops::head_chunk_rows * narrow_vocabulary * static_cast<int64_t>(c10::elementSize(m_type));
        figures[Head] = above(bytes.take_peak() - logits);
        if (const at::Tensor extra = adapter->extra_loss(); extra.defined())
            loss = loss + extra;
        loss.backward();
        figures[Backward] = above(bytes.take_peak());
        return figures;
    }

    const ModelConfig& m_config;
    const TrainOptions& m_options;
    at::ScalarType m_type;
    NarrowSizes m_sizes;
};

} // namespace

ProbedMemory probe_memory(const ModelConfig& config, const TrainOptions& options, c10::ScalarType type) {
    const OneThread one;
    return Probe(config, options, type).run();
}

} // namespace loratrf
