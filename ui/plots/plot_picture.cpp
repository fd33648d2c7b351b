#include "ui/plots/plot_picture.h"

#include "ui/plots/step_plot.h"

#include <QBuffer>
#include <QSvgGenerator>
#include <qcustomplot.h>

#include <functional>

namespace loratrf {

namespace {

constexpr int smallestWidth = 720, smallestHeight = 360;

// Draws in print colours under the title, then puts all back as it was.
void inPrint(StepPlot& plot, const std::function<void(QCustomPlot&, const QSize&)>& draw) {
    QCustomPlot& inner = *plot.plot();
    const PlotColours colours = PlotColours::print();
    plot.applyColours(colours);
    QFont font = plot.font();
    font.setWeight(QFont::DemiBold);
    inner.plotLayout()->insertRow(0);
    auto* title = new QCPTextElement(&inner, plot.figure().title, font);
    title->setTextColor(colours.text);
    inner.plotLayout()->addElement(0, 0, title);
    const bool legend = inner.legend->visible();
    inner.legend->setVisible(inner.graphCount() > 2); // which a low plot has no room for
    const QString label = inner.xAxis->label();
    inner.xAxis->setLabel(StepPlot::tr("step"));
    draw(inner, inner.size().expandedTo(QSize(smallestWidth, smallestHeight)));
    inner.xAxis->setLabel(label);
    inner.legend->setVisible(legend);
    inner.plotLayout()->remove(title);
    inner.plotLayout()->simplify();
    plot.applyColours(PlotColours::fromPalette(plot.palette()));
}

} // namespace

QImage plotImage(StepPlot& plot, double scale) {
    QImage image;
    inPrint(plot, [&](QCustomPlot& inner, const QSize& size) {
        image = inner.toPixmap(size.width(), size.height(), scale).toImage();
    });
    return image;
}

QByteArray plotSvg(StepPlot& plot) {
    QByteArray bytes;
    inPrint(plot, [&](QCustomPlot& inner, const QSize& size) {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(0, 0), size));
        generator.setTitle(plot.figure().title);
        QCPPainter painter(&generator);
        painter.setMode(QCPPainter::pmVectorized);
        inner.toPainter(&painter, size.width(), size.height());
        painter.end();
    });
    return bytes;
}

} // namespace loratrf
