#pragma once
// The page of filters with a run, another run beside it, and what the engine would find in both.

#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/filters/filters_page.h"
#include "ui/runs/shown_run.h"

#include <QTabBar>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace loratrf {

// The other run, as its folder would be read: half as long, at every second step, one site less.
inline std::vector<Event> otherRun(int sites) {
    std::vector<Event> events;
    events.emplace_back(sample::start(120, sites, "runs/other"));
    for (int i = 2; i <= 60; i += 2) {
        events.emplace_back(sample::step(i, 120));
        ActivityEvent activity = sample::activity(i, sites);
        for (auto& [measure, values] : activity.values) {
            for (float& value : values) {
                value *= 0.5F;
            }
        }
        events.emplace_back(activity);
    }
    FilterEvent filter = sample::filter(60, 0, sites);
    std::ranges::fill(filter.values, 0.5F);
    events.emplace_back(filter);
    return events;
}

inline TaskVectorCosines cosines(int rows, int columns, float spread) {
    TaskVectorCosines result;
    for (int row = 0; row < rows; ++row) {
        result.rows.push_back("model.layers." + std::to_string(row));
    }
    for (int column = 0; column < columns; ++column) {
        result.columns.push_back("model.layers." + std::to_string(column));
    }
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            result.values.push_back(std::cos(spread * static_cast<float>(row - column)));
        }
    }
    return result;
}

inline FilterStatistics statistics(int sites) {
    FilterStatistics found;
    found.data = "/data/a-folder-with-a-long-name/orders-evaluation.jsonl";
    found.rows = 64;
    found.available = 120;
    found.tokens = 14211;
    found.upper = 0.8;
    Grouping kinds{.name = "kind of token", .groups = {}}, topic{.name = "topic", .groups = {}};
    for (const char* name : {"control tokens", "numbers", "punctuation", "words"}) {
        kinds.groups.push_back({.name = name, .tokens = 3000, .mean = {}, .active_share = {}});
    }
    for (const char* name : {"fruit", "stone"}) {
        topic.groups.push_back({.name = name, .tokens = 7000, .mean = {}, .active_share = {}});
    }
    for (int site = 0; site < sites; ++site) {
        found.sites.push_back("model.layers." + std::to_string(site));
        SiteStatistics& one = found.statistics.emplace_back();
        const auto wave = static_cast<float>(0.5 + 0.5 * std::sin(0.35 * site));
        one.mean = 0.3 * wave;
        one.active_share = wave;
        one.quantiles = {0, 0.1F * wave, 0.3F * wave, 0.5F * wave, 0.8F * wave};
        for (std::size_t bin = 0; bin < statistic_bins; ++bin) {
            one.histogram[bin] = static_cast<int64_t>(1000 * std::exp(-0.3 * static_cast<double>(bin)));
        }
        one.top.push_back({.value = 0.8F * wave,
                           .line = 12,
                           .before = "three kg of",
                           .token = " mandarins",
                           .after = " to 14 Mill Lane"});
        one.top.push_back({.value = 0.7F * wave, .line = 3, .before = "by", .token = " Friday", .after = "?"});
        one.bottom.push_back({.value = 0, .line = 5, .before = "Thanks", .token = ",", .after = "\n"});
        for (auto* grouping : {&kinds, &topic}) {
            for (std::size_t i = 0; i < grouping->groups.size(); ++i) {
                grouping->groups[i].mean.push_back(0.1F * static_cast<float>(i + 1) * wave);
                grouping->groups[i].active_share.push_back(0.2F * static_cast<float>(i + 1) * wave);
            }
        }
    }
    found.groupings = {kinds, topic};
    return found;
}

struct Page {
    RecordingBackend backend;
    ShownRun run{backend};
    FiltersPage page{backend, run};
    QTemporaryDir settings;

    explicit Page(int tab) {
        isolateSettings(settings);
        page.resize(1000, 680);
        page.show();
        find<QTabBar>(page, "filterTabs")->setCurrentIndex(tab);
    }
};
inline constexpr int rowsTab = 2, compareTab = 3;

} // namespace loratrf
