#include "ui/run/plot_board.h"

#include "ui/plots/figures.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/pair_plot.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/tool_row.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int smoothingSteps = 100;
// Of plots that only some runs have it is remembered which were left out: whoever never saw one did not choose.
const auto shownKey = QStringLiteral("run/plots"), leftOutKey = QStringLiteral("run/plotsLeftOut"),
           smoothingKey = QStringLiteral("run/smoothing"), logarithmicKey = QStringLiteral("run/logarithmic"),
           clipKey = QStringLiteral("run/clipOutliers");

} // namespace

PlotBoard::PlotBoard(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_loss(new LossPlot(model, this)), m_menu(new QMenu(this)),
      m_stack(new QVBoxLayout) {
    m_stack->setSpacing(4);
    add(m_loss);
    add(new PairPlot(model, PairPlot::Shows::Preferred, this));
    add(new PairPlot(model, PairPlot::Shows::Rewards, this));
    for (const Figure& figure : otherFigures()) {
        add(new StepPlot(model, figure, this));
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeTools());
    layout->addLayout(m_stack, 1);

    const QSettings settings;
    const QStringList wanted =
        settings.value(shownKey, QStringList{QStringLiteral("loss"), QStringLiteral("grad_norm")}).toStringList();
    const QStringList leftOut = settings.value(leftOutKey).toStringList();
    for (const StepPlot* plot : m_plots) {
        const QString key = plot->figure().key;
        choose(key, plot->figure().offered ? !leftOut.contains(key) : wanted.contains(key));
    }
    showChosen();
    for (const auto signal : {&RunModel::reset, &RunModel::stepsGrew, &RunModel::evalsGrew}) {
        connect(&m_model, signal, this, [this] {
            if (m_model.hasPairs() != m_hasPairs) {
                showChosen();
            }
        });
    }
    smoothByLength();
    for (const auto signal : {&RunModel::reset, &RunModel::stepsGrew, &RunModel::stateChanged}) {
        connect(&m_model, signal, this, &PlotBoard::smoothByLength);
    }
}

QWidget* PlotBoard::makeTools() {
    m_smoothing = new QSlider(Qt::Horizontal, this);
    m_smoothing->setObjectName(QStringLiteral("smoothing"));
    m_smoothing->setRange(0, smoothingSteps - 1);
    m_smoothing->setValue(qRound(m_loss->smoothing() * smoothingSteps));
    m_smoothing->setMinimumWidth(44);
    m_smoothing->setMaximumWidth(110);
    m_smoothing->setToolTip(
        tr("How many steps the smoothed curves average over: 90 % is about 10, 98 % about 50. Until "
           "you move it, a twentieth of the run, at most 10"));
    auto* smoothingLabel = new QLabel(tr("S&moothing"), this);
    smoothingLabel->setBuddy(m_smoothing);
    auto* logarithmic = new QCheckBox(tr("Log a&xes"), this);
    logarithmic->setObjectName(QStringLiteral("logAxis"));
    logarithmic->setToolTip(tr("Show orders of magnitude: small losses late in a run become visible"));
    auto* clip = new QCheckBox(tr("Clip outl&iers"), this);
    clip->setObjectName(QStringLiteral("clipOutliers"));
    clip->setToolTip(tr("Fit the axes to what is between the 1st and the 99th percentile, so that a few peaks do not "
                        "press the rest flat"));
    auto* choose = new QPushButton(tr("Pl&ots"), this);
    choose->setObjectName(QStringLiteral("choosePlots"));
    choose->setToolTip(tr("Which plots are shown"));
    choose->setMenu(m_menu);
    auto* everything = new QPushButton(tr("Who&le run"), this);
    everything->setObjectName(QStringLiteral("wholeRun"));
    everything->setToolTip(tr("Show everything and follow the run"));

    constexpr int spacing = 8; // a narrow window has room for little more
    const auto group = [this](std::initializer_list<QWidget*> widgets) {
        auto* made = new QWidget(this);
        auto* line = new QHBoxLayout(made);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(spacing);
        for (QWidget* widget : widgets) {
            line->addWidget(widget);
        }
        return std::pair(made, line);
    };
    const auto [drawn, drawnLine] = group({smoothingLabel, m_smoothing, logarithmic, clip});
    drawnLine->addStretch();
    const auto [chosen, chosenLine] = group({choose, everything});
    chosenLine->insertStretch(0);

    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        m_ownSmoothing = true;
        QSettings().setValue(smoothingKey, value);
        smooth(value);
    });
    connect(logarithmic, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(logarithmicKey, on);
        for (StepPlot* plot : m_plots) {
            plot->setLogarithmic(on);
        }
    });
    connect(clip, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(clipKey, on);
        for (StepPlot* plot : m_plots) {
            plot->setClipsOutliers(on);
        }
    });
    connect(everything, &QPushButton::clicked, this, [this] {
        for (StepPlot* plot : m_plots) {
            plot->resetView();
        }
    });
    // As they were left the last time.
    const QSettings settings;
    m_ownSmoothing = settings.contains(smoothingKey);
    m_smoothing->setValue(settings.value(smoothingKey, m_smoothing->value()).toInt());
    logarithmic->setChecked(settings.value(logarithmicKey).toBool());
    clip->setChecked(settings.value(clipKey).toBool());
    return new ToolRow(drawn, chosen, spacing, this);
}

