#pragma once
// The queue's entries as rows, and what can be done with each.

#include "ui/run/run_queue.h"

#include <QAbstractTableModel>

namespace loratrf {

class StudioBackend;

class QueueModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Method, Model, Data, State, ColumnCount };

    // The backend says what methods are called.
    QueueModel(const RunQueue& queue, const StudioBackend& backend, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const QueuedRun* entry(int row) const; // null: there is no such row
    int rowOf(qint64 id) const;            // -1: it is gone
    int waiting() const;
    int next() const; // row of the first that waits, else the last; -1: there is none
    // Where a waiting entry goes when it changes places with the next waiting one above or below; -1: there is none.
    int above(int row) const { return neighbour(row, -1); }
    int below(int row) const { return neighbour(row, 1); }
    bool removable(int row) const;

private:
    int neighbour(int row, int step) const;
    QString text(const QueuedRun& entry, int column) const;
    void follow();

    const RunQueue& m_queue;
    const StudioBackend& m_backend;
    std::vector<QueuedRun> m_rows; // as the views know them
};

} // namespace loratrf
