#pragma once
// Notes, checkpoints, evaluations and changes of a run as a table that can be searched and folds away.

#include <QAbstractTableModel>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace loratrf {

class LogFilter;
class RunModel;

class RunLogTable : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int KindRole = Qt::UserRole; // LogRow::Kind, of every cell

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
    void makeFilter();
    void updateSizes();
    void updateCount();
    void copyRows();
    void setOpen(bool open);

    RunLogTable* m_table;
    LogFilter* m_filter;
    QToolButton* m_toggle;
    QComboBox* m_kind;
    QLineEdit* m_search;
    QLabel* m_count;
    QTableView* m_view;
    bool m_follows = true; // the newest row is in view
};

} // namespace loratrf
