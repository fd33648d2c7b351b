#include "ui/widgets/remaining_time.h"

#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <chrono>

namespace loratrf {

namespace {

constexpr double tellsAfter = 1;

} // namespace

std::optional<double> RemainingTime::seconds(const ProgressEvent& progress, double now) {
    if (!m_last || progress.what != m_last->what || progress.done < m_last->done) { // the same work may come again
        m_began = now;
    }
    m_last = progress;
    const double passed = now - m_began;
    if (progress.done <= 0 || progress.done >= progress.total || passed < tellsAfter) {
        return std::nullopt;
    }
    return passed / static_cast<double>(progress.done) * static_cast<double>(progress.total - progress.done);
}

QString RemainingTime::appended(const QString& text, const ProgressEvent& progress) {
    const std::chrono::duration<double> now = std::chrono::steady_clock::now().time_since_epoch();
    const std::optional<double> left = seconds(progress, now.count());
    return left ? QCoreApplication::translate("loratrf::RemainingTime", "%1, about %2 left")
                      .arg(text, durationText(*left))
                : text;
}

QString amountText(const ProgressEvent& progress, int64_t amount) {
    return progress.bytes ? sizeText(amount) : countText(amount);
}

} // namespace loratrf
