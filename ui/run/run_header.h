#pragma once
// What runs, where, how far it is, and the buttons that steer it.

#include "ui/widgets/remaining_time.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace loratrf {

class RunModel;

class RunHeader : public QWidget {
    Q_OBJECT

public:
    explicit RunHeader(const RunModel& model, QWidget* parent = nullptr);

    // steerable: the run belongs to this program's running job; busy: there is such a job, of this run or another;
    // writable: the run's folder
    void update(const QString& method, bool steerable, bool busy, bool writable = true);

Q_SIGNALS:
    void pauseWanted(bool paused);
    void stopWanted();
    void checkpointWanted();
    void evaluationWanted();
    void changeWanted(); // of learning rate or end
    void resumeWanted(); // of a run that ended before its last step
    void resultWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeButtons();
    void updateFonts();
    void elideTitle();
    QLabel* addFigure(QHBoxLayout* row, const QString& caption, const char* name);
    void updateTitle(const QString& method);
    void updateBadge();
    void updateProgress();
    void updateFigures();
    void updatePreferred();
    void updateButtons(bool steerable);
    void updateResume(bool steerable, bool busy, bool writable);
    bool isPaused() const;

    const RunModel& m_model;
    std::optional<bool> m_pauseWanted; // asked for, and the run has not got there yet
    bool m_stopWanted = false;
    QString m_name;
    RemainingTime m_workLeft; // of what has no steps: loading, evaluating
    QLabel* m_title;
    QLabel* m_badge;
    QLabel* m_where;
    QLabel* m_progressText;
    QProgressBar* m_progress;
    QLabel* m_left;
    QLabel* m_speed;
    QLabel* m_memory;
    QLabel* m_train;
    QLabel* m_best;
    QLabel* m_preferred;        // of runs on preference pairs alone
    QLabel* m_preferredCaption; // below it
    QHBoxLayout* m_figures;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QPushButton* m_checkpoint;
    QPushButton* m_evaluate;
    QPushButton* m_change;
    QPushButton* m_resume;
    QPushButton* m_result;
};

} // namespace loratrf
