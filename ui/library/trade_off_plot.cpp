#include "ui/library/trade_off_plot.h"

#include "ui/library/plot_frame.h"
#include "ui/plots/picture_file.h"
#include "ui/plots/point_reader.h"
#include "ui/plots/save_menu.h"
#include "ui/widgets/card.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr double reach = 12;           // pixels between the mouse and a run it points at
constexpr double wide_range = 50;      // largest to smallest from which an axis is logarithmic
constexpr std::size_t most_labels = 8; // more would cover each other

// Numbers as the figure says them, "1.2 M".
class FigureTicker : public QCPAxisTicker {
public:
    explicit FigureTicker(const RunFigure& figure) : m_figure(figure) {}

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return m_figure.text(tick); }

private:
    const RunFigure& m_figure;
};
class LogFigureTicker : public QCPAxisTickerLog {
public:
    explicit LogFigureTicker(const RunFigure& figure) : m_figure(figure) {}

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return m_figure.text(tick); }

private:
    const RunFigure& m_figure;
};

void fitAxis(QCPAxis& axis, const RunFigure& figure, const std::vector<double>& values) {
    axis.setLabel(figure.label());
    if (values.empty()) {
        return;
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const bool logarithmic = *low > 0 && *high / *low > wide_range;
    axis.setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new LogFigureTicker(figure))
                               : QSharedPointer<QCPAxisTicker>(new FigureTicker(figure)));
    axis.ticker()->setTickCount(4);
    axis.setRange(*low, *high);
    widen(axis);
}

} // namespace

TradeOffPlot::TradeOffPlot(QWidget* parent)
    : QWidget(parent), m_x(new QComboBox), m_y(new QComboBox), m_note(new TextLabel({}, TextLabel::Rank::Muted)),
      m_plot(new QCustomPlot), m_others(nullptr), m_front(nullptr), m_pointed(nullptr) {
    for (const RunFigure& figure : runFigures()) {
        m_x->addItem(figure.label(), figure.key);
        m_y->addItem(figure.label(), figure.key);
    }
    m_x->setObjectName(QStringLiteral("tradeOffX"));
    m_y->setObjectName(QStringLiteral("tradeOffY"));
    m_x->setToolTip(tr("What the runs cost, from left to right"));
    m_y->setToolTip(tr("How good they are, from bottom to top"));
    m_x->setCurrentIndex(m_x->findData(QStringLiteral("parameters")));
    m_y->setCurrentIndex(m_y->findData(QStringLiteral("bestEval")));
    auto* yLabel = new QLabel(tr("&Compare"));
    yLabel->setBuddy(m_y);
    auto* xLabel = new QLabel(tr("a&gainst"));
    xLabel->setBuddy(m_x);
    m_note->setObjectName(QStringLiteral("tradeOffNote"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_plot->setObjectName(QStringLiteral("tradeOff"));
    m_plot->setAccessibleName(tr("Two figures of the runs against each other"));
    setUpPlot(*m_plot);
    m_front = m_plot->addGraph();
    m_others = m_plot->addGraph();
    m_others->setLineStyle(QCPGraph::lsNone);
    m_pointed = m_plot->addGraph();
    m_pointed->setLineStyle(QCPGraph::lsNone);
    makeReader();
    auto* save = new SaveMenu(tr("&Save plot"), *m_plot,
                              {.name = [this] { return title(); },
                               .isEmpty = [this] { return m_drawn.empty(); },
                               .print = [this](const std::function<void(QCustomPlot&)>& take) { print(take); },
                               .values = [this](QChar separator) { return values(separator); }});
    save->setObjectName(QStringLiteral("savePlot"));
    save->setToolTip(tr("Save this plot as a picture, or all figures of these runs as numbers, or copy them"));
    connect(save, &SaveMenu::said, m_note, &QLabel::setText);

    auto* top = new QHBoxLayout;
    top->setSpacing(space::normal);
    top->addWidget(yLabel);
    top->addWidget(m_y);
    top->addWidget(xLabel);
    top->addWidget(m_x);
    top->addWidget(m_note, 1);
    top->addWidget(save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    for (QComboBox* box : {m_x, m_y}) {
        connect(box, &QComboBox::currentIndexChanged, this, &TradeOffPlot::refresh);
    }
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &TradeOffPlot::refresh);
    connect(m_plot, &QCustomPlot::mouseMove, this,
            [this](const QMouseEvent* event) { m_plot->setToolTip(nameAt(event->pos())); });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](const QMouseEvent* event) {
        const LibraryRun* run = nearest(event->pos());
        if (run != nullptr && event->button() == Qt::LeftButton) {
            Q_EMIT runChosen(run->folder);
        }
    });
    applyColours(PlotColours::fromPalette(palette()));
}

