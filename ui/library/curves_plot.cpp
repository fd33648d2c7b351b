#include "ui/library/curves_plot.h"

#include "ui/library/plot_frame.h"
#include "ui/library/run_library.h"
#include "ui/library/run_reader.h"
#include "ui/plots/picture_file.h"
#include "ui/plots/point_reader.h"
#include "ui/plots/save_menu.h"
#include "ui/plots/smoothing.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/focus_ring.h"
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
      m_logarithmic(new QCheckBox(tr("Logarithmi&c"))), m_note(new TextLabel({}, TextLabel::Rank::Muted)),
      m_plot(new QCustomPlot), m_cursor(new QCPItemStraightLine(m_plot)) {
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
    makeReader();
    auto* save = new SaveMenu(tr("&Save plot"), *m_plot,
                              {.name = [this] { return figureName(); },
                               .isEmpty = [this] { return m_plot->graphCount() == 0; },
                               .print = [this](const std::function<void(QCustomPlot&)>& take) { print(take); },
                               .values = [this](QChar separator) { return values(separator); }});
    save->setObjectName(QStringLiteral("savePlot"));
    save->setToolTip(tr("Save these curves as a picture or as numbers, or copy them"));
    connect(save, &SaveMenu::said, m_note, &QLabel::setText);

    auto* top = new QHBoxLayout;
    top->setSpacing(space::normal);
    top->addWidget(m_figure);
    top->addWidget(m_over);
    top->addWidget(m_logarithmic);
    top->addWidget(m_note, 1);
    top->addWidget(save);
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
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        m_plot->setToolTip(readout(m_plot->xAxis->pixelToCoord(event->pos().x())));
    });
    applyColours(PlotColours::fromPalette(palette()));
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

QString CurvesPlot::figureName() const {
    return m_figure->currentIndex() == TrainLoss ? tr("Training loss, smoothed") : m_figure->currentText();
}

void CurvesPlot::addCurve(const RunModel& run, int number) {
    QCPGraph* graph = m_plot->addGraph();
    graph->setName(QFontMetrics(m_plot->legend->font()).elidedText(m_names[number], Qt::ElideMiddle, 260));
    graph->setAdaptiveSampling(true);
    const int figure = m_figure->currentIndex(), over = m_over->currentIndex();
    QVector<double> x, y;
    if (figure == EvalLoss) {
        const std::vector<StepEvent>& steps = run.steps();
        for (const EvalEvent& eval : run.evals()) {
            // An evaluation lies where its step does; the base model's lies before the first.
            const auto step = std::ranges::lower_bound(steps, eval.step, {}, &StepEvent::step);
            x << (over == Steps ? double(eval.step) : eval.step == 0 || step == steps.end() ? 0 : placeOf(*step, over));
            y << eval.loss;
        }
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
    } else {
        // The training loss jumps from step to step.
        Smoother smoother(figure == TrainLoss ? usualSmoothing(run.steps().size()) : 0);
        for (const StepEvent& step : run.steps()) {
            x << placeOf(step, over);
            y << smoother.next(figureOf(step, figure));
        }
    }
    graph->setData(x, y, over != Seconds); // a resumed run's clock may begin again
    graph->setPen(runPen(number, PlotColours::fromPalette(palette()).dark));
    m_numbers.push_back(number);
}

void CurvesPlot::refresh() {
    m_keys->leave();
    m_plot->clearGraphs();
    m_numbers.clear();
    int coming = 0;
    QStringList problems;
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        if (const RunModel* run = m_reader.run(m_folders[i])) {
            addCurve(*run, int(i));
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
    m_plot->setAccessibleDescription(summary());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString CurvesPlot::readout(double x) const {
    QStringList texts;
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const QCPGraph* graph = m_plot->graph(i);
        auto found = graph->data()->findBegin(x);
        const auto next = found != graph->data()->constEnd() ? found + 1 : found;
        if (next != graph->data()->constEnd() && std::abs(next->key - x) < std::abs(found->key - x)) {
            found = next;
        }
        if (found != graph->data()->constEnd() && x <= m_plot->xAxis->range().upper) {
            texts << tr("%1: %2").arg(graph->name(), numberText(found->value, 'g', 5));
        }
    }
    return texts.join(QLatin1Char('\n'));
}

QString CurvesPlot::summary() const {
    QStringList texts{tr("%1 %2").arg(m_figure->currentText(), m_over->currentText())};
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const QCPGraphDataContainer& points = *m_plot->graph(i)->data();
        if (points.isEmpty()) {
            continue;
        }
        const auto lowest = std::min_element(points.constBegin(), points.constEnd(), [](const auto& a, const auto& b) {
            return a.value < b.value || (std::isfinite(a.value) && std::isnan(b.value));
        });
        const auto text = [](double value) { return numberText(value, 'g', 5); };
        texts << tr("%1 ends at %2, lowest %3 at %4")
                     .arg(m_plot->graph(i)->name(), text((points.constEnd() - 1)->value), text(lowest->value),
                          text(lowest->key));
    }
    return texts.join(QStringLiteral(". "));
}

