#pragma once
// The activity reports of a run as a picture of sites x steps holds them. A long run is kept in bins of several
// reports, so that memory and the making of a picture stay bounded: of each report only its step and its mean remain.

#include "backend/api/events.h"
#include "ui/plots/matrix.h"

#include <cstdint>
#include <deque>
#include <map>

namespace loratrf {

class ActivityHistory {
public:
    static constexpr int deadAfter = 5; // reports in a row with active share 0 that make a site dead

    void reset(const std::vector<std::string>& sites, const std::vector<Measure>& measures);
    void append(const ActivityEvent& event);
    void dropAfter(int64_t step); // reports of later steps, which a resumed run repeats

    const std::vector<Measure>& measures() const { return m_measures; } // what is reported, as the run says
    bool has(const std::string& measure) const { return m_sums.contains(measure) && !m_sites.isEmpty(); }
    const std::vector<int64_t>& steps() const { return m_steps; } // of the reports, ascending
    std::size_t reports() const { return m_steps.size(); }
    int64_t step(std::size_t report) const { return m_steps[report]; }
    // Of the first measure over the sites that have a value; NaN: none has
    double mean(std::size_t report) const { return m_means[report]; }
    const QStringList& sites() const { return m_sites; }
    QStringList deadSites() const;

    // Columns are equally wide, at most `maxColumns`; each is the mean of its reports, NaN where there is none.
    Matrix matrix(const std::string& measure, int maxColumns = 600) const;

private:
    struct Sums {
        std::vector<double> sums; // [bins, sites]
        std::vector<int32_t> counts;
    };
    std::size_t count() const { return static_cast<std::size_t>(m_sites.size()); }
    int64_t binOf(int64_t step) const { return (step - m_steps.front()) / m_width; }
    int64_t usualGap() const;
    void takeIn(const ActivityEvent& event);
    void widenBins();

    QStringList m_sites;
    std::vector<Measure> m_measures;
    std::vector<int64_t> m_steps; // ascending
    std::vector<double> m_means;
    int64_t m_width = 1;                     // steps of a bin
    std::vector<int64_t> m_bins;             // which hold a report: number from the first step on, ascending
    std::map<std::string, Sums> m_sums;      // by measure
    std::deque<std::vector<float>> m_shares; // active shares of the newest reports
};

// "model.layers.3.self_attn.q_proj" -> "layer 3 q_proj"; other names stay as they are.
QString siteLabel(const std::string& name);
// That label as it is shown, "Schicht 3 q_proj"; labels themselves tell which sites of two runs are the same.
QString siteText(const QString& label);

} // namespace loratrf
