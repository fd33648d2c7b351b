#pragma once
// Signs in a run's numbers that it goes wrong, and the words in which the journal says so: what, where, in which rows,
// why perhaps.

#include "backend/api/events.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

enum class Sign { NotFinite, ZeroLoss, LossSpike, GradientSpike };

class Watchdog {
public:
    static constexpr size_t remembered = 64; // steps that say what is usual
    static constexpr size_t enough = 20;     // of them, before a step can be unusual
    static constexpr int64_t quiet = 20;     // steps after a spike in which no other is reported
    static constexpr int64_t dead_after = 5; // reports in a row with every token filtered out that make a site dead

    // In the order of the steps. A state that lasts (not finite, zero) is a sign at its first step alone.
    std::optional<Sign> observe(const StepEvent& step);

    // Filters that have just become dead, in the order of the reports; each is named once a run.
    struct Dead {
        std::vector<size_t> sites; // indices into StartEvent::sites
        int64_t open = 0;          // step of the last report with one of them open, whose update may have closed it; 0:
                                   // there was none
        int64_t closed = 0;        // of the first report with all of them closed
    };
    Dead newly_dead(const ActivityEvent& activity);

    double usual_loss() const; // running medians; NaN before there are enough steps
    double usual_norm() const;

private:
    std::deque<double> m_losses, m_norms;
    int64_t m_spike = -quiet; // step of the newest
    bool m_bad = false, m_zero = false;
    std::deque<int64_t> m_reports; // steps of the newest
    std::vector<int64_t> m_closed; // reports in a row, by site
    std::vector<bool> m_named;
};

// `where`: the layer or tensor that stands out; empty: unknown. `rows`: of the step, as named_rows() says them.
std::string alarm_text(Sign sign, const StepEvent& step, const Watchdog& watchdog, const std::string& where,
                       const std::string& rows);
// `rows`: of step dead.open, which is unknown with that.
std::string dead_text(const std::vector<std::string>& sites, const Watchdog::Dead& dead, const std::string& rows);

} // namespace loratrf
