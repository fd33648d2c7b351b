#include "ui/runs/activity_history.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

// Steps between reports: the median, since a first or a resumed step may lie off the beat.
int64_t usualGap(const std::vector<int64_t>& steps) {
    if (steps.size() < 2) {
        return 1;
    }
    std::vector<int64_t> gaps(steps.size() - 1);
    std::transform(steps.begin() + 1, steps.end(), steps.begin(), gaps.begin(), std::minus<>());
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return std::max<int64_t>(1, *middle);
}

} // namespace

void ActivityHistory::reset(const std::vector<std::string>& sites, const std::vector<Measure>& measures) {
    m_sites.clear();
    for (const std::string& site : sites) {
        m_sites << siteLabel(site);
    }
    m_measures = measures;
    m_steps.clear();
    m_values.clear();
}

const std::vector<float>& ActivityHistory::values(const std::string& measure) const {
    static const std::vector<float> none;
    const auto found = m_values.find(measure);
    return found == m_values.end() ? none : found->second;
}

void ActivityHistory::append(const ActivityEvent& event) {
    dropAfter(event.step - 1);
    for (const auto& [measure, reported] :
         event.values) { // a journal whose first lines are lost still shows its numbers
        for (auto site = static_cast<std::size_t>(m_sites.size()); m_steps.empty() && site < reported.size(); ++site) {
            m_sites << QStringLiteral("site %1").arg(site);
        }
        if (std::none_of(m_measures.begin(), m_measures.end(), [&](const Measure& m) { return m.key == measure; })) {
            m_measures.push_back({.key = measure, .label = measure, .help = {}});
        }
    }
    const auto count = static_cast<std::size_t>(m_sites.size());
    m_steps.push_back(event.step);
    for (const auto& [measure, reported] : event.values) {
        std::vector<float>& values = m_values[measure];
        values.resize((m_steps.size() - 1) * count, unknown);
        values.insert(values.end(), reported.begin(),
                      reported.begin() + static_cast<std::ptrdiff_t>(std::min(count, reported.size())));
    }
    for (auto& [measure, values] : m_values) {
        values.resize(m_steps.size() * count, unknown);
    }
}

void ActivityHistory::dropAfter(int64_t step) {
    while (!m_steps.empty() && m_steps.back() > step) {
        m_steps.pop_back();
    }
    for (auto& [measure, values] : m_values) {
        values.resize(std::min(values.size(), m_steps.size() * static_cast<std::size_t>(m_sites.size())));
    }
}

double ActivityHistory::mean(std::size_t report) const {
    const auto count = static_cast<std::size_t>(m_sites.size());
    const std::vector<float>& all = values(m_measures.empty() ? std::string() : m_measures.front().key);
    double sum = 0, found = 0;
    for (std::size_t i = report * count; i < std::min(all.size(), (report + 1) * count); ++i) {
        if (std::isfinite(all[i])) {
            sum += all[i];
            ++found;
        }
    }
    return found > 0 ? sum / found : std::numeric_limits<double>::quiet_NaN();
}

QStringList ActivityHistory::deadSites() const {
    const std::vector<float>& shares = values(active_share_measure().key);
    const auto count = static_cast<std::size_t>(m_sites.size());
    const std::size_t reported = count == 0 ? 0 : shares.size() / count;
    QStringList dead;
    if (reported < deadAfter) {
        return dead;
    }
    for (std::size_t site = 0; site < count; ++site) {
        bool silent = true;
        for (std::size_t report = reported - deadAfter; report < reported && silent; ++report) {
            silent = shares[report * count + site] == 0.0F;
        }
        if (silent) {
            dead << m_sites[static_cast<qsizetype>(site)];
        }
    }
    return dead;
}

Matrix ActivityHistory::matrix(const std::string& measure, int maxColumns) const {
    Matrix matrix;
    const std::vector<float>& source = values(measure);
    if (source.empty() || m_sites.isEmpty()) {
        return matrix;
    }
    const auto count = static_cast<std::size_t>(m_sites.size());
    const std::size_t reported = source.size() / count;
    const int64_t first = m_steps.front();
    const int64_t span = m_steps[reported - 1] - first + 1;
    int64_t width = usualGap(m_steps);
    const int64_t columns = (span + width - 1) / width;
    width *= (columns + maxColumns - 1) / maxColumns;

    matrix.rows = static_cast<int>(count);
    matrix.columns = static_cast<int>((span + width - 1) / width);
    matrix.rowNames = m_sites;
    matrix.firstKey = static_cast<double>(first);
    matrix.keyStep = static_cast<double>(width);
    const auto across = static_cast<std::size_t>(matrix.columns);
    std::vector<double> sums(across * count, 0.0); // [columns, sites], as the reports lie
    std::vector<int> counts(across * count, 0);
    for (std::size_t report = 0; report < reported; ++report) {
        const std::size_t column = static_cast<std::size_t>((m_steps[report] - first) / width) * count;
        for (std::size_t site = 0; site < count; ++site) {
            const float value = source[report * count + site];
            if (std::isfinite(value)) {
                sums[column + site] += value;
                ++counts[column + site];
            }
        }
    }
    matrix.values.resize(sums.size());
    for (std::size_t column = 0; column < across; ++column) {
        for (std::size_t site = 0; site < count; ++site) {
            const std::size_t cell = column * count + site;
            matrix.values[site * across + column] =
                counts[cell] == 0 ? unknown : static_cast<float>(sums[cell] / counts[cell]);
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

} // namespace loratrf
