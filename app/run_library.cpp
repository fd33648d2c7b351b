#include "app/run_library.h"

#include "app/project_folder.h"
#include "app/run_digest.h"
#include "app/run_jobs.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "backend/train/run_folder.h"
#include "ui/widgets/engine_text.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSet>
#include <QStandardPaths>

#include <cmath>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 5;            // folders between the project folder and a run
constexpr qint64 news_interval = 200; // ms between batches of a long scan
const QString scan_topic = QStringLiteral("scan");
const QString verify_kind = QStringLiteral("verify "), board_kind = QStringLiteral("tensorboard");

// Run folders below `folder`; a run holds no other.
void findRuns(const fs::path& folder, int depth, const Control& control, std::vector<fs::path>& found) {
    std::error_code fault;
    for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, fault), end;
         !fault && at != end && !control.stop; at.increment(fault)) {
        std::error_code none;
        if (!at->is_directory(none) || at->is_symlink(none) || at->path().filename().native().front() == '.')
            continue;
        if (is_run(at->path().string()))
            found.push_back(at->path());
        else if (depth < deepest)
            findRuns(at->path(), depth + 1, control, found);
    }
}

// Held by a process or not: nothing in the folder tells. A run without a method could not be read, perhaps by an older
// version of this program.
bool mayChangeUnseen(const IndexedRun& row) {
    return row.run.state == LibraryState::Running || row.run.state == LibraryState::Lost || row.run.method.isEmpty();
}

// Figures that both lack are equal.
bool sameRow(LibraryRun a, LibraryRun b) {
    for (double LibraryRun::*figure : {&LibraryRun::bestEval, &LibraryRun::trainLoss, &LibraryRun::exact,
                                       &LibraryRun::preferred, &LibraryRun::seconds})
        if (std::isnan(a.*figure) && std::isnan(b.*figure))
            a.*figure = b.*figure = 0;
    return a == b;
}

} // namespace

FolderLibrary::FolderLibrary(QObject* parent)
    : RunLibrary(parent), m_folder(projectFolder()), m_shelf(std::make_shared<Shelf>()) {
    m_shelf->folder = m_folder;
    connect(&m_worker, &JobRunner::failed, this, [this](const QString&, const QString& message) {
        Q_EMIT failed(message);
        Q_EMIT scanned();
    });
}

void FolderLibrary::setFolder(const QString& folder) {
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    setProjectFolder(path);
    m_folder = path;
    m_shelf = std::make_shared<Shelf>();
    m_shelf->folder = path;
    start(false);
}

void FolderLibrary::open() {
    start(false);
}

void FolderLibrary::rebuild() {
    start(true);
}

void FolderLibrary::start(bool forget) {
    const auto work = [this, shelf = m_shelf, forget](Control& control) {
        if (!QDir().mkpath(shelf->folder))
            throw Error(ErrorCode::Io,
                        "The project folder " + shelf->folder.toStdString() + " cannot be made; choose another one");
        read(*shelf, forget);
        rescan(*shelf, control);
    };
    m_worker.submit(QStringLiteral("library"), work, scan_topic);
}

void FolderLibrary::scan() {
    const auto work = [this, shelf = m_shelf](Control& control) {
        if (!shelf->read)
            read(*shelf, false);
        rescan(*shelf, control);
    };
    m_worker.submit(QStringLiteral("library"), work);
}

void FolderLibrary::say(const QString& shelf, std::function<void()> answer) {
    m_worker.post([this, shelf, answer = std::move(answer)] {
        if (shelf == m_folder) // else the user has gone to another folder
            answer();
    });
}

void FolderLibrary::warnOf(Shelf& shelf, const LibraryIndex& index) {
    if (index.problem().isEmpty() || std::exchange(shelf.problemToldOf, true))
        return;
    const QString text = tr("The index of runs cannot be kept in %1 (%2), so each opening reads all run folders again. "
                            "Everything else works here as usual.")
                             .arg(shelf.folder, engineText(index.problem()));
    say(shelf.folder, [this, text] { Q_EMIT remarked(text); });
}

void FolderLibrary::read(Shelf& shelf, bool forget) {
    LibraryIndex index(shelf.folder);
    if (forget)
        index.clear();
    shelf.runs = index.read();
    shelf.read = true;
    warnOf(shelf, index);
    std::vector<LibraryRun> runs;
    runs.reserve(std::size_t(shelf.runs.size()));
    for (const IndexedRun& row : std::as_const(shelf.runs))
        runs.push_back(row.run);
    say(shelf.folder, [this, runs = std::move(runs)] { Q_EMIT listed(runs); });
}

void FolderLibrary::tell(const Shelf& shelf, const std::vector<IndexedRun>& fresh, const QStringList& gone) {
    if (fresh.empty() && gone.isEmpty())
        return;
    std::vector<LibraryRun> runs;
    runs.reserve(fresh.size());
    for (const IndexedRun& row : fresh)
        runs.push_back(row.run);
    say(shelf.folder, [this, runs = std::move(runs), gone] { Q_EMIT changed(runs, gone); });
}

