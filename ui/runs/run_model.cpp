#include "ui/runs/run_model.h"

#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace loratrf {

namespace {

constexpr int64_t oneTrouble = 50; // steps between alarms that belong together

template <typename Events>
void dropLater(Events& events, int64_t step) {
    while (!events.empty() && events.back().step > step) {
        events.pop_back();
    }
}

QString oneLine(const std::string& text) {
    return QString::fromStdString(text).simplified();
}

} // namespace

QString absoluteFolder(const QString& folder) {
    return folder.isEmpty() ? QString() : QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
}

void RunModel::clear() {
    m_info.reset();
    m_options.reset();
    m_preparing = false;
    m_before.reset();
    m_start.reset();
    m_state.reset();
    m_progress.reset();
    m_activity.reset({}, {});
    m_filters.clear();
    m_samples.clear();
    m_alarms.clear();
    m_stored.clear();
    m_changed = {};
    m_steps.clear();
    m_evals.clear();
    m_hasPairs = false;
    m_log.clear();
    m_logOfThisRun = 0;
    Q_EMIT reset();
}

void RunModel::setInfo(const RunInfo& info) {
    if (absoluteFolder(qs(info.folder)) != folder()) {
        clear();
    }
    m_info = info;
    if (!m_state || (isRunning() && !is_under_way(info.state))) { // a journal that ends without an end
        m_state = StateEvent{info.state, info.step, {}};
    }
    Q_EMIT stateChanged();
}

void RunModel::prepare(const TrainOptions& options) {
    if (absoluteFolder(qs(options.run)) != folder()) {
        clear();
    }
    m_options = options;
    if (!m_preparing) {
        m_before = std::exchange(m_state, std::nullopt);
        m_progress.reset();
        m_preparing = true;
    }
    Q_EMIT stateChanged();
}

void RunModel::notBegun(const StateEvent& why) {
    m_preparing = false;
    add(why);
    if (hasBegun()) { // nothing of it was changed
        m_state = std::exchange(m_before, std::nullopt);
        Q_EMIT stateChanged();
    }
}

void RunModel::append(const Event& event) {
    std::visit([this](const auto& one) { add(one); }, event);
}

QString RunModel::folder() const {
    return m_start     ? absoluteFolder(qs(m_start->run))
           : m_info    ? absoluteFolder(qs(m_info->folder))
           : m_options ? absoluteFolder(qs(m_options->run))
                       : QString();
}

QString RunModel::name() const {
    return options() != nullptr ? QString::fromStdString(options()->name) : QString();
}

const TrainOptions* RunModel::options() const {
    return m_info ? &m_info->options : m_options ? &*m_options : nullptr;
}

QString RunModel::method() const {
    return QString::fromStdString(m_start ? m_start->method : options() != nullptr ? options()->method : std::string());
}

bool RunModel::isRunning() const {
    return m_state && is_under_way(m_state->state);
}

int64_t RunModel::step() const {
    return !m_steps.empty() ? m_steps.back().step : m_start ? m_start->first_step : m_info ? m_info->step : 0;
}

int64_t RunModel::totalSteps() const {
    return m_changed.end_step > 0 ? m_changed.end_step
           : m_start              ? m_start->total_steps
           : m_info               ? m_info->total_steps
                                  : 0;
}

double RunModel::learningRate() const {
    return m_changed.learning_rate > 0             ? m_changed.learning_rate
           : m_start && m_start->learning_rate > 0 ? m_start->learning_rate
           : options() != nullptr                  ? options()->learning_rate
                                                   : 0;
}

int64_t RunModel::plannedMemory() const {
    return m_start ? m_start->planned_memory : 0;
}

std::optional<int64_t> RunModel::patienceEnd() const {
    const int64_t patience = m_start && m_start->patience > 0 ? m_start->patience
                             : options() != nullptr           ? options()->patience
                                                              : 0;
    const EvalEvent* best = bestEval();
    if (patience <= 0 || best == nullptr || m_evals.size() < 2) {
        return std::nullopt;
    }
    std::vector<int64_t> gaps; // the median: an evaluation that was asked for lies off the beat
    for (std::size_t i = 1; i < m_evals.size(); ++i) {
        gaps.push_back(m_evals[i].step - m_evals[i - 1].step);
    }
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return best->step + patience * *middle;
}

