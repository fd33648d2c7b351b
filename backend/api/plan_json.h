#pragma once
// Plans of memory and disk as JSON: each part in bytes, and the total.

#include "backend/api/disk_plan.h"
#include "backend/api/memory_plan.h"
#include "backend/io/json.h"

namespace loratrf {

inline Json plan_json(const MemoryPlan& plan) {
    return {{"tokens", plan.tokens},         {"recompute", plan.recompute},
            {"op_by_op", plan.op_by_op},     {"program", plan.program},
            {"weights", plan.weights},       {"adapter", plan.adapter},
            {"gradients", plan.gradients},   {"optimizer", plan.optimizer},
            {"good_state", plan.good_state}, {"activations", plan.activations},
            {"working", plan.working},       {"slack", plan.slack},
            {"total", plan.total()}};
}

inline Json plan_json(const DiskPlan& plan) {
    return {{"checkpoint", plan.checkpoint}, {"kept", plan.kept},           {"at_once", plan.at_once},
            {"adapter", plan.adapter},       {"reference", plan.reference}, {"texts", plan.texts},
            {"left", plan.left()},           {"total", plan.total()}};
}

} // namespace loratrf
