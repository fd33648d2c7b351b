#pragma once
// A run as it happens, or as it happened: progress, loss, activity and what was noted.

#include "ui/runs/run_model.h"

#include <QWidget>

class QStackedLayout;
class QStackedWidget;
class QTimer;

namespace loratrf {

class ActivityView;
class LossPlot;
class PlotBoard;
class RunHeader;
class RunQueue;
class WatchStrip;
class StudioBackend;

class RunPage : public QWidget {
    Q_OBJECT

public:
    // Without a queue there is no list of waiting runs.
    RunPage(StudioBackend& backend, const RunModel& run, RunQueue* queue = nullptr, QWidget* parent = nullptr);

    LossPlot* lossPlot() const;

Q_SIGNALS:
    void resultWanted();
    void setUpWanted();
    void runWanted();
    void duplicateWanted(const loratrf::TrainOptions& options); // of a queued run

private:
    QWidget* makePlots();
    QWidget* makeViews();
    QWidget* makeBody();
    bool steerable() const; // the run that is shown is the one under way in this process
    void askChange();
    void askGoBack();
    void showNotice(const QString& text); // for a moment
    void lookAtFolder();                  // whether it can be written to: once for each run that is shown
    QString methodLabel() const;
    void updateState();
    void updateStrip();

    StudioBackend& m_backend;
    const RunModel& m_model;
    QString m_failure;           // of the newest training job, when it could not run
    QString m_notice;            // what was saved or copied just now
    QString m_folder;            // of the run that was looked at
    bool m_writable = true;      // or not made yet
    std::string m_dismissed;     // text of the newest alarm that the user closed
    QStringList m_dismissedDead; // sites that were dead then
    QTimer* m_refresh;
    QTimer* m_noticeEnd;
    QStackedWidget* m_pages;
    QStackedLayout* m_plotStack;
    RunHeader* m_header;
    WatchStrip* m_strip;
    PlotBoard* m_plots;
};

} // namespace loratrf
