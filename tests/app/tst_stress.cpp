// A user in a hurry: ten thousand starts, pauses, stops, closings, changes of page, language and text size in random
// order, over the real engine. Nothing may hang, and afterwards a run must still come to its end.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/run_library.h"
#include "stories.h"
#include "ui/runs/shown_run.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QMessageBox>
#include <QRandomGenerator>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace loratrf;

namespace {

constexpr int events = 10'000;
constexpr int patience_ms = 120'000;
constexpr int most_trainings = 40; // each opens the model, which takes most of the time

} // namespace

class TestStress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("LoRATRF tests");
        QCoreApplication::setApplicationName("tst_stress");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        if (!stories::present())
            QSKIP("shared/data/stories260K is not there");
        stories::writeRows(m_folder.filePath("train.jsonl"), 0, 24);
    }

    void anyOrderOfEventsIsSurvived() {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.show();
        const quint32 seed = qEnvironmentVariable("LORATRF_STRESS_SEED", "20261").toUInt();
        QRandomGenerator random(seed);
        // Whoever asks gets a random answer, so that no question waits for a user.
        QTimer answers;
        connect(&answers, &QTimer::timeout, &window, [&window, &random] {
            for (QMessageBox* box : window.findChildren<QMessageBox*>())
                if (box->isVisible())
                    box->buttons().at(random.bounded(2) == 0 ? 0 : box->buttons().size() - 1)->click();
        });
        answers.start(1);
        QSignalSpy finished(&backend, &StudioBackend::trainFinished), failed(&backend, &StudioBackend::failed);
        int trainings = 0;
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < events; ++i) {
            const int event = random.bounded(100);
            if (event < 1 && trainings < most_trainings) {
                backend.train(options(trainings++));
            } else if (event < 20) {
                backend.setPaused(random.bounded(2) == 0);
            } else if (event < 22) {
                if (random.bounded(10) == 0) // it ends the waiting ones too
                    backend.stop();
            } else if (event < 30) {
                QTest::qWait(random.bounded(20)); // or no training would ever begin
            } else if (event < 40) {
                backend.checkpointNow();
            } else if (event < 60) {
                window.setPage(random.bounded(int(MainWindow::Export) + 1));
            } else if (event < 70 && finished.size() > 0) {
                window.openRun(QString::fromStdString(finished.last()[0].value<TrainResult>().run));
            } else if (event < 75) {
                backend.probe({}, "A small dog");
            } else if (event < 76) {
                window.close();
                window.show();
            } else if (event < 77) {
                applyLanguage(random.bounded(2) == 0 ? QStringLiteral("de") : QStringLiteral("en"));
            } else if (event < 78) {
                applyTextScale(0.8 + 0.1 * random.bounded(13));
            } else {
                QCoreApplication::processEvents();
            }
            if (clock.elapsed() > patience_ms)
                QFAIL(qPrintable(QStringLiteral("event %1 of seed %2 took too long").arg(i).arg(seed)));
        }
        backend.setPaused(false);
        backend.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!backend.busy(), patience_ms);
        for (const QList<QVariant>& one :
             failed) // a text asked of no run may fail; a training only where it was stopped
            QVERIFY2(one[0].toString() != "train" || one[1].toString().startsWith("stopped before"),
                     qPrintable(one[1].toString()));
        QVERIFY(finished.size() > 0);
        qInfo("%d trainings, %lld of them answered, %lld ms", trainings, qint64(finished.size()), clock.elapsed());

        // The program is as good as new.
        finished.clear();
        TrainOptions last = options(most_trainings);
        backend.train(last);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        QCOMPARE(finished[0][0].value<TrainResult>().state, RunState::Finished);
        applyLanguage(QStringLiteral("en"));
    }

private:
    TrainOptions options(int number) const {
        TrainOptions made;
        made.model = stories::model().toStdString();
        made.data = m_folder.filePath("train.jsonl").toStdString();
        made.eval_share = 0;
        made.data_options.template_name = "plain";
        made.run = m_folder.filePath(QStringLiteral("runs/%1").arg(number)).toStdString();
        made.method_options["rank"] = int64_t(2);
        made.epochs = 2;
        made.batch_size = 4;
        made.device = "cpu";
        return made;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestStress)
#include "tst_stress.moc"
