#include "ui/run/run_header.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr auto dash = "–";
constexpr const char* captionProperty = "caption";  // of a figure
constexpr int usualSpacing = 32, closeSpacing = 16; // between figures: one more has to fit into a narrow window

QLabel* secondary(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QString memoryText(int64_t bytes) {
    return bytes <= 0 ? QString::fromUtf8(dash) : sizeText(bytes);
}

QString timeText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return QString::fromUtf8(dash);
    }
    const int64_t whole = std::llround(std::min(seconds, 1e12));
    if (whole < 60) {
        return RunHeader::tr("%1 s").arg(whole);
    }
    return whole < 3600
               ? RunHeader::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'))
               : RunHeader::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0'));
}

QFont scaled(QFont font, double factor, QFont::Weight weight) {
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

} // namespace

RunHeader::RunHeader(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_title(new QLabel(this)), m_badge(new QLabel(this)), m_where(secondary(this)),
      m_progressText(new QLabel(this)), m_progress(new QProgressBar(this)), m_pause(new QPushButton(this)),
      m_stop(new QPushButton(this)), m_checkpoint(new QPushButton(tr("Save &now"), this)),
      m_evaluate(new QPushButton(tr("Evaluate no&w"), this)), m_change(new QPushButton(tr("&Change…"), this)),
      m_resume(new QPushButton(tr("Resume &run"), this)), m_result(new QPushButton(tr("Show resul&t"), this)) {
    m_title->setObjectName(QStringLiteral("runTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_badge->setObjectName(QStringLiteral("stateBadge"));
    m_badge->setAlignment(Qt::AlignCenter);
    m_where->setObjectName(QStringLiteral("where"));
    m_where->setTextFormat(Qt::PlainText);
    m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progressText->setObjectName(QStringLiteral("progressText"));
    makeButtons();

    auto* titles = new QHBoxLayout;
    titles->setSpacing(12);
    titles->addWidget(m_badge, 0, Qt::AlignVCenter);
    titles->addWidget(m_title, 1);
    for (QPushButton* button : {m_pause, m_checkpoint, m_evaluate, m_change, m_stop, m_resume, m_result}) {
        titles->addWidget(button);
    }
    auto* progress = new QHBoxLayout;
    progress->setSpacing(12);
    progress->addWidget(m_progress, 1);
    progress->addWidget(m_progressText);
    m_figures = new QHBoxLayout;
    m_train = addFigure(m_figures, tr("Train loss"), "trainLoss");
    m_best = addFigure(m_figures, tr("Best eval loss"), "bestLoss");
    m_preferred = addFigure(m_figures, tr("Preferred"), "preferredShare");
    m_preferredCaption = findChild<QLabel*>(QStringLiteral("preferredShareCaption"));
    m_left = addFigure(m_figures, tr("Time left"), "timeLeft");
    m_speed = addFigure(m_figures, tr("Tokens per second"), "speed");
    m_memory = addFigure(m_figures, tr("Memory"), "memory");
    m_figures->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(titles);
    layout->addWidget(m_where);
    layout->addSpacing(6);
    layout->addLayout(progress);
    layout->addSpacing(6);
    layout->addLayout(m_figures);

    updateFonts();
    updatePreferred();

    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_pauseWanted = !isPaused();
        updateButtons(true);
        Q_EMIT pauseWanted(*m_pauseWanted);
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stopWanted = true;
        updateButtons(true);
        Q_EMIT stopWanted();
    });
    connect(m_checkpoint, &QPushButton::clicked, this, &RunHeader::checkpointWanted);
    connect(m_evaluate, &QPushButton::clicked, this, &RunHeader::evaluationWanted);
    connect(m_change, &QPushButton::clicked, this, &RunHeader::changeWanted);
    connect(m_resume, &QPushButton::clicked, this, &RunHeader::resumeWanted);
    connect(m_result, &QPushButton::clicked, this, &RunHeader::resultWanted);
}

void RunHeader::makeButtons() {
    m_pause->setObjectName(QStringLiteral("pause"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_checkpoint->setObjectName(QStringLiteral("checkpoint"));
    m_evaluate->setObjectName(QStringLiteral("evaluate"));
    m_change->setObjectName(QStringLiteral("change"));
    m_resume->setObjectName(QStringLiteral("resume"));
    m_result->setObjectName(QStringLiteral("result"));
    m_result->setToolTip(tr("Try and evaluate what the run has learnt"));
    m_result->setProperty("primary", true);
}

// What is always there gives way to the buttons.
void RunHeader::elideTitle() {
    m_title->setText(m_title->fontMetrics().elidedText(m_name, Qt::ElideMiddle, std::max(0, m_title->width() - 2)));
}

void RunHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    elideTitle();
}

void RunHeader::updateFonts() {
    m_title->setFont(scaled(font(), 1.45, QFont::DemiBold));
    for (QLabel* figure : {m_train, m_best, m_preferred, m_left, m_speed, m_memory}) {
        figure->setFont(scaled(font(), 1.2, QFont::DemiBold));
    }
}

void RunHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        updateFonts();
    }
    QWidget::changeEvent(event);
}

