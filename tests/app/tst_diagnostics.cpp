// What is saved to find a fault names neither the user's folders nor words.

#include "app/diagnostics.h"
#include "backend/api/engine.h"
#include "backend/api/event_json.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "backend/io/json.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace loratrf;

class TestDiagnostics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldersAndWordsAreLeftOut() {
        const QTemporaryDir place;
        const std::filesystem::path run = place.filePath("secret-runs/one").toStdString();
        std::filesystem::create_directories(run);
        TrainOptions options;
        options.model = "/secret-models/small";
        options.adapter = "/secret-adapters/first";
        options.data = "/secret-data/rows.jsonl";
        options.more_data = {"/secret-data/deeper/secret-more/more.jsonl", "0.5*/secret-half/half.jsonl"};
        options.eval_data = "/secret-eval/eval.jsonl";
        options.method = "lora";
        options.name = "secret-name";
        options.probe_texts = {"secret-text"};
        options.data_options.system_prompt = "secret-prompt";
        write_file_atomically(run / "options.json", to_json(options));
        {
            JournalWriter journal(run / "journal.jsonl");
            StartEvent start;
            start.run = run.string();
            start.method = "lora";
            journal.append(to_json(Event(start)));
            for (const char* file : {"/secret-data/deeper/secret-more/more.jsonl", "/secret-half/half.jsonl",
                                     "/secret-adapters/first", "/secret-data/rows.jsonl"}) {
                const NoteEvent note{Level::Warning, 0, std::string("line 3 of ") + file + " is refused"};
                journal.append(to_json(Event(note)));
            }
        }
        const std::string report = diagnostics(run.string(), "1");
        QVERIFY2(report.find("secret") == std::string::npos, report.c_str());
        for (const char* kept : {"0.5*half.jsonl", "more.jsonl", "rows.jsonl", "line 3 of", "small"})
            QVERIFY2(report.find(kept) != std::string::npos, kept);
    }

    void aRunThatCannotBeReadIsNamed() {
        const QTemporaryDir place;
        const std::string report = diagnostics(place.filePath("secret/none").toStdString(), "1");
        QVERIFY(report.find("unreadable") != std::string::npos);
        QVERIFY2(report.find(place.path().toStdString()) == std::string::npos, report.c_str());
    }
};

QTEST_GUILESS_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