const QCPGraph* CurvesPlot::densest() const {
    const QCPGraph* most = nullptr;
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const QCPGraph* graph = m_plot->graph(i);
        if (most == nullptr || graph->dataCount() > most->dataCount()) {
            most = graph;
        }
    }
    return most;
}

void CurvesPlot::makeReader() {
    m_cursor->setVisible(false);
    m_plot->setFocusPolicy(Qt::StrongFocus);
    new FocusRing(*m_plot);
    const auto place = [this](int point) { return densest()->data()->at(point)->key; };
    const auto inView = [this] {
        const QCPGraph* graph = densest();
        if (graph == nullptr) {
            return std::pair(0, 0);
        }
        const QCPRange range = m_plot->xAxis->range();
        const auto begin = graph->data()->constBegin();
        return std::pair(int(graph->data()->findBegin(range.lower, false) - begin),
                         int(graph->data()->findEnd(range.upper, false) - begin));
    };
    const auto text = [this, place](int point) {
        return tr("%1 %2. %3")
            .arg(m_plot->xAxis->label(), numberText(place(point), 'g', 5),
                 readout(place(point)).replace(QLatin1Char('\n'), QStringLiteral(", ")));
    };
    m_keys = new PointReader(*m_plot, {inView, text});
    connect(m_keys, &PointReader::moved, this, [this, place](int point) {
        m_cursor->setVisible(point >= 0);
        if (point >= 0) {
            m_cursor->point1->setCoords(place(point), 1);
            m_cursor->point2->setCoords(place(point), 2);
        }
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
}

void CurvesPlot::applyColours(const PlotColours& colours) {
    stylePlot(*m_plot, colours, font());
    m_cursor->setPen(QPen(colours.muted, 1, Qt::DashLine));
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        m_plot->graph(i)->setPen(runPen(m_numbers[std::size_t(i)], colours.dark));
    }
}

// A twin on paper, which shows the same part.
void CurvesPlot::print(const std::function<void(QCustomPlot&)>& take) const {
    CurvesPlot paper(m_reader);
    paper.m_figure->setCurrentIndex(m_figure->currentIndex());
    paper.m_over->setCurrentIndex(m_over->currentIndex());
    paper.m_logarithmic->setChecked(m_logarithmic->isChecked());
    paper.m_folders = m_folders;
    paper.m_names = m_names;
    paper.refresh();
    paper.m_plot->xAxis->setRange(m_plot->xAxis->range());
    paper.m_plot->yAxis->setRange(m_plot->yAxis->range());
    paper.applyColours(PlotColours::print());
    prepareForPrint(*paper.m_plot, figureName());
    take(*paper.m_plot);
}

// A line a point.
QString CurvesPlot::values(QChar separator) const {
    QString table = textCell(tr("Run"), separator) + separator + textCell(m_plot->xAxis->label(), separator) +
                    separator + textCell(figureName(), separator) + QLatin1Char('\n');
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const QString name = textCell(m_names[m_numbers[std::size_t(i)]], separator);
        const QCPGraphDataContainer& points = *m_plot->graph(i)->data();
        for (auto point = points.constBegin(); point != points.constEnd(); ++point) {
            table += name + separator + numberCell(point->key, 12) + separator + numberCell(point->value, 12) +
                     QLatin1Char('\n');
        }
    }
    return table;
}

void CurvesPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColours(PlotColours::fromPalette(palette()));
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace loratrf