QLabel* RunHeader::addFigure(QHBoxLayout* row, const QString& caption, const char* name) {
    auto* value = new QLabel(QString::fromUtf8(dash), this);
    value->setObjectName(QLatin1String(name));
    value->setProperty(captionProperty, caption);
    QLabel* label = secondary(this);
    label->setObjectName(QLatin1String(name) + QStringLiteral("Caption"));
    label->setText(caption);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(value);
    column->addWidget(label);
    row->addLayout(column);
    return value;
}

void RunHeader::update(const QString& method, bool steerable, bool busy, bool writable) {
    updateTitle(method);
    updateBadge();
    updateProgress();
    updateFigures();
    updateButtons(steerable);
    updateResume(steerable, busy, writable);
}

void RunHeader::updateTitle(const QString& method) {
    const QString folder = m_model.folder();
    QString name = m_model.name();
    if (name.isEmpty()) {
        name = QFileInfo(folder).fileName();
    }
    m_name = name.isEmpty() ? method : name;
    m_title->setToolTip(folder.isEmpty() ? m_name : QStringLiteral("%1\n%2").arg(m_name, folder));
    m_title->setAccessibleName(m_name);
    elideTitle();
    QStringList parts{method};
    if (m_model.start()) {
        const StartEvent& start = *m_model.start();
        parts << engineText(start.device) << engineText(start.compute);
        if (start.trainable > 0) {
            const double share =
                start.base > 0 ? 100.0 * static_cast<double>(start.trainable) / static_cast<double>(start.base) : 0;
            parts << tr("%1 trainable parameters (%2 % of the base)")
                         .arg(countText(start.trainable), numberText(share, 'g', 2));
        }
        if (start.train_examples > 0) {
            parts << tr("%1 examples").arg(countText(start.train_examples));
        }
    }
    parts.removeAll(QString());
    m_where->setText(parts.join(QStringLiteral("  ·  ")));
    m_where->setToolTip(m_where->text());
}

void RunHeader::updateBadge() {
    struct Look {
        QString text;
        QColor colour;
    };
    const auto look = [this]() -> Look {
        if (!m_model.state()) {
            return {tr("Preparing"), QColor(0x6b, 0x72, 0x80)};
        }
        switch (m_model.state()->state) {
        case RunState::Running:
            return {tr("Running"), QColor(0x1f, 0x6f, 0xb8)};
        case RunState::Paused:
            return {tr("Paused"), QColor(0x8a, 0x63, 0x00)};
        case RunState::Finished:
            return {tr("Finished"), QColor(0x1b, 0x7a, 0x43)};
        case RunState::Stopped:
            return {tr("Stopped"), QColor(0x5b, 0x62, 0x70)};
        case RunState::Failed:
            return {tr("Failed"), QColor(0xb3, 0x26, 0x1e)};
        }
        return {};
    }();
    if (m_badge->text() != look.text) {
        m_badge->setText(look.text);
        m_badge->setStyleSheet(
            QStringLiteral("QLabel { color: white; background: %1; border-radius: 9px; padding: 2px 10px; }")
                .arg(look.colour.name()));
    }
}

