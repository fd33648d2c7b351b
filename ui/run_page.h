#pragma once
// A run as it happens, or as it happened: progress, loss, filters and what was noted.

#include "ui/run_model.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QStackedWidget;
class QTimer;

namespace loratrf {

class ActivityView;
class LossPlot;
class RunHeader;
class StudioBackend;
class ProbeView;

class RunPage : public QWidget {
    Q_OBJECT

public:
    explicit RunPage(StudioBackend& backend, QWidget* parent = nullptr);

    void showRun(const RunInfo& info); // a run whose events come, or have come already
    const RunModel& model() const { return m_model; }
    LossPlot* lossPlot() const { return m_loss; }

Q_SIGNALS:
    void resultWanted();
    void setUpWanted();
    void runWanted();

private:
    QWidget* makeLossPanel();
    QWidget* makeBody();
    void askProbe(const QString& text);
    QString methodLabel() const;
    void updateState();
    void updateStrip();

    StudioBackend& m_backend;
    RunModel m_model;
    QString m_failure; // of the newest training job, when it could not run
    QTimer* m_refresh;
    QStackedWidget* m_pages;
    QStackedLayout* m_lossStack;
    RunHeader* m_header;
    QLabel* m_strip;
    LossPlot* m_loss;
    ActivityView* m_activity;
    ProbeView* m_probes;
};

} // namespace loratrf
