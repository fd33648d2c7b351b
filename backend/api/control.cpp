#include "backend/api/engine.h"

namespace loratrf {

void Control::ask_probe(std::string text) {
    const std::lock_guard lock(m_mutex);
    m_probe = std::move(text);
}

std::optional<std::string> Control::take_probe() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_probe, std::nullopt);
}

void Control::change(const RecipeChange& wish) {
    const std::lock_guard lock(m_mutex);
    if (wish.learning_rate)
        m_change.learning_rate = wish.learning_rate;
    if (wish.end_step)
        m_change.end_step = wish.end_step;
}

RecipeChange Control::take_change() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_change, {});
}

} // namespace loratrf
