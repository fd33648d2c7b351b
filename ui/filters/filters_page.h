#pragma once
// What the sites of the adapter do: over time, and over the tokens of a text.

#include <QWidget>

class QStackedWidget;

namespace loratrf {

class ActivityView;
class ProbeView;
class RunModel;
class StudioBackend;

class FiltersPage : public QWidget {
    Q_OBJECT

public:
    FiltersPage(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

Q_SIGNALS:
    void setUpWanted();
    void runWanted();

private:
    QWidget* makeBody();
    void updateState();

    StudioBackend& m_backend;
    const RunModel& m_run;
    QStackedWidget* m_pages;
    ActivityView* m_activity;
    ProbeView* m_probes;
};

} // namespace loratrf
