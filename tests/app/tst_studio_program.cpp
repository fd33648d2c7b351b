// The window's program, as a shell runs it: what it does without a window.

#include "backend/api/event_json.h"
#include "backend/api/options.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

namespace {

constexpr int patience_ms = 300'000;

void say(JournalWriter& journal, const Event& event) {
    journal.append(to_json(event));
}

} // namespace

class TestStudioProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plotsOfAMovedRunBearItsPresentName() {
        const QTemporaryDir folder;
        const QString run = folder.filePath("renamed"), plots = folder.filePath("plots");
        QVERIFY(QDir().mkpath(run));
        write_file_atomically((run + "/options.json").toStdString(), to_json(TrainOptions()));
        {
            JournalWriter journal((run + "/journal.jsonl").toStdString());
            StartEvent start;
            start.run = "/where/it/began";
            start.total_steps = 3;
            say(journal, start);
            for (int64_t step = 1; step <= 3; ++step)
                say(journal, StepEvent{.step = step, .loss = 1.0 / double(step)});
            say(journal, StateEvent{RunState::Finished, 3, {}});
        }
        QProcess studio;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CONFIG_HOME", folder.filePath("settings")); // not those of whoever tests
        studio.setProcessEnvironment(environment);
        studio.start(QStringLiteral(PROGRAMS_DIR "/loratrf-studio"), {"--plots", run, "--out", plots});
        QVERIFY(studio.waitForFinished(patience_ms));
        QVERIFY2(studio.exitCode() == 0, studio.readAllStandardError().constData());
        QFile loss(plots + "/loss.svg");
        QVERIFY(loss.open(QIODevice::ReadOnly));
        const QString drawn = QString::fromUtf8(loss.readAll());
        QVERIFY(drawn.contains("renamed"));
        QVERIFY(!drawn.contains("began"));
    }
};

QTEST_GUILESS_MAIN(TestStudioProgram)
#include "tst_studio_program.moc"
