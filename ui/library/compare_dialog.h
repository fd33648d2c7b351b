#pragma once
// Several methods under the same conditions: same rows, seeds and budget, trained one after the other and judged on
// rows that none has seen. Stays open beside the window while it works.

#include "backend/api/compare.h"
#include "ui/widgets/remaining_time.h"

#include <QDialog>
#include <QSet>

#include <optional>

class QProgressBar;
class QPushButton;

namespace loratrf {

class CompareForm;
class CompareReportView;
class MessageStrip;
class MethodComparison;
class StudioBackend;
class TextLabel;

class CompareDialog : public QDialog {
    Q_OBJECT

public:
    CompareDialog(StudioBackend& backend, MethodComparison& comparison, QWidget* parent = nullptr);

    // Model, rows and recipe of all trials, and the folder below which the comparison's is made. While one is under
    // way, or its report is shown, they are not touched.
    void setBase(const TrainOptions& base, const QString& projectFolder);
    bool isWorking() const { return m_working; } // or waits for its turn

private:
    void describe();
    int trials(const CompareOptions& options) const;
    void start(CompareOptions options);
    void stop();
    void openEarlier();
    void offer(const CompareOptions& options);
    void take(const Event& event);
    void sayProgress(const ProgressEvent& progress);
    void showResult(const CompareResult& result);
    void setWorking(bool working);

    StudioBackend& m_backend;
    MethodComparison& m_comparison;
    CompareForm* m_form;
    CompareReportView* m_report;
    TextLabel *m_count, *m_doing;
    MessageStrip* m_strip;
    QProgressBar* m_progress;
    QPushButton *m_start, *m_stop, *m_again, *m_files, *m_open, *m_goOn;
    QString m_shown;                            // folder of the report
    QString m_below;                            // comparisons of the project lie below it
    bool m_working = false, m_waiting = false;  // asked for; and its turn has not come
    CompareOptions m_asked;                     // the one under way
    std::optional<CompareOptions> m_unfinished; // another one that can go on
    QSet<QString> m_begun;                      // runs of this comparison that began
    bool m_ofTrial = false;                     // the run that is shown is one of them
    qint64 m_steps = 0;                         // of the trial under way
    QString m_trial;                            // in words
    RemainingTime m_left;
};

} // namespace loratrf