int64_t RunModel::troubleBegan() const {
    std::vector<int64_t> steps;
    for (const Alarm& alarm : m_alarms) {
        steps.push_back(alarm.note.step);
    }
    std::ranges::sort(steps, std::greater<>());
    int64_t began = m_alarms.empty() ? 0 : m_alarms.back().note.step;
    for (const int64_t step : steps) {
        if (step < began && began - step <= oneTrouble) {
            began = step;
        }
    }
    return began;
}

bool RunModel::hasCheckpointBefore(int64_t step) const {
    static const TrainOptions usual;
    const TrainOptions& kept = options() != nullptr ? *options() : usual;
    const auto best =
        std::find_if(m_stored.rbegin(), m_stored.rend(), [](const CheckpointEvent& one) { return one.best; });
    int64_t left = kept.keep_checkpoints - (isRunning() ? 1 : 0); // the stop writes one more
    for (auto one = m_stored.rbegin(); one != m_stored.rend(); ++one) {
        const bool stays = (kept.keep_best && one == best) || left-- > 0;
        if (stays && one->step < step) {
            return true;
        }
    }
    return false;
}

const EvalEvent* RunModel::bestEval() const {
    const EvalEvent* best = nullptr;
    for (const EvalEvent& eval : m_evals) {
        if (std::isfinite(eval.loss) && (best == nullptr || eval.loss < best->loss)) {
            best = &eval;
        }
    }
    return best;
}

Matrix RunModel::tokenMatrix(const FilterEvent& event) {
    Matrix matrix;
    if (event.sites.empty() || event.tokens.empty() ||
        event.values.size() / event.sites.size() != event.tokens.size() ||
        event.values.size() % event.sites.size() != 0) {
        return matrix;
    }
    matrix.rows = static_cast<int>(event.sites.size());
    matrix.columns = static_cast<int>(event.tokens.size());
    matrix.values = event.values;
    for (const std::string& site : event.sites) {
        matrix.rowNames << siteLabel(site);
    }
    for (const std::string& token : event.tokens) {
        matrix.columnNames << QString::fromStdString(token);
    }
    return matrix;
}

void RunModel::add(const StartEvent& event) {
    const bool sameRun = absoluteFolder(qs(event.run)) == folder();
    if (!sameRun) {
        m_info.reset();
        m_options.reset();
        m_log.erase(m_log.begin(), m_log.begin() + static_cast<std::ptrdiff_t>(m_logOfThisRun));
        m_logOfThisRun = 0;
    }
    if (!sameRun || event.first_step == 0 || !m_start) {
        m_steps.clear();
        m_evals.clear();
        m_hasPairs = false;
        m_filters.clear();
        m_samples.clear();
        m_alarms.clear();
        m_stored.clear();
        m_activity.reset(event.sites, event.measures);
    } else {
        dropAfter(event.first_step);
    }
    m_start = event;
    m_preparing = false;
    m_changed = {};
    m_state = StateEvent{RunState::Running, event.first_step, {}};
    m_progress.reset();
    Q_EMIT reset();
}

// A resumed run repeats the steps after its checkpoint; what was reported of them before no longer counts.
void RunModel::dropAfter(int64_t step) {
    dropLater(m_steps, step);
    dropLater(m_evals, step);
    std::erase_if(m_alarms, [step](const Alarm& alarm) { return alarm.note.step > step; });
    dropLater(m_stored, step);
    m_samples.dropAfter(step);
    m_activity.dropAfter(step);
    m_filters.dropAfter(step);
}

void RunModel::add(const StepEvent& event) {
    m_hasPairs = m_hasPairs || event.pairs.has_value();
    if (!m_steps.empty() && m_steps.back().step >= event.step) {
        dropAfter(event.step - 1);
        Q_EMIT reset();
    }
    m_steps.push_back(event);
    m_progress.reset();
    Q_EMIT stepsGrew();
}

