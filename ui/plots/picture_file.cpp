#include "ui/plots/picture_file.h"

#include "backend/io/error.h"
#include "ui/plots/heatmap.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSvgGenerator>
#include <qcustomplot.h>

#include <algorithm>

namespace loratrf {

namespace {

[[noreturn]] void fail(const QString& path) {
    throw Error(ErrorCode::Io, QCoreApplication::translate("PictureFile", "The picture cannot be written to %1. Choose "
                                                                          "another folder, or make room.")
                                   .arg(path)
                                   .toStdString());
}

void writeSvg(QCustomPlot& plot, const QString& path) {
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(0, 0), plot.size()));
    generator.setTitle(QFileInfo(path).completeBaseName());
    QCPPainter painter;
    if (!painter.begin(&generator)) {
        fail(path);
    }
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    if (QFileInfo(path).size() == 0) {
        fail(path);
    }
}

} // namespace

void writePicture(QCustomPlot& plot, const QString& path) {
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        writeSvg(plot, path);
    } else if (!plot.toPixmap(plot.width(), plot.height(), 2.0).save(path, "PNG")) {
        fail(path);
    }
}

void addTitle(QCustomPlot& plot, const QString& text, const PlotColours& colours) {
    QFont font = plot.font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    plot.plotLayout()->insertRow(0);
    auto* title = new QCPTextElement(&plot, text, font);
    title->setTextColor(colours.text);
    title->setMargins(QMargins(0, 8, 0, 8));
    plot.plotLayout()->addElement(0, 0, title);
}

void prepareForPrint(Heatmap& heatmap, const QString& title) {
    heatmap.plot()->resize(pictureWidth, std::clamp(160 + 15 * heatmap.matrix().rows, 300, 1400));
    heatmap.applyColours(PlotColours::print());
    heatmap.flush();
    addTitle(*heatmap.plot(), title, PlotColours::print());
}

void prepareForPrint(QCustomPlot& plot, const QString& title) {
    plot.resize(pictureWidth, pictureHeight);
    addTitle(plot, title, PlotColours::print());
}

} // namespace loratrf
