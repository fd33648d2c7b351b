#include "app/library_index.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr int version = 3; // of the table; another one is begun again

const QString columns =
    QStringLiteral("folder, signature, name, method, model, data, state, message, step, total_steps, epoch, "
                   "planned_epochs, best_eval, train_loss, exact, preferred, parameters, seconds, peak_memory, size, "
                   "created, writable, star, tags, notes");

constexpr auto corrupt = "11", no_database = "26"; // of SQLite's result codes

QVariant number(double value) {
    return std::isfinite(value) ? QVariant(value) : QVariant();
}

double number(const QVariant& value) {
    return value.isNull() ? LibraryRun::none : value.toDouble();
}

} // namespace

LibraryIndex::LibraryIndex(const QString& folder)
    : m_folder(folder), m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_database(std::make_unique<QSqlDatabase>()) {
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))) {
        m_problem = QStringLiteral("Qt's SQLite driver is missing (on Debian the package libqt6sql6-sqlite)");
        return;
    }
    const QString file = QDir(folder).filePath(QStringLiteral("library.sqlite"));
    Opened opened = open(file);
    if (opened == Opened::Worthless) {
        m_database->close();
        QFile::remove(file); // nothing in it that the folders do not say
        opened = open(file);
    }
    if (opened != Opened::Good)
        fail();
}

LibraryIndex::~LibraryIndex() {
    m_database.reset();
    if (QSqlDatabase::contains(m_connection))
        QSqlDatabase::removeDatabase(m_connection);
}

LibraryIndex::Opened LibraryIndex::open(const QString& file) {
    if (!m_database->isValid())
        *m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database->setDatabaseName(file);
    m_database->setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    return m_database->open() ? prepare() : Opened::Refused;
}

LibraryIndex::Opened LibraryIndex::prepare() {
    QSqlQuery query(*m_database);
    query.exec(QStringLiteral("PRAGMA synchronous = OFF")); // a cache
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()) {
        const QString code = query.lastError().nativeErrorCode();
        return code == QLatin1String(corrupt) || code == QLatin1String(no_database) ? Opened::Worthless
                                                                                    : Opened::Refused;
    }
    const int found = query.value(0).toInt();
    query.finish();
    if (found == version)
        return Opened::Good;
    if (found != 0)
        return Opened::Worthless;
    const bool made =
        query.exec(QStringLiteral(
            "CREATE TABLE IF NOT EXISTS runs (folder TEXT PRIMARY KEY, signature TEXT, name TEXT, method TEXT, "
            "model TEXT, data TEXT, state INTEGER, message TEXT, step INTEGER, total_steps INTEGER, epoch REAL, "
            "planned_epochs REAL, best_eval REAL, train_loss REAL, exact REAL, preferred REAL, parameters INTEGER, "
            "seconds REAL, peak_memory INTEGER, size INTEGER, created INTEGER, writable INTEGER, star INTEGER, "
            "tags TEXT, notes TEXT)")) &&
        query.exec(QStringLiteral("PRAGMA user_version = %1").arg(version));
    if (!made)
        m_problem = query.lastError().text();
    return made ? Opened::Good : Opened::Refused;
}

void LibraryIndex::fail() {
    if (m_problem.isEmpty())
        m_problem = m_database->lastError().text();
    if (m_problem.isEmpty())
        m_problem = QStringLiteral("the file cannot be written");
    m_database->close();
}

QString LibraryIndex::relative(const QString& folder) const {
    return QDir(m_folder).relativeFilePath(folder); // a project folder can be moved
}

IndexedRuns LibraryIndex::read() {
    IndexedRuns runs;
    if (!m_database->isOpen())
        return runs;
    QSqlQuery query(*m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT %1 FROM runs ORDER BY folder").arg(columns))) {
        fail();
        return runs;
    }
    const QString root = QDir(m_folder).absolutePath() + QLatin1Char('/');
    while (query.next()) {
        int at = 0;
        const auto next = [&] { return query.value(at++); };
        IndexedRun row;
        LibraryRun& run = row.run;
        run.folder = root + next().toString();
        row.signature = next().toString();
        run.name = next().toString();
        run.method = next().toString();
        run.model = next().toString();
        run.data = next().toString();
        run.state = LibraryState(std::clamp(next().toInt(), 0, int(LibraryState::Lost)));
        run.message = next().toString();
        run.step = next().toLongLong();
        run.totalSteps = next().toLongLong();
        run.epoch = next().toDouble();
        run.plannedEpochs = next().toDouble();
        run.bestEval = number(next());
        run.trainLoss = number(next());
        run.exact = number(next());
        run.preferred = number(next());
        run.parameters = next().toLongLong();
        run.seconds = number(next());
        run.peakMemory = next().toLongLong();
        run.size = next().toLongLong();
        run.created = next().toLongLong();
        run.writable = next().toBool();
        run.words.star = next().toBool();
        run.words.tags = next().toString().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        run.words.notes = next().toString();
        runs.insert(runs.cend(), run.folder, row);
    }
    return runs;
}

void LibraryIndex::put(const std::vector<IndexedRun>& runs) {
    if (!m_database->isOpen() || runs.empty())
        return;
    QSqlQuery query(*m_database);
    m_database->transaction();
    const QStringList places(columns.count(QLatin1Char(',')) + 1, QStringLiteral("?"));
    query.prepare(
        QStringLiteral("INSERT OR REPLACE INTO runs (%1) VALUES (%2)").arg(columns, places.join(QLatin1Char(','))));
    for (const IndexedRun& row : runs) {
        const LibraryRun& run = row.run;
        for (const QVariant& value : std::initializer_list<QVariant>{relative(run.folder),
                                                                     row.signature,
                                                                     run.name,
                                                                     run.method,
                                                                     run.model,
                                                                     run.data,
                                                                     int(run.state),
                                                                     run.message,
                                                                     run.step,
                                                                     run.totalSteps,
                                                                     run.epoch,
                                                                     run.plannedEpochs,
                                                                     number(run.bestEval),
                                                                     number(run.trainLoss),
                                                                     number(run.exact),
                                                                     number(run.preferred),
                                                                     run.parameters,
                                                                     number(run.seconds),
                                                                     run.peakMemory,
                                                                     run.size,
                                                                     run.created,
                                                                     run.writable,
                                                                     run.words.star,
                                                                     run.words.tags.join(QLatin1Char('\n')),
                                                                     run.words.notes})
            query.addBindValue(value);
        if (!query.exec()) {
            m_problem = query.lastError().text();
            m_database->rollback();
            return;
        }
    }
    m_database->commit();
}

void LibraryIndex::remove(const QStringList& folders) {
    if (!m_database->isOpen() || folders.isEmpty())
        return;
    m_database->transaction();
    QSqlQuery query(*m_database);
    query.prepare(QStringLiteral("DELETE FROM runs WHERE folder = ?"));
    for (const QString& folder : folders) {
        query.addBindValue(relative(folder));
        query.exec();
    }
    m_database->commit();
}

void LibraryIndex::clear() {
    if (m_database->isOpen())
        QSqlQuery(*m_database).exec(QStringLiteral("DELETE FROM runs"));
}

} // namespace loratrf
