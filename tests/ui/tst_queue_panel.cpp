// The list of waiting runs, what its keys and buttons ask, and the way from the set-up page into it.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "recording_queue.h"
#include "ui/run/queue_panel.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace loratrf;

namespace {

TrainOptions options(const QString& name, const char* method = "lora") {
    TrainOptions options;
    options.name = name.toStdString();
    options.model = "/models/SmolLM2-135M-Instruct.gguf";
    options.data = "/data/orders-train.jsonl";
    options.method = method;
    options.run = "/runs/of-" + name.toStdString();
    return options;
}

// One of each kind, then two that wait.
void fill(RecordingQueue& queue) {
    queue.rows = {{1, options("done"), QueueState::Done, {}, "/runs/done"},
                  {2, options("failed"), QueueState::Failed, "there is no file \"rows.jsonl\"\nlook at it", "/runs/f"},
                  {3, options("runs", "loratrf"), QueueState::Running, {}, "/runs/r"},
                  {4, options("first"), QueueState::Waiting, {}, {}},
                  {5, options({}), QueueState::Waiting, {}, "/runs/interrupted"}};
    Q_EMIT queue.changed();
}

QString cell(const QTableView& table, int row, int column) {
    return table.model()->index(row, column).data().toString();
}

QStringList order(const RecordingQueue& queue) {
    QStringList ids;
    for (const QueuedRun& row : queue.rows) {
        ids << QString::number(row.id);
    }
    return ids;
}

} // namespace

