#pragma once
// Notes, checkpoints and evaluations of a run as a table that folds away.

#include <QAbstractTableModel>
#include <QTimer>
#include <QWidget>

class QTableView;
class QToolButton;

namespace loratrf {

class RunModel;

class RunLogTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit RunLogTable(const RunModel& model, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void grow();

    const RunModel& m_model;
    QTimer m_timer;
    int m_rows = 0;
};

class RunLog : public QWidget {
    Q_OBJECT

public:
    explicit RunLog(const RunModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateSizes();
    void setOpen(bool open);

    RunLogTable* m_table;
    QToolButton* m_toggle;
    QTableView* m_view;
};

} // namespace loratrf
