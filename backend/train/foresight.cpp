#include "backend/train/foresight.h"

#include "backend/device/faults.h"
#include "backend/model/config.h"
#include "backend/train/memory_costs.h"

#include <algorithm>
#include <functional>

namespace loratrf {

Recompute recompute_of(const std::string& name) {
    return name == "layer" ? Recompute::Layer : name == "feed-forward" ? Recompute::FeedForward : Recompute::Nothing;
}

Foresight::Foresight(const TrainOptions& options, at::Device device)
    : m_options(options), m_recompute(options.recompute) {
    if (!device.is_cpu())
        return;
    require_model(options.model);
    const ModelConfig config = config_of(options.model);
    try {
        m_costs = with_clear_errors([&] { return memory_costs(config, options); });
    } catch (const std::exception& fault) { // the model itself may still be wide enough for what the narrow one is not
        m_warning = std::string("the memory this run needs could not be foreseen, so nothing keeps it from running "
                                "out; the narrow model that stands for this one failed: ") +
                    fault.what();
        return;
    }
    const std::string& least = m_costs->levels.back().recompute;
    require_memory(*m_costs, plan_memory(*m_costs, least, 1), options, 1, memory_within_reach());
}

void Foresight::decide(const std::vector<int64_t>& lengths, int64_t token_budget, int64_t sequences) {
    if (!m_costs || lengths.empty())
        return;
    const int64_t tokens = largest_micro_batch(lengths, m_options.batch_size, token_budget);
    m_free = memory_within_reach();
    const std::string level =
        m_options.recompute == "auto" ? choose_recompute(*m_costs, tokens, m_free) : m_options.recompute;
    m_plan = plan_memory(*m_costs, level, tokens);
    require_memory(*m_costs, *m_plan, m_options, *std::ranges::max_element(lengths), m_free, sequences);
    m_recompute = level;
}

std::string Foresight::note() const {
    if (!m_plan)
        return {};
    const std::string needs =
        "needs about " + gigabytes(m_plan->total()) + " of " + gigabytes(m_free) + " free memory, ";
    const std::string what = m_plan->recompute == "nothing"        ? "nothing"
                             : m_plan->recompute == "feed-forward" ? "the feed-forward part of each layer"
                                                                   : "each layer";
    if (m_options.recompute != "auto")
        return needs + "with " + what + " computed again in the backward pass, as the options say";
    return needs + "so " + what + " is computed again in the backward pass";
}

int64_t largest_micro_batch(std::vector<int64_t> lengths, int64_t batch_size, int64_t token_budget) {
    std::ranges::sort(lengths, std::greater<>());
    int64_t step = 0;
    for (size_t i = 0; i < lengths.size() && static_cast<int64_t>(i) < batch_size; ++i)
        step += lengths[i];
    return std::max(lengths.empty() ? 0 : lengths.front(), std::min(token_budget, step));
}

} // namespace loratrf
