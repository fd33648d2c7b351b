#pragma once
// A comparison of two methods over the small run's rows: six trainings of a second each.

#include "backend/api/compare.h"
#include "train/small_run.h"

namespace support {

inline loratrf::CompareOptions small_comparison(const SmallRun& small, const std::string& folder) {
    loratrf::CompareOptions options;
    options.train = small.options("unused");
    options.train.eval_data.clear();
    options.train.eval_share = 0.2;
    options.train.epochs = 1;
    options.methods = {"lora", "loratrf"};
    options.seeds = 2;
    options.learning_rates = {1e-3, 5e-3};
    options.folder = (small.path() / folder).string();
    return options;
}

struct Compared {
    loratrf::CompareResult result;
    std::vector<loratrf::Event> events;
};

inline Compared compare(const loratrf::CompareOptions& options, const OnEvent& on_event = {}) {
    Compared compared;
    loratrf::Control control;
    compared.result = loratrf::compare(options, control, [&](const loratrf::Event& event) {
        compared.events.push_back(event);
        if (on_event)
            on_event(event, control);
    });
    return compared;
}

inline loratrf::Json results(const loratrf::CompareOptions& options) {
    return loratrf::parse_json(loratrf::read_text_file(fs::path(options.folder) / "results.json"), "results.json");
}

} // namespace support
