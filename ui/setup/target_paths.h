#pragma once
// Which projections of a model a list of targets means. A target is the end of a path: "q_proj" means that of every
// layer, "layers.3.self_attn.q_proj" one.

#include "backend/api/model_info.h"

#include <QString>

#include <set>
#include <string>
#include <vector>

namespace loratrf {

using TargetPaths = std::set<std::string>; // whole paths of projections

TargetPaths adaptedPaths(const ModelInfo& model, const std::vector<std::string>& targets);
// The other way: names where all their projections are in it, else ends of paths, in the model's order.
std::vector<std::string> targetsOf(const ModelInfo& model, const TargetPaths& paths);
// Projections whose path a pattern fits somewhere: * stands for anything, [0-7] for one of these letters.
TargetPaths matchingPaths(const ModelInfo& model, const QString& pattern);

} // namespace loratrf
