#include "ui/runs/activity_history.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

double meanOf(const std::vector<float>& values, std::size_t most) {
    double sum = 0, found = 0;
    for (std::size_t i = 0; i < std::min(values.size(), most); ++i) {
        if (std::isfinite(values[i])) {
            sum += values[i];
            ++found;
        }
    }
    return found > 0 ? sum / found : std::numeric_limits<double>::quiet_NaN();
}

constexpr std::size_t mostBins = 2400; // four a column of the picture
constexpr std::size_t judged = 1000;   // reports that tell how far apart they usually are
constexpr std::size_t shared = 64;     // reports kept whole, so that a resumed run can take some back

} // namespace

void ActivityHistory::reset(const std::vector<std::string>& sites, const std::vector<Measure>& measures) {
    m_sites.clear();
    for (const std::string& site : sites) {
        m_sites << siteLabel(site);
    }
    m_measures = measures;
    dropAfter(std::numeric_limits<int64_t>::min());
}

void ActivityHistory::append(const ActivityEvent& event) {
    dropAfter(event.step - 1);
    for (const auto& [measure, reported] :
         event.values) { // a journal whose first lines are lost still shows its numbers
        for (std::size_t site = count(); m_steps.empty() && site < reported.size(); ++site) {
            m_sites << QStringLiteral("site %1").arg(site);
        }
        if (std::none_of(m_measures.begin(), m_measures.end(), [&](const Measure& m) { return m.key == measure; })) {
            m_measures.push_back({.key = measure, .label = measure, .help = {}});
        }
    }
    m_steps.push_back(event.step);
    m_means.push_back(m_measures.empty() ? unknown : meanOf(event.of(m_measures.front().key), count()));
    m_shares.push_back(event.of(active_share_measure().key));
    m_shares.back().resize(count(), unknown);
    if (m_shares.size() > shared) {
        m_shares.pop_front();
    }
    takeIn(event);
}

void ActivityHistory::takeIn(const ActivityEvent& event) {
    if (const int64_t bin = binOf(event.step); m_bins.empty() || bin > m_bins.back()) {
        m_bins.push_back(bin);
    }
    for (const auto& [measure, reported] : event.values) {
        m_sums.try_emplace(measure);
    }
    for (auto& [measure, kept] : m_sums) {
        kept.sums.resize(m_bins.size() * count());
        kept.counts.resize(m_bins.size() * count());
        const std::vector<float>& reported = event.of(measure);
        const std::size_t first = (m_bins.size() - 1) * count();
        for (std::size_t site = 0; site < std::min(count(), reported.size()); ++site) {
            if (std::isfinite(reported[site])) {
                kept.sums[first + site] += reported[site];
                ++kept.counts[first + site];
            }
        }
    }
    while (m_bins.size() > mostBins) {
        widenBins();
    }
}

// Two and two become one. The width stays a multiple of the usual gap, so that bins hold equally many reports.
void ActivityHistory::widenBins() {
    const int64_t wider = 2 * (m_width == 1 ? usualGap() : m_width), factor = wider / m_width;
    std::vector<int64_t> bins;
    std::vector<std::size_t> target; // place of each old bin
    for (const int64_t bin : m_bins) {
        if (bins.empty() || bins.back() != bin / factor) {
            bins.push_back(bin / factor);
        }
        target.push_back(bins.size() - 1);
    }
    for (auto& [measure, kept] : m_sums) {
        Sums joined{std::vector<double>(bins.size() * count()), std::vector<int32_t>(bins.size() * count())};
        for (std::size_t bin = 0; bin < target.size(); ++bin) {
            for (std::size_t site = 0; site < count(); ++site) {
                joined.sums[target[bin] * count() + site] += kept.sums[bin * count() + site];
                joined.counts[target[bin] * count() + site] += kept.counts[bin * count() + site];
            }
        }
        kept = std::move(joined);
    }
    m_bins = std::move(bins);
    m_width = wider;
}

