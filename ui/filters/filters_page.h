#pragma once
// What the sites of the adapter do: over time, and over the tokens of a text.

#include "ui/filters/statistics_view.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace loratrf {

class ActivityView;
class CompareView;
class ProbeView;
class RunModel;
class StudioBackend;
class TimeBar;
class TimeCursor;

class FiltersPage : public QWidget {
    Q_OBJECT

public:
    FiltersPage(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

    StatisticsView::State state() const { return m_statistics->state(); } // for a page made anew
    void setState(const StatisticsView::State& state) { m_statistics->setState(state); }

Q_SIGNALS:
    void setUpWanted();
    void runWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeBody();
    void updateState();
    void updateSteps();
    void showTime();

    StudioBackend& m_backend;
    const RunModel& m_run;
    QStackedWidget* m_pages;
    TimeCursor* m_time;
    TimeBar* m_timeBar;
    QStackedWidget* m_views;
    QTimer m_stepsTimer;
    ActivityView* m_activity;
    ProbeView* m_probes;
    CompareView* m_compare;
    StatisticsView* m_statistics;
};

} // namespace loratrf
