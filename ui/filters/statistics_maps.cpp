#include "ui/filters/statistics_maps.h"

#include "ui/runs/activity_history.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <numeric>

namespace loratrf {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("loratrf::StatisticsMaps", text);
}

Matrix emptyMap(const FilterStatistics& statistics, const QStringList& columns) {
    Matrix matrix;
    matrix.rows = static_cast<int>(statistics.sites.size());
    matrix.columns = static_cast<int>(columns.size());
    matrix.columnNames = columns;
    matrix.tokens = false;
    for (const std::string& site : statistics.sites) {
        matrix.rowNames << siteLabel(site);
    }
    return matrix;
}

QString number(double value) {
    return numberText(value, 'g', 3);
}

} // namespace

Matrix distributionMap(const FilterStatistics& statistics) {
    QStringList columns;
    const double width = statistics.upper / statistic_bins;
    for (std::size_t bin = 0; bin < statistic_bins; ++bin) {
        const auto from = static_cast<double>(bin) * width;
        columns << tr("%1–%2").arg(number(from), number(from + width));
    }
    Matrix matrix = emptyMap(statistics, columns);
    for (const SiteStatistics& site : statistics.statistics) {
        const auto all = static_cast<float>(std::accumulate(site.histogram.begin(), site.histogram.end(), int64_t{0}));
        for (const int64_t count : site.histogram) {
            matrix.values.push_back(static_cast<float>(count) / all); // 0 / 0: nothing reported
        }
    }
    return matrix;
}

Matrix percentileMap(const FilterStatistics& statistics) {
    QStringList columns;
    for (const double share : statistic_shares) {
        columns << tr("%1 %").arg(qRound(share * 100));
    }
    columns << tr("mean");
    Matrix matrix = emptyMap(statistics, columns);
    for (const SiteStatistics& site : statistics.statistics) {
        matrix.values.insert(matrix.values.end(), site.quantiles.begin(), site.quantiles.end());
        matrix.values.push_back(static_cast<float>(site.mean));
    }
    return matrix;
}

Matrix groupMap(const FilterStatistics& statistics, const Grouping& grouping, bool activeShare) {
    const bool known = engineText(grouping.name) != qs(grouping.name); // else a field of the rows, with its own words
    QStringList columns;
    for (const GroupStatistics& group : grouping.groups) {
        columns << (group.name.empty() ? tr("no label") : known ? engineText(group.name) : qs(group.name));
    }
    Matrix matrix = emptyMap(statistics, columns);
    for (std::size_t site = 0; site < statistics.sites.size(); ++site) {
        for (const GroupStatistics& group : grouping.groups) {
            matrix.values.push_back((activeShare ? group.active_share : group.mean)[site]);
        }
    }
    return matrix;
}

} // namespace loratrf
