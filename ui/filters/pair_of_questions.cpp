#include "ui/filters/pair_of_questions.h"

#include "ui/studio_backend.h"

namespace loratrf {

PairOfQuestions::PairOfQuestions(StudioBackend& backend, const QString& job, QObject* parent) : QObject(parent) {
    connect(&backend, &StudioBackend::failed, this, [this, job](const QString& failedJob, const QString& message) {
        if (failedJob == job && asked()) {
            m_ids = {};
            m_problem = message;
            Q_EMIT changed();
        }
    });
}

std::array<int, 2> PairOfQuestions::begin(const QString& first, const QString& second) {
    m_first = first;
    m_second = second;
    m_answers = 0;
    m_problem.clear();
    for (int& id : m_ids) {
        id = nextJobId();
    }
    return m_ids;
}

std::optional<std::size_t> PairOfQuestions::placeOf(int id) const {
    for (std::size_t place = 0; place < m_ids.size(); ++place) {
        if (id != 0 && m_ids[place] == id) {
            return place;
        }
    }
    return std::nullopt;
}

void PairOfQuestions::take(std::size_t place) {
    m_ids[place] = 0;
    ++m_answers;
    if (complete()) {
        Q_EMIT changed();
    }
}

} // namespace loratrf
