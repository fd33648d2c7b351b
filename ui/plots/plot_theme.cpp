#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

namespace loratrf {

namespace {

QColor mix(const QColor& a, const QColor& b, double share) {
    const auto part = [share](int x, int y) { return qRound(x * (1 - share) + y * share); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

} // namespace

PlotColours PlotColours::fromPalette(const QPalette& palette) {
    PlotColours colours;
    colours.background = palette.color(QPalette::Window);
    colours.text = palette.color(QPalette::WindowText);
    colours.dark = colours.background.lightness() < colours.text.lightness();
    colours.muted = mix(colours.text, colours.background, 0.35);
    colours.grid = mix(colours.background, colours.text, 0.10);
    colours.train = colours.dark ? QColor(0x5c, 0xb0, 0xf0) : QColor(0x1f, 0x6f, 0xb8);
    colours.trainRaw = mix(colours.background, colours.train, colours.dark ? 0.5 : 0.4);
    colours.eval = colours.dark ? QColor(0xf0, 0xa0, 0x4b) : QColor(0xc8, 0x5a, 0x0c);
    colours.best = colours.eval;
    return colours;
}

PlotColours PlotColours::print() {
    QPalette palette;
    palette.setColor(QPalette::Window, Qt::white);
    palette.setColor(QPalette::WindowText, QColor(0x20, 0x24, 0x2a));
    return fromPalette(palette);
}

void styleAxis(QCPAxis& axis, const PlotColours& colours, const QFont& font) {
    axis.setBasePen(QPen(mix(colours.background, colours.text, 0.30)));
    axis.setTickPen(axis.basePen());
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLength(0, 4);
    axis.setTickLabelColor(colours.muted);
    axis.setLabelColor(colours.muted);
    axis.setTickLabelFont(font);
    axis.setLabelFont(font);
    axis.setTickLabelPadding(4);
    axis.setLabelPadding(6);
    axis.grid()->setPen(QPen(colours.grid));
    axis.grid()->setSubGridVisible(false);
    axis.grid()->setZeroLinePen(Qt::NoPen);
}

void stylePlot(QCustomPlot& plot, const PlotColours& colours, const QFont& font) {
    plot.setBackground(QBrush(colours.background));
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes()) {
            styleAxis(*axis, colours, font);
        }
    }
    if (plot.legend != nullptr) {
        plot.legend->setFont(font);
        // A row is as high as its icon, and its text is cut off below that.
        plot.legend->setIconSize(24, QFontMetrics(font).height() + 2);
        plot.legend->setTextColor(colours.muted);
        plot.legend->setBorderPen(Qt::NoPen);
        QColor veil = colours.background;
        veil.setAlpha(200);
        plot.legend->setBrush(veil);
    }
}

} // namespace loratrf
