// kill -9 at any moment: the newest checkpoint of the run verifies, and the run goes on to the same adapter.

#include "backend/train/run_folder.h"
#include "small_run.h"

#include <QProcess>

#include <csignal>

using namespace loratrf;
using namespace support;

class TestKill : public QObject {
    Q_OBJECT

    SmallRun m_small;

    static bool started(QProcess& process, const QStringList& arguments) {
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PROGRAMS_DIR "/loratrf"), arguments);
        return process.waitForStarted();
    }

private Q_SLOTS:
    void twentyTimesDuringCheckpoints() {
        TrainOptions options = m_small.options("straight", "loratrf");
        options.epochs = 150; // 1050 steps, each with a checkpoint: most of the time goes into writing them
        options.checkpoint_every = 1;
        options.eval_every = 400;
        options.log_every = 10;
        const TrainResult straight = train(options).result;

        const fs::path run = m_small.path() / "killed";
        options.run = run.string();
        const QString file = QString::fromStdString((m_small.path() / "options.json").string());
        write_file_atomically(file.toStdString(), to_json(options));
        std::mt19937 random(5);
        int killed = 0;
        int64_t reached = 0;
        for (int attempt = 0; attempt < 20; ++attempt) {
            QProcess process;
            QVERIFY(started(process, attempt == 0
                                         ? QStringList{"train", file, "--json"}
                                         : QStringList{"resume", QString::fromStdString(run.string()), "--json"}));
            QByteArray output;
            while (output.count("\"event\":\"checkpoint\"") < 2 && process.waitForReadyRead(60'000))
                output += process.readAll();
            QVERIFY2(output.contains("\"event\":\"checkpoint\""), output.right(2000));
            QTest::qWait(static_cast<int>(random() % 120));
            killed += ::kill(static_cast<pid_t>(process.processId()), SIGKILL) == 0;
            QVERIFY(process.waitForFinished(60'000));
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);

            const RunInfo info = inspect_run(options.run);
            QVERIFY2(info.resumable, info.why_not.c_str());
            QVERIFY(info.state == RunState::Stopped);
            const std::vector<int64_t> steps = open_run(options.run).checkpoint_steps();
            QVERIFY(!steps.empty());
            verify_manifest(open_run(options.run).checkpoint(steps.front())); // the newest listed one, not just any
            QVERIFY(steps.front() > reached);
            reached = steps.front();
        }
        QCOMPARE(killed, 20);

        const Trained resumed = resume(options.run);
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(resumed.result.steps, straight.steps);
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.adapter));
        for (const fs::directory_entry& entry :
             fs::directory_iterator(run / "checkpoints")) // nothing half-made is left
            QVERIFY2(entry.path().filename().string().starts_with("step-"), entry.path().c_str());
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
