#pragma once
// Base and tuned model on the same rows: loss, exact matches, and every row with what was expected and answered.

#include "backend/api/engine.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remaining_time.h"

#include <optional>

class QCheckBox;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace loratrf {

class DropField;
class MessageStrip;
class StudioBackend;

class EvaluateCard : public Card {
    Q_OBJECT

public:
    explicit EvaluateCard(StudioBackend& backend, QWidget* parent = nullptr);
    void setRun(const QString& folder, const TrainOptions& options);

    // For a card made anew, of the same run: what was answered, and the questions that were not yet.
    struct State {
        int baseId = 0, tunedId = 0;
        std::optional<EvaluateResult> base, tuned;
    };
    State state() const { return {m_baseId, m_tunedId, m_base, m_tuned}; }
    void setState(const State& state);

Q_SIGNALS:
    void compared(const loratrf::EvaluateResult& base, const loratrf::EvaluateResult& tuned);

private:
    void ask();
    int ask(bool baseOnly);
    void take(int id, const EvaluateResult& result);
    void showResults();
    void showProgress(const ProgressEvent& progress);
    void fillTable();
    void updateButton();

    StudioBackend& m_backend;
    DropField* m_file;
    QCheckBox* m_answers;
    QSpinBox* m_maxTokens;
    QPushButton *m_button, *m_stop;
    TextLabel *m_reason, *m_doing;
    QProgressBar* m_progress;
    MessageStrip* m_strip;
    TextLabel* m_result;
    QTableWidget* m_table;
    QString m_run;
    TrainOptions m_options;
    int m_baseId = 0, m_tunedId = 0;
    RemainingTime m_left;
    std::optional<EvaluateResult> m_base, m_tuned;
};

} // namespace loratrf
