#pragma once
// What the set-up page asks about the rows of files. Nothing here waits: every question is answered by a signal that
// carries the id it was asked with (nextJobId()), or by failed().

#include "backend/api/engine.h"
#include "backend/data/field_look.h"
#include "backend/data/row_file.h"
#include "backend/data/row_overlap.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

class RowFiles : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Opens a file for looking; the id then stands for it, until close().
    virtual void open(int id, const QString& file, const DataOptions& options) = 0; // -> opening..., opened
    virtual void close(int id) = 0;
    virtual void read(int id, qint64 first, int count) = 0;                                      // -> pageRead
    virtual void readWhole(int id, qint64 row) = 0;                                              // -> wholeRead
    virtual void rowsOfLines(int id, int question, const std::vector<int64_t>& lines) = 0;       // -> linesFound
    virtual void show(int id, qint64 row, const QString& model, const DataOptions& options) = 0; // -> shown
    virtual void showChange(int id, qint64 row, const QString& text, const QString& model,
                            const DataOptions& options) = 0; // -> shown
    // One search at a time: a later one, or stopFind, ends it without an answer.
    virtual void find(int id, const QString& wanted) = 0; // -> found..., searched
    virtual void stopFind(int id) = 0;
    // -> writing..., then written, or where stopWriting() was quicker writingStopped
    virtual void exportRejected(int id, const std::vector<Rejected>& rejected, const QString& to) = 0;
    virtual void saveCorrected(int id, const std::map<int64_t, std::optional<std::string>>& changes,
                               const QString& to) = 0;
    virtual void stopWriting(int id) = 0; // all that this file is written to

    // Of files that need not be open. A later question of the same kind takes the place of an older one.
    virtual void lookAtFields(int id, const QString& file, const DataOptions& options, int rows) = 0; // -> fieldsSeen
    virtual void findLeakage(int id, const QStringList& train, const QString& eval,
                             const DataOptions& options) = 0; // -> leakageProgressed..., leakageFound
    virtual void stopLeakage() = 0;                           // without an answer

Q_SIGNALS:
    void opening(int id, double done); // share
    void opened(int id, qint64 rows);
    void pageRead(int id, qint64 first, const std::vector<loratrf::RowText>& rows);
    void wholeRead(int id, qint64 row, const QString& text);
    void linesFound(int id, int question, const std::vector<int64_t>& rows); // -1: no row begins there
    void shown(int id, qint64 row, const loratrf::PreviewRow& tokens);
    void found(int id, const std::vector<int64_t>& rows, double done);
    void searched(int id);
    void writing(int id, double done); // share
    void written(int id, const QString& file);
    void writingStopped(int id, const QString& file); // it is as it was before
    void fieldsSeen(int id, const loratrf::FieldLook& look);
    void leakageProgressed(int id, double done); // share
    void leakageFound(int id, const loratrf::Leakage& leakage);
    void failed(int id, const QString& message, const QString& file = {}); // `file`: that was to be written
};

} // namespace loratrf