void RunHeader::updateProgress() {
    const int64_t step = m_model.step(), total = m_model.totalSteps();
    const auto& progress = m_model.progress();
    if (progress) {
        const QString what = engineText(progress->what), done = amountText(*progress, progress->done);
        m_progressText->setText(
            progress->total > 0
                ? m_workLeft.appended(tr("%1: %2 of %3").arg(what, done, amountText(*progress, progress->total)),
                                      *progress)
            : progress->done > 0 ? tr("%1: %2 so far").arg(what, done)
                                 : tr("%1 …").arg(what));
    } else if (m_model.isPreparing()) {
        m_progressText->setText(tr("Preparing …"));
    } else {
        m_progressText->setText(total > 0 ? tr("step %1 of %2").arg(countText(step), countText(total))
                                          : tr("step %1").arg(countText(step)));
    }
    // The bar speaks of the run; only before its first step does it speak of the preparations.
    const bool preparing = m_model.isPreparing() || (progress && step == 0);
    const int64_t done = !preparing ? step : progress ? progress->done : 0;
    const int64_t all = !preparing ? total : progress ? progress->total : 0;
    constexpr int fine = 10000;
    const bool unknown = preparing && all <= 0;
    m_progress->setRange(0, unknown ? 0 : fine);
    if (!unknown) {
        m_progress->setValue(
            all > 0 ? static_cast<int>(fine * std::min(1.0, static_cast<double>(done) / static_cast<double>(all))) : 0);
    }
}

void RunHeader::updateFigures() {
    const QString none = QString::fromUtf8(dash);
    const bool any = !m_model.steps().empty();
    const StepEvent last = any ? m_model.steps().back() : StepEvent();
    const EvalEvent* best = m_model.bestEval();
    m_train->setText(any ? lossText(last.loss) : none);
    m_best->setText(best != nullptr ? tr("%1 at step %2").arg(lossText(best->loss), countText(best->step)) : none);
    m_left->setText(any && m_model.isRunning() ? timeText(last.eta_seconds) : none);
    m_speed->setText(any && std::isfinite(last.tokens_per_second)
                         ? countText(std::llround(std::clamp(last.tokens_per_second, 0.0, 1e15)))
                         : none);
    const int64_t planned = m_model.plannedMemory();
    m_memory->setText(!any          ? none
                      : planned > 0 ? tr("%1, planned %2").arg(memoryText(last.memory_bytes), memoryText(planned))
                                    : memoryText(last.memory_bytes));
    m_memory->setToolTip(planned > 0 ? tr("Held now, of what was foreseen before the run began")
                                     : tr("Held now; nothing was foreseen for this run"));
    updatePreferred();
    for (QLabel* figure : {m_train, m_best, m_preferred, m_left, m_speed, m_memory}) { // its number alone says little
        figure->setAccessibleName(tr("%1: %2").arg(figure->property(captionProperty).toString(), figure->text()));
    }
}

