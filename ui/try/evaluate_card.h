#pragma once
// Base and tuned model on the same rows: loss, exact matches, and every row with what was expected and answered.

#include "ui/try/evaluation.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remaining_time.h"

class QCheckBox;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace loratrf {

class DropField;
class EvaluationTable;
class MessageStrip;
class StudioBackend;

class EvaluateCard : public Card {
    Q_OBJECT

public:
    explicit EvaluateCard(StudioBackend& backend, QWidget* parent = nullptr);
    void setRun(const QString& folder, const TrainOptions& options);
    void setStep(int64_t step); // that the run is at

    // For a card made anew, of the same run: what was answered, and the questions that were not yet.
    using State = Evaluation;
    const State& state() const { return m_evaluation; }
    void setState(const State& state);

Q_SIGNALS:
    void compared(const loratrf::EvaluateResult& base, const loratrf::EvaluateResult& tuned);

private:
    Evaluation::Wish wish() const;
    void ask();
    void send(const std::vector<std::pair<int, EvaluateRequest>>& questions);
    void stop();
    void take(int job, const EvaluateResult& result);
    void fail(int job, const QString& message, bool cancelled);
    void showResults();
    void showNotes();
    void showProgress(const ProgressEvent& progress);
    void updateButton();

    StudioBackend& m_backend;
    Evaluation m_evaluation;
    DropField* m_file;
    QCheckBox* m_answers;
    QSpinBox* m_maxTokens;
    QPushButton *m_button, *m_stop;
    TextLabel *m_reason, *m_doing;
    QProgressBar* m_progress;
    MessageStrip* m_strip;
    TextLabel *m_result, *m_notes;
    EvaluationTable* m_table;
    RemainingTime m_left;
};

} // namespace loratrf
