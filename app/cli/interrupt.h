#pragma once
// Ctrl-C (or SIGTERM) asks the job to stop safely; a second one ends the program at once.

#include "backend/api/engine.h"

namespace loratrf {

class Interrupt {
public:
    explicit Interrupt(Control& control); // one at a time
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    bool happened() const { return m_control.stop; }

private:
    Control& m_control;
};

} // namespace loratrf
