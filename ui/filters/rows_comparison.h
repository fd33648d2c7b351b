#pragma once
// What the sites of two runs do with the tokens of the same rows.

#include "backend/api/filter_statistics.h"
#include "ui/filters/pair_of_questions.h"
#include "ui/plots/matrix.h"

#include <QStringList>

namespace loratrf {

class RowsComparison : public PairOfQuestions {
    Q_OBJECT

public:
    explicit RowsComparison(StudioBackend& backend, QObject* parent = nullptr);

    void ask(const QString& first, const QString& second, const std::string& data); // run folders; the rows' file

    // Once complete():
    const FilterStatistics& statistics(std::size_t run) const { return m_statistics[run]; }
    QStringList groupings() const;                              // names that both have, as the engine says them
    Matrix map(std::size_t run, const QString& grouping) const; // means of its groups; without one the percentiles

private:
    void askAbout(const QString& run, int id) override;

    std::string m_data;
    std::array<FilterStatistics, 2> m_statistics;
};

} // namespace loratrf
