#pragma once
// A made-up run, as the engine would report it.

#include "backend/api/events.h"
#include "ui/studio_backend.h"

#include <cmath>
#include <string>

namespace loratrf::sample {

inline StartEvent start(int64_t steps, int sites, const std::string& run = "runs/orders-demo") {
    StartEvent event;
    event.run = run;
    event.method = "loratrf";
    event.device = "cpu (2 threads)";
    event.compute = "bf16: this CPU has AMX";
    event.total_steps = steps;
    event.steps_per_epoch = steps / 3;
    event.trainable = 412'608;
    event.base = 134'515'008;
    event.train_examples = 400;
    event.eval_examples = 120;
    event.learning_rate = 2e-4;
    event.measures = {mean_filter_measure(), active_share_measure(), adapter_ratio_measure()};
    for (int site = 0; site < sites; ++site) {
        event.sites.push_back("model.layers." + std::to_string(site));
    }
    return event;
}

inline StepEvent step(int64_t number, int64_t steps) {
    StepEvent event;
    event.step = number;
    const auto x = static_cast<double>(number);
    event.loss = 0.15 + 2.6 * std::exp(-x / (0.2 * static_cast<double>(steps))) + 0.12 * std::sin(12.9898 * x * x);
    event.learning_rate = 2e-4 * std::min(1.0, x / 20);
    event.grad_norm = 0.4 + 0.3 * std::exp(-x / 40) + 0.1 * std::sin(7.31 * x * x);
    event.tokens_per_second = 1834 + 60 * std::sin(3.7 * x * x);
    event.seconds = x;
    event.eta_seconds = static_cast<double>(steps - number) * 1.7;
    event.memory_bytes = 1'288'490'188;
    return event;
}

inline EvalEvent eval(int64_t number, double loss, bool best) {
    EvalEvent event;
    event.step = number;
    event.loss = loss;
    event.perplexity = std::exp(loss);
    event.best = best;
    return event;
}

// Site 3 never opens.
inline ActivityEvent activity(int64_t number, int sites) {
    ActivityEvent event;
    event.step = number;
    for (int site = 0; site < sites; ++site) {
        const bool dead = site == 3;
        const double wave = 0.5 + 0.5 * std::sin(0.35 * site + 0.02 * static_cast<double>(number));
        event.values["mean_filter"].push_back(dead ? 0.0F : static_cast<float>(0.05 + 0.4 * wave * wave));
        event.values["active_share"].push_back(dead ? 0.0F : static_cast<float>(0.3 + 0.6 * wave));
        event.values["adapter_ratio"].push_back(static_cast<float>(0.03 * wave));
    }
    return event;
}

inline FilterEvent filter(int64_t number, int64_t probe, int sites) {
    FilterEvent event;
    event.step = number;
    event.probe = probe;
    event.tokens = {"Hi",      " there", ",",    "\n",    "could", " you",    " send",      " me",
                    " ",       "3",      " kg",  " of",   " mand", "arins",   " to",        " 14",
                    " Mill",   " Lane",  ",",    " York", ",",     " by",     " Friday",    "?",
                    " Thanks", " a",     " lot", ",",     "\n",    "Eleanor", " Whitcombe", "-Featherstonehaugh",
                    "."};
    for (int site = 0; site < sites; ++site) {
        event.sites.push_back("model.layers." + std::to_string(site));
        for (std::size_t token = 0; token < event.tokens.size(); ++token) {
            const double wave = std::sin(0.3 * site + 1.7 * static_cast<double>(token * token));
            event.values.push_back(site == 3 ? 0.0F : static_cast<float>(std::max(0.0, wave)));
        }
    }
    return event;
}

constexpr int sites = 30, steps = 240;

inline void play(StudioBackend& backend, int until = 168) {
    Q_EMIT backend.event(start(steps, sites));
    double best = 9;
    for (int i = 1; i <= until; ++i) {
        Q_EMIT backend.event(step(i, steps));
        Q_EMIT backend.event(activity(i, sites));
        if (i % 24 == 0) {
            const double loss = 0.34 + 2.2 * std::exp(-i / 40.0) + (i > 120 ? 0.0006 * (i - 120) : 0);
            Q_EMIT backend.event(eval(i, loss, loss < best));
            best = std::min(best, loss);
            Q_EMIT backend.event(filter(i, 0, sites));
            Q_EMIT backend.event(filter(i, 1, sites));
            Q_EMIT backend.event(CheckpointEvent{i, "runs/orders-demo/checkpoints/step-" + std::to_string(i), false});
        }
    }
}

} // namespace loratrf::sample
