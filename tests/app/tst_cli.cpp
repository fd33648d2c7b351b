// The real program, as a shell runs it.

#include "app/cli/command_line.h"
#include "backend/api/options.h"
#include "stories.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace loratrf;

namespace {

const QString program = QStringLiteral(PROGRAMS_DIR "/loratrf");
constexpr int patience_ms = 300'000;

struct Answer {
    int code = -1;
    QByteArray out, err;
    QList<QJsonObject> lines() const {
        QList<QJsonObject> objects;
        for (const QByteArray& line : out.split('\n'))
            if (!line.isEmpty())
                objects << QJsonDocument::fromJson(line).object();
        return objects;
    }
    QJsonObject last() const { return lines().isEmpty() ? QJsonObject() : lines().last(); }
    QList<QJsonObject> events(const QString& name) const {
        QList<QJsonObject> found;
        for (const QJsonObject& line : lines())
            if (line["event"] == name)
                found << line;
        return found;
    }
};

Answer ended(QProcess& process) {
    if (!process.waitForFinished(patience_ms))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Answer run(const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return ended(process);
}

} // namespace

#define COMPARE_CODE(answer, expected)                                                                                 \
    QVERIFY2((answer).code == (expected),                                                                              \
             (QByteArray::number((answer).code) + ": " + (answer).err + (answer).out).constData())
#define NEEDS_STORIES()                                                                                                \
    if (!stories::present())                                                                                           \
    QSKIP("the stories260K model is not there")

class CliTest : public QObject {
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

    void everyCommandExplainsItself() {
        for (const char* command : {"inspect", "tokenize", "data", "train", "resume", "compare", "bench", "evaluate",
                                    "generate", "export", "methods"}) {
            const Answer help = run({command, "--help"});
            COMPARE_CODE(help, exit_code::done);
            QVERIFY2(help.out.contains("Examples:\n  loratrf " + QByteArray(command)), help.out);
        }
        const Answer help = run({"--help"});
        COMPARE_CODE(help, exit_code::done);
        QVERIFY(help.out.contains("130"));
        const Answer version = run({"--version"});
        COMPARE_CODE(version, exit_code::done);
        QVERIFY(version.out.startsWith("loratrf "));
    }

    void methodsAreListed() {
        const Answer answer = run({"methods", "--json"});
        COMPARE_CODE(answer, exit_code::done);
        QSet<QString> keys;
        for (const QJsonObject& line : answer.lines())
            keys << line["key"].toString();
        QVERIFY(keys.contains("lora") && keys.contains("loratrf"));
        COMPARE_CODE(run({"methods"}), exit_code::done);
    }

    void wrongArgumentsAreBadInput() {
        for (const QStringList& arguments :
             QList<QStringList>{{},
                                {"no-such-command"},
                                {"inspect"},
                                {"inspect", "/no/such/model"},
                                {"tokenize", "/no/such/model"},
                                {"tokenize", "/no/such/model", "--text", "a"},
                                {"data", "/no/such/model", "/no/such/rows"},
                                {"data", "/no/such/model", "/no/such/rows", "--shape", "round"},
                                {"resume", "/no/such/run"},
                                {"compare", "--methods", "lora"},
                                {"compare", "--methods", "lora", "--out", path("c"), "--model", "/no", "--data", "/no"},
                                {"evaluate", "/no/such/model"},
                                {"evaluate", "/no/such/model", "--data", "x", "--device", "tpu"},
                                {"generate", "/no/such/model", "--prompt", "a"},
                                {"generate", "/no/such/model", "--prompt", "a", "--top-p", "2"},
                                {"export", "/no/such/run", "--to", path("export")}}) {
            const Answer answer = run(arguments);
            COMPARE_CODE(answer, exit_code::badInput);
            QVERIFY(!answer.err.isEmpty());
        }
    }

    void wrongWordsAreAllNamed() {
        const Answer words = run({"generate", "--promt", "a", "--max-token", "3"});
        COMPARE_CODE(words, exit_code::badInput);
        for (const char* part : {"--prompt: is missing", // "a" is taken for the model
                                 "--promt: there is no such option; did "
                                 "you mean --prompt?",
                                 "--max-token: there is no such option; did you mean --max-tokens?"})
            QVERIFY2(words.err.contains(part), words.err);
        QVERIFY(run({"trian"}).err.contains("there is no command \"trian\""));
        QVERIFY(run({}).err.contains("Subcommands:"));
    }

