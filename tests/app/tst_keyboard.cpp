// The whole job by the keyboard alone: no widget is touched but the one that has the focus.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/project_folder.h"
#include "app/run_library.h"
#include "stories.h"
#include "ui/plots/heatmap.h"
#include "ui/runs/shown_run.h"
#include "ui/services.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

namespace {

constexpr int patience_ms = 300'000;
constexpr int most_tabs = 150; // a page with everything open has fewer stops

void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier) {
    QTest::keyClick(QApplication::focusWidget(), key, with);
}

QString focused() {
    const QWidget* widget = QApplication::focusWidget();
    return widget != nullptr ? widget->objectName() : QString();
}

// Tab by Tab; where it has come round without meeting the name, false.
bool reach(const char* name) {
    for (int i = 0; i < most_tabs && focused() != QLatin1String(name); ++i) {
        press(Qt::Key_Tab);
    }
    if (focused() != QLatin1String(name)) {
        qWarning("Tab does not lead to \"%s\"", name);
        return false;
    }
    return true;
}

const Heatmap* focusedMap() {
    return qobject_cast<const Heatmap*>(QApplication::focusWidget());
}

void type(const QString& text) {
    press(Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), text);
}

} // namespace

class TestKeyboard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!stories::present())
            QSKIP("shared/data/stories260K is not there");
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("LoRATRF tests");
        QCoreApplication::setApplicationName("tst_keyboard");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        stories::writeRows(m_folder.filePath("train.jsonl"), 0, 40);
        stories::writeRows(m_folder.filePath("eval.jsonl"), 40, 8);
        setProjectFolder(m_folder.filePath("runs"));
    }

    void doesTheWholeJob() {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy failed(&backend, &StudioBackend::failed), inspected(&backend, &StudioBackend::modelInspected),
            finished(&backend, &StudioBackend::trainFinished), generated(&backend, &StudioBackend::generated),
            exported(&backend, &StudioBackend::exported);

        // Set up
        QVERIFY(QApplication::focusWidget() != nullptr);
        QVERIFY(reach("modelPath"));
        type(stories::model());
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!inspected.isEmpty(), patience_ms);
        QVERIFY(reach("dataPath"));
        type(m_folder.filePath("train.jsonl"));
        press(Qt::Key_Return);
        QVERIFY(reach("evalPath"));
        type(m_folder.filePath("eval.jsonl"));
        press(Qt::Key_Return);
        QVERIFY(reach("rank"));
        type("4");
        QVERIFY(reach("epochs"));
        type("2");
        QVERIFY(reach("learningRate"));
        type("0.003");
        QVERIFY(reach("batchSize"));
        type("4");
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QWidget*>("startButton")->isEnabled(), patience_ms);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(window.page(), int(MainWindow::Run)); // the button shows that it is pressed

        // Run
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        const auto result = finished[0][0].value<TrainResult>();
        QCOMPARE(result.state, RunState::Finished);
        QCOMPARE(result.steps, int64_t(20)); // 2 epochs of 40 rows, 4 a step
        QVERIFY(QApplication::focusWidget() != nullptr);

        // Filters: a cell of the map is walked to
        press(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(window.page(), int(MainWindow::Filters));
        QVERIFY(QApplication::focusWidget() != nullptr);
        for (int i = 0; i < most_tabs && focusedMap() == nullptr; ++i) {
            press(Qt::Key_Tab);
        }
        const Heatmap* map = focusedMap();
        QVERIFY(map != nullptr);
        QTRY_COMPARE(map->matrix().columns, 20);
        press(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(map->selectedRow(), 0);
        QCOMPARE(map->selectedColumn(), 0);
        press(Qt::Key_Down);
        press(Qt::Key_Right);
        press(Qt::Key_Right);
        QCOMPARE(map->selectedRow(), 1);
        QCOMPARE(map->selectedColumn(), 2);
        QVERIFY(!map->readout(1, 2).isEmpty());
        QVERIFY2(map->accessibleName().startsWith(map->readout(1, 2)), qPrintable(map->accessibleName()));

        // Try
        press(Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(window.page(), int(MainWindow::Try));
        QVERIFY(reach("maxTokens"));
        type("8");
        QVERIFY(reach("promptEdit"));
        type("The cat number 3 went to the park.");
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(generated.size(), 2, patience_ms); // base and tuned

        // Export
        press(Qt::Key_6, Qt::ControlModifier);
        QCOMPARE(window.page(), int(MainWindow::Export));
        QVERIFY(reach("exportPath"));
        type(m_folder.filePath("exported"));
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QWidget*>("exportButton")->isEnabled(), patience_ms);
        QVERIFY(reach("exportButton"));
        press(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, patience_ms);
        QVERIFY(QFile::exists(m_folder.filePath("exported/adapter_config.json")));

        // Library: the run is in the list, and Return opens it
        press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(window.page(), int(MainWindow::Library));
        const auto* table = window.findChild<QAbstractItemView*>("runTable");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience_ms);
        QVERIFY(reach("runTable"));
        press(Qt::Key_Return);
        QTRY_COMPARE(window.page(), int(MainWindow::Run));
        QTRY_VERIFY(window.shownRun().info());
        for (const QList<QVariant>& one : failed)
            QFAIL(qPrintable(one[0].toString() + ": " + one[1].toString()));
    }

    // Pause, stop and resume answer to the letters that they underline.
    void steersARun() {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy finished(&backend, &StudioBackend::trainFinished);
        window.openModel(stories::model());
        window.openData(m_folder.filePath("train.jsonl"), m_folder.filePath("eval.jsonl"));
        QVERIFY(reach("epochs"));
        type("500"); // longer than it takes to press a few keys
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QWidget*>("startButton")->isEnabled(), patience_ms);
        press(Qt::Key_S, Qt::AltModifier);
        QTRY_COMPARE(window.page(), int(MainWindow::Run));
        const ShownRun& run = window.shownRun();
        QTRY_VERIFY_WITH_TIMEOUT(run.step() >= 2, patience_ms);
        const auto is = [&run](RunState state) { return run.state() && run.state()->state == state; };
        QTRY_VERIFY(window.findChild<QWidget*>("pause")->isEnabled());
        press(Qt::Key_P, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(is(RunState::Paused), patience_ms);
        QTRY_VERIFY(window.findChild<QWidget*>("pause")->isEnabled());
        press(Qt::Key_R, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(is(RunState::Running), patience_ms);
        QTRY_VERIFY(window.findChild<QWidget*>("stop")->isEnabled());
        press(Qt::Key_S, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        QCOMPARE(finished[0][0].value<TrainResult>().state, RunState::Stopped);
        const int64_t stopped = run.step();
        QTRY_VERIFY(window.findChild<QWidget*>("resume")->isVisible());
        press(Qt::Key_R, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(run.step() > stopped, patience_ms);
        QTRY_VERIFY(window.findChild<QWidget*>("stop")->isEnabled());
        press(Qt::Key_S, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience_ms);
    }

    // F1 leads to the page of the guide that speaks of the field.
    void helpKnowsTheField() {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QList<std::pair<const char*, QString>> fields = {{"modelPath", "02-models.md"},
                                                               {"dataPath", "03-data.md"},
                                                               {"rank", "04-methods.md"},
                                                               {"learningRate", "06-training.md"}};
        for (const auto& [field, page] : fields) {
            QVERIFY(reach(field));
            press(Qt::Key_F1);
            auto* guide = window.findChild<GuideDialog*>();
            QVERIFY(guide != nullptr);
            QTRY_VERIFY(guide->isVisible());
            const QListWidgetItem* item = guide->findChild<QListWidget*>("guidePages")->currentItem();
            QVERIFY(item != nullptr);
            QCOMPARE(item->data(Qt::UserRole).toString(), page);
            QTest::keyClick(guide, Qt::Key_Escape);
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
        }
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
