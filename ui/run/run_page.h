#pragma once
// A run as it happens, or as it happened: progress, loss, activity and what was noted.

#include "ui/runs/run_model.h"

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

class RunPage : public QWidget {
    Q_OBJECT

public:
    RunPage(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

    LossPlot* lossPlot() const { return m_loss; }

Q_SIGNALS:
    void resultWanted();
    void setUpWanted();
    void runWanted();

private:
    QWidget* makeLossPanel();
    QWidget* makeBody();
    QString methodLabel() const;
    void updateState();
    void updateStrip();

    StudioBackend& m_backend;
    const RunModel& m_model;
    QString m_failure; // of the newest training job, when it could not run
    QTimer* m_refresh;
    QStackedWidget* m_pages;
    QStackedLayout* m_lossStack;
    RunHeader* m_header;
    QLabel* m_strip;
    LossPlot* m_loss;
    ActivityView* m_activity;
};

} // namespace loratrf
