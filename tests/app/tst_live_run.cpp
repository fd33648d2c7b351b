// What the Run page shows and offers while a run is prepared, over the real engine: its beginning, a stop and a
// failure.

#include "app/engine_backend.h"
#include "backend/io/files.h"
#include "stories.h"
#include "ui/find_widget.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

namespace {

constexpr int patience_ms = 300'000;

} // namespace

class TestLiveRun : public QObject {
    Q_OBJECT

    struct Desk {
        EngineBackend backend;
        ShownRun run{backend};
        RunPage page{backend, run};
        QSignalSpy finished{&backend, &StudioBackend::trainFinished}, failed{&backend, &StudioBackend::failed},
            cancelled{&backend, &StudioBackend::trainCancelled};
        QPushButton* stop = find<QPushButton>(page, "stop");

        Desk() { page.show(); }
        QString badge() const { return find<QLabel>(page, "stateBadge")->text(); }
        bool offers(const char* button) const { return find<QPushButton>(page, button)->isVisible(); }
    };

    QTemporaryDir m_folder;
    int m_runs = 0;

    TrainOptions story(const QString& data) {
        TrainOptions options = stories::shortRun(data, 4);
        options.run = m_folder.filePath(QStringLiteral("run-%1").arg(++m_runs)).toStdString();
        return options;
    }
    QString rows() const { return m_folder.filePath("train.jsonl"); }

    // A run that has ended is shown.
    void trainOne(Desk& desk) {
        desk.backend.train(story(rows()));
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 1, patience_ms);
        QTRY_COMPARE(desk.badge(), QString("Finished"));
        QVERIFY(desk.offers("result"));
    }

