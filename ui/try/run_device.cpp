#include "ui/try/run_device.h"

#include "ui/widgets/words.h"

namespace loratrf {

namespace {

const std::string automatic = "auto";

} // namespace

void RunDevice::setWanted(const std::string& device) {
    if (device != m_wanted) {
        m_wanted = m_used = device;
    }
}

bool RunDevice::giveUp(const QString& problem) {
    const QString refusal = QStringLiteral("device \"%1\": ").arg(qs(m_used)); // choose_device() begins so
    if (m_used == automatic || !problem.startsWith(refusal)) {
        return false;
    }
    m_used = automatic;
    return true;
}

QString RunDevice::sentence() const {
    return m_used == m_wanted
               ? QString()
               : tr("This machine lacks %1, the device of the run; another one is used (auto).").arg(qs(m_wanted));
}

} // namespace loratrf
