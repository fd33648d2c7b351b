// What a screen reader is told: every control that takes the keyboard has a name, on every page, empty and at work.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/run_library.h"
#include "stories.h"
#include "ui/names.h"
#include "ui/plots/step_plot.h"
#include "ui/runs/shown_run.h"
#include "ui/shell/main_window.h"

#include <QAccessible>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

namespace {

constexpr int patience_ms = 120'000;

} // namespace

class TestAccessible : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("LoRATRF tests");
        QCoreApplication::setApplicationName("tst_accessible");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QAccessible::setActive(true);
    }

    void everyControlHasAName() {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.resize(1400, 1000);
        window.show();
        visitPages(window, "empty");
        if (!stories::present())
            QSKIP("the pages at work need shared/data/stories260K, which is not there");
        stories::writeRows(m_folder.filePath("train.jsonl"), 0, 40);
        window.openModel(stories::model());
        window.openData(m_folder.filePath("train.jsonl"), {});
        TrainOptions options;
        options.model = stories::model().toStdString();
        options.data = m_folder.filePath("train.jsonl").toStdString();
        options.data_options.template_name = "plain";
        options.run = m_folder.filePath("run").toStdString();
        options.epochs = 1;
        options.device = "cpu";
        QSignalSpy finished(&backend, &StudioBackend::trainFinished);
        backend.train(options);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        QTest::qWait(300);
        visitPages(window, "at work");
        figuresOfTheRunAreSaid(window);
    }

private:
    static void figuresOfTheRunAreSaid(MainWindow& window) {
        window.setPage(MainWindow::Run);
        for (const char* name : {"trainLoss", "bestLoss", "speed", "memory"}) {
            const auto* figure = window.findChild<QLabel*>(QLatin1String(name));
            QVERIFY2(figure != nullptr && figure->accessibleName().endsWith(figure->text()) &&
                         figure->accessibleName() != figure->text(),
                     name);
        }
        const QList<StepPlot*> plots = window.findChildren<StepPlot*>();
        QVERIFY(plots.size() > 2);
        const QString last = QStringLiteral("at step %1").arg(window.shownRun().step());
        for (StepPlot* plot : plots) {
            plot->flush();
            const QString said = plot->accessibleDescription();
            QVERIFY2(said.contains(last) || said == "There are no values yet.",
                     qPrintable(plot->figure().key + QStringLiteral(": ") + said));
        }
        const QString loss = window.findChild<StepPlot*>(QStringLiteral("lossPlot"))->accessibleDescription();
        QVERIFY2(loss.contains(last) && loss.contains("lowest"), qPrintable(loss));
    }

    static void visitPages(MainWindow& window, const char* state) {
        for (int page = MainWindow::SetUp; page <= MainWindow::Export; ++page) {
            window.setPage(page);
            QTest::qWait(50);
            QStringList nameless;
            int seen = 0;
            findNameless(QAccessible::queryAccessibleInterface(&window), nameless, seen);
            QVERIFY(seen >= 5); // the rail alone has as many
            QVERIFY2(nameless.isEmpty(),
                     qPrintable(QStringLiteral("page %1, %2, without a name:\n  ").arg(page).arg(state) +
                                nameless.join(QStringLiteral("\n  "))));
        }
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
