#pragma once
// The same question about two runs, one after the other: what comes of it can be shown once both are answered.

#include "backend/api/events.h"

#include <QObject>
#include <QString>

#include <array>
#include <optional>

namespace loratrf {

class StudioBackend;

class PairOfQuestions : public QObject {
    Q_OBJECT

public:
    ~PairOfQuestions() override; // nobody waits for the answers any more

    bool isOf(const QString& first, const QString& second) const { return m_first == first && m_second == second; }
    bool asked() const { return m_ids != std::array<int, 2>{}; } // and not answered yet
    bool complete() const { return m_answers == m_ids.size(); }
    // Nothing of its kind is under way, for whomever: progress does not say whose it is.
    bool mayAsk() const;
    void stop();                                         // as if it had never been asked
    const QString& problem() const { return m_problem; } // why there is no answer; empty: none is known

Q_SIGNALS:
    void changed();
    void progressed(std::size_t run, const loratrf::ProgressEvent& progress); // on the first or the second

protected:
    // `job`: as StudioBackend::failed names it
    PairOfQuestions(StudioBackend& backend, const QString& job, QObject* parent);

    void begin(const QString& first, const QString& second); // run folders; earlier answers go
    virtual void askAbout(const QString& run, int id) = 0;
    std::optional<std::size_t> placeOf(int id) const; // which of the two it is
    void take(std::size_t place);                     // its answer is kept

    StudioBackend& m_backend;

private:
    QString m_job;
    QString m_first, m_second; // run folders
    std::array<int, 2> m_ids{};
    std::size_t m_answers = 0;
    QString m_problem;
};

} // namespace loratrf