// The evaluation's share says more than a step's; that of the base model, before the first step, says nothing.
void RunHeader::updatePreferred() {
    const bool any = m_model.hasPairs();
    m_preferred->setVisible(any);
    m_preferredCaption->setVisible(any);
    if (const int spacing = any ? closeSpacing : usualSpacing; m_figures->spacing() != spacing) {
        m_figures->setSpacing(spacing);
    }
    const std::vector<EvalEvent>& evals = m_model.evals();
    const auto eval = std::find_if(evals.rbegin(), evals.rend(),
                                   [](const EvalEvent& one) { return one.step > 0 && one.pairs.has_value(); });
    if (eval != evals.rend()) {
        m_preferred->setText(percentText(eval->pairs->preferred));
        m_preferred->setToolTip(tr("Evaluation pairs whose chosen answer gained more than the rejected one, at step %1")
                                    .arg(countText(eval->step)));
    } else {
        const std::vector<StepEvent>& steps = m_model.steps();
        const bool told = !steps.empty() && steps.back().pairs.has_value();
        m_preferred->setText(told ? percentText(steps.back().pairs->preferred) : QString::fromUtf8(dash));
        m_preferred->setToolTip(tr("Pairs of the last step whose chosen answer gained more than the rejected one"));
    }
}

bool RunHeader::isPaused() const {
    return m_model.state() && m_model.state()->state == RunState::Paused;
}

void RunHeader::updateButtons(bool steerable) {
    const bool running = steerable && m_model.isRunning();
    const bool preparing = steerable && m_model.isPreparing();
    const bool paused = isPaused();
    if (!running || m_pauseWanted == paused) {
        m_pauseWanted.reset();
    }
    m_stopWanted = m_stopWanted && (running || preparing);
    // A step or an evaluation under way is finished first, which may take a while.
    m_pause->setText(m_pauseWanted ? (*m_pauseWanted ? tr("Pausing…") : tr("Resuming…"))
                                   : (paused ? tr("&Resume") : tr("&Pause")));
    m_stop->setText(m_stopWanted ? tr("Stopping…") : tr("&Stop"));
    const bool evaluates = !m_model.start() || m_model.start()->eval_examples > 0;
    const std::pair<QPushButton*, QString> helped[] = {
        {m_pause, tr("Wait after the present micro-batch, or go on; the threads are free meanwhile")},
        {m_stop, preparing ? tr("End before the training begins; nothing is kept")
                           : tr("Finish the step, write a checkpoint and end; the run can be resumed")},
        {m_checkpoint, tr("Write a checkpoint after the present step and go on")},
        {m_evaluate, evaluates
                         ? tr("Measure the evaluation loss after the present step, show the sample answers and go "
                              "on; it does not count for the patience")
                         : tr("This run has no evaluation rows")},
        {m_change, tr("Change the learning rate or the last step while the run goes on; the journal keeps it")}};
    for (const auto& [button, help] : helped) {
        button->setVisible(steerable || m_model.isRunning());
        const bool afterAStep = button == m_checkpoint || button == m_evaluate || button == m_change;
        const bool waits =
            (afterAStep && paused) || (button == m_evaluate && !evaluates) || (button == m_pause && m_pauseWanted);
        const bool possible = running || (preparing && button == m_stop);
        button->setEnabled(possible && !m_stopWanted && !waits);
        button->setToolTip(!steerable               ? tr("This run belongs to another process; it is only watched here")
                           : preparing && !possible ? tr("Possible once the run has been prepared")
                           : afterAStep && paused
                               ? tr("Possible once the run goes on: a pause may lie in the middle of a step")
                               : help);
    }
    m_result->setVisible(m_model.state() && !m_model.isRunning() && m_model.hasBegun());
}

void RunHeader::updateResume(bool steerable, bool busy, bool writable) {
    const bool ended = m_model.state() && !m_model.isRunning();
    const bool unfinished =
        ended ? m_model.state()->state != RunState::Finished : m_model.info() && m_model.info()->resumable;
    m_resume->setVisible(!steerable && unfinished && m_model.hasBegun());
    m_resume->setEnabled(!busy && writable);
    m_resume->setToolTip(busy        ? tr("Another run is being trained; wait for its end")
                         : !writable ? tr("The folder cannot be written to")
                                     : tr("Go on from the newest checkpoint"));
}

} // namespace loratrf
