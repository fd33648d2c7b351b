#pragma once
// What every site of an adapter does over many rows: how its values are distributed over their tokens, on which tokens
// it acts most and least, and how that differs between kinds of tokens and groups of rows.

#include "backend/api/engine.h"

#include <array>

namespace loratrf {

struct FilterStatisticsRequest {
    std::string run;   // run folder, with an adapter or a checkpoint
    std::string data;  // rows; empty: the run's evaluation rows, or where it has none its training rows
    int64_t rows = 64; // at most so many of them, from the first; 0: all
    std::string device = "auto", compute = "auto";
    int64_t threads = 0;
};

constexpr std::array<double, 5> statistic_shares = {0.05, 0.25, 0.5, 0.75, 0.95}; // of the quantiles below
constexpr size_t statistic_bins = 20;                                             // of the histograms

struct TokenInContext {
    float value = 0;
    std::string file = {};            // of the row, where there are several
    int64_t line = 0;                 // of the row
    std::string before, token, after; // some tokens of the row on both sides
};

struct SiteStatistics {
    double mean = 0, active_share = 0;                      // share of the tokens whose value is above 0
    std::array<float, statistic_shares.size()> quantiles{}; // nearest rank
    std::array<int64_t, statistic_bins> histogram{};        // equal bins from 0 to FilterStatistics::upper
    std::vector<TokenInContext> top, bottom;                // strongest and weakest first; each token text once
};

struct GroupStatistics {
    std::string name; // "numbers", or a label of the rows; empty: of those without one
    int64_t tokens = 0;
    std::vector<float> mean, active_share; // [sites]
};
struct Grouping {
    std::string name; // "kind of token", "part of the row", or a field of the rows
    std::vector<GroupStatistics> groups;
};

struct FilterStatistics {
    bool filter = true;    // false: the values are adapter_ratio
    std::string data;      // files of the rows, with commas between
    int64_t available = 0; // rows that there are
    int64_t rows = 0, tokens = 0;
    bool full = false; // fewer rows than were asked for: no more values fit into what is kept (160 MB)
    double upper = 0;  // largest value of all; where the histograms end
    std::vector<std::string> sites;
    std::vector<SiteStatistics> statistics; // [sites]
    std::vector<Grouping> groupings;
};

// Throws Error: InvalidOption without an adapter or where nothing of it acts on tokens, Cancelled, and those of its
// files.
FilterStatistics filter_statistics(const FilterStatisticsRequest& request, Control& control, const EventSink& sink);

} // namespace loratrf
