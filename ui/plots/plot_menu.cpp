#include "ui/plots/plot_menu.h"

#include "ui/plots/plot_picture.h"
#include "ui/plots/step_plot.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QSaveFile>
#include <QSettings>
#include <QThreadPool>

#include <functional>

namespace loratrf {

namespace {

constexpr double fine = 2; // pixels of a picture for one of the screen's
const auto folderKey = QStringLiteral("run/plotFolder");

QString askFile(StepPlot& plot, const QString& suffix, const QString& filter) {
    const QString folder = QSettings().value(folderKey).toString();
    const QString proposed =
        QStringLiteral("%1/%2.%3").arg(folder.isEmpty() ? QStringLiteral(".") : folder, plot.figure().key, suffix);
    QString file = QFileDialog::getSaveFileName(&plot, StepPlot::tr("Save the plot %1").arg(plot.figure().title),
                                                proposed, filter);
    if (!file.isEmpty() && QFileInfo(file).suffix().isEmpty()) {
        file += u'.' + suffix;
    }
    if (!file.isEmpty()) {
        QSettings().setValue(folderKey, QFileInfo(file).absolutePath());
    }
    return file;
}

// `bytes` makes the file's content, and runs, as the writing does, beside the window.
void write(StepPlot& plot, const QString& file, std::function<QByteArray()> bytes) {
    QThreadPool::globalInstance()->start([there = QPointer<StepPlot>(&plot), file, bytes = std::move(bytes)] {
        QSaveFile out(file);
        const bool written = out.open(QIODevice::WriteOnly) && out.write(bytes()) >= 0 && out.commit();
        const QString text =
            written
                ? StepPlot::tr("Saved %1").arg(file)
                : StepPlot::tr("Cannot write %1: %2. Choose another folder or make room.").arg(file, out.errorString());
        QMetaObject::invokeMethod(
            qApp,
            [there, text] {
                if (there) {
                    Q_EMIT there->messageWanted(text);
                }
            },
            Qt::QueuedConnection);
    });
}

QByteArray png(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

void savePlot(StepPlot& plot, const QString& file) {
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix == QLatin1String("csv")) {
        write(plot, file, [text = plot.csv()] { return text.toUtf8(); });
    } else if (suffix == QLatin1String("svg")) {
        write(plot, file, [bytes = plotSvg(plot)] { return bytes; });
    } else {
        write(plot, file, [image = plotImage(plot, fine)] { return png(image); });
    }
}

QMenu* makePlotMenu(StepPlot& plot) {
    auto* menu = new QMenu(&plot);
    menu->setToolTipsVisible(true);
    const auto add = [&](const char* name, const QString& text, const std::function<void()>& action) {
        QAction* made = menu->addAction(text);
        made->setObjectName(plot.figure().key + QLatin1String(name));
        QObject::connect(made, &QAction::triggered, &plot, action);
        return made;
    };
    const auto addSave = [&](const char* name, const QString& text, const QString& suffix, const QString& filter) {
        add(name, text, [&plot, suffix, filter] {
            if (const QString file = askFile(plot, suffix, filter); !file.isEmpty()) {
                savePlot(plot, file);
            }
        });
    };
    addSave("SavePng", StepPlot::tr("Save as &PNG…"), QStringLiteral("png"), StepPlot::tr("Pictures (*.png)"));
    addSave("SaveSvg", StepPlot::tr("Save as &SVG…"), QStringLiteral("svg"), StepPlot::tr("Vector pictures (*.svg)"));
    addSave("SaveCsv", StepPlot::tr("Save the numbers as &CSV…"), QStringLiteral("csv"),
            StepPlot::tr("Tables (*.csv)"));
    menu->addSeparator();
    add("Copy", StepPlot::tr("&Copy the picture"), [&plot] {
        QApplication::clipboard()->setImage(plotImage(plot, fine));
        Q_EMIT plot.messageWanted(StepPlot::tr("Copied the picture"));
    });
    add("CopyNumbers", StepPlot::tr("Copy the &numbers"), [&plot] {
        QApplication::clipboard()->setText(plot.csv());
        Q_EMIT plot.messageWanted(StepPlot::tr("Copied the numbers"));
    });
    menu->addSeparator();
    QAction* logarithmic = add("Log", StepPlot::tr("&Logarithmic axis"), [] {});
    logarithmic->setCheckable(true);
    QAction* steps = add("LogSteps", StepPlot::tr("Logarithmic s&teps"), [] {});
    steps->setCheckable(true);
    QAction* clip = add("Clip", StepPlot::tr("Leave &outliers outside"), [] {});
    clip->setCheckable(true);
    QObject::connect(logarithmic, &QAction::toggled, &plot, &StepPlot::setLogarithmic);
    QObject::connect(clip, &QAction::toggled, &plot, &StepPlot::setClipsOutliers);
    QObject::connect(steps, &QAction::triggered, &plot, [&plot](bool on) {
        plot.setLogarithmicSteps(on);
        Q_EMIT plot.stepsScaled(on);
    });
    QObject::connect(menu, &QMenu::aboutToShow, &plot, [&plot, logarithmic, steps, clip] {
        logarithmic->setChecked(plot.isLogarithmic());
        steps->setChecked(plot.hasLogarithmicSteps());
        clip->setChecked(plot.clipsOutliers());
    });
    add("Whole", StepPlot::tr("&Whole run"), [&plot] {
        plot.resetView();
        Q_EMIT plot.viewReset();
    });
    return menu;
}

} // namespace loratrf
