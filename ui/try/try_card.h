#pragma once
// One prompt, two answers: the base model and the tuned one, side by side with the same seed.

#include "backend/api/engine.h"
#include "ui/widgets/card.h"

class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace loratrf {

class MessageStrip;
class NumberSpin;
class StudioBackend;

class TryCard : public Card {
    Q_OBJECT

public:
    explicit TryCard(StudioBackend& backend, QWidget* parent = nullptr);
    void setRun(const QString& folder, const TrainOptions& options);

private:
    struct Column {
        int id = 0; // of the question under way, 0: none
        QPlainTextEdit* text = nullptr;
        TextLabel* state = nullptr;
    };
    QWidget* makeColumn(Column& column, const QString& title, const char* name);
    void ask();
    void ask(Column& column, bool baseOnly);
    void piece(int id, const QString& text);
    void finish(int id, const GenerateResult& result);
    void fail(const QString& message);
    void updateButton();

    StudioBackend& m_backend;
    QPlainTextEdit* m_prompt;
    NumberSpin* m_temperature;
    QSpinBox *m_maxTokens, *m_seed;
    QPushButton* m_generate;
    TextLabel* m_reason;
    MessageStrip* m_strip;
    Column m_base, m_tuned;
    QString m_run;
    TrainOptions m_options;
};

} // namespace loratrf
