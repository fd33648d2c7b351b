#pragma once
// "Activity over time": sites x steps.

#include "ui/runs/activity_history.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QStackedLayout;

namespace loratrf {

class Heatmap;
class HeatmapMenu;
class RunModel;

class ActivityView : public QWidget {
    Q_OBJECT

public:
    explicit ActivityView(const RunModel& model, QWidget* parent = nullptr);

    Measure measure() const; // that is shown
    void setMeasure(const std::string& key);
    Heatmap* heatmap() const { return m_heatmap; }
    void markStep(std::optional<int64_t> step); // the column that holds it
    void refresh();                             // draws what is pending, now

Q_SIGNALS:
    void stepChosen(qint64 step);                 // by a click or Enter on one of its cells
    void stepPointed(std::optional<double> step); // with the mouse or the keys; nullopt: no longer

protected:
    void showEvent(QShowEvent* event) override;

private:
    void schedule();
    void offerMeasures();
    void showReadout(const QString& text);
    void placeMark();
    double stepOf(int column) const; // the newest one in it

    const RunModel& m_model;
    QTimer m_timer;
    QComboBox* m_measure;
    QLabel* m_readout;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    Heatmap* m_heatmap;
    HeatmapMenu* m_save;
    std::optional<int64_t> m_step;
};

} // namespace loratrf