class TestQueuePanel : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }

    void isThereWhenThereIsSomethingToSay() {
        RecordingBackend backend;
        RecordingQueue queue;
        const QueuePanel panel(queue, backend);
        QVERIFY(panel.isHidden());
        queue.trouble = "the disk is full";
        Q_EMIT queue.changed();
        QVERIFY(!panel.isHidden());
        const auto* strip = panel.findChild<MessageStrip*>("queueStrip");
        QCOMPARE(strip->text(), QString("the disk is full"));
        QCOMPARE(strip->level(), Level::Problem);
        queue.trouble = "another window has it";
        queue.weight = Level::Info;
        Q_EMIT queue.changed();
        QCOMPARE(strip->text(), QString("another window has it"));
        QCOMPARE(strip->level(), Level::Info); // nothing is wrong
        queue.trouble.clear();
        queue.add(options("a"));
        QVERIFY(!panel.isHidden());
        queue.remove(1);
        QVERIFY(panel.isHidden());
    }

    void saysWhatWaitsAndWhatBecameOfTheOthers() {
        RecordingBackend backend;
        RecordingQueue queue;
        QueuePanel panel(queue, backend);
        fill(queue);
        const auto* table = find<QTableView>(panel, "queueTable");
        QCOMPARE(table->model()->rowCount(), 5);
        QCOMPARE(table->currentIndex().row(), 3); // the next
        QCOMPARE(cell(*table, 0, QueueModel::State), QString("Done"));
        QCOMPARE(cell(*table, 1, QueueModel::State), QString("Failed: there is no file \"rows.jsonl\""));
        QVERIFY(table->model()->index(1, QueueModel::State).data(Qt::ToolTipRole).toString().contains("look at it"));
        QCOMPARE(cell(*table, 2, QueueModel::State), QString("Running"));
        QCOMPARE(cell(*table, 2, QueueModel::Method), QString("LoRATRF"));
        QCOMPARE(cell(*table, 3, QueueModel::Name), QString("first"));
        QCOMPARE(cell(*table, 3, QueueModel::Model), QString("SmolLM2-135M-Instruct.gguf"));
        QCOMPARE(cell(*table, 3, QueueModel::State), QString("Waiting"));
        QCOMPARE(cell(*table, 4, QueueModel::Name), QString("interrupted"));
        QCOMPARE(cell(*table, 4, QueueModel::State), QString("Waiting to be resumed"));
        QVERIFY(panel.findChild<QToolButton*>()->text().contains("2"));
    }

    void buttonsDoWhatCanBeDone() {
        RecordingBackend backend;
        RecordingQueue queue;
        QueuePanel panel(queue, backend);
        fill(queue);
        auto* table = find<QTableView>(panel, "queueTable");
        auto* up = find<QPushButton>(panel, "queueUp");
        auto* down = find<QPushButton>(panel, "queueDown");
        auto* remove = find<QPushButton>(panel, "queueRemove");
        table->selectRow(2); // under way
        QVERIFY(!up->isEnabled() && !down->isEnabled() && !remove->isEnabled());
        table->selectRow(1);
        QVERIFY(!up->isEnabled() && !down->isEnabled() && remove->isEnabled());
        table->selectRow(3);
        QVERIFY(!up->isEnabled() && down->isEnabled() && remove->isEnabled());
        down->click();
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "5", "4"}));
        QCOMPARE(table->currentIndex().row(), 4); // the choice goes along
        up->click();
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "4", "5"}));
        remove->click();
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "5"}));
        remove->click(); // the one that took its place
        QCOMPARE(order(queue), QStringList({"1", "2", "3"}));
        QVERIFY(!remove->isEnabled());
    }

    void keysDoTheSame() {
        RecordingBackend backend;
        RecordingQueue queue;
        QueuePanel panel(queue, backend);
        fill(queue);
        panel.show();
        QSignalSpy copies(&panel, &QueuePanel::duplicateWanted);
        auto* table = find<QTableView>(panel, "queueTable");
        table->selectRow(4);
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "5", "4"}));
        QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier); // not before the one under way
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "5", "4"}));
        QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "4", "5"}));
        QTest::keyClick(table, Qt::Key_Up); // to another row
        QCOMPARE(table->currentIndex().row(), 3);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(copies.size(), 1);
        const auto copied = copies[0][0].value<TrainOptions>();
        QCOMPARE(copied.name, "first");
        QVERIFY(copied.run.empty());
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(order(queue), QStringList({"1", "2", "3", "5"}));
    }

    void pausesAndGoesOn() {
        RecordingBackend backend;
        RecordingQueue queue;
        QueuePanel panel(queue, backend);
        fill(queue);
        auto* pause = find<QPushButton>(panel, "queuePause");
        const auto* strip = find<MessageStrip>(panel, "queueStrip");
        QVERIFY(strip->isHidden());
        pause->click();
        QVERIFY(queue.resting);
        QCOMPARE(QString(pause->text()).remove('&'), QString("Go on with the queue"));
        QVERIFY(!strip->isHidden());
        pause->click();
        QVERIFY(!queue.resting);
        QVERIFY(strip->isHidden());
    }

    void theFormFillsTheQueueWhileARunIsUnderWay() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        RecordingQueue queue;
        MainWindow window({backend, library, comparison, nullptr, &queue});
        window.show();
        QCoreApplication::sendPostedEvents(); // pages are made anew in the language that was set
        auto* start = find<QPushButton>(window, "startButton");
        auto* add = find<QPushButton>(window, "queueButton");
        QVERIFY(!add->isHidden());
        find<QLineEdit>(window, "modelPath")->setText("/models/small");
        find<QLineEdit>(window, "dataPath")->setText("/data/rows.jsonl");
        backend.setRunning(true);
        QTRY_VERIFY(!start->isEnabled() && add->isEnabled());
        QVERIFY(find<QLabel>(window, "startReason")->text().contains("queue"));
        add->click();
        QCOMPARE(queue.rows.size(), 1);
        QCOMPARE(queue.rows[0].options.model, "/models/small");
        QVERIFY(find<MessageStrip>(window, "setupStrip")->text().contains("Added to the queue"));
        QVERIFY(backend.trained.empty());

        backend.problems = {{"learning_rate", "must be above 0", false}};
        backend.setRunning(true); // looks at the form again
        QTRY_VERIFY(!add->isEnabled());
        QVERIFY(find<QLabel>(window, "startReason")->text().contains("must be above 0"));
        backend.problems.clear();
        backend.setRunning(false);
        QTRY_VERIFY(start->isEnabled() && add->isEnabled());

        queue.trouble = "the disk is full";
        Q_EMIT queue.changed();
        QVERIFY(find<MessageStrip>(window, "setupStrip")->text().contains("the disk is full"));
    }

    void aCopyGoesBackToTheForm() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        RecordingQueue queue;
        MainWindow window({backend, library, comparison, nullptr, &queue});
        window.show();
        QCoreApplication::sendPostedEvents(); // pages are made anew in the language that was set
        fill(queue);
        window.setPage(MainWindow::Run);
        auto* panel = find<QueuePanel>(window, "queuePanel");
        QVERIFY(panel->isVisible());
        find<QTableView>(*panel, "queueTable")->selectRow(3);
        find<QPushButton>(*panel, "queueCopy")->click();
        QCOMPARE(window.page(), int(MainWindow::SetUp));
        QCOMPARE(find<QLineEdit>(window, "dataPath")->text(), QString("/data/orders-train.jsonl"));
        QCOMPARE(queue.rows.size(), 5);
    }

    void withoutAQueueThereIsNoButton() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        QCoreApplication::sendPostedEvents(); // pages are made anew in the language that was set
        QVERIFY(find<QPushButton>(window, "queueButton")->isHidden());
        QCOMPARE(window.findChild<QueuePanel*>(), nullptr);
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            RecordingBackend backend;
            RecordingLibrary library;
            RecordingComparison comparison;
            RecordingQueue queue;
            saveThemeMode(dark ? ThemeMode::Dark : ThemeMode::Light);
            MainWindow window({backend, library, comparison, nullptr, &queue});
            window.show();
            QCoreApplication::sendPostedEvents(); // pages are made anew in the language that was set
            window.resize(1000, 680);
            const auto shoot = [&](const char* name) {
                QTest::qWait(100);
                QVERIFY(window.grab().save(QString("%1/%2-%3.png").arg(folder, name, dark ? "dark" : "light")));
            };
            find<QLineEdit>(window, "modelPath")->setText("/models/small");
            find<QLineEdit>(window, "dataPath")->setText("/data/rows.jsonl");
            backend.setRunning(true);
            shoot("queue-setup");
            window.setPage(MainWindow::Run);
            fill(queue);
            shoot("queue-running");
            backend.setRunning(false);
            queue.rows[2].state = QueueState::Waiting;
            queue.rows[3].options.name = std::string(90, 'n');
            queue.setPaused(true);
            find<QTableView>(window, "queueTable")->setFocus();
            shoot("queue-paused");
        }
    }
};

QTEST_MAIN(TestQueuePanel)
#include "tst_queue_panel.moc"
