#pragma once
// The device that a run is asked on: the one that its options name, or auto where this machine lacks that.

#include <QCoreApplication>
#include <QString>

#include <string>

namespace loratrf {

class RunDevice {
    Q_DECLARE_TR_FUNCTIONS(RunDevice)

public:
    void setWanted(const std::string& device); // what was found out about the same one stays
    const std::string& used() const { return m_used; }

    // Where `problem`, as the engine says it, is that there is no such device: auto from now on. False: it is another.
    bool giveUp(const QString& problem);
    QString sentence() const; // that another one is used; empty: it is the run's

private:
    std::string m_wanted = "auto", m_used = m_wanted;
};

} // namespace loratrf
