#pragma once
// What a job reports while it runs: plain numbers and text, first into the run's journal, then to whoever listens.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace loratrf {

// One figure that the sites of an adapter report while it trains.
struct Measure {
    std::string key;   // "mean_filter"
    std::string label; // "Mean filter"
    std::string help;  // one sentence
    double limit = 0;  // upper end of its scale, which begins at 0; 0: from the data
    bool operator==(const Measure&) const = default;
};
// What every method with a term reports.
inline Measure adapter_ratio_measure() {
    return {"adapter_ratio", "Adapter size",
            "Size of the adapter's term against the base output, on a sample of a step's tokens"};
}
// Of methods with filters.
inline Measure mean_filter_measure() {
    return {"mean_filter", "Mean filter", "How far the filter lets the adapter through, mean over the tokens of a step",
            1};
}
inline Measure active_share_measure() {
    return {"active_share", "Active share", "Share of the tokens whose filter is above zero", 1};
}
// Of every method, where what trains belongs to sites; no forward pass gives them.
inline Measure gradient_measure() {
    return {"gradient", "Gradient", "Norm of a step's gradient of what trains at a site, before clipping"};
}
inline Measure weights_measure() {
    return {"weights", "Weights", "Norm of what trains at a site, after the step"};
}

// The job is about to begin: totals for progress bars.
struct StartEvent {
    std::string run; // run folder
    std::string method;
    std::string device;      // "cpu (2 threads)", "cuda:0"
    std::string compute;     // "bf16: this CPU has AMX", "fp32"
    int64_t total_steps = 0; // 0: unknown, the clock ends the run
    int64_t steps_per_epoch = 0;
    int64_t first_step = 0; // > 0 after a resume
    int64_t trainable = 0;  // parameters
    int64_t base = 0;
    int64_t train_examples = 0, eval_examples = 0;
    std::vector<std::string> sites; // names of the places that report activity, in the order of ActivityEvent's values
    std::vector<Measure> measures;  // what they report
    double learning_rate = 0;       // of the schedule, as it holds from first_step on; 0: not told
    int64_t patience = 0;           // evaluations without improvement before it stops; 0: never
    int64_t planned_memory = 0;     // bytes that were foreseen; 0: nothing was
};

// Of preference pairs, means over the pairs of a step or an evaluation. A reward is how much likelier an answer became
// than it was for the model that training started from, beta times the difference of the log-probabilities.
struct PairFigures {
    double preferred = 0;     // share of the pairs whose chosen answer has the higher reward
    double chosen_reward = 0; // of the chosen answers
    double margin = 0;        // the chosen answer's reward less the rejected one's
    bool operator==(const PairFigures&) const = default;
};

struct StepEvent {
    int64_t step = 0; // optimiser updates done, 1-based
    double epoch = 0;
    double loss = 0; // mean over the supervised tokens of the step, or over its preference pairs
    double learning_rate = 0;
    double grad_norm = 0; // before clipping
    int64_t tokens = 0;   // of this step
    int64_t supervised = 0;
    double tokens_per_second = 0;
    double seconds = 0; // since the run began, pauses left out
    double eta_seconds = 0;
    int64_t memory_bytes = 0;              // resident now (CPU) or allocated (CUDA)
    bool skipped = false;                  // a non-finite step: weights unchanged
    std::optional<PairFigures> pairs = {}; // where the rows are preference pairs
};

// An evaluation row and how badly the model foresees its answer.
struct RowLoss {
    int64_t line = 0;           // in its file
    double loss = 0;            // mean over its supervised tokens, or of the pair it is
    std::string prompt, answer; // the end of what stands before the answer, and its beginning, as text
    std::string file = {};      // its path; empty: an older version did not note it
};

struct EvalEvent {
    int64_t step = 0;
    double loss = 0;
    double perplexity = 0; // of preference pairs NaN: their loss is no cross-entropy
    int64_t supervised = 0;
    bool best = false;
    int64_t generated = 0, exact = 0; // answers generated and equal to the expected ones; 0 generated: not asked
    // The few rows of the highest loss, and of the lowest, these first; none twice.
    std::vector<RowLoss> hardest = {}, easiest = {};
    std::optional<PairFigures> pairs = {}; // where the rows are preference pairs
};

// One value a site and measure, in the order of StartEvent::sites.
struct ActivityEvent {
    int64_t step = 0;
    std::map<std::string, std::vector<float>> values; // by Measure::key; NaN: this site has no value

    const std::vector<float>& of(const std::string& measure) const { // empty when not reported
        static const std::vector<float> none;
        const auto found = values.find(measure);
        return found == values.end() ? none : found->second;
    }
};

// Layer x token matrix of a probe text.
struct FilterEvent {
    int64_t step = 0;
    int64_t probe = 0;               // index of the probe text
    std::vector<std::string> tokens; // T token texts
    std::vector<std::string> sites;  // S sites
    std::vector<float> values;       // [S, T] row-major: s for filter methods, adapter_ratio otherwise
    bool filter = true;              // false: values are adapter_ratio
};

struct CheckpointEvent {
    int64_t step = 0;
    std::string folder;
    bool best = false;
};

struct SampleEvent {
    int64_t step = 0;
    int64_t probe = 0;
    std::string prompt;
    std::string answer;
};

enum class Level { Info, Warning, Problem };
struct NoteEvent {
    Level level = Level::Info;
    int64_t step = 0;
    std::string text;
    // The watchdog's: the run goes wrong, and of all updates that of this step is the first that may be to blame. The
    // states before it are better ones.
    bool alarm = false;
};

// What was changed of the recipe while the run was under way; it holds for the updates after `step`, in a resumed run
// too. Changed by the user, or by the run itself where it ran out of memory.
struct SteerEvent {
    int64_t step = 0;
    double learning_rate = 0;   // 0: as it was
    int64_t end_step = 0;       // 0: as it was
    int64_t token_budget = 0;   // 0: as it was
    std::string recompute = {}; // as TrainOptions::recompute; empty: as it was
};

// Progress of what has no steps: reading data, loading weights, evaluating, exporting.
struct ProgressEvent {
    std::string what; // "Reading data"
    int64_t done = 0;
    int64_t total = 0;  // 0: unknown
    bool bytes = false; // both are bytes, not a count
};

enum class RunState { Running, Paused, Finished, Stopped, Failed };
inline bool is_under_way(RunState state) {
    return state == RunState::Running || state == RunState::Paused;
}
struct StateEvent {
    RunState state = RunState::Running;
    int64_t step = 0;
    std::string message; // why it failed or stopped
};

using Event = std::variant<StartEvent, StepEvent, EvalEvent, ActivityEvent, FilterEvent, CheckpointEvent, SampleEvent,
                           NoteEvent, ProgressEvent, StateEvent, SteerEvent>;
using EventSink = std::function<void(const Event&)>; // called on the worker thread

const char* state_name(RunState state);

// One journal line (JSON, without newline) and back; a line of a newer version gives a NoteEvent.
std::string to_json_line(const Event& event);
Event event_from_json_line(const std::string& line); // throws Error(BadJson)

} // namespace loratrf
