#include "ui/runs/filter_history.h"

#include <algorithm>

namespace loratrf {

void FilterHistory::append(const FilterEvent& event) {
    std::vector<FilterEvent>& reports = m_reports[event.probe];
    if (!reports.empty() && (reports.back().tokens != event.tokens || reports.back().sites != event.sites)) {
        reports.clear();
    }
    while (!reports.empty() && reports.back().step >= event.step) {
        reports.pop_back();
    }
    reports.push_back(event);
    if (reports.size() > mostReports) {
        std::vector<FilterEvent> kept;
        for (std::size_t i = 0; i < reports.size(); ++i) {
            if (i % 2 == 0 || i + 1 == reports.size()) {
                kept.push_back(std::move(reports[i]));
            }
        }
        reports = std::move(kept);
    }
}

void FilterHistory::dropAfter(int64_t step) {
    for (auto& [probe, reports] : m_reports) {
        while (probe >= 0 && !reports.empty() && reports.back().step > step) {
            reports.pop_back();
        }
    }
    std::erase_if(m_reports, [](const auto& entry) { return entry.second.empty(); });
}

std::vector<int64_t> FilterHistory::probes() const {
    std::vector<int64_t> probes;
    for (const auto& [probe, reports] : m_reports) {
        probes.push_back(probe);
    }
    return probes;
}

const std::vector<FilterEvent>& FilterHistory::reports(int64_t probe) const {
    static const std::vector<FilterEvent> none;
    const auto found = m_reports.find(probe);
    return found == m_reports.end() ? none : found->second;
}

const FilterEvent* FilterHistory::newest(int64_t probe) const {
    const std::vector<FilterEvent>& known = reports(probe);
    return known.empty() ? nullptr : &known.back();
}

const FilterEvent* FilterHistory::at(int64_t probe, int64_t step) const {
    const std::vector<FilterEvent>& known = reports(probe);
    const FilterEvent* found = known.empty() ? nullptr : known.data();
    for (const FilterEvent& event : known) {
        if (event.step <= step) {
            found = &event;
        }
    }
    return found;
}

std::vector<int64_t> FilterHistory::steps(int64_t probe) const {
    std::vector<int64_t> steps;
    for (const FilterEvent& event : reports(probe)) {
        steps.push_back(event.step);
    }
    return steps;
}

} // namespace loratrf
