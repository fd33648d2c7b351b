#include "backend/api/events.h"

namespace loratrf {

Measure adapter_ratio_measure() {
    return {.key = "adapter_ratio",
            .label = "Adapter size",
            .help = "Size of the adapter's term against the base output, mean over tokens"};
}

Measure mean_filter_measure() {
    return {.key = "mean_filter",
            .label = "Mean filter",
            .help = "How far the filter lets the adapter through, mean over the tokens of a step",
            .limit = 1};
}

Measure active_share_measure() {
    return {.key = "active_share",
            .label = "Active share",
            .help = "Share of the tokens whose filter is above zero",
            .limit = 1};
}

const std::vector<float>& ActivityEvent::of(const std::string& measure) const {
    static const std::vector<float> none;
    const auto found = values.find(measure);
    return found == values.end() ? none : found->second;
}

} // namespace loratrf
