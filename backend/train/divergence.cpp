#include "backend/train/divergence.h"

namespace loratrf {

void BadSteps::observe(const StepEvent& step, TrainState& state) {
    m_in_a_row = step.skipped ? m_in_a_row + 1 : 0;
    state.bad_steps += step.skipped ? 1 : 0;
}

Error diverged(const RunFolder& run, const BadSteps& bad, int64_t good_step) {
    const std::optional<int64_t> kept = newest_finite(run, good_step + 1);
    return Error(ErrorCode::Diverged,
                 std::to_string(bad.in_a_row()) + " steps in a row were not finite. " +
                     (kept ? "The last good state is kept in " + run.checkpoint(*kept).string()
                           : std::string("No step before them succeeded, so there is no state to keep")) +
                     ". Likely causes: a learning rate that is too high, or rows with extreme content (the "
                     "journal names them).");
}

} // namespace loratrf
