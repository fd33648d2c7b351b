#pragma once
// What the window asks of the project folder: which runs lie below it, and what is done with them beside training.
// app/ implements it; nothing here waits. What the user says of a run (star, tags, notes) lies in the run's own folder,
// everything else is read from what the engine wrote there, so the index can be thrown away at any time.

#include <QObject>
#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace loratrf {

// Lost: its record says that it runs, but no process holds it.
enum class LibraryState { Running, Finished, Stopped, Failed, Lost };

// The user's own words about a run.
struct RunWords {
    bool star = false;
    QStringList tags; // without white space at their ends, each once
    QString notes;
    bool operator==(const RunWords&) const = default;
};

// A run as a row. Figures that there are none of are NaN, or 0 where 0 cannot be.
struct LibraryRun {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    QString folder; // absolute
    QString name, method, model, data;
    LibraryState state = LibraryState::Lost;
    QString message; // why it failed, stopped or cannot be read
    qint64 step = 0, totalSteps = 0;
    double epoch = 0;         // passes done
    double plannedEpochs = 0; // 0: limited by steps or seconds
    double bestEval = none, trainLoss = none;
    double exact = none;     // share of exactly right answers at the end
    double preferred = none; // share of preference pairs told apart rightly, at the last evaluation
    qint64 parameters = 0;
    double seconds = none;
    qint64 peakMemory = 0, size = 0; // bytes
    qint64 created = 0;              // seconds since 1970
    bool writable = true;            // the folder, for this user
    RunWords words;
    bool operator==(const LibraryRun&) const = default;
};

// Whether what was written last can still be read as it was written.
struct RunCheck {
    QString folder;
    QStringList good;     // "adapter", "checkpoints/step-30"
    QStringList faults;   // whole sentences
    bool goesOn = true;   // there is a good checkpoint, or none was written yet
    bool stopped = false; // before its end, so the above does not count
};

// What came of saving figures for TensorBoard.
struct SavedFigures {
    QString folder;       // that they lie below
    int runs = 0;         // whose figures are there
    QStringList faults;   // of the others, whole sentences
    bool stopped = false; // nothing is left of it
};

class RunLibrary : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // At once. The project folder, below which runs lie and new ones are made; remembered.
    virtual QString folder() const = 0;

    virtual void setFolder(const QString& folder) = 0; // -> listed, then as scan
    virtual void open() = 0;                           // what the index holds -> listed, then as scan
    virtual void scan() = 0;                           // what changed since -> changed, scanned
    virtual void rebuild() = 0;                        // reads every folder again -> listed, scanned

    virtual void setWords(const QString& run, const RunWords& words) = 0; // -> changed | failed
    virtual void trash(const QStringList& runs) = 0;                      // -> changed | failed, each
    // These two answer once, stopped or not, whichever folder is the project's by then.
    virtual void verify(const QString& run) = 0; // -> verifying..., verified
    virtual void stopVerifying(const QString& run) = 0;
    // Their figures for TensorBoard, each in a folder of its name below `folder` -> savingTensorBoard...,
    // tensorBoardSaved
    virtual void saveTensorBoard(const QStringList& runs, const QString& folder) = 0;
    virtual void stopTensorBoard() = 0; // all that was asked

Q_SIGNALS:
    void listed(const std::vector<loratrf::LibraryRun>& runs); // all there are
    void changed(const std::vector<loratrf::LibraryRun>& runs, const QStringList& gone);
    void progress(int done, int total); // of a scan that reads many runs
    void scanned();
    void verifying(const QString& run, qint64 done, qint64 total); // bytes
    void verified(const loratrf::RunCheck& check);
    void savingTensorBoard(qint64 done, qint64 total); // bytes of journals
    void tensorBoardSaved(const loratrf::SavedFigures& saved);
    void failed(const QString& message);
    void remarked(const QString& text); // nothing is wrong: what is asked is done all the same
};

} // namespace loratrf
