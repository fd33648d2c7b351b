// What is taken from the library's plots: pictures and numbers, in files and on the clipboard.

#include "library_examples.h"
#include "ui/library/curves_plot.h"
#include "ui/library/run_reader.h"
#include "ui/library/trade_off_plot.h"
#include "ui/plots/save_menu.h"
#include "ui/plots/smoothing.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QSvgRenderer>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

constexpr int steps = 40;

LibraryRun run(const QString& name) {
    LibraryRun made = exampleRun(name, LibraryState::Finished, LibraryRun::none, 412608);
    made.preferred = 0.75;
    return made;
}

QStringList linesOf(const QString& file) {
    QFile table(file);
    if (!table.open(QIODevice::ReadOnly)) {
        qFatal("%s cannot be read", qPrintable(file));
    }
    return QString::fromUtf8(table.readAll()).split('\n', Qt::SkipEmptyParts);
}

// Both pictures are there, and the plot on the screen is as it was.
void savePictures(QWidget& shown, const SaveMenu& save, const QTemporaryDir& folder) {
    const QImage before = shown.grab().toImage();
    save.saveTo(folder.filePath("plot.png"));
    save.saveTo(folder.filePath("plot.svg"));
    const QImage picture(folder.filePath("plot.png"));
    QCOMPARE(picture.width(), 2000);
    QCOMPARE(picture.pixelColor(1, 1), QColor(Qt::white)); // in the dark theme too
    QVERIFY(QSvgRenderer(folder.filePath("plot.svg")).isValid());
    QCOMPARE(shown.grab().toImage(), before);
}

bool offersAnything(const SaveMenu& save) {
    Q_EMIT save.menu()->aboutToShow();
    const QList<QAction*> actions = save.menu()->actions();
    return std::ranges::any_of(actions,
                               [](const QAction* action) { return !action->isSeparator() && action->isEnabled(); });
}

} // namespace

class TestLibraryPlots : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() {
        isolateSettings(m_settings);
        applyTheme(ThemeMode::Dark);
    }

    void curvesAreTakenAlong() {
        RecordingBackend backend;
        RunReader reader(backend);
        CurvesPlot curves(reader);
        curves.resize(900, 300);
        curves.show();
        const auto* save = find<SaveMenu>(curves, "savePlot");
        QVERIFY(!offersAnything(*save));
        const std::vector<LibraryRun> runs = {run("orders, \"new\""), run("gone"), run("orders-lora")};
        reader.want({runs[0].folder, runs[1].folder, runs[2].folder});
        for (const auto& [id, folder] : std::exchange(backend.readRuns, {})) {
            if (folder.endsWith("gone")) {
                Q_EMIT backend.runUnreadable(id, "it is gone");
                continue;
            }
            RunInfo info;
            info.folder = folder.toStdString();
            std::vector<Event> events = {sample::start(steps, 2, info.folder)};
            for (int step = 1; step <= steps; ++step) {
                events.emplace_back(sample::step(step, steps));
            }
            Q_EMIT backend.runRead(id, info, events);
        }
        curves.setRuns(runs);
        QVERIFY(offersAnything(*save));
        find<QComboBox>(curves, "curveFigure")->setCurrentIndex(2); // learning rate
        const QTemporaryDir folder;
        save->saveTo(folder.filePath("curves.csv"));
        const QStringList lines = linesOf(folder.filePath("curves.csv"));
        QCOMPARE(lines[0], QString("Run,step,Learning rate"));
        QCOMPARE(lines.size(), 1 + 2 * steps);
        const double rate = sample::step(1, steps).learning_rate;
        QCOMPARE(lines[1], QString("\"orders, \"\"new\"\"\",1,%1").arg(rate, 0, 'g', 12));
        QVERIFY(lines.last().startsWith("orders-lora,40,"));
        save->copyValues();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("Run\tstep\tLearning rate\norders, \"new\"\t1\t"));
        find<QComboBox>(curves, "curveFigure")->setCurrentIndex(0);
        save->copyValues();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("Run\tstep\tTraining loss, smoothed\n"));
        save->saveTo(folder.filePath("losses.csv"));
        Smoother smoother(usualSmoothing(static_cast<std::size_t>(steps))); // as on the page of the run
        double smoothed = 0;
        for (int step = 1; step <= steps; ++step) {
            smoothed = smoother.next(sample::step(step, steps).loss);
        }
        QCOMPARE(linesOf(folder.filePath("losses.csv")).last(), QString("orders-lora,40,%1").arg(smoothed, 0, 'g', 12));
        QGuiApplication::clipboard()->clear();
        save->copyPicture();
        QVERIFY(!QGuiApplication::clipboard()->pixmap().isNull());
        curves.plot()->xAxis->setRange(10, 20);
        savePictures(curves, *save, folder);
        QCOMPARE(curves.plot()->xAxis->range().upper, 20.0);
    }

    void theTradeOffIsTakenAlong() {
        TradeOffPlot plot;
        plot.resize(900, 300);
        plot.show();
        const auto* save = find<SaveMenu>(plot, "savePlot");
        QVERIFY(!offersAnything(*save));
        LibraryRun better = run("better");
        better.preferred = 0.875;
        better.parameters = 921600;
        plot.setRuns({run("one"), better});
        auto* y = find<QComboBox>(plot, "tradeOffY");
        y->setCurrentIndex(y->findData("preferred"));
        QCOMPARE(plot.plot()->graph(0)->dataCount(), 2); // more pairs are better, so none beats the other
        QVERIFY(offersAnything(*save));
        const QTemporaryDir folder;
        save->saveTo(folder.filePath("runs.csv"));
        const QStringList lines = linesOf(folder.filePath("runs.csv"));
        QCOMPARE(lines.size(), 3);
        const QStringList header = lines[0].split(','), cells = lines[2].split(',');
        QCOMPARE(header.size(), qsizetype(runFigures().size() + 1));
        QCOMPARE(cells.size(), header.size());
        QCOMPARE(cells[0], QString("better"));
        QCOMPARE(cells[header.indexOf("Trained parameters")], QString("921600"));
        QCOMPARE(cells[header.indexOf("Peak memory")], QString("1288490188"));
        QCOMPARE(cells[header.indexOf("Pairs preferred")], QString("0.875"));
        QCOMPARE(cells[header.indexOf("Evaluation loss")], QString()); // it has none
        savePictures(plot, *save, folder);
        QVERIFY_THROWS_EXCEPTION(Error, save->saveTo(folder.filePath("none/runs.csv")));
    }
};

QTEST_MAIN(TestLibraryPlots)
#include "tst_library_plots.moc"
