#include "backend/train/prefix_sharing.h"

#include "backend/data/dataset.h"
#include "backend/model/model.h"

#include <cmath>

namespace loratrf {

namespace {

constexpr double least_saved = 0.05;

} // namespace

PrefixSharing decide_prefix_sharing(const std::string& option, const Model& model, std::span<const Sequence> rows,
                                    const EpochPlan& steps) {
    if (option == "off" || !model.slow_layers({.training = true}).empty())
        return {};
    const double saved = share_saved(rows, steps);
    if (saved < least_saved)
        return {};
    return {.on = true,
            .note = "what the rows of a micro-batch begin with is computed once: " +
                    std::to_string(std::lround(100 * saved)) + " % of the tokens are left out"};
}

} // namespace loratrf
