#pragma once
// "Filters over time": sites x steps.

#include "ui/activity_history.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedLayout;

namespace loratrf {

class Heatmap;
class RunModel;

class ActivityView : public QWidget {
    Q_OBJECT

public:
    explicit ActivityView(const RunModel& model, QWidget* parent = nullptr);

    Activity kind() const;
    void setKind(Activity kind);
    Heatmap* heatmap() const { return m_heatmap; }

    static QString label(Activity kind); // "mean filter"

protected:
    void showEvent(QShowEvent* event) override;

private:
    void schedule();
    void offerKinds();
    void refresh();
    void showReadout(const QString& text);

    const RunModel& m_model;
    QTimer m_timer;
    QComboBox* m_kind;
    QLabel* m_readout;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    Heatmap* m_heatmap;
};

} // namespace loratrf