void ActivityHistory::dropAfter(int64_t step) {
    while (!m_steps.empty() && m_steps.back() > step) {
        m_steps.pop_back();
        m_means.pop_back();
        if (!m_shares.empty()) {
            m_shares.pop_back();
        }
    }
    if (m_steps.empty()) {
        m_bins.clear();
        m_sums.clear();
        m_shares.clear();
        m_width = 1;
        return;
    }
    // A bin that holds reports before and after the step stays as it is: one column of a long run's picture.
    while (m_bins.back() > binOf(m_steps.back())) {
        m_bins.pop_back();
    }
    for (auto& [measure, kept] : m_sums) {
        kept.sums.resize(m_bins.size() * count());
        kept.counts.resize(m_bins.size() * count());
    }
}

// Steps between reports: the median, since a first or a resumed step may lie off the beat.
int64_t ActivityHistory::usualGap() const {
    const std::size_t some = std::min(judged, m_steps.size());
    if (some < 2) {
        return 1;
    }
    std::vector<int64_t> gaps(some - 1);
    std::transform(m_steps.begin() + 1, m_steps.begin() + static_cast<std::ptrdiff_t>(some), m_steps.begin(),
                   gaps.begin(), std::minus<>());
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return std::max<int64_t>(1, *middle);
}

QStringList ActivityHistory::deadSites() const {
    QStringList dead;
    for (std::size_t site = 0; m_shares.size() >= deadAfter && site < count(); ++site) {
        if (std::all_of(m_shares.end() - deadAfter, m_shares.end(),
                        [site](const std::vector<float>& shares) { return shares[site] == 0.0F; })) {
            dead << m_sites[static_cast<qsizetype>(site)];
        }
    }
    return dead;
}

Matrix ActivityHistory::matrix(const std::string& measure, int maxColumns) const {
    Matrix matrix;
    const auto found = m_sums.find(measure);
    if (found == m_sums.end() || m_sites.isEmpty()) {
        return matrix;
    }
    const Sums& kept = found->second;
    const int64_t first = m_steps.front();
    const int64_t span = m_steps.back() - first + 1;
    int64_t width = usualGap();
    const int64_t columns = (span + width - 1) / width;
    width *= (columns + maxColumns - 1) / maxColumns;
    width = (width + m_width - 1) / m_width * m_width; // whole bins

    matrix.rows = static_cast<int>(count());
    matrix.columns = static_cast<int>((span + width - 1) / width);
    matrix.rowNames = m_sites;
    matrix.firstKey = static_cast<double>(first);
    matrix.keyStep = static_cast<double>(width);
    const auto across = static_cast<std::size_t>(matrix.columns);
    std::vector<double> sums(across * count(), 0.0); // [columns, sites], as the bins lie
    std::vector<int64_t> counts(across * count(), 0);
    for (std::size_t bin = 0; bin < m_bins.size(); ++bin) {
        const std::size_t column = static_cast<std::size_t>(m_bins[bin] * m_width / width) * count();
        for (std::size_t site = 0; site < count(); ++site) {
            sums[column + site] += kept.sums[bin * count() + site];
            counts[column + site] += kept.counts[bin * count() + site];
        }
    }
    matrix.values.resize(sums.size());
    for (std::size_t column = 0; column < across; ++column) {
        for (std::size_t site = 0; site < count(); ++site) {
            const std::size_t cell = column * count() + site;
            matrix.values[site * across + column] =
                counts[cell] == 0 ? unknown : static_cast<float>(sums[cell] / static_cast<double>(counts[cell]));
        }
    }
    return matrix;
}

QString siteLabel(const std::string& name) {
    static const QRegularExpression path(QStringLiteral(R"(^(?:model\.)?layers?\.(\d+)(?:\.(?:\w+\.)*(\w+))?$)"));
    QString text = QString::fromStdString(name);
    const QRegularExpressionMatch match = path.match(text);
    if (!match.hasMatch()) {
        return text;
    }
    const QString projection = match.captured(2);
    const QString layer = QStringLiteral("layer %1").arg(match.captured(1));
    return projection.isEmpty() ? layer : layer + QLatin1Char(' ') + projection;
}

QString siteText(const QString& label) {
    static const QRegularExpression layer(QStringLiteral("^layer (\\d+.*)$"));
    const QRegularExpressionMatch match = layer.match(label);
    return match.hasMatch() ? QCoreApplication::translate("Sites", "layer %1").arg(match.captured(1)) : label;
}

} // namespace loratrf
