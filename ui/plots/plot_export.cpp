#include "ui/plots/plot_export.h"

#include "backend/io/error.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/loss_plot.h"
#include "ui/runs/run_model.h"

#include <QDir>
#include <QFileInfo>
#include <QSvgGenerator>
#include <qcustomplot.h>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int pictureWidth = 1000, lossHeight = 520;

void fail(const QString& path, const char* what) {
    throw Error(ErrorCode::Io, std::string(what) + ": " + path.toStdString() + "; choose another folder or make room");
}

// PNG in twice the pixels, SVG in lines and letters.
void write(QCustomPlot& plot, const QDir& folder, const QString& name, QStringList& files) {
    const QString png = folder.filePath(name + QStringLiteral(".png"));
    if (!plot.savePng(png, plot.width(), plot.height(), 2.0)) {
        fail(png, "Cannot write the picture");
    }
    files << png;
    const QString svg = folder.filePath(name + QStringLiteral(".svg"));
    QSvgGenerator generator;
    generator.setFileName(svg);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(0, 0), plot.size()));
    generator.setTitle(name);
    QCPPainter painter;
    if (!painter.begin(&generator)) {
        fail(svg, "Cannot write the picture");
    }
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    if (QFileInfo(svg).size() == 0) {
        fail(svg, "The picture is empty");
    }
    files << svg;
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

void writeHeatmap(const Matrix& matrix, const QString& title, const QString& columns, const QString& values,
                  double limit, const QDir& folder, const QString& name, QStringList& files) {
    if (matrix.isEmpty()) {
        return;
    }
    Heatmap heatmap;
    heatmap.plot()->resize(pictureWidth, std::clamp(160 + 15 * matrix.rows, 300, 1400));
    heatmap.setLabels(columns, values);
    heatmap.setUpperLimit(limit);
    heatmap.setMatrix(matrix);
    heatmap.applyColours(PlotColours::print());
    heatmap.flush();
    addTitle(*heatmap.plot(), title, PlotColours::print());
    write(*heatmap.plot(), folder, name, files);
}

} // namespace

QStringList exportPlots(const RunModel& model, const QString& outDir) {
    const QDir folder(outDir);
    if (!folder.mkpath(QStringLiteral("."))) {
        fail(outDir, "Cannot make the folder");
    }
    QStringList files;
    const QString run = QFileInfo(model.folder()).fileName();
    const auto titled = [&run](const QString& what) {
        return run.isEmpty() ? what : QStringLiteral("%1 – %2").arg(what, run);
    };
    if (!model.steps().empty() || !model.evals().empty()) {
        LossPlot loss(model);
        loss.plot()->resize(pictureWidth, lossHeight);
        loss.applyColours(PlotColours::print());
        loss.flush();
        addTitle(*loss.plot(), titled(LossPlot::tr("Loss")), PlotColours::print());
        write(*loss.plot(), folder, QStringLiteral("loss"), files);
    }
    for (const Measure& measure : model.activity().measures()) {
        const QString label = QString::fromStdString(measure.label);
        writeHeatmap(model.activity().matrix(measure.key), titled(label), Heatmap::tr("step"), label, measure.limit,
                     folder, QString::fromStdString(measure.key), files);
    }
    for (const auto& [probe, event] : model.filters()) {
        const QString label = event.filter ? Heatmap::tr("Filter") : Heatmap::tr("Adapter size");
        const QString name = probe < 0 ? QStringLiteral("tokens_own") : QStringLiteral("tokens_%1").arg(probe + 1);
        writeHeatmap(RunModel::tokenMatrix(event),
                     titled(Heatmap::tr("%1 over a text, step %2").arg(label).arg(event.step)), Heatmap::tr("tokens"),
                     label, event.filter ? 1 : 0, folder, name, files);
    }
    return files;
}

} // namespace loratrf
