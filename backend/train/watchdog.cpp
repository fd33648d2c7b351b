#include "backend/train/watchdog.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

namespace loratrf {

namespace {

constexpr size_t most_sites = 16;       // named
constexpr double mad_to_sigma = 1.4826; // of a normal distribution
constexpr double far_away = 10;         // sigmas

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double median(const std::deque<double>& values) {
    return values.size() < Watchdog::enough ? std::numeric_limits<double>::quiet_NaN()
                                            : median(std::vector<double>(values.begin(), values.end()));
}

// Far above what is usual by the spread of the values, and `times` as large: a smooth curve has next to no spread.
bool stands_out(const std::deque<double>& before, double value, double times, double slack) {
    if (before.size() < Watchdog::enough)
        return false;
    const double usual = median(before);
    std::vector<double> away;
    for (const double one : before)
        away.push_back(std::abs(one - usual));
    return value > usual + far_away * mad_to_sigma * median(std::move(away)) && value > times * usual + slack;
}

void remember(std::deque<double>& values, double value) {
    values.push_back(value);
    if (values.size() > Watchdog::remembered)
        values.pop_front();
}

std::string figure(double value) {
    std::ostringstream text;
    text.precision(4);
    text << value;
    return text.str();
}

} // namespace

std::optional<Sign> Watchdog::observe(const StepEvent& step) {
    if (step.skipped || !std::isfinite(step.loss)) {
        m_zero = false;
        return std::exchange(m_bad, true) ? std::nullopt : std::optional(Sign::NotFinite);
    }
    m_bad = false;
    const bool zero = step.loss == 0 && step.supervised > 0;
    const bool zero_before = std::exchange(m_zero, zero);
    const bool loss = stands_out(m_losses, step.loss, 2, 0.1);
    const bool norm = stands_out(m_norms, step.grad_norm, 10, 0);
    remember(m_losses, step.loss);
    remember(m_norms, step.grad_norm);
    if (zero)
        return zero_before ? std::nullopt : std::optional(Sign::ZeroLoss);
    if ((!loss && !norm) || step.step - m_spike < quiet)
        return std::nullopt;
    m_spike = step.step;
    return loss ? Sign::LossSpike : Sign::GradientSpike;
}

Watchdog::Dead Watchdog::newly_dead(const ActivityEvent& activity) {
    const std::vector<float>& shares = activity.of(active_share_measure().key);
    m_closed.resize(shares.size(), 0);
    m_named.resize(shares.size(), false);
    m_reports.push_back(activity.step);
    if (m_reports.size() > size_t{dead_after} + 1)
        m_reports.pop_front();
    Dead dead;
    for (size_t site = 0; site < shares.size(); ++site) {
        m_closed[site] = shares[site] == 0 ? m_closed[site] + 1 : 0;
        if (m_closed[site] >= dead_after && !m_named[site]) {
            m_named[site] = true;
            dead.sites.push_back(site);
        }
    }
    if (!dead.sites.empty()) {
        const bool was_open = m_reports.size() > size_t{dead_after};
        dead.open = was_open ? m_reports.front() : 0;
        dead.closed = m_reports[was_open ? 1 : 0];
    }
    return dead;
}

double Watchdog::usual_loss() const {
    return median(m_losses);
}

double Watchdog::usual_norm() const {
    return median(m_norms);
}

std::string alarm_text(Sign sign, const StepEvent& step, const Watchdog& watchdog, const std::string& where,
                       const std::string& rows) {
    const std::string place = (where.empty() ? std::string() : " " + where + ".") + " Rows at " + rows + ".";
    const std::string at = "step " + std::to_string(step.step) + ": ";
    switch (sign) {
    case Sign::NotFinite:
        return at + "loss " + figure(step.loss) + ", gradient norm " + figure(step.grad_norm) +
               ": not finite, so the update was skipped." + place +
               " Likely causes: a learning rate that is too high, rows with extreme content, or a base model that "
               "overflows in bf16 or fp16.";
    case Sign::ZeroLoss:
        if (step.pairs)
            return at + "the loss is exactly 0." + place +
                   " Likely cause: the margin of the rewards has grown without bound (" + figure(step.pairs->margin) +
                   " here), by a learning rate that is too high, too many epochs, or pairs that one simple trait "
                   "tells apart. Nothing more is learnt from a loss of 0.";
        return at + "the loss is exactly 0." + place +
               " Likely causes: answers that repeat their prompts or are all alike, or weights that have run away so "
               "that one token has all the probability. Nothing more is learnt from a loss of 0.";
    case Sign::LossSpike:
        return at + "loss " + figure(step.loss) + ", where " + figure(watchdog.usual_loss()) + " was usual." + place +
               " Likely causes: a learning rate that is too high, or rows unlike the others. If the loss does not come "
               "down again, go back to an earlier state with a lower rate.";
    case Sign::GradientSpike:
        return at + "gradient norm " + figure(step.grad_norm) + ", where " + figure(watchdog.usual_norm()) +
               " was usual." + place +
               " Likely causes: rows unlike the others, or a learning rate that is too high. Clipping (clip_norm) "
               "limits what one step can do.";
    }
    return {};
}

std::string dead_text(const std::vector<std::string>& sites, const Watchdog::Dead& dead, const std::string& rows) {
    std::string named;
    for (size_t i = 0; i < sites.size() && i < most_sites; ++i)
        named += (i ? ", " : "") + sites[i];
    const std::string text = "filters closed for every token from step " + std::to_string(dead.closed) + " on, in " +
                             std::to_string(Watchdog::dead_after) + " reports in a row: " + named +
                             (sites.size() > most_sites ? ", ..." : "") +
                             ". A filter that stays closed gets no gradient and cannot open again by itself. ";
    if (dead.open == 0)
        return text + "None of them was open in any report since the run began or was resumed. Likely cause: a task "
                      "vector that no token meets from the start.";
    const std::string closed_by =
        dead.closed == dead.open + 1
            ? "The update of step " + std::to_string(dead.open) + " closed them, with the rows at " + rows
            : "One of the updates of steps " + std::to_string(dead.open) + " to " + std::to_string(dead.closed - 1) +
                  " closed them; the first of these had the rows at " + rows;
    return text + closed_by + ". Likely causes: a learning rate that is too high, or rows unlike the others.";
}

} // namespace loratrf
