#pragma once
// For reports of how far a job is, which may come by the thousand.

#include <QElapsedTimer>

namespace loratrf {

class NowAndThen {
public:
    NowAndThen() { m_clock.start(); }

    // True once enough time has gone by since it was so last; at first since it was made.
    bool isDue() {
        constexpr qint64 interval = 80; // ms
        if (m_clock.elapsed() < interval)
            return false;
        m_clock.restart();
        return true;
    }

private:
    QElapsedTimer m_clock;
};

} // namespace loratrf
