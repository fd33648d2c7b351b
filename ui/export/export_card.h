#pragma once
// Taking a run's result along: as what, where to, what it takes, and what came of it.

#include "ui/export/export_plan.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remaining_time.h"

#include <QTimer>

#include <map>
#include <optional>

class QCheckBox;
class QComboBox;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace loratrf {

class DropField;
class MessageStrip;
class StudioBackend;

class ExportCard : public Card {
    Q_OBJECT

public:
    explicit ExportCard(StudioBackend& backend, QWidget* parent = nullptr);
    void setRun(const QString& folder, const TrainOptions& options);

    // For a card made anew, of the same run: what was wished, whether it is being written, what came of it.
    struct State {
        ExportPlan plan;
        bool waiting = false, cancelled = false;
        std::optional<ExportResult> result;
    };
    State state() const { return {m_plan, m_waiting, m_cancelled, m_done}; }
    void setState(const State& state);

private:
    struct Row {
        QRadioButton* button = nullptr;
        TextLabel* sentence = nullptr;
    };
    QWidget* makeKinds();
    QWidget* makeForm();
    QWidget* makeResult();
    void choose(ExportKind kind);
    void askForesight(); // once the user has stopped typing
    void foresee(const ExportForesight& foresight);
    void ask();
    void take(const ExportResult& result);
    void showResult(const ExportResult& result);
    void fail(const QString& message, bool cancelled);
    void showProgress(const ProgressEvent& progress);
    void fillTypes();
    void updateState();

    StudioBackend& m_backend;
    ExportPlan m_plan;
    std::map<ExportKind, Row> m_kinds;
    DropField* m_folder;
    QComboBox* m_type;
    QWidget* m_promptField;
    QPlainTextEdit* m_prompt;
    QCheckBox* m_verify;
    QPushButton *m_button, *m_cancel;
    TextLabel *m_space, *m_reason, *m_doing;
    QProgressBar* m_progress;
    MessageStrip* m_strip;
    QWidget* m_result;
    TextLabel *m_badge, *m_place, *m_note;
    QListWidget* m_files;
    QString m_written; // folder of the last export
    std::optional<ExportResult> m_done;
    QString m_methodNote;
    QTimer m_typing;
    bool m_waiting = false, m_cancelled = false;
    RemainingTime m_left;
};

} // namespace loratrf
