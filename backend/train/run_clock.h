#pragma once
// The times of a run, pauses left out: all of it, parts before a resume included; its steps, what lies between them
// left out.

#include "backend/train/stopwatch.h"

namespace loratrf {

class RunClock {
public:
    void add(double seconds) { m_before += seconds; } // of the parts before
    void go() { m_all.go(), m_steps.go(); }
    void pause() { m_all.pause(), m_steps.pause(); }
    double seconds() const { return m_before + m_all.seconds(); }

    void first_step_begins() { m_steps_began = m_all.seconds(); }
    double since_first_step() const { return m_all.seconds() - m_steps_began; }

    double interval() const { return m_steps.seconds(); } // since the last restart
    void restart_interval() {
        m_steps = {};
        m_steps.go();
    }

private:
    double m_before = 0, m_steps_began = 0;
    Stopwatch m_all, m_steps;
};

} // namespace loratrf
