#pragma once
// Every activity report of a run, and the sites x steps matrix drawn from it.

#include "backend/api/events.h"
#include "ui/plots/matrix.h"

#include <map>

namespace loratrf {

class ActivityHistory {
public:
    static constexpr int deadAfter = 5; // reports in a row with active share 0 that make a site dead

    void reset(const std::vector<std::string>& sites, const std::vector<Measure>& measures);
    void append(const ActivityEvent& event);
    void dropAfter(int64_t step); // reports of later steps, which a resumed run repeats

    const std::vector<Measure>& measures() const { return m_measures; } // what is reported, as the run says
    bool has(const std::string& measure) const { return !values(measure).empty(); }
    const std::vector<int64_t>& steps() const { return m_steps; } // of the reports, ascending
    std::size_t reports() const { return m_steps.size(); }
    int64_t step(std::size_t report) const { return m_steps[report]; }
    double mean(std::size_t report) const; // of the first measure over the sites that have a value; NaN: none has
    const QStringList& sites() const { return m_sites; }
    QStringList deadSites() const;

    // Columns are equally wide, at most `maxColumns`; each is the mean of its reports, NaN where there is none.
    Matrix matrix(const std::string& measure, int maxColumns = 600) const;

private:
    const std::vector<float>& values(const std::string& measure) const;

    QStringList m_sites;
    std::vector<Measure> m_measures;
    std::vector<int64_t> m_steps;                       // ascending
    std::map<std::string, std::vector<float>> m_values; // by measure: [reports, sites]
};

// "model.layers.3.self_attn.q_proj" -> "layer 3 q_proj"; other names stay as they are.
QString siteLabel(const std::string& name);

} // namespace loratrf
