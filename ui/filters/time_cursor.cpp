#include "ui/filters/time_cursor.h"

#include <algorithm>

namespace loratrf {

TimeCursor::TimeCursor(QObject* parent) : QObject(parent) {
    m_timer.setInterval(playInterval);
    connect(&m_timer, &QTimer::timeout, this, &TimeCursor::advance);
}

void TimeCursor::setSteps(std::vector<int64_t> steps) {
    if (steps == m_steps) {
        return;
    }
    m_steps = std::move(steps);
    if (m_steps.size() < 2) {
        setPlaying(false);
    }
    Q_EMIT stepsChanged();
    Q_EMIT moved();
}

int TimeCursor::index() const {
    const auto count = static_cast<int>(m_steps.size());
    if (m_newest || count == 0) {
        return count - 1;
    }
    const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), m_step);
    return std::max(0, static_cast<int>(after - m_steps.begin()) - 1);
}

void TimeCursor::chooseIndex(int index) {
    if (m_steps.empty()) {
        return;
    }
    const auto last = static_cast<int>(m_steps.size()) - 1;
    const int clamped = std::clamp(index, 0, last);
    m_newest = clamped == last && !isPlaying(); // playing ends at the newest, it does not begin there
    m_step = m_steps[static_cast<std::size_t>(clamped)];
    Q_EMIT moved();
}

void TimeCursor::choose(int64_t step) {
    const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), step);
    chooseIndex(static_cast<int>(after - m_steps.begin()) - 1);
}

void TimeCursor::goToNewest() {
    setPlaying(false);
    m_newest = true;
    Q_EMIT moved();
}

void TimeCursor::setPlaying(bool playing) {
    playing = playing && m_steps.size() > 1;
    if (playing == isPlaying()) {
        return;
    }
    if (playing) {
        const bool atEnd = index() + 1 == static_cast<int>(m_steps.size());
        m_timer.start();
        if (atEnd) {
            chooseIndex(0);
        }
    } else {
        m_timer.stop();
        m_newest = !m_steps.empty() && index() + 1 == static_cast<int>(m_steps.size());
    }
    Q_EMIT playingChanged(playing);
}

void TimeCursor::advance() {
    const int next = index() + 1;
    chooseIndex(next);
    if (next + 1 >= static_cast<int>(m_steps.size())) {
        setPlaying(false);
    }
}

} // namespace loratrf
