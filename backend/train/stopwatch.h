#pragma once
// Seconds of work, pauses left out.

#include <chrono>
#include <optional>

namespace loratrf {

class Stopwatch {
public:
    void go() { m_since = Clock::now(); }
    void pause() { m_before = seconds(), m_since.reset(); }
    double seconds() const {
        return m_before + (m_since ? std::chrono::duration<double>(Clock::now() - *m_since).count() : 0);
    }

private:
    using Clock = std::chrono::steady_clock;
    double m_before = 0;
    std::optional<Clock::time_point> m_since;
};

} // namespace loratrf