void TradeOffPlot::setRuns(const std::vector<LibraryRun>& runs) {
    m_keys->leave(); // it points into the old ones
    m_runs = runs;
    refresh();
}

const LibraryRun* TradeOffPlot::nearest(const QPoint& position) const {
    const RunFigure& x = runFigures()[std::size_t(m_x->currentIndex())];
    const RunFigure& y = runFigures()[std::size_t(m_y->currentIndex())];
    const LibraryRun* found = nullptr;
    double least = reach;
    for (const LibraryRun& run : m_runs) {
        const double a = x.value(run), b = y.value(run);
        if (!std::isfinite(a) || !std::isfinite(b)) {
            continue;
        }
        const double away =
            std::hypot(m_plot->xAxis->coordToPixel(a) - position.x(), m_plot->yAxis->coordToPixel(b) - position.y());
        if (away < least) {
            least = away;
            found = &run;
        }
    }
    return found;
}

QString TradeOffPlot::nameAt(const QPoint& position) const {
    const LibraryRun* run = nearest(position);
    return run != nullptr ? textOf(*run) : QString();
}

QString TradeOffPlot::textOf(const LibraryRun& run) const {
    const RunFigure& x = runFigures()[std::size_t(m_x->currentIndex())];
    const RunFigure& y = runFigures()[std::size_t(m_y->currentIndex())];
    return tr("%1\n%2: %3\n%4: %5").arg(run.name, y.label(), y.text(y.value(run)), x.label(), x.text(x.value(run)));
}

