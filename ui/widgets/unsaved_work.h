#pragma once
// A window with work that would be lost with it. The main window looks for these before it closes.

#include <QString>

namespace loratrf {

class UnsavedWork {
public:
    virtual ~UnsavedWork() = default;
    virtual QString unsavedWork() const = 0; // as a whole sentence; empty: nothing would be lost
    virtual void dropWork() = 0;
};

} // namespace loratrf
