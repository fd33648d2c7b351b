#include "ui/try/try_page.h"

#include "ui/studio_backend.h"
#include "ui/try/chat_card.h"
#include "ui/try/evaluate_card.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_page.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QStackedWidget>

#include <cmath>

namespace loratrf {

namespace {

QString stateText(RunState state) {
    switch (state) {
    case RunState::Running:
        return TryPage::tr("running");
    case RunState::Paused:
        return TryPage::tr("paused");
    case RunState::Finished:
        return TryPage::tr("finished");
    case RunState::Stopped:
        return TryPage::tr("stopped");
    case RunState::Failed:
        return TryPage::tr("failed");
    }
    return {};
}

void count(const EvalEvent& eval, TryPage::Summary& summary) {
    if (std::isnan(summary.firstEval)) {
        summary.firstEval = eval.loss;
    }
    if (std::isfinite(eval.loss) && !(summary.bestEval <= eval.loss)) { // also true while there is none
        summary.bestEval = eval.loss;
        summary.bestStep = eval.step;
    }
    if (eval.generated > 0) {
        const double share = double(eval.exact) / double(eval.generated);
        (eval.step == 0 ? summary.baseExact : summary.tunedExact) = share;
    }
}

// A run that goes on repeats the steps after its checkpoint; what was measured of them before no longer counts.
void dropAfter(int64_t step, TryPage::Summary& summary) {
    if (std::erase_if(summary.evals, [step](const EvalEvent& eval) { return step == 0 || eval.step > step; }) == 0) {
        return;
    }
    const TryPage::Summary none;
    summary.firstEval = none.firstEval;
    summary.bestEval = none.bestEval;
    summary.bestStep = none.bestStep;
    summary.baseExact = summary.tunedExact = std::nullopt;
    for (const EvalEvent& eval : summary.evals) {
        count(eval, summary);
    }
}

} // namespace

TryPage::TryPage(StudioBackend& backend, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_stack(new QStackedWidget),
      m_folder(new TextLabel({}, TextLabel::Rank::Muted)), m_figures(new QGridLayout), m_strip(new MessageStrip),
      m_try(new ChatCard(backend)), m_evaluate(new EvaluateCard(backend)) {
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    page->setSpacing(space::wide);
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    head->addWidget(new TextLabel(tr("Try"), TextLabel::Rank::PageTitle));
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_folder->setObjectName("resultFolder");
    head->addWidget(m_folder);
    page->addLayout(head);
    m_strip->setObjectName("resultStrip");
    page->addWidget(m_strip);
    auto* summary = new Card(tr("Summary"));
    summary->setObjectName("resultSummary");
    m_figures->setHorizontalSpacing(space::wide);
    m_figures->setVerticalSpacing(2);
    summary->body()->addLayout(m_figures);
    page->addWidget(summary);
    page->addWidget(m_try);
    page->addWidget(m_evaluate);
    page->addStretch(1);

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the keys reach it from what lies in it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* empty = new EmptyPage(tr("Here you compare base and tuned answers, and evaluate."));
    connect(empty, &EmptyPage::setUpWanted, this, &TryPage::setUpWanted);
    connect(empty, &EmptyPage::runWanted, this, &TryPage::runWanted);
    connect(&backend, &StudioBackend::busyChanged, empty, &EmptyPage::setTraining);
    empty->setTraining(backend.busy());
    m_stack->addWidget(empty);
    m_stack->addWidget(scroll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&backend, &StudioBackend::event, this, &TryPage::take);
    connect(&backend, &StudioBackend::trainFinished, this, &TryPage::finish);
    connect(&backend, &StudioBackend::runOpened, this, &TryPage::showRun);
    connect(m_evaluate, &EvaluateCard::compared, this, [this](const EvaluateResult& base, const EvaluateResult& tuned) {
        if (base.generated > 0 && tuned.generated > 0) {
            for (Summary* one : {&m_summary, &m_told}) {
                if (one->folder == m_folder->text()) {
                    one->baseExact = base.exact_match;
                    one->tunedExact = tuned.exact_match;
                }
            }
            showSummary();
        }
    });
}

void TryPage::tellOf(const QString& folder) {
    if (folder != m_told.folder) {
        m_told = folder == m_summary.folder ? m_summary : Summary();
        m_told.folder = folder;
    }
}

void TryPage::take(const Event& event) {
    if (const auto* start = std::get_if<StartEvent>(&event)) {
        tellOf(qs(start->run));
        m_told.state = RunState::Running;
        m_told.totalSteps = start->total_steps;
        m_told.trainable = start->trainable;
        m_told.base = start->base;
        m_told.message.clear();
        dropAfter(start->first_step, m_told);
    } else if (const auto* step = std::get_if<StepEvent>(&event)) {
        m_told.step = step->step;
        m_told.seconds = step->seconds;
        if (!step->skipped) {
            m_told.trainLoss = step->loss;
        }
    } else if (const auto* eval = std::get_if<EvalEvent>(&event)) {
        m_told.evals.push_back(*eval);
        count(*eval, m_told);
    } else if (const auto* state = std::get_if<StateEvent>(&event)) {
        m_told.state = state->state;
        m_told.message = engineText(state->message);
    }
    if (std::holds_alternative<StartEvent>(event) || std::holds_alternative<StateEvent>(event)) {
        refresh();
    }
}

// The run that is shown may have gone on since.
void TryPage::refresh() {
    if (m_told.folder == m_folder->text()) {
        m_summary = m_told;
        showSummary();
    }
}

void TryPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void TryPage::finish(const TrainResult& result, const TrainOptions& options) {
    tellOf(qs(result.run));
    m_told.state = result.state;
    m_told.step = result.steps;
    m_told.trainLoss = result.train_loss;
    m_told.firstEval = result.first_eval_loss;
    m_told.bestEval = result.best_eval_loss;
    m_told.bestStep = result.best_step;
    m_told.trainable = result.trainable;
    m_told.seconds = result.seconds;
    m_told.message = engineText(result.message);
    m_summary = m_told;
    adopt(qs(result.run), options);
}

void TryPage::showRun(const RunInfo& info) {
    tellOf(qs(info.folder));
    m_told.state = info.state;
    m_told.step = std::max(m_told.step, info.step);
    m_told.totalSteps = info.total_steps;
    m_summary = m_told;
    adopt(qs(info.folder), info.options);
}

void TryPage::adopt(const QString& folder, const TrainOptions& options) {
    m_options = options;
    m_folder->setText(folder);
    m_try->setRun(folder, options);
    m_evaluate->setRun(folder, options);
    m_stack->setCurrentIndex(1);
    showSummary();
    Q_EMIT runChosen(folder, options);
}

TryPage::State TryPage::state() const {
    return {m_summary, m_told, m_options, m_folder->text(), m_try->state(), m_evaluate->state()};
}

void TryPage::setState(const State& state) {
    m_summary = state.shown;
    m_told = state.told;
    if (!state.folder.isEmpty()) {
        adopt(state.folder, state.options);
        m_try->setState(state.chat);
        m_evaluate->setState(state.evaluation);
    }
}

void TryPage::showSummary() {
    const Summary& summary = m_summary;
    while (QLayoutItem* item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    constexpr int columns = 4;
    int cell = 0;
    const auto figure = [&](const QString& name, const QString& value, const QString& help) {
        auto* number = new TextLabel(value, TextLabel::Rank::CardTitle);
        auto* label = new TextLabel(name, TextLabel::Rank::Muted);
        number->setToolTip(help);
        label->setToolTip(help);
        number->setAccessibleName(tr("%1: %2").arg(name, value));
        const int row = cell / columns * 3;
        if (row > 0) {
            m_figures->setRowMinimumHeight(row - 1, space::normal);
        }
        m_figures->addWidget(number, row, cell % columns);
        m_figures->addWidget(label, row + 1, cell % columns, Qt::AlignTop);
        m_figures->setColumnStretch(cell % columns, 1);
        ++cell;
    };
    const auto change = [](const QString& from, const QString& to) { return QString("%1 → %2").arg(from, to); };
    figure(tr("state"), stateText(summary.state), tr("How the run stands"));
    figure(tr("steps"),
           summary.totalSteps > 0 ? tr("%1 of %2").arg(countText(summary.step), countText(summary.totalSteps))
                                  : countText(summary.step),
           tr("Optimiser updates done"));
    figure(tr("training loss, last step"), lossText(summary.trainLoss),
           tr("Mean over the supervised tokens of the last step"));
    if (std::isfinite(summary.firstEval)) {
        figure(tr("evaluation loss, base → best"), change(lossText(summary.firstEval), lossText(summary.bestEval)),
               tr("On rows that were not trained on; best at step %1").arg(countText(summary.bestStep)));
    }
    if (summary.baseExact && summary.tunedExact) {
        figure(tr("exact match, base → tuned"),
               change(percentText(*summary.baseExact), percentText(*summary.tunedExact)),
               tr("Share of the evaluated rows answered exactly as expected"));
    }
    figure(tr("time"), durationText(summary.seconds), tr("Training time, pauses left out"));
    figure(tr("trainable parameters"), countText(summary.trainable),
           summary.base > 0 ? tr("%1 of the model").arg(percentText(double(summary.trainable) / double(summary.base)))
                            : QString());
    const bool bad = summary.state == RunState::Failed;
    m_strip->setMessage(bad ? Level::Problem : Level::Info, summary.message);
    m_try->setStep(summary.step);
    m_evaluate->setStep(summary.step);
}

} // namespace loratrf
