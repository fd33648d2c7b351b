#include "backend/train/steering.h"

#include "backend/api/event_json.h"
#include "backend/io/journal.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace loratrf {

namespace {

template <class Value>
void replace_from(std::map<int64_t, Value>& changes, int64_t step, Value value) {
    changes.erase(changes.lower_bound(step), changes.end());
    changes.emplace(step, value);
}

template <class Value>
Value holds_after(const std::map<int64_t, Value>& changes, int64_t step, Value planned) {
    const auto later = changes.upper_bound(step);
    return later == changes.begin() ? planned : std::prev(later)->second;
}

} // namespace

void Steering::add(const SteerEvent& change) {
    if (change.learning_rate > 0)
        replace_from(m_rates, change.step, change.learning_rate);
    if (change.end_step > 0)
        replace_from(m_ends, change.step, change.end_step);
    if (change.token_budget > 0)
        replace_from(m_budgets, change.step, change.token_budget);
    if (!change.recompute.empty())
        replace_from(m_levels, change.step, change.recompute);
}

double Steering::learning_rate(int64_t step, double planned) const {
    return holds_after(m_rates, step, planned);
}

int64_t Steering::end(int64_t step, int64_t planned) const {
    return holds_after(m_ends, step, planned);
}

int64_t Steering::token_budget(int64_t step, int64_t planned) const {
    return holds_after(m_budgets, step, planned);
}

std::string Steering::recompute(int64_t step, const std::string& planned) const {
    return holds_after(m_levels, step, planned);
}

bool Steering::forget_end() {
    return !std::exchange(m_ends, {}).empty();
}

SteerEvent accepted(const RecipeChange& wish, int64_t step, bool clock_ends,
                    const std::function<void(const std::string&)>& refuse) {
    SteerEvent event{.step = step};
    if (wish.learning_rate && std::isfinite(*wish.learning_rate) && *wish.learning_rate > 0)
        event.learning_rate = *wish.learning_rate;
    else if (wish.learning_rate)
        refuse("the learning rate stays as it is: it must be above 0, found " + std::to_string(*wish.learning_rate));
    if (wish.end_step && clock_ends)
        refuse("the end stays as it is: a clock ends this run (max_seconds)");
    else if (wish.end_step && *wish.end_step < std::max<int64_t>(1, step))
        refuse("the end stays as it is: step " + std::to_string(*wish.end_step) + " was wished for, but step " +
               std::to_string(step) + " is done");
    else if (wish.end_step)
        event.end_step = *wish.end_step;
    return event;
}

Steering read_steering(const std::filesystem::path& journal) {
    Steering steering;
    JournalReader(journal).read_new([&](const Json& line) { // one line at a time: a long run's journal has gigabytes
        if (line.is_object() && line.value("event", "") == "steer")
            steering.add(std::get<SteerEvent>(event_from_json(line)));
    });
    return steering;
}

} // namespace loratrf
