#include "ui/plots/plot_export.h"

#include "backend/io/error.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/pair_plot.h"
#include "ui/plots/picture_file.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/engine_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <qcustomplot.h>

namespace loratrf {

namespace {

void write(QCustomPlot& plot, const QDir& folder, const QString& name, QStringList& files) {
    for (const char* suffix : {".png", ".svg"}) {
        files << folder.filePath(name + QLatin1String(suffix));
        writePicture(plot, files.last());
    }
}

void writeHeatmap(const Matrix& matrix, const QString& title, const QString& columns, const QString& values,
                  double limit, const QDir& folder, const QString& name, QStringList& files) {
    if (matrix.isEmpty()) {
        return;
    }
    Heatmap heatmap;
    heatmap.setLabels(columns, values);
    heatmap.setUpperLimit(limit);
    heatmap.setMatrix(matrix);
    prepareForPrint(heatmap, title);
    write(*heatmap.plot(), folder, name, files);
}

} // namespace

QStringList exportPlots(const RunModel& model, const QString& outDir) {
    const QDir folder(outDir);
    if (!folder.mkpath(QStringLiteral("."))) {
        throw Error(ErrorCode::Io, QCoreApplication::translate("PlotExport", "The folder %1 cannot be made. Choose "
                                                                             "another one, or make room.")
                                       .arg(outDir)
                                       .toStdString());
    }
    QStringList files;
    const QString run = QFileInfo(model.folder()).fileName();
    const auto titled = [&run](const QString& what) {
        return run.isEmpty() ? what : QStringLiteral("%1 – %2").arg(what, run);
    };
    const auto writeCurves = [&](StepPlot& curves) {
        curves.plot()->resize(pictureWidth, pictureHeight);
        curves.applyColours(PlotColours::print());
        curves.setSmoothing(usualSmoothing(model.steps().size()));
        curves.flush();
        addTitle(*curves.plot(), titled(curves.figure().title), PlotColours::print());
        write(*curves.plot(), folder, curves.figure().key, files);
    };
    if (!model.steps().empty() || !model.evals().empty()) {
        LossPlot loss(model);
        writeCurves(loss);
    }
    if (model.hasPairs()) {
        PairPlot preferred(model, PairPlot::Shows::Preferred), rewards(model, PairPlot::Shows::Rewards);
        writeCurves(preferred);
        writeCurves(rewards);
    }
    for (const Measure& measure : model.activity().measures()) {
        const QString label = engineText(measure.label);
        writeHeatmap(model.activity().matrix(measure.key), titled(label), Heatmap::tr("step"), label, measure.limit,
                     folder, QString::fromStdString(measure.key), files);
    }
    for (const int64_t probe : model.filters().probes()) {
        const FilterEvent& event = *model.filters().newest(probe);
        const QString label = event.filter ? Heatmap::tr("Filter") : Heatmap::tr("Adapter size");
        const QString name = probe < 0 ? QStringLiteral("tokens_own") : QStringLiteral("tokens_%1").arg(probe + 1);
        writeHeatmap(RunModel::tokenMatrix(event),
                     titled(Heatmap::tr("%1 over a text, step %2").arg(label).arg(event.step)), Heatmap::tr("tokens"),
                     label, event.filter ? 1 : 0, folder, name, files);
    }
    return files;
}

} // namespace loratrf
