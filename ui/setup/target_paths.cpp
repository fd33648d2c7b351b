#include "ui/setup/target_paths.h"

#include "ui/widgets/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace loratrf {

namespace {

bool means(const std::string& target, const std::string& path) {
    return path == target || path.ends_with("." + target);
}

// "layers.3.self_attn.q_proj" where that is enough to mean this one alone.
std::string endOf(const ModelInfo& model, const std::string& path) {
    const std::size_t at = path.find("layers.");
    const std::string end = at == std::string::npos ? path : path.substr(at);
    const auto meant =
        std::ranges::count_if(model.projections, [&](const ProjectionInfo& one) { return means(end, one.path); });
    return meant == 1 ? end : path;
}

} // namespace

TargetPaths adaptedPaths(const ModelInfo& model, const std::vector<std::string>& targets) {
    TargetPaths paths;
    for (const ProjectionInfo& projection : model.projections) {
        if (std::ranges::any_of(targets, [&](const std::string& target) { return means(target, projection.path); })) {
            paths.insert(projection.path);
        }
    }
    return paths;
}

std::vector<std::string> targetsOf(const ModelInfo& model, const TargetPaths& paths) {
    std::vector<std::string> targets;
    std::set<std::string> whole, partly;
    for (const ProjectionInfo& projection : model.projections) {
        (paths.contains(projection.path) ? whole : partly).insert(projection.target);
    }
    for (const ProjectionInfo& projection : model.projections) {
        if (!paths.contains(projection.path)) {
            continue;
        }
        const std::string target =
            partly.contains(projection.target) ? endOf(model, projection.path) : projection.target;
        if (std::ranges::count(targets, target) == 0) {
            targets.push_back(target);
        }
    }
    return targets;
}

TargetPaths matchingPaths(const ModelInfo& model, const QString& pattern) {
    TargetPaths paths;
    const QRegularExpression wanted(QRegularExpression::wildcardToRegularExpression("*" + pattern.trimmed() + "*"));
    if (pattern.trimmed().isEmpty() || !wanted.isValid()) {
        return paths;
    }
    for (const ProjectionInfo& projection : model.projections) {
        if (wanted.match(qs(projection.path)).hasMatch()) {
            paths.insert(projection.path);
        }
    }
    return paths;
}

} // namespace loratrf