    void allProblemsOfEvaluatingAndGeneratingAtOnce() {
        const auto fields = [](const Answer& answer) {
            QSet<QString> names;
            for (const QJsonValue& problem : answer.last()["problems"].toArray())
                names << problem["field"].toString();
            return names;
        };
        const Answer evaluated =
            run({"evaluate", "/no/such/model", "--data", "/no/such/rows", "--adapter", "/no/such", "--max-tokens",
                 "many", "--threads", "-1", "--device", "tpu", "--template", "no", "--max-length", "0", "--json"});
        COMPARE_CODE(evaluated, exit_code::badInput);
        QCOMPARE(fields(evaluated), (QSet<QString>{"model", "data", "adapter", "max-tokens", "threads", "device",
                                                   "data_options.template_name", "data_options.max_length"}));
        const Answer generated = run({"generate", "/no/such/model", "--prompt", "a", "--top-p", "2", "--top-k", "-1",
                                      "--temperature", "hot", "--compute", "fp8", "--json"});
        COMPARE_CODE(generated, exit_code::badInput);
        QCOMPARE(fields(generated), (QSet<QString>{"model", "top_p", "top_k", "temperature", "compute"}));
        const Answer data = run({"data", "/no/such/model", "/no/such/rows", "--shape", "round", "--json"});
        COMPARE_CODE(data, exit_code::badInput);
        QCOMPARE(fields(data), (QSet<QString>{"model", "data", "data_options.shape"}));
    }

    void everyBadModelFileHasItsOwnError() {
        const QDir bad(QStringLiteral(SHARED_DATA_DIR "/bad"));
        if (!bad.exists())
            QSKIP("the shared set of malformed files is not there");
        QMap<QByteArray, QString> seen;
        for (const QFileInfo& entry : bad.entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            const QString name = entry.fileName();
            if (name.endsWith(".jsonl") || name.startsWith("control") || name == "manifest.json")
                continue;
            const Answer answer = run({"inspect", entry.filePath()});
            COMPARE_CODE(answer, exit_code::badInput);
            QVERIFY2(answer.err.contains(name.toUtf8()), answer.err);
            const QByteArray message = QByteArray(answer.err).replace(name.toUtf8(), "");
            QVERIFY2(!seen.contains(message), qPrintable(name + " and " + seen[message] + ": " + message));
            seen[message] = name;
        }
        QVERIFY(seen.size() > 30);
    }

    void allProblemsOfATrainingRunAtOnce() {
        const QStringList arguments = {"train",     "--model", "/no/such/model", "--data", "/no/such/rows",
                                       "--epochs",  "many",    "--batch-size",   "0",      "--set",
                                       "no_such=1", "--set",   "clip_norm",      "--json"};
        const Answer answer = run(arguments);
        COMPARE_CODE(answer, exit_code::badInput);
        QSet<QString> fields;
        for (const QJsonValue& problem : answer.last()["problems"].toArray())
            fields << problem["field"].toString();
        QCOMPARE(fields, (QSet<QString>{"model", "data", "epochs", "batch_size", "no_such", "--set"}));
        for (const QString& field : fields)
            QVERIFY2(answer.err.contains("error: " + field.toUtf8()), answer.err);
    }

    void theEquivalentCommandLineIsEquivalent() {
        TrainOptions options;
        options.model = "it's a \"model\" $HOME ü";
        options.data = "rows.jsonl";
        options.data_options.max_length = 77;
        options.probe_texts = {"one, two", "[three]"};
        options.learning_rate = 1.0 / 3.0;
        options.keep_best = false;
        options.method = "lora";
        set_option(options, "method_options.rank", "5");
        QProcess shell;
        shell.start("bash", {"-c", QStringLiteral("PATH=%1:$PATH; %2 --print-options")
                                       .arg(PROGRAMS_DIR, QString::fromStdString(command_line(options)))});
        const Answer answer = ended(shell);
        COMPARE_CODE(answer, exit_code::done);
        QCOMPARE(answer.out.toStdString(), to_json(options));
    }

