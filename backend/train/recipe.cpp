#include "backend/train/recipe.h"

#include "backend/train/schedule.h"

namespace loratrf {

Recipe::Recipe(const TrainOptions& options, const std::string& recompute, int64_t planned_steps)
    : m_started(options), m_planned_steps(planned_steps), m_total_steps(planned_steps) {
    m_started.recompute = recompute;
    if (planned_steps > 0) // the warm-up stays as long as it was planned: a later end does not lead back into it
        m_started.warmup = static_cast<double>(warmup_steps(options.warmup, planned_steps));
    m_now = m_started;
}

bool Recipe::take_up(const Steering& earlier, bool new_end) {
    m_steering = earlier;
    return new_end && m_steering.forget_end();
}

void Recipe::add(const SteerEvent& change) {
    m_steering.add(change);
}

void Recipe::hold_after(int64_t step) {
    m_now.learning_rate = m_steering.learning_rate(step, m_started.learning_rate);
    m_now.token_budget = m_steering.token_budget(step, m_started.token_budget);
    m_now.recompute = m_steering.recompute(step, m_started.recompute);
    m_total_steps = m_planned_steps > 0 ? m_steering.end(step, m_planned_steps) : 0;
}

} // namespace loratrf