private Q_SLOTS:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        if (!stories::present())
            QSKIP("shared/data/stories260K is not there");
        stories::writeRows(rows(), 0, 24);
    }

    void theNewRunIsShownAtOnceWithItsProgress() {
        Desk desk;
        trainOne(desk);
        const QString before = desk.run.folder();
        TrainOptions options = story(rows());
        options.name = "Animals";
        QStringList done;
        connect(&desk.backend, &StudioBackend::progressed, this,
                [&](const QString& job, const ProgressEvent& progress) {
                    QCOMPARE(job, QString("train"));
                    if (desk.run.isPreparing()) {
                        done << QString::fromStdString(progress.what);
                        QVERIFY(desk.run.progress());
                    }
                });
        desk.backend.train(options);
        QVERIFY(desk.run.isPreparing() && !desk.run.isRunning());
        QVERIFY(desk.run.steps().empty() && desk.run.log().empty());
        QVERIFY(desk.run.folder() != before);
        QCOMPARE(desk.run.folder().toStdString(), options.run);
        QCOMPARE(desk.badge(), QString("Preparing"));
        QCOMPARE(find<QWidget>(desk.page, "runTitle")->accessibleName(), QString("Animals"));
        QVERIFY(desk.stop->isEnabled());
        for (const char* button : {"pause", "checkpoint", "evaluate", "change"})
            QVERIFY(!find<QPushButton>(desk.page, button)->isEnabled());
        QVERIFY(!desk.offers("resume") && !desk.offers("result"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 2, patience_ms);
        QVERIFY(!done.isEmpty());
        QVERIFY(!desk.run.isPreparing());
        QCOMPARE(desk.run.steps().size(), std::size_t(4));
        QCOMPARE(find<QWidget>(desk.page, "runTitle")->accessibleName(), QString("Animals"));
    }

    void itCanBeStoppedBeforeItBegins() {
        Desk desk;
        trainOne(desk);
        const QString before = desk.run.folder();
        const std::string journal = read_text_file((before + "/journal.jsonl").toStdString());
        const TrainOptions options = story(rows());
        desk.backend.train(options);
        desk.stop->click();
        QCOMPARE(desk.stop->text(), QString("Stopping…"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.cancelled.size(), 1, patience_ms);
        QCOMPARE(desk.cancelled[0][0].toString().toStdString(), options.run);
        QTRY_COMPARE(desk.badge(), QString("Stopped"));
        QVERIFY(!desk.offers("resume") && !desk.offers("result")); // there is nothing of it
        QVERIFY(!desk.backend.busy());
        QCOMPARE(desk.finished.size(), 1);
        QCOMPARE(desk.failed.size(), 0);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(options.run)));
        QCOMPARE(read_text_file((before + "/journal.jsonl").toStdString()), journal);
    }

    void aFailureIsThatOfTheNewRun() {
        Desk desk;
        trainOne(desk);
        const QString data = m_folder.filePath("empty.jsonl");
        QFile file(data);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"prompt\": \"The cat\", \"completion\": \"\"}\n");
        file.close();
        const TrainOptions options = story(data);
        desk.backend.train(options);
        QTRY_COMPARE_WITH_TIMEOUT(desk.failed.size(), 1, patience_ms);
        QTRY_COMPARE(desk.badge(), QString("Failed"));
        QCOMPARE(desk.run.folder().toStdString(), options.run);
        QVERIFY(desk.run.steps().empty());
        QVERIFY(!desk.offers("resume") && !desk.offers("result"));
        QCOMPARE(find<QLabel>(desk.page, "strip")->text(), desk.failed[0][1].toString());
        QCOMPARE(desk.run.log().back().kind, LogRow::Kind::Problem);
    }

    void aTextAskedOfAnotherRunIsNotShownAsThisOnes() {
        bool answered = false;
        Desk desk;
        trainOne(desk);
        const QString first = desk.run.folder();
        TrainOptions options = story(rows());
        options.max_steps = 100'000;
        desk.backend.train(options);
        QTRY_VERIFY_WITH_TIMEOUT(desk.run.isRunning() && desk.run.step() >= 1, patience_ms);
        const auto ofText = [&] { return desk.run.filters().newest(-1); };
        connect(&desk.backend, &StudioBackend::jobEnded, this,
                [&](const QString& job) { answered = answered || job == QString("probe"); });
        desk.backend.probe(first, "The cat"); // waits for the end of the run
        desk.backend.stop();
        QTRY_VERIFY_WITH_TIMEOUT(answered, patience_ms);
        QCOMPARE(desk.run.folder().toStdString(), options.run);
        QVERIFY(ofText() == nullptr);
        desk.backend.openRun(first);
        QTRY_COMPARE_WITH_TIMEOUT(desk.run.folder(), first, patience_ms);
        desk.backend.probe(first, "The cat");
        QTRY_VERIFY_WITH_TIMEOUT(ofText() != nullptr, patience_ms);
        QCOMPARE(desk.failed.size(), 0);
    }

    void whatWaitsLeavesTheShownRunAlone() {
        Desk desk;
        trainOne(desk);
        const QString old = desk.run.folder();
        const auto showOld = [&] {
            desk.backend.openRun(old);
            QTRY_COMPARE_WITH_TIMEOUT(desk.run.folder(), old, patience_ms);
        };
        TrainOptions options = story(rows());
        options.max_steps = 100'000;
        desk.backend.train(options);
        QTRY_VERIFY_WITH_TIMEOUT(desk.run.isRunning() && desk.run.step() >= 1, patience_ms);
        showOld();
        desk.backend.train(story(rows())); // waits
        desk.backend.stop();               // both of them
        QTRY_COMPARE_WITH_TIMEOUT(desk.cancelled.size(), 1, patience_ms);
        QCOMPARE(desk.finished.size(), 2);
        QCOMPARE(desk.run.folder(), old);
        QCOMPARE(desk.run.state()->state, RunState::Finished);
        QCOMPARE(desk.run.steps().size(), std::size_t(4));

        desk.backend.resume(QString::fromStdString(options.run), 0);
        QCOMPARE(desk.run.folder().toStdString(), options.run);
        QCOMPARE(desk.run.method(), QString()); // nobody has looked yet
        QTRY_VERIFY_WITH_TIMEOUT(desk.run.isRunning(), patience_ms);
        QCOMPARE(desk.run.method(), QString("lora"));
        showOld();
        desk.backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 3, patience_ms);
        const auto told = desk.finished[2][1].value<TrainOptions>();
        QCOMPARE(told.run, options.run);
        QCOMPARE(told.max_steps, options.max_steps);
    }

    void aRunThatCannotGoOnStaysWhatItWas() {
        Desk desk;
        trainOne(desk);
        const QString folder = desk.run.folder();
        QVERIFY(QFile::rename(folder + "/options.json", folder + "/options.gone"));
        desk.backend.resume(folder, 0);
        QCOMPARE(desk.badge(), QString("Preparing"));
        QCOMPARE(desk.run.steps().size(), std::size_t(4)); // which it goes on from
        QTRY_COMPARE_WITH_TIMEOUT(desk.failed.size(), 1, patience_ms);
        QTRY_COMPARE(desk.badge(), QString("Finished"));
        QCOMPARE(find<QLabel>(desk.page, "strip")->text(), desk.failed[0][1].toString());
        QVERIFY(QFile::rename(folder + "/options.gone", folder + "/options.json"));
    }

    void aRunWithoutAWayBackIsNotStopped() {
        Desk desk;
        TrainOptions options = story(rows());
        options.max_steps = 100'000;
        options.checkpoint_every = 2;
        options.keep_checkpoints = 2;
        desk.backend.train(options);
        QTRY_VERIFY_WITH_TIMEOUT(desk.run.step() >= 8, patience_ms);
        QVERIFY(!desk.run.hasCheckpointBefore(3)); // it is deleted by now, as the journal tells too
        desk.backend.goBack(desk.run.folder(), 3, 0);
        QTRY_COMPARE_WITH_TIMEOUT(desk.failed.size(), 1, patience_ms);
        QCOMPARE(desk.failed[0][0].toString(), QString("go back"));
        QTRY_COMPARE(find<QLabel>(desk.page, "strip")->text(), desk.failed[0][1].toString());
        const int64_t then = desk.run.step();
        QTRY_VERIFY_WITH_TIMEOUT(desk.run.step() > then + 2, patience_ms);
        QVERIFY(desk.run.isRunning() && desk.finished.isEmpty());

        desk.backend.goBack(desk.run.folder(), options.max_steps, 0);
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 1, patience_ms); // which has stopped
        QTRY_VERIFY_WITH_TIMEOUT(desk.run.start() && desk.run.start()->first_step > 0, patience_ms);
        desk.backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(desk.finished.size(), 2, patience_ms);
        QCOMPARE(desk.failed.size(), 1);
    }
};

QTEST_MAIN(TestLiveRun)
#include "tst_live_run.moc"