    void presetFileAndFlagsOverlay() {
        const auto write = [&](const QString& name, const QByteArray& text) {
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("preset.json",
              R"({"epochs": 9, "batch_size": 9, "seed": 9, "data_options": {"max_length": 99, "system_prompt": "x"}})");
        write("options.json", R"({"batch_size": 8, "seed": 8, "data_options": {"max_length": 88}})");
        const Answer answer =
            run({"train", path("options.json"), "--preset", path("preset.json"), "--seed", "7", "--print-options"});
        COMPARE_CODE(answer, exit_code::done);
        const TrainOptions options = options_from_json(answer.out.toStdString());
        QCOMPARE(options.epochs, 9.0);
        QCOMPARE(options.batch_size, int64_t(8));
        QCOMPARE(options.seed, uint64_t(7));
        QCOMPARE(options.data_options.max_length, int64_t(88));
        QCOMPARE(options.data_options.system_prompt, std::string("x"));
    }

    void looksAtModelAndData() {
        NEEDS_STORIES();
        const Answer inspected = run({"inspect", stories::model(), "--json"});
        COMPARE_CODE(inspected, exit_code::done);
        QFile config(stories::model() + "/config.json");
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QJsonObject expected = QJsonDocument::fromJson(config.readAll()).object();
        QCOMPARE(inspected.last()["hidden"], expected["hidden_size"]);
        QCOMPARE(inspected.last()["layers"], expected["num_hidden_layers"]);
        QCOMPARE(inspected.last()["vocabulary"], expected["vocab_size"]);
        const QJsonObject disk = inspected.last()["disk"].toObject();
        QVERIFY(disk["total"].toDouble() > disk["checkpoint"].toDouble());
        QVERIFY(disk["free"].toDouble() > 0);
        COMPARE_CODE(run({"inspect", stories::model() + "/gguf/stories260K-Q8_0.gguf"}), exit_code::done);

        QFile tokens(stories::model() + "/expected_tokens.json");
        QVERIFY(tokens.open(QIODevice::ReadOnly));
        const QJsonArray cases = QJsonDocument::fromJson(tokens.readAll())["cases"].toArray();
        QVERIFY(cases.size() > 5);
        int checked = 0;
        for (const QJsonValue& one : cases) {
            if (one["text"].toString().contains(QChar(0)) || checked == 5)
                continue;
            const QString file = path("text.txt");
            QFile text(file);
            QVERIFY(text.open(QIODevice::WriteOnly));
            text.write(one["text"].toString().toUtf8());
            text.close();
            const Answer answer = run({"tokenize", stories::model(), "--file", file, "--json"});
            COMPARE_CODE(answer, exit_code::done);
            QCOMPARE(answer.last()["ids"].toArray(), one["ids"].toArray());
            ++checked;
        }

        const Answer report = run({"data", stories::model(), path("train.jsonl"), "--template", "plain", "--json"});
        COMPARE_CODE(report, exit_code::done);
        QCOMPARE(report.last()["rows"].toInt(), 40);
        QCOMPARE(report.last()["used"].toInt(), 40);
        QVERIFY(report.last()["supervised_tokens"].toInt() > 0);
        QVERIFY(report.last()["supervised_tokens"].toInt() < report.last()["tokens"].toInt());

        // Rows that no run would start with are refused with their report.
        QFile poor(path("poor.jsonl"));
        QVERIFY(poor.open(QIODevice::WriteOnly));
        poor.write("{\"prompt\": \"a\", \"completion\": \"b\"}\n{\"prompt\": \n{\"prompt\": \"c\"}\n");
        poor.close();
        const Answer refused = run({"data", stories::model(), poor.fileName(), "--template", "plain", "--json"});
        COMPARE_CODE(refused, exit_code::badInput);
        const QList<QJsonObject> said = refused.lines();
        const auto found =
            std::ranges::find_if(said, [](const QJsonObject& line) { return line.contains("rejected"); });
        QVERIFY(found != said.end());
        QCOMPARE((*found)["used"].toInt(), 1);
        QCOMPARE((*found)["rejected"].toArray().size(), 2);
        QVERIFY((*found)["problem"].toString().contains("2 of 3 rows"));
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
        process.start(program, trainArguments(out, 15));
        QByteArray seen;
        while (!seen.contains("\"event\":\"step\"")) {
            QVERIFY2(process.waitForReadyRead(patience_ms), process.readAllStandardError());
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
        process.start(program, compareArguments("comparison"));
        QByteArray seen;
        while (!seen.contains("\"event\":\"step\"")) {
            QVERIFY2(process.waitForReadyRead(patience_ms), process.readAllStandardError());
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

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
