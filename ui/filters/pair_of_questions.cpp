#include "ui/filters/pair_of_questions.h"

#include "ui/studio_backend.h"

namespace loratrf {

PairOfQuestions::PairOfQuestions(StudioBackend& backend, const QString& job, QObject* parent)
    : QObject(parent), m_backend(backend), m_job(job) {
    const auto failed = [this](const QString&, const QString& message, int id, bool cancelled) {
        if (placeOf(id)) {
            m_ids = {};
            m_problem = cancelled ? QString() : message;
            Q_EMIT changed();
        }
    };
    connect(&backend, &StudioBackend::failed, this, failed);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& which, const ProgressEvent& progress) {
        if (which == m_job && asked()) {
            Q_EMIT progressed(m_answers, progress);
        }
    });
    connect(&backend, &StudioBackend::jobEnded, this, [this](const QString& ended) {
        if (ended == m_job) {
            Q_EMIT changed(); // perhaps it may ask now
        }
    });
}

PairOfQuestions::~PairOfQuestions() {
    stop();
}

bool PairOfQuestions::mayAsk() const {
    return !asked() && !m_backend.jobs().contains(m_job);
}

void PairOfQuestions::begin(const QString& first, const QString& second) {
    m_first = first;
    m_second = second;
    m_answers = 0;
    m_problem.clear();
    for (int& id : m_ids) {
        id = nextJobId();
    }
    askAbout(m_first, m_ids[0]);
}

void PairOfQuestions::stop() {
    if (asked()) {
        m_ids = {};
        m_first.clear();
        m_second.clear();
        m_backend.cancel(m_job);
    }
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
    } else {
        askAbout(m_second, m_ids[1]);
    }
}

} // namespace loratrf