void TradeOffPlot::makeReader() {
    m_plot->setFocusPolicy(Qt::StrongFocus);
    new FocusRing(*m_plot);
    const auto run = [this](int point) -> const LibraryRun& { return *m_drawn[std::size_t(point)]; };
    const auto text = [this, run](int point) {
        return textOf(run(point)).replace(QLatin1Char('\n'), QStringLiteral(", "));
    };
    m_keys = new PointReader(*m_plot, {[this] { return std::pair(0, int(m_drawn.size())); }, text});
    connect(m_keys, &PointReader::moved, this, [this, run](int point) {
        m_pointed->data()->clear();
        if (point >= 0) {
            m_pointed->addData(runFigures()[std::size_t(m_x->currentIndex())].value(run(point)),
                               runFigures()[std::size_t(m_y->currentIndex())].value(run(point)));
        }
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
    connect(m_keys, &PointReader::chosen, this, [this, run](int point) { Q_EMIT runChosen(run(point).folder); });
}

void TradeOffPlot::refresh() {
    const RunFigure& x = runFigures()[std::size_t(m_x->currentIndex())];
    const RunFigure& y = runFigures()[std::size_t(m_y->currentIndex())];
    for (QCPItemText* label : m_labels) {
        m_plot->removeItem(label);
    }
    m_labels.clear();
    m_keys->leave();
    m_drawn.clear();
    QVector<double> allX, allY, frontX, frontY;
    int without = 0;
    for (const LibraryRun& run : m_runs) {
        const double a = x.value(run), b = y.value(run);
        if (std::isfinite(a) && std::isfinite(b)) {
            allX << a;
            allY << b;
            m_drawn.push_back(&run);
        } else {
            ++without;
        }
    }
    std::ranges::stable_sort(m_drawn, {}, [&](const LibraryRun* run) { return x.value(*run); });
    fitAxis(*m_plot->xAxis, x, {allX.begin(), allX.end()});
    fitAxis(*m_plot->yAxis, y, {allY.begin(), allY.end()});
    const QCPRange shown = m_plot->xAxis->range();
    const bool logarithmic = m_plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
    const double middle = logarithmic ? std::sqrt(shown.lower * shown.upper) : shown.center();
    const std::vector<std::size_t> front = paretoFront(m_runs, x, y);
    for (const std::size_t i : front) {
        const double a = x.value(m_runs[i]), b = y.value(m_runs[i]);
        frontX << a;
        frontY << b;
        if (front.size() > most_labels) {
            continue;
        }
        auto* label = new QCPItemText(m_plot);
        label->position->setCoords(a, b);
        label->setPositionAlignment(Qt::AlignBottom | (a > middle ? Qt::AlignRight : Qt::AlignLeft));
        label->setPadding(QMargins(6, 0, 6, 5));
        label->setText(fontMetrics().elidedText(m_runs[i].name, Qt::ElideMiddle, 180));
        label->setFont(font());
        label->setColor(PlotColours::fromPalette(palette()).text);
        m_labels.push_back(label);
    }
    m_front->setData(frontX, frontY, true);
    m_others->setData(allX, allY);
    m_note->setText(m_runs.empty()   ? tr("There are no runs to compare.")
                    : allX.isEmpty() ? tr("None of these runs has both figures.")
                    : without > 0    ? tr("%n run(s) without one of these figures left out.", nullptr, without)
                                     : tr("No run beats those on the line in both figures."));
    m_note->setToolTip(m_note->text());
    QStringList best;
    for (const std::size_t i : front) {
        best << m_runs[i].name;
    }
    m_plot->setAccessibleDescription(
        front.empty() ? m_note->text()
                      : tr("%n run(s) of %1 against %2. No other run beats these in both figures: %3.", nullptr,
                           int(m_drawn.size()))
                            .arg(y.label(), x.label(), best.join(QStringLiteral(", "))));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TradeOffPlot::applyColours(const PlotColours& colours) {
    stylePlot(*m_plot, colours, font());
    m_front->setPen(QPen(colours.eval, 2));
    m_front->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.eval, 2), Qt::NoBrush, 13));
    m_others->setPen(QPen(colours.train));
    m_pointed->setPen(QPen(colours.text));
    m_pointed->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssSquare, QPen(colours.text, 2), Qt::NoBrush, 17));
    m_others->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colours.train, 7));
    for (QCPItemText* label : m_labels) {
        label->setColor(colours.text);
    }
}

QString TradeOffPlot::title() const {
    return tr("%1 against %2").arg(m_y->currentText(), m_x->currentText());
}

// A twin on paper, which shows the same part.
void TradeOffPlot::print(const std::function<void(QCustomPlot&)>& take) const {
    TradeOffPlot paper;
    paper.m_x->setCurrentIndex(m_x->currentIndex());
    paper.m_y->setCurrentIndex(m_y->currentIndex());
    paper.setRuns(m_runs);
    paper.m_plot->xAxis->setRange(m_plot->xAxis->range());
    paper.m_plot->yAxis->setRange(m_plot->yAxis->range());
    paper.applyColours(PlotColours::print());
    prepareForPrint(*paper.m_plot, title());
    take(*paper.m_plot);
}

// A line a run, with all its figures.
QString TradeOffPlot::values(QChar separator) const {
    QString table = textCell(tr("Run"), separator);
    for (const RunFigure& figure : runFigures()) {
        table += separator + textCell(figure.label(), separator);
    }
    table += QLatin1Char('\n');
    for (const LibraryRun& run : m_runs) {
        table += textCell(run.name, separator);
        for (const RunFigure& figure : runFigures()) {
            table += separator + numberCell(figure.value(run), 15);
        }
        table += QLatin1Char('\n');
    }
    return table;
}

void TradeOffPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColours(PlotColours::fromPalette(palette()));
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace loratrf
