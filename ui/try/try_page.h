#pragma once
// What came out of a run: its figures, and both models compared.

#include "backend/api/engine.h"
#include "ui/try/chat_card.h"
#include "ui/try/evaluate_card.h"

#include <QString>
#include <QWidget>

#include <limits>
#include <optional>
#include <vector>

class QGridLayout;
class QStackedWidget;

namespace loratrf {

class MessageStrip;
class StudioBackend;
class TextLabel;

class TryPage : public QWidget {
    Q_OBJECT

public:
    explicit TryPage(StudioBackend& backend, QWidget* parent = nullptr);
    void showRun(const RunInfo& info);

    // Gathered from events, so that it is the same for a run just trained and one opened from its folder.
    struct Summary {
        QString folder;
        RunState state = RunState::Running;
        int64_t step = 0, totalSteps = 0, trainable = 0, base = 0, bestStep = 0;
        double trainLoss = std::numeric_limits<double>::quiet_NaN();
        double firstEval = std::numeric_limits<double>::quiet_NaN();
        double bestEval = std::numeric_limits<double>::quiet_NaN();
        double seconds = 0;
        QString message;
        std::optional<double> baseExact, tunedExact;
        std::vector<EvalEvent> evals; // that the figures come from
    };

    // For a page made anew.
    struct State {
        Summary shown, told;
        TrainOptions options;
        QString folder; // of the run on the page; empty: none yet
        ChatCard::State chat;
        EvaluateCard::State evaluation;
    };
    State state() const;
    void setState(const State& state);

Q_SIGNALS:
    void setUpWanted();
    void runWanted();
    void runChosen(const QString& folder, const loratrf::TrainOptions& options); // trained or opened

protected:
    void showEvent(QShowEvent* event) override;

private:
    void tellOf(const QString& folder); // what is told from now on is of that run
    void take(const Event& event);
    void finish(const TrainResult& result, const TrainOptions& options);
    void adopt(const QString& folder, const TrainOptions& options);
    void refresh();
    void showSummary();

    StudioBackend& m_backend;
    QStackedWidget* m_stack;
    TextLabel* m_folder;
    QGridLayout* m_figures;
    MessageStrip* m_strip;
    ChatCard* m_try;
    EvaluateCard* m_evaluate;
    Summary m_summary; // of the run on the page
    Summary m_told;    // of the run that events tell of, the same or another
    TrainOptions m_options;
};

} // namespace loratrf
