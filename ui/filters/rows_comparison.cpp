#include "ui/filters/rows_comparison.h"

#include "ui/filters/statistics_maps.h"
#include "ui/studio_backend.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace loratrf {

namespace {

const Grouping* find(const FilterStatistics& statistics, const std::string& name) {
    const auto found = std::ranges::find(statistics.groupings, name, &Grouping::name);
    return found == statistics.groupings.end() ? nullptr : &*found;
}

} // namespace

RowsComparison::RowsComparison(StudioBackend& backend, QObject* parent)
    : PairOfQuestions(backend, QStringLiteral("statistics"), parent) {
    connect(&backend, &StudioBackend::filterStatisticsReady, this, [this](int id, const FilterStatistics& statistics) {
        if (const std::optional<std::size_t> place = placeOf(id)) {
            m_statistics[*place] = statistics;
            take(*place);
        }
    });
}

void RowsComparison::ask(const QString& first, const QString& second, const std::string& data) {
    m_data = data;
    begin(first, second);
}

void RowsComparison::askAbout(const QString& run, int id) {
    FilterStatisticsRequest request;
    request.run = run.toStdString();
    request.data = m_data;
    m_backend.filterStatistics(id, request);
}

QStringList RowsComparison::groupings() const {
    QStringList names;
    for (const Grouping& grouping : m_statistics[0].groupings) {
        if (find(m_statistics[1], grouping.name) != nullptr) {
            names << qs(grouping.name);
        }
    }
    return names;
}

Matrix RowsComparison::map(std::size_t run, const QString& grouping) const {
    const Grouping* groups = find(m_statistics[run], grouping.toStdString());
    return groups == nullptr ? percentileMap(m_statistics[run]) : groupMap(m_statistics[run], *groups, false);
}

} // namespace loratrf