void RunModel::add(const EvalEvent& event) {
    if (event.supervised == 0 && event.generated > 0) { // answers, beside the evaluation of their step
        const auto measured = std::ranges::find(m_evals, event.step, &EvalEvent::step);
        if (measured != m_evals.end()) {
            measured->generated = event.generated;
            measured->exact = event.exact;
        }
        m_progress.reset();
        const QString exact = countText(event.exact), all = countText(event.generated);
        write(LogRow::Kind::Evaluation, event.step,
              event.step == 0 ? tr("Answers of the untrained model: %1 of %2 exact").arg(exact, all)
                              : tr("Answers of the adapter that is kept: %1 of %2 exact").arg(exact, all));
        Q_EMIT evalsGrew();
        return;
    }
    if (!m_evals.empty() && m_evals.back().step >= event.step) {
        dropLater(m_evals, event.step - 1);
    }
    m_hasPairs = m_hasPairs || event.pairs.has_value();
    m_evals.push_back(event);
    m_progress.reset();
    const QString loss = lossText(event.loss), best = event.best ? tr(" – best so far") : QString();
    const QString perplexity = std::isfinite(event.perplexity) ? numberText(event.perplexity, 'f', 2) : QString("–");
    write(LogRow::Kind::Evaluation, event.step,
          event.pairs ? tr("Evaluation loss %1, chosen answers preferred in %2 of the pairs%3")
                            .arg(loss, percentText(event.pairs->preferred), best)
                      : tr("Evaluation loss %1, perplexity %2%3").arg(loss, perplexity, best));
    Q_EMIT evalsGrew();
}

void RunModel::add(const ActivityEvent& event) {
    m_activity.append(event);
    Q_EMIT activityGrew();
}

void RunModel::add(const FilterEvent& event) {
    m_filters.append(event);
    Q_EMIT filterArrived(event.probe);
}

void RunModel::add(const CheckpointEvent& event) {
    m_stored.push_back(event);
    write(LogRow::Kind::Checkpoint, event.step,
          (event.best ? tr("Checkpoint %1 (best)") : tr("Checkpoint %1")).arg(QString::fromStdString(event.folder)));
}

void RunModel::add(const SampleEvent& event) {
    write(LogRow::Kind::Sample, event.step,
          QStringLiteral("%1 → %2").arg(oneLine(event.prompt), oneLine(event.answer)));
    m_samples.append(event);
    Q_EMIT samplesGrew();
}

void RunModel::add(const NoteEvent& event) {
    const LogRow::Kind kind = event.level == Level::Problem   ? LogRow::Kind::Problem
                              : event.level == Level::Warning ? LogRow::Kind::Warning
                                                              : LogRow::Kind::Info;
    write(kind, event.step, engineText(event.text));
    if (event.alarm) {
        m_alarms.push_back({event, std::max(event.step, this->step())});
        Q_EMIT stateChanged();
    }
}

void RunModel::add(const SteerEvent& event) {
    if (event.learning_rate > 0) {
        m_changed.learning_rate = event.learning_rate;
        write(LogRow::Kind::Change, event.step,
              tr("Learning rate changed to %1").arg(numberText(event.learning_rate, 'g', 4)));
    }
    if (event.end_step > 0) {
        m_changed.end_step = event.end_step;
        write(LogRow::Kind::Change, event.step, tr("The run now ends at step %1").arg(countText(event.end_step)));
    }
    if (event.token_budget > 0) {
        write(LogRow::Kind::Change, event.step,
              tr("Micro-batches now hold at most %1 tokens").arg(countText(event.token_budget)));
    }
    if (event.recompute == "feed-forward") {
        write(LogRow::Kind::Change, event.step, tr("The feed-forward part of each layer is now computed again"));
    } else if (event.recompute == "layer") {
        write(LogRow::Kind::Change, event.step, tr("Each layer is now computed again"));
    }
    Q_EMIT stateChanged();
}

void RunModel::add(const ProgressEvent& event) {
    m_progress = event;
    Q_EMIT stateChanged();
}

void RunModel::add(const StateEvent& event) {
    m_state = event;
    m_progress.reset();
    const QString message = engineText(event.message);
    const LogRow::Kind kind = event.state == RunState::Failed ? LogRow::Kind::Problem : LogRow::Kind::State;
    switch (event.state) {
    case RunState::Running:
        write(kind, event.step, tr("Running"));
        break;
    case RunState::Paused:
        write(kind, event.step, tr("Paused"));
        break;
    case RunState::Finished:
        write(kind, event.step, message.isEmpty() ? tr("Finished") : tr("Finished: %1").arg(message));
        break;
    case RunState::Stopped:
        write(kind, event.step, message.isEmpty() ? tr("Stopped") : tr("Stopped: %1").arg(message));
        break;
    case RunState::Failed:
        write(kind, event.step, message.isEmpty() ? tr("Failed") : tr("Failed: %1").arg(message));
        break;
    }
    if (!is_under_way(event.state)) {
        m_logOfThisRun = m_log.size();
    }
    Q_EMIT stateChanged();
}

void RunModel::write(LogRow::Kind kind, int64_t step, const QString& text) {
    m_log.push_back({kind, step, text});
    Q_EMIT logGrew();
}

} // namespace loratrf