void FolderLibrary::rescan(Shelf& shelf, Control& control) {
    std::vector<fs::path> found;
    findRuns(shelf.folder.toStdString(), 0, control, found);
    LibraryIndex index(shelf.folder);
    std::vector<IndexedRun> fresh;
    QSet<QString> there;
    QElapsedTimer sinceNews;
    sinceNews.start();
    const auto flush = [&] {
        index.put(fresh);
        tell(shelf, fresh, {});
        fresh.clear();
        sinceNews.restart();
    };
    for (std::size_t i = 0; i < found.size() && !control.stop; ++i) {
        const QString folder = QString::fromStdString(found[i].string());
        const QString signature = runSignature(found[i]);
        there.insert(folder);
        const auto known = shelf.runs.constFind(folder);
        if (known != shelf.runs.cend() && known->signature == signature && !mayChangeUnseen(*known))
            continue;
        IndexedRun row{digestRun(found[i]), signature};
        if (known == shelf.runs.cend() || !sameRow(known->run, row.run) || known->signature != signature) {
            shelf.runs.insert(folder, row);
            fresh.push_back(std::move(row));
        }
        if (sinceNews.elapsed() > news_interval) {
            flush();
            say(shelf.folder, [this, done = int(i + 1), total = int(found.size())] { Q_EMIT progress(done, total); });
        }
    }
    flush();
    warnOf(shelf, index);
    if (control.stop)
        return; // half a look does not tell what is gone
    QStringList gone;
    for (auto row = shelf.runs.cbegin(); row != shelf.runs.cend(); ++row)
        if (!there.contains(row.key()))
            gone << row.key();
    for (const QString& folder : gone)
        shelf.runs.remove(folder);
    index.remove(gone);
    tell(shelf, {}, gone);
    say(shelf.folder, [this] { Q_EMIT scanned(); });
}

FolderLibrary::UnwrittenWords::~UnwrittenWords() {
    for (const auto& [run, said] : words) {
        try {
            writeWords(run.toStdString(), said);
        } catch (const Error& fault) {
            qWarning("%s", fault.what()); // there is no window left to say it in
        }
    }
}

void FolderLibrary::setWords(const QString& run, const RunWords& words) {
    m_unwritten.words[run] = words;
    const auto work = [this, shelf = m_shelf, run, words](Control&) {
        const fs::path folder = run.toStdString();
        try {
            writeWords(folder, words);
        } catch (const Error& fault) {
            // The row goes back to what the folder says.
            say(shelf->folder, [this, text = QString::fromUtf8(fault.what())] { Q_EMIT failed(text); });
        }
        m_worker.post([this, run, words] {
            if (const auto last = m_unwritten.words.find(run); last != m_unwritten.words.end() && last->second == words)
                m_unwritten.words.erase(last);
        });
        if (!is_run(run.toStdString())) { // it was taken away meanwhile
            shelf->runs.remove(run);
            LibraryIndex(shelf->folder).remove({run});
            tell(*shelf, {}, {run});
            return;
        }
        const IndexedRun row{digestRun(folder), runSignature(folder)};
        shelf->runs.insert(run, row);
        LibraryIndex(shelf->folder).put({row});
        tell(*shelf, {row}, {});
    };
    m_worker.submit(QStringLiteral("library"), work);
}

void FolderLibrary::trash(const QStringList& runs) {
    const auto work = [this, shelf = m_shelf, runs](Control&) {
        // Without it Qt 6.4 makes a trash in the current folder.
        QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
        QStringList gone;
        for (const QString& run : runs) {
            QString problem;
            try {
                const RunFolder folder = open_run(run.toStdString()); // nothing else is ever deleted
                if (journal_is_written(folder.journal()))
                    problem = tr("%1 is being trained right now; stop it first.").arg(run);
                else if (!QFile::moveToTrash(run))
                    problem = tr("%1 could not be moved to the trash: its disk has none, or the folder may not be "
                                 "changed. It was left as it is.")
                                  .arg(run);
            } catch (const std::exception& fault) { // another window may have been faster
                problem = QString::fromUtf8(fault.what());
            }
            if (!is_run(run.toStdString()))
                gone << run;
            if (!problem.isEmpty())
                say(shelf->folder, [this, problem] { Q_EMIT failed(problem); });
        }
        for (const QString& run : gone)
            shelf->runs.remove(run);
        LibraryIndex(shelf->folder).remove(gone);
        tell(*shelf, {}, gone);
    };
    m_worker.submit(QStringLiteral("library"), work);
}

void FolderLibrary::verify(const QString& run) {
    const auto work = [this, run](Control& control) {
        const auto say = [this, run](qint64 done, qint64 total) {
            m_worker.post([this, run, done, total] { Q_EMIT verifying(run, done, total); });
        };
        m_worker.post([this, check = checkRun(run, control, say)] { Q_EMIT verified(check); });
    };
    m_worker.submit(verify_kind + run, work);
}

void FolderLibrary::stopVerifying(const QString& run) {
    m_worker.stopKind(verify_kind + run);
}

void FolderLibrary::saveTensorBoard(const QStringList& runs, const QString& folder) {
    const auto work = [this, runs, folder](Control& control) {
        const auto say = [this](qint64 done, qint64 total) {
            m_worker.post([this, done, total] { Q_EMIT savingTensorBoard(done, total); });
        };
        m_worker.post([this, saved = saveFigures(runs, folder, control, say)] { Q_EMIT tensorBoardSaved(saved); });
    };
    m_worker.submit(board_kind, work);
}

void FolderLibrary::stopTensorBoard() {
    m_worker.stopKind(board_kind);
}

} // namespace loratrf
