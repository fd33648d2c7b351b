// Whole jobs of the real program: training, comparing, exporting, stopping with Ctrl-C and going on.

#include "cli_program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSet>
#include <QTemporaryDir>

#include <cmath>
#include <csignal>

using namespace loratrf;
using namespace support;

class CliRunsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QStringList trainArguments(const QString& out, int epochs) const {
        return {"train",
                "--model",
                stories::model(),
                "--data",
                path("train.jsonl"),
                "--eval-data",
                path("eval.jsonl"),
                "--template",
                "plain",
                "--method",
                "loratrf",
                "--rank",
                "4",
                "--epochs",
                QString::number(epochs),
                "--batch-size",
                "8",
                "--learning-rate",
                "0.003",
                "--threads",
                "2",
                "--device",
                "cpu",
                "--out",
                out,
                "--json"};
    }

    QStringList compareArguments(const QString& out) const {
        return {"compare",
                "--model",
                stories::model(),
                "--data",
                path("train.jsonl"),
                "--template",
                "plain",
                "--rank",
                "8",
                "--epochs",
                "1",
                "--batch-size",
                "8",
                "--methods",
                "lora,loratrf",
                "--lrs",
                "3e-3,1e-3",
                "--seeds",
                "2",
                "--set",
                "loratrf.filter_rank=1",
                "--set",
                "eval_share=0.2",
                "--threads",
                "2",
                "--device",
                "cpu",
                "--out",
                path(out),
                "--json"};
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        stories::writeRows(path("train.jsonl"), 0, 40);
        stories::writeRows(path("eval.jsonl"), 40, 10);
    }

    void trainsEvaluatesGeneratesExports() {
        NEEDS_STORIES();
        const QString out = path("run");
        const Answer trained = run(trainArguments(out, 4));
        COMPARE_CODE(trained, exit_code::done);
        QCOMPARE(trained.last()["state"].toString(), QString("finished"));
        QCOMPARE(trained.last()["steps"].toInt(), 20); // 4 epochs of 40 rows, 8 a step
        QVERIFY(trained.last()["best_eval_loss"].toDouble() < trained.last()["first_eval_loss"].toDouble());
        QCOMPARE(trained.events("step").size(), 20);
        QCOMPARE(trained.events("start").size(), 1);
        QVERIFY(!trained.events("activity").isEmpty());
        QVERIFY(QDir(trained.last()["adapter"].toString()).exists());

        // The figures of the run are those of evaluating its adapter.
        const Answer tuned =
            run({"evaluate", out, "--per-row", path("rows.jsonl"), "--generate", "--max-tokens", "8", "--json"});
        COMPARE_CODE(tuned, exit_code::done);
        const double loss = tuned.last()["loss"].toDouble();
        const double best = trained.last()["best_eval_loss"].toDouble();
        QVERIFY2(std::abs(loss - best) < 1e-4 * best, QByteArray::number(loss) + " and " + QByteArray::number(best));
        QCOMPARE(tuned.last()["generated"].toInt(), 10);
        QFile rows(path("rows.jsonl"));
        QVERIFY(rows.open(QIODevice::ReadOnly));
        QCOMPARE(rows.readAll().count('\n'), 10);
        const Answer base = run({"evaluate", out, "--base", "--json"});
        COMPARE_CODE(base, exit_code::done);
        const double first = trained.last()["first_eval_loss"].toDouble();
        QVERIFY(std::abs(base.last()["loss"].toDouble() - first) < 1e-4 * first);

        const QStringList ask = {"generate",     out,  "--prompt", "Once upon a time", "--raw",
                                 "--max-tokens", "12", "--json"};
        const Answer answer = run(ask);
        COMPARE_CODE(answer, exit_code::done);
        QVERIFY(answer.last()["tokens"].toInt() <= 12);
        QCOMPARE(run(ask).last()["text"], answer.last()["text"]);
        COMPARE_CODE(run({"generate", out, "--prompt", "Hello", "--max-tokens", "4"}), exit_code::done);

        const Answer exported = run({"export", out, "--to", path("exported"), "--json"});
        COMPARE_CODE(exported, exit_code::done);
        QVERIFY(!exported.last()["files"].toArray().isEmpty());
        for (const QJsonValue& file : exported.last()["files"].toArray())
            QVERIFY2(QFile::exists(QDir(path("exported")).filePath(file.toString())), qPrintable(file.toString()));
        const Answer loaded = run({"evaluate", stories::model(), "--adapter", path("exported"), "--data",
                                   path("eval.jsonl"), "--template", "plain", "--json"});
        COMPARE_CODE(loaded, exit_code::done);
        QVERIFY(std::abs(loaded.last()["loss"].toDouble() - loss) < 1e-4 * loss);

        COMPARE_CODE(run(trainArguments(out, 1)), exit_code::badInput); // the folder holds a run already
        // This method cannot be merged, and a file type that the kind lacks is refused before any work.
        const Answer refused = run({"export", out, "--to", path("merged"), "--merged"});
        COMPARE_CODE(refused, exit_code::badInput);
        QVERIFY2(refused.err.contains("LoRATRF"), refused.err);
        const Answer prompted = run({"export", out, "--to", path("merged"), "--prompt", "Hello"});
        COMPARE_CODE(prompted, exit_code::badInput);
        QVERIFY2(prompted.err.contains("leave the prompt out"), prompted.err);
        COMPARE_CODE(run({"export", out, "--to", path("merged"), "--merged", "--gguf"}), exit_code::badInput);
        COMPARE_CODE(run({"export", out, "--to", path("merged"), "--gguf", "--type", "q3"}), exit_code::badInput);
        QVERIFY(!QFile::exists(path("merged")));

        const Answer board = run({"export", out, "--tensorboard", path("board"), "--json"});
        COMPARE_CODE(board, exit_code::done);
        QVERIFY(board.last()["points"].toInt() > trained.events("step").size()); // evaluations too
        const QFileInfo file(board.last()["file"].toString());
        QVERIFY2(file.exists() && file.path() == path("board"), board.out);
        QVERIFY2(file.fileName().startsWith("events.out.tfevents."), board.out);
        const Answer again = run({"export", out, "--tensorboard", path("board")});
        COMPARE_CODE(again, exit_code::badInput);
        QVERIFY2(again.err.contains(file.fileName().toUtf8()), again.err);
        COMPARE_CODE(run({"export", out, "--tensorboard", path("other"), "--to", path("merged")}), exit_code::badInput);
        COMPARE_CODE(run({"export", out}), exit_code::badInput);
        QVERIFY(!QFile::exists(path("other")));
    }

    void modelsAreExportedForOtherPrograms() {
        NEEDS_STORIES();
        const auto lossOf = [&](const QString& model) {
            return run({"evaluate", model, "--data", path("eval.jsonl"), "--template", "plain", "--compute", "fp32",
                        "--json"})
                .last()["loss"]
                .toDouble();
        };
        const Answer gguf =
            run({"export", stories::model(), "--to", path("gguf"), "--gguf", "--type", "fp32", "--json"});
        COMPARE_CODE(gguf, exit_code::done);
        QCOMPARE(gguf.last()["tokens_equal"], gguf.last()["tokens_compared"]);
        QVERIFY(gguf.last()["difference"].toDouble() < 1e-4);
        const QString file = QDir(path("gguf")).filePath(gguf.last()["files"].toArray().first().toString());
        const Answer merged = run({"export", file, "--to", path("folder"), "--merged", "--type", "fp32"});
        COMPARE_CODE(merged, exit_code::done);
        QVERIFY2(merged.out.contains("Read back and compared") && merged.out.contains("config.json"), merged.out);
        const double loss = lossOf(stories::model());
        QVERIFY(loss > 0);
        for (const QString& written : {file, path("folder")})
            QVERIFY(std::abs(lossOf(written) - loss) < 1e-4 * loss);
    }

    void controlCStopsWithACheckpointAndResumeGoesOn() {
        NEEDS_STORIES();
        const QString out = path("interrupted");
        QProcess process;
        process.start(program(), trainArguments(out, 15));
        QByteArray seen;
        while (!seen.contains("\"event\":\"step\"")) {
            QVERIFY2(process.waitForReadyRead(patienceMs), process.readAllStandardError());
            seen += process.readAllStandardOutput();
        }
        QCOMPARE(kill(pid_t(process.processId()), SIGINT), 0);
        const Answer stopped = ended(process);
        COMPARE_CODE(stopped, exit_code::interrupted);
        QCOMPARE(stopped.last()["state"].toString(), QString("stopped"));
        const int steps = stopped.last()["steps"].toInt();
        QVERIFY(steps > 0 && steps < 75);
        QVERIFY(stopped.err.contains("Stopping safely"));

        const Answer resumed = run({"resume", out, "--json"});
        COMPARE_CODE(resumed, exit_code::done);
        QCOMPARE(resumed.events("start").first()["first_step"].toInt(), steps);
        QCOMPARE(resumed.last()["steps"].toInt(), 75);
        QCOMPARE(resumed.last()["state"].toString(), QString("finished"));
        COMPARE_CODE(run({"resume", out}), exit_code::badInput); // nothing is left to do
    }

    void allProblemsOfAComparisonAtOnce() {
        NEEDS_STORIES();
        QStringList arguments = compareArguments("never");
        arguments << "--ranks"
                  << "4,many"
                  << "--set"
                  << "lora.filter_rank=3"
                  << "--set"
                  << "loratrf.filter_rank=many"
                  << "--budget"
                  << "money";
        arguments[arguments.indexOf("--seeds") + 1] = "0";
        arguments[arguments.indexOf("--batch-size") + 1] = "no";
        arguments[arguments.indexOf("lora,loratrf")] = "lora,loratrf,magic";
        arguments[arguments.indexOf("3e-3,1e-3")] = "3e-3,fast";
        const Answer answer = run(arguments);
        COMPARE_CODE(answer, exit_code::badInput);
        QSet<QString> fields;
        for (const QJsonValue& problem : answer.last()["problems"].toArray())
            fields << problem["field"].toString();
        QCOMPARE(fields, (QSet<QString>{"lora.filter_rank", "loratrf.filter_rank", "budget", "seeds", "batch_size",
                                        "methods", "ranks", "lrs"}));
        QVERIFY(!QFile::exists(path("never")));
    }

    void comparesAfterAnInterruption() {
        NEEDS_STORIES();
        QProcess process;
        process.start(program(), compareArguments("comparison"));
        QByteArray seen;
        while (!seen.contains("\"event\":\"step\"")) {
            QVERIFY2(process.waitForReadyRead(patienceMs), process.readAllStandardError());
            seen += process.readAllStandardOutput();
        }
        QCOMPARE(kill(pid_t(process.processId()), SIGINT), 0);
        const Answer stopped = ended(process);
        COMPARE_CODE(stopped, exit_code::interrupted);
        QCOMPARE(stopped.last()["state"].toString(), QString("stopped"));

        const Answer compared = run(compareArguments("comparison"));
        COMPARE_CODE(compared, exit_code::done);
        const QJsonArray found = compared.last()["methods"].toArray();
        QCOMPARE(found.size(), 2);
        const double base = compared.last()["base"].toObject()["loss"].toDouble();
        for (const QJsonValue& method : found) {
            const QJsonObject loss = method.toObject()["test_loss"].toObject();
            QCOMPARE(loss["count"].toInt(), 2);
            QVERIFY(loss["mean"].toDouble() < base);
        }
        QVERIFY(found[1].toObject()["lora_share"].toDouble() <= 0.6629);
        for (const QJsonValue& file : compared.last()["files"].toArray())
            QVERIFY2(QFile::exists(file.toString()), qPrintable(file.toString()));
        QStringList other = compareArguments("comparison");
        other << "--seed"
              << "5";
        COMPARE_CODE(run(other), exit_code::badInput); // the folder began otherwise
    }
};

QTEST_GUILESS_MAIN(CliRunsTest)
#include "tst_cli_runs.moc"
