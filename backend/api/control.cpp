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

} // namespace loratrf
