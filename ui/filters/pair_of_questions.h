#pragma once
// The same question about two runs: what comes of it can be shown once both are answered.

#include <QObject>
#include <QString>

#include <array>
#include <optional>

namespace loratrf {

class StudioBackend;

class PairOfQuestions : public QObject {
    Q_OBJECT

public:
    bool isOf(const QString& first, const QString& second) const { return m_first == first && m_second == second; }
    bool asked() const { return m_ids != std::array<int, 2>{}; } // and not answered yet
    bool complete() const { return m_answers == m_ids.size(); }
    const QString& problem() const { return m_problem; } // why there is no answer; empty: none is known

Q_SIGNALS:
    void changed();

protected:
    // `job`: as StudioBackend::failed names it
    PairOfQuestions(StudioBackend& backend, const QString& job, QObject* parent);

    std::array<int, 2> begin(const QString& first, const QString& second); // ids to ask with; earlier answers go
    std::optional<std::size_t> placeOf(int id) const;                      // which of the two it is
    void take(std::size_t place);                                          // its answer is kept

private:
    QString m_first, m_second; // run folders
    std::array<int, 2> m_ids{};
    std::size_t m_answers = 0;
    QString m_problem;
};

} // namespace loratrf
