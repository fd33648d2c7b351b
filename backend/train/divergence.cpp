#include "backend/train/divergence.h"

namespace loratrf {

namespace {

constexpr size_t most_lines = 16; // that a message names

} // namespace

void BadSteps::observe(const StepEvent& step, const std::vector<int64_t>& lines, TrainState& state,
                       Reporter& reporter) {
    if (!step.skipped) {
        m_in_a_row = 0;
        return;
    }
    ++state.bad_steps;
    ++m_in_a_row;
    std::string named;
    for (size_t i = 0; i < lines.size() && i < most_lines; ++i)
        named += (i ? ", " : "") + std::to_string(lines[i]);
    reporter.note(Level::Problem, state.step,
                  "step " + std::to_string(step.step) + ": loss " + std::to_string(step.loss) + ", gradient norm " +
                      std::to_string(step.grad_norm) + ": not finite, so the update was skipped. Rows at lines " +
                      named + (lines.size() > most_lines ? ", ..." : ""));
}

Error diverged(const RunFolder& run, const BadSteps& bad) {
    const std::optional<int64_t> kept = run.newest_valid();
    return Error(ErrorCode::Diverged,
                 std::to_string(bad.in_a_row()) + " steps in a row were not finite. " +
                     (kept ? "The last good state is kept in " + run.checkpoint(*kept).string()
                           : std::string("No step before them succeeded, so there is no state to keep")) +
                     ". Likely causes: a learning rate that is too high, or rows with extreme content (the "
                     "journal names them).");
}

} // namespace loratrf
