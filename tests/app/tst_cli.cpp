// The real program, as a shell runs it: its words, what it refuses, and what it says of models and rows.

#include "backend/api/options.h"
#include "cli_program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>

using namespace loratrf;
using namespace support;

class CliTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        stories::writeRows(path("train.jsonl"), 0, 40);
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
};

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
