#pragma once
// The evaluation rows whose answers the model foresees worst, and best: of the newest evaluation that names any.

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTreeWidget;

namespace loratrf {

class RunModel;
struct EvalEvent;

class RowLossesView : public QWidget {
    Q_OBJECT

public:
    explicit RowLossesView(const RunModel& model, QWidget* parent = nullptr);

private:
    void refresh();
    void sayWhere(const EvalEvent& eval, const QStringList& files);

    const RunModel& m_model;
    QStackedLayout* m_pages;
    QLabel* m_where;
    QTreeWidget* m_rows;
};

} // namespace loratrf