void PlotBoard::smooth(int value) {
    for (StepPlot* plot : m_plots) {
        plot->setSmoothing(static_cast<double>(value) / smoothingSteps);
    }
}

// What nobody has chosen follows from the steps that the run will have, which stay the same while it goes on; from
// those it has where it is over or a clock ends it.
void PlotBoard::smoothByLength() {
    const int64_t planned = m_model.isRunning() ? m_model.totalSteps() : 0;
    const std::size_t steps = planned > 0 ? static_cast<std::size_t>(planned) : m_model.steps().size();
    const int value = qRound(usualSmoothing(steps) * smoothingSteps);
    if (m_ownSmoothing || steps == 0 || value == m_smoothing->value()) {
        return;
    }
    const QSignalBlocker quiet(m_smoothing); // this is not the user's doing
    m_smoothing->setValue(value);
    smooth(value);
}

void PlotBoard::add(StepPlot* plot) {
    const QString key = plot->figure().key;
    plot->setObjectName(key + QStringLiteral("Plot"));
    m_stack->addWidget(plot, plot == m_loss ? 2 : 1);
    m_plots.push_back(plot);
    QAction* choice = m_menu->addAction(plot->figure().title);
    choice->setObjectName(key + QStringLiteral("Choice"));
    choice->setCheckable(true);
    choice->setToolTip(plot->figure().help);
    m_choices[key] = choice;
    connect(choice, &QAction::toggled, this, [this, key](bool on) { setShown(key, on); });
    link(plot);
}

void PlotBoard::link(StepPlot* plot) {
    const auto others = [this, plot](const auto& tell) {
        for (StepPlot* other : m_plots) {
            if (other != plot) {
                tell(*other);
            }
        }
    };
    connect(plot, &StepPlot::stepsChosen, this,
            [others](double lower, double upper) { others([&](StepPlot& other) { other.showSteps(lower, upper); }); });
    connect(plot, &StepPlot::viewReset, this, [others] { others([](StepPlot& other) { other.resetView(); }); });
    connect(plot, &StepPlot::stepsScaled, this, [others](bool logarithmic) {
        others([logarithmic](StepPlot& other) { other.setLogarithmicSteps(logarithmic); });
    });
    connect(plot, &StepPlot::cursorMoved, this,
            [others](std::optional<double> step) { others([&](StepPlot& other) { other.showCursor(step); }); });
    connect(plot, &StepPlot::cursorMoved, this, &PlotBoard::cursorMoved);
    connect(plot, &StepPlot::messageWanted, this, &PlotBoard::messageWanted);
}

void PlotBoard::showCursor(std::optional<double> step) {
    for (StepPlot* plot : m_plots) {
        plot->showCursor(step);
    }
}

void PlotBoard::choose(const QString& key, bool on) {
    const QSignalBlocker quiet(m_choices.at(key));
    m_choices.at(key)->setChecked(on);
}

// Of what is chosen that which the run has; the loss where that is nothing.
void PlotBoard::showChosen() {
    m_hasPairs = m_model.hasPairs();
    for (StepPlot* plot : m_plots) {
        const bool offered = !plot->figure().offered || plot->figure().offered(m_model);
        QAction* choice = m_choices.at(plot->figure().key);
        choice->setVisible(offered);
        plot->setVisible(offered && choice->isChecked());
    }
    if (shown().isEmpty()) {
        choose(m_loss->figure().key, true);
        m_loss->setVisible(true);
    }
    labelLowest();
}

void PlotBoard::setShown(const QString& key, bool shown) {
    if (m_choices.contains(key)) {
        const bool last = !shown && this->shown() == QStringList{key};
        choose(key, shown || last);
        showChosen();
        remember();
    }
}

void PlotBoard::remember() const {
    QStringList chosen, leftOut;
    for (const StepPlot* plot : m_plots) {
        const QString key = plot->figure().key;
        const bool on = m_choices.at(key)->isChecked();
        if (plot->figure().offered && !on) {
            leftOut << key;
        } else if (!plot->figure().offered && on) {
            chosen << key;
        }
    }
    QSettings().setValue(shownKey, chosen);
    QSettings().setValue(leftOutKey, leftOut);
}

QStringList PlotBoard::shown() const {
    QStringList keys;
    for (const StepPlot* plot : m_plots) {
        if (!plot->isHidden()) {
            keys << plot->figure().key;
        }
    }
    return keys;
}

// The steps have their name once, below them all.
void PlotBoard::labelLowest() {
    const QStringList keys = shown();
    for (StepPlot* plot : m_plots) {
        const bool lowest = !keys.isEmpty() && plot->figure().key == keys.last();
        plot->plot()->xAxis->setLabel(lowest ? tr("step") : QString());
        plot->plot()->replot(QCustomPlot::rpQueuedReplot);
    }
}

} // namespace loratrf
