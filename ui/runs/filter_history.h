#pragma once
// The layer x token matrices of a run's probe texts, over time.

#include "backend/api/events.h"

#include <map>

namespace loratrf {

class FilterHistory {
public:
    static constexpr std::size_t mostReports =
        128; // a text; beyond, every second one between first and last is dropped

    void clear() { m_reports.clear(); }
    void append(const FilterEvent& event); // another text under the same number starts anew
    void dropAfter(int64_t step); // reports of later steps, which a resumed run repeats; not of the user's text

    bool isEmpty() const { return m_reports.empty(); }
    bool has(int64_t probe) const { return m_reports.contains(probe); }
    std::vector<int64_t> probes() const;                          // ascending; -1: the user's own text
    const std::vector<FilterEvent>& reports(int64_t probe) const; // ascending in step; empty for an unknown text
    const FilterEvent* newest(int64_t probe) const;               // null for an unknown text
    const FilterEvent* at(int64_t probe, int64_t step) const;     // newest not after `step`, else the first
    std::vector<int64_t> steps(int64_t probe) const;

private:
    std::map<int64_t, std::vector<FilterEvent>> m_reports;
};

} // namespace loratrf
