#pragma once
// library.sqlite in the project folder: the rows of the library as they were last seen, so that opening reads one file
// and not every run. A cache: a missing, damaged or older one is begun again. One object a thread.

#include "ui/library/run_library.h"

#include <QMap>

#include <memory>

class QSqlDatabase;

namespace loratrf {

struct IndexedRun {
    LibraryRun run;
    QString signature; // of the files it was made of
};
using IndexedRuns = QMap<QString, IndexedRun>; // by folder

class LibraryIndex {
public:
    explicit LibraryIndex(const QString& folder); // the project folder
    ~LibraryIndex();
    LibraryIndex(const LibraryIndex&) = delete;
    LibraryIndex& operator=(const LibraryIndex&) = delete;

    // Why nothing is kept here: no driver, no right to write, no space. Everything else works all the same.
    const QString& problem() const { return m_problem; }

    IndexedRuns read();
    void put(const std::vector<IndexedRun>& runs);
    void remove(const QStringList& folders);
    void clear();

private:
    enum class Opened {
        Good,
        Worthless, // damaged, or of another version of the table
        Refused,   // by the system, or held by another process for long
    };
    Opened open(const QString& file);
    Opened prepare();
    void fail();
    QString relative(const QString& folder) const;

    QString m_folder, m_connection, m_problem;
    std::unique_ptr<QSqlDatabase> m_database;
};

} // namespace loratrf
