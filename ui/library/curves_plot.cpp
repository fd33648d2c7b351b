#include "ui/library/curves_plot.h"

#include "ui/library/plot_frame.h"
#include "ui/library/run_library.h"
#include "ui/library/run_reader.h"
#include "ui/plots/smoothing.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr double smoothing = 0.9; // of the training loss, which jumps from step to step

enum Figure { TrainLoss, EvalLoss, LearningRate, TokensPerSecond, Memory };
enum Over { Steps, Epochs, Seconds };

double figureOf(const StepEvent& step, int figure) {
    switch (figure) {
    case LearningRate:
        return step.learning_rate;
    case TokensPerSecond:
        return step.tokens_per_second;
    case Memory:
        return double(step.memory_bytes) / 1e6;
    default:
        return step.loss;
    }
}

double placeOf(const StepEvent& step, int over) {
    return over == Steps ? double(step.step) : over == Epochs ? step.epoch : step.seconds;
}

} // namespace

CurvesPlot::CurvesPlot(const RunReader& reader, QWidget* parent)
    : QWidget(parent), m_reader(reader), m_figure(new QComboBox), m_over(new QComboBox),
      m_logarithmic(new QCheckBox(tr("&Logarithmic"))), m_note(new TextLabel({}, TextLabel::Rank::Muted)),
      m_plot(new QCustomPlot) {
    m_figure->setObjectName(QStringLiteral("curveFigure"));
    m_figure->setAccessibleName(tr("What the curves show"));
    m_figure->setToolTip(tr("What is drawn of each run; the training loss is smoothed"));
    m_figure->addItems(
        {tr("Training loss"), tr("Evaluation loss"), tr("Learning rate"), tr("Tokens per second"), tr("Memory (MB)")});
    m_over->setObjectName(QStringLiteral("curveOver"));
    m_over->setAccessibleName(tr("What the curves run over"));
    m_over->setToolTip(tr("Epochs compare runs of different batch sizes, seconds those of different speed"));
    m_over->addItems({tr("over steps"), tr("over epochs"), tr("over seconds")});
    m_logarithmic->setObjectName(QStringLiteral("curveLogarithmic"));
    m_logarithmic->setToolTip(tr("Shows small differences between small values"));
    m_note->setObjectName(QStringLiteral("curveNote"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_plot->setObjectName(QStringLiteral("curves"));
    m_plot->setAccessibleName(tr("Curves of the selected runs"));
    setUpPlot(*m_plot);
    m_plot->xAxis->setLabel(tr("step"));
    m_plot->legend->setVisible(true);
    m_plot->legend->setRowSpacing(0);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);

    auto* top = new QHBoxLayout;
    top->setSpacing(space::normal);
    top->addWidget(m_figure);
    top->addWidget(m_over);
    top->addWidget(m_logarithmic);
    top->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    for (QComboBox* box : {m_figure, m_over}) {
        connect(box, &QComboBox::currentIndexChanged, this, &CurvesPlot::refresh);
    }
    connect(m_logarithmic, &QCheckBox::toggled, this, &CurvesPlot::refresh);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &CurvesPlot::refresh);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) { showNearest(event->pos()); });
    applyColours();
}

void CurvesPlot::setRuns(const std::vector<LibraryRun>& runs, int leftOut) {
    m_leftOut = leftOut;
    m_folders.clear();
    m_names.clear();
    for (const LibraryRun& run : runs) {
        m_folders << run.folder;
        m_names << run.name;
    }
    refresh();
}

void CurvesPlot::addCurve(const RunModel& run, const QString& name, int number) {
    QCPGraph* graph = m_plot->addGraph();
    graph->setName(QFontMetrics(m_plot->legend->font()).elidedText(name, Qt::ElideMiddle, 260));
    graph->setAdaptiveSampling(true);
    const int figure = m_figure->currentIndex(), over = m_over->currentIndex();
    QVector<double> x, y;
    if (figure == EvalLoss) {
        const std::vector<StepEvent>& steps = run.steps();
        for (const EvalEvent& eval : run.evals()) {
            // An evaluation lies where its step does; the base model's lies before the first.
            const auto step =
                std::find_if(steps.begin(), steps.end(), [&](const StepEvent& one) { return one.step >= eval.step; });
            x << (over == Steps ? double(eval.step) : eval.step == 0 || step == steps.end() ? 0 : placeOf(*step, over));
            y << eval.loss;
        }
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
    } else {
        Smoother smoother(figure == TrainLoss ? smoothing : 0);
        for (const StepEvent& step : run.steps()) {
            x << placeOf(step, over);
            y << smoother.next(figureOf(step, figure));
        }
    }
    graph->setData(x, y, over != Seconds); // a resumed run's clock may begin again
    graph->setPen(runPen(number, PlotColours::fromPalette(palette()).dark));
}

void CurvesPlot::refresh() {
    m_plot->clearGraphs();
    int coming = 0;
    QStringList problems;
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        if (const RunModel* run = m_reader.run(m_folders[i])) {
            addCurve(*run, m_names[i], int(i));
        } else if (const QString problem = m_reader.problem(m_folders[i]); !problem.isEmpty()) {
            problems << problem;
        } else {
            ++coming;
        }
    }
    m_plot->xAxis->setLabel(m_over->currentIndex() == Steps    ? tr("step")
                            : m_over->currentIndex() == Epochs ? tr("epoch")
                                                               : tr("seconds"));
    setLogarithmic(*m_plot->yAxis, m_logarithmic->isChecked());
    m_plot->rescaleAxes();
    widen(*m_plot->yAxis);
    m_note->setText(!problems.isEmpty()   ? problems.join(QLatin1Char(' '))
                    : m_folders.isEmpty() ? tr("Select runs to lay their curves over each other.")
                    : coming > 0          ? tr("Reading %n run(s)…", nullptr, coming)
                    : m_leftOut > 0 ? tr("%n more selected run(s) not drawn: so many curves cannot be told apart.",
                                         nullptr, m_leftOut)
                                    : QString());
    m_plot->legend->setVisible(m_plot->graphCount() > 0);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvesPlot::showNearest(const QPoint& at) {
    if (m_plot->graphCount() == 0) {
        return;
    }
    const double x = m_plot->xAxis->pixelToCoord(at.x());
    QStringList texts;
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const QCPGraph* graph = m_plot->graph(i);
        const auto found = graph->data()->findBegin(x);
        if (found != graph->data()->constEnd() && x <= m_plot->xAxis->range().upper) {
            texts << tr("%1: %2").arg(graph->name(), QString::number(found->value, 'g', 5));
        }
    }
    m_plot->setToolTip(texts.join(QLatin1Char('\n')));
}

void CurvesPlot::applyColours() {
    stylePlot(*m_plot, PlotColours::fromPalette(palette()), font());
}

void CurvesPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColours();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace loratrf
