#pragma once
// Every activity report of a run, and the sites x steps matrix drawn from it.

#include "backend/api/events.h"
#include "ui/matrix.h"

#include <array>

namespace loratrf {

enum class Activity { MeanFilter, ActiveShare, AdapterSize };

class ActivityHistory {
public:
    static constexpr int deadAfter = 5; // reports in a row with active share 0 that make a site dead

    void reset(const std::vector<std::string>& sites);
    void append(const ActivityEvent& event);
    void dropAfter(int64_t step); // reports of later steps, which a resumed run repeats

    bool has(Activity kind) const { return !values(kind).empty(); }
    std::size_t reports() const { return m_steps.size(); }
    const QStringList& sites() const { return m_sites; }
    QStringList deadSites() const;

    // Columns are equally wide, at most `maxColumns`; each is the mean of its reports, NaN where there is none.
    Matrix matrix(Activity kind, int maxColumns = 600) const;

private:
    const std::vector<float>& values(Activity kind) const { return m_values[static_cast<std::size_t>(kind)]; }

    QStringList m_sites;
    std::vector<int64_t> m_steps;               // ascending
    std::array<std::vector<float>, 3> m_values; // by Activity: [reports, sites], or empty when never reported
};

// "model.layers.3.self_attn.q_proj" -> "layer 3 q_proj"; other names stay as they are.
QString siteLabel(const std::string& name);

} // namespace loratrf
