#pragma once
// Runs in a project folder, as the trainer leaves them, and a listener to the library.

#include "app/project_folder.h"
#include "app/run_library.h"
#include "backend/api/event_json.h"
#include "backend/api/options.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"

#include <QCoreApplication>
#include <QMap>
#include <QSettings>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace loratrf {

// What a page would know.
struct Watch : QObject {
    explicit Watch(RunLibrary& library) {
        connect(&library, &RunLibrary::listed, this, [this](const std::vector<LibraryRun>& runs) {
            rows.clear();
            for (const LibraryRun& run : runs)
                rows.insert(run.folder, run);
            firstList = firstList ? firstList : std::optional(rows.size());
        });
        connect(&library, &RunLibrary::changed, this,
                [this](const std::vector<LibraryRun>& runs, const QStringList& gone) {
                    for (const LibraryRun& run : runs)
                        rows.insert(run.folder, run);
                    changes += int(runs.size());
                    for (const QString& folder : gone)
                        rows.remove(folder);
                });
        connect(&library, &RunLibrary::scanned, this, [this] { ++scans; });
        connect(&library, &RunLibrary::failed, this, [this](const QString& message) { problems << message; });
    }
    QMap<QString, LibraryRun> rows;
    std::optional<qsizetype> firstList;
    int scans = 0, changes = 0;
    QStringList problems;
};

inline void say(JournalWriter& journal, const Event& event) {
    journal.append(to_json(event));
}

// As the trainer leaves a run that came to `steps` steps; without an end when `end` is empty.
inline void writeRun(const std::filesystem::path& folder, int steps, std::optional<StateEvent> end,
                     const std::string& name = {}) {
    std::filesystem::create_directories(folder);
    TrainOptions options;
    options.model = "/models/small";
    options.data = "/data/rows.jsonl";
    options.method = "lora";
    options.name = name;
    write_file_atomically(folder / "options.json", to_json(options));
    JournalWriter journal(folder / "journal.jsonl");
    StartEvent start;
    start.run = folder.string();
    start.method = "lora";
    start.total_steps = 30;
    start.trainable = 640;
    say(journal, start);
    say(journal, StateEvent{});
    say(journal, EvalEvent{.step = 0, .loss = 0.01}); // the base model's is no result of the run
    for (int step = 1; step <= steps; ++step)
        say(journal, StepEvent{.step = step, .epoch = step / 10.0, .loss = 2.0 / step, .seconds = step * 0.5});
    if (steps > 0)
        say(journal,
            EvalEvent{
                .step = steps, .loss = 0.5, .generated = 4, .exact = 3, .pairs = PairFigures{.preferred = 0.625}});
    if (end)
        say(journal, *end);
}

// Runs, trash and settings all lie below `folder`.
inline void useFolder(const QTemporaryDir& folder) {
    qputenv("XDG_DATA_HOME", folder.filePath("data").toUtf8()); // its trash lies there too
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.filePath("settings"));
    setProjectFolder(folder.filePath("runs"));
}

// A project folder of its own for each test function, and the runs in it by name.
class RunPlace {
protected:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_folder->path().toStdString()) / "runs" / name;
    }
    QString text(const char* name) const { return QString::fromStdString(path(name).string()); }

    static void nameSettings(const QString& test) {
        QCoreApplication::setOrganizationName("loratrf-test");
        QCoreApplication::setApplicationName(test);
        QSettings::setDefaultFormat(QSettings::IniFormat);
    }
    void useNewFolder() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        useFolder(*m_folder);
    }
};

} // namespace loratrf
