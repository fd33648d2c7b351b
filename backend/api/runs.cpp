// Training runs and their folders.

#include "backend/api/engine.h"
#include "backend/api/event_json.h"
#include "backend/api/start.h"
#include "backend/data/weighted_file.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "backend/train/checkpoint.h"
#include "backend/train/run_folder.h"
#include "backend/train/trainer.h"

#include <filesystem>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

// Throws Error(InvalidOption) with everything that is more than a warning.
void require_none(const std::vector<Problem>& found) {
    std::string problems;
    for (const Problem& problem : found)
        if (!problem.warning)
            problems += (problems.empty() ? "" : "\n") + problem.field + ": " + problem.message;
    if (!problems.empty())
        throw Error(ErrorCode::InvalidOption, problems);
}

} // namespace

TrainResult train(const TrainOptions& options, Control& control, const EventSink& sink) {
    require_none(validate(options));
    const RunFolder run = create_run(options);
    std::vector<Problem> none;
    TrainOptions stored = with_start(options, none);
    // A run must be found again from any current folder.
    for (std::string* path : {&stored.model, &stored.data, &stored.eval_data, &stored.adapter})
        if (!path->empty())
            *path = fs::absolute(*path).lexically_normal().string();
    for (std::string& text : stored.more_data) {
        WeightedFile more = parse_weighted_file(text);
        more.file = fs::absolute(more.file).lexically_normal().string();
        text = weighted_file_text(more);
    }
    stored.run = run.path.string();
    try {
        return run_training(run, stored, {}, control, sink);
    } catch (const Error&) {
        if (!is_run(run.path.string())) { // it did not begin: the folder may be asked for again
            std::error_code ignored;
            fs::remove(run.checkpoints(), ignored);
            fs::remove(run.path, ignored);
        }
        throw;
    }
}

namespace {

// `epochs`: 0: as the options have it. `before`: only checkpoints of earlier steps count; 0: all of them.
TrainResult go_on(const std::string& folder, double epochs, int64_t before, Control& control, const EventSink& sink) {
    const RunFolder run = open_run(folder);
    if (journal_is_written(run.journal()))
        throw Error(ErrorCode::InvalidOption, run.path.string() + ": this run is being trained right now");
    remove_leftovers(run.path);
    remove_leftovers(run.checkpoints());
    TrainOptions options = options_from_json(read_text_file(run.options(), 16 << 20));
    options.run = run.path.string();
    if (epochs != 0) {
        options.epochs = epochs;
        options.max_steps = 0;
        options.max_seconds = 0;
    }
    require_none(validate(options, /*check_files=*/false));
    std::vector<std::string> notices;
    const std::optional<int64_t> step = before > 0 ? newest_finite(run, before, &notices) : run.newest_valid(&notices);
    if (!step && before > 0)
        throw Error(ErrorCode::NotFound,
                    run.path.string() + ": there is no checkpoint of a step before " + std::to_string(before) +
                        (notices.empty() ? std::string() : " that can be used; of the newest: " + notices[0]) +
                        "; start a new run, or write checkpoints more often (checkpoint_every, keep_checkpoints)");
    if (!step && !notices.empty())
        throw Error(ErrorCode::NotFound,
                    run.path.string() + ": there is no checkpoint to go on from; the newest is damaged: " + notices[0]);
    if (sink)
        for (const std::string& notice : notices)
            sink(NoteEvent{.level = Level::Warning,
                           .step = step.value_or(0),
                           .text = "a newer checkpoint cannot be used and was passed over: " + notice});
    // Stopped before the first: from the start.
    return run_training(run, options, {.step = step.value_or(-1), .new_end = epochs != 0, .drop_later = before > 0},
                        control, sink);
}

} // namespace

TrainResult resume(const std::string& run, double epochs, Control& control, const EventSink& sink) {
    return go_on(run, epochs, 0, control, sink);
}

TrainResult go_back(const std::string& run, int64_t step, Control& control, const EventSink& sink) {
    if (step <= 0)
        throw Error(ErrorCode::InvalidOption, "going back needs a step after the first, found " + std::to_string(step));
    return go_on(run, 0, step, control, sink);
}

int64_t way_back(const std::string& folder, int64_t step) {
    const RunFolder run = open_run(folder);
    const TrainOptions options = options_from_json(read_text_file(run.options(), 16 << 20));
    const std::vector<int64_t> there = run.checkpoint_steps();
    int64_t best = -1;
    if (const fs::path state = there.empty() ? fs::path() : run.checkpoint(there.front()) / "state.json";
        options.keep_best && fs::exists(state))
        best = parse_json(read_text_file(state, 1 << 20), state.string()).value("best_step", int64_t{-1});
    // One place goes to the checkpoint that the stop writes.
    for (const int64_t one : retained_checkpoints(there, options.keep_checkpoints - 1, best))
        if (one < step && newest_finite(run, one + 1) == one)
            return one;
    throw Error(ErrorCode::NotFound,
                run.path.string() + ": stopped now, the run would keep no checkpoint of a step before " +
                    std::to_string(step) +
                    ", so it was left as it is; write checkpoints more often, or keep more of them "
                    "(checkpoint_every, keep_checkpoints)");
}

std::vector<Event> read_journal(const std::string& folder) {
    std::vector<Event> events;
    read_events(open_run(folder).journal(), [&](Event&& event) { events.push_back(std::move(event)); });
    return events;
}

RunInfo inspect_run(const std::string& folder) {
    RunInspection inspection(folder);
    read_events(open_run(folder).journal(), [&](const Event& event) { inspection.take(event); });
    return inspection.finish();
}

RunInspection::RunInspection(const std::string& folder) {
    const RunFolder run = open_run(folder);
    m_info.folder = run.path.string();
    m_info.options = options_from_json(read_text_file(run.options(), 16 << 20));
}

void RunInspection::take(const Event& event) {
    if (const auto* start = std::get_if<StartEvent>(&event)) {
        m_info.total_steps = start->total_steps;
        m_info.step = start->first_step;
    } else if (const auto* step = std::get_if<StepEvent>(&event))
        m_info.step = step->step;
    else if (const auto* state = std::get_if<StateEvent>(&event))
        m_info.state = state->state;
    else if (const auto* steer = std::get_if<SteerEvent>(&event); steer && steer->end_step > 0)
        m_info.total_steps = steer->end_step;
}

RunInfo RunInspection::finish() {
    const RunFolder run = open_run(m_info.folder);
    RunInfo& info = m_info;
    if (fs::exists(run.adapter() / "adapter_config.json"))
        info.adapter = run.adapter().string();
    std::vector<std::string> notices;
    if (const std::optional<int64_t> step = run.newest_valid(&notices))
        info.newest_checkpoint = run.checkpoint(*step).string();
    if (journal_is_written(run.journal()))
        info.why_not = "it is being trained right now";
    else if (is_under_way(info.state))
        info.state = RunState::Stopped; // its process ended without a word
    if (info.state == RunState::Finished && info.step >= info.total_steps)
        info.why_not = (info.total_steps > 0 ? "all its " + std::to_string(info.total_steps) + " steps are done"
                                             : std::string("its time is used")) +
                       "; give it more epochs to go on";
    else if (info.newest_checkpoint.empty() && !notices.empty())
        info.why_not = notices[0];
    info.resumable = info.why_not.empty();
    return info;
}

} // namespace loratrf
