#include "app/cli/progress.h"

#include "app/cli/command.h"

#include <algorithm>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace loratrf {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto redraw_after = std::chrono::milliseconds(100);
constexpr auto line_after = std::chrono::seconds(10);

std::string preferredText(const std::optional<PairFigures>& pairs) {
    return pairs ? " preferred " + numberText(100 * pairs->preferred, 0) + " %" : std::string();
}

size_t terminalWidth() {
    winsize size = {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

Progress::Progress(bool json) : m_json(json), m_terminal(isatty(STDERR_FILENO)) {}

Progress::~Progress() {
    finish();
}

void Progress::operator()(const Event& event) {
    if (m_json)
        std::cout << to_json_line(event) << std::endl;
    else
        std::visit([this](const auto& typed) { show(typed); }, event);
}

void Progress::finish() {
    if (m_drawn)
        std::cerr << std::endl;
    m_drawn = false;
}

void Progress::line(const std::string& text) {
    if (m_drawn)
        std::cerr << "\r\033[K";
    m_drawn = false;
    std::cerr << text << std::endl;
}

void Progress::bar(const std::string& before, int64_t done, int64_t total, const std::string& after, bool important) {
    const auto now = Clock::now();
    if (!important && now - m_shown < (m_terminal ? Clock::duration(redraw_after) : Clock::duration(line_after)))
        return;
    m_shown = now;
    if (!m_terminal) {
        if (const std::string text = before + after; text != m_lastLine) {
            std::cerr << text << std::endl;
            m_lastLine = text;
        }
        return;
    }
    std::string text = before;
    const size_t width = terminalWidth() - 1; // the last column would wrap on some terminals
    const size_t used = before.size() + after.size() + 3;
    if (total > 0 && width > used + 10) {
        const size_t length = std::min<size_t>(width - used, 40);
        const auto filled = size_t(double(length) * double(std::clamp<int64_t>(done, 0, total)) / double(total));
        text += " [" + std::string(filled, '=') + std::string(length - filled, ' ') + ']';
    }
    text += after;
    std::cerr << '\r' << text.substr(0, width) << "\033[K" << std::flush;
    m_drawn = true;
}

void Progress::show(const StartEvent& event) {
    m_totalSteps = event.total_steps;
    line("Training " + event.method + " on " + event.device + ", " + event.compute);
    line(grouped(event.trainable) + " trainable parameters (" +
         numberText(100.0 * double(event.trainable) / double(std::max<int64_t>(event.base, 1)), 3) + " % of " +
         grouped(event.base) + "), " + grouped(event.train_examples) + " training and " + grouped(event.eval_examples) +
         " evaluation rows");
    line((event.first_step > 0 ? "Going on after step " + grouped(event.first_step) + " of " : "Steps: ") +
         (event.total_steps > 0 ? grouped(event.total_steps) : std::string("as many as the time allows")) +
         (event.run.empty() ? "" : ", run folder " + event.run));
}

void Progress::show(const StepEvent& event) {
    const std::string after = "  loss " + numberText(event.loss, 4) + preferredText(event.pairs) + "  " +
                              grouped(int64_t(event.tokens_per_second)) + " tokens/s  ETA " +
                              durationText(event.eta_seconds);
    bar("Step " + grouped(event.step) + (m_totalSteps > 0 ? "/" + grouped(m_totalSteps) : ""), event.step, m_totalSteps,
        after, event.step == m_totalSteps);
    if (event.skipped)
        line("Step " + grouped(event.step) + ": not a finite number, so the weights stay as they were");
}

void Progress::show(const EvalEvent& event) {
    if (event.supervised == 0 && event.generated > 0) { // beside that step's evaluation
        const std::string whose = event.step == 0
                                      ? "Answers of the untrained model: "
                                      : "Answers of the adapter of step " + grouped(event.step) + ", which is kept: ";
        line(whose + grouped(event.exact) + " of " + grouped(event.generated) + " exact");
        return;
    }
    line("Evaluation at step " + grouped(event.step) + ": loss " + numberText(event.loss, 4) +
         (event.pairs ? "," + preferredText(event.pairs) + ", margin " + numberText(event.pairs->margin, 3)
                      : ", perplexity " + numberText(event.perplexity, 3)) +
         (event.best ? " (best)" : "") +
         (event.generated > 0 ? ", " + grouped(event.exact) + " of " + grouped(event.generated) + " answers exact"
                              : ""));
}

void Progress::show(const SteerEvent& event) {
    m_totalSteps = event.end_step > 0 ? event.end_step : m_totalSteps;
    line("After step " + grouped(event.step) + ":" +
         (event.learning_rate > 0 ? " learning rate " + Json(event.learning_rate).dump() : std::string()) +
         (event.end_step > 0 ? " end at step " + grouped(event.end_step) : std::string()) +
         (event.token_budget > 0 ? " micro-batches of at most " + grouped(event.token_budget) + " tokens"
                                 : std::string()) +
         (event.recompute.empty() ? std::string() : " recompute " + event.recompute));
}

void Progress::show(const NoteEvent& event) {
    line((event.level == Level::Info ? "" : event.level == Level::Warning ? "warning: " : "problem: ") + event.text);
}

void Progress::show(const ProgressEvent& event) {
    const auto now = Clock::now();
    if (event.what != m_what || event.done < m_done) { // the same work may come again
        m_what = event.what;
        m_began = now;
        m_shown = now - (m_terminal ? redraw_after
                                    : Clock::duration::zero()); // the first line of short work is not worth a log
    }
    m_done = event.done;
    const double seconds = std::chrono::duration<double>(now - m_began).count();
    const auto amount = [&event](int64_t value) { return event.bytes ? bytesText(value) : grouped(value); };
    std::string after =
        event.total > 0 ? " " + amount(event.done) + "/" + amount(event.total) : " " + amount(event.done);
    if (event.total > 0 && event.done > 0 && seconds > 1)
        after += "  ETA " + durationText(seconds / double(event.done) * double(event.total - event.done));
    bar(event.what, event.done, event.total, after, false);
}

void Progress::show(const StateEvent& event) {
    if (event.state == RunState::Paused)
        line("Paused");
    else if (event.state == RunState::Failed && event.step > 0)
        line("Failed at step " + grouped(event.step)); // the reason follows as the error
}

} // namespace loratrf
