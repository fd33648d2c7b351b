#pragma once
// How long the work that a job reports will still take, by its pace so far.

#include "backend/api/events.h"

#include <QString>

#include <optional>

namespace loratrf {

class RemainingTime {
public:
    // `now`: seconds of any steady clock. Nothing in the first second, and where the end is not known.
    std::optional<double> seconds(const ProgressEvent& progress, double now);
    // `text`, and behind it what is left
    QString appended(const QString& text, const ProgressEvent& progress);

private:
    std::optional<ProgressEvent> m_last;
    double m_began = 0; // the work that it speaks of
};

// "1,234", or "1.2 MB" where the work is counted in bytes.
QString amountText(const ProgressEvent& progress, int64_t amount);

} // namespace loratrf
