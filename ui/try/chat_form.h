#pragma once
// How the models shall answer: system prompt, temperature, longest answer, seed, strength of the adapter; and what
// colours the answers.

#include "ui/try/conversation.h"
#include "ui/try/token_colours.h"
#include "ui/widgets/form.h"

class QComboBox;
class QLineEdit;
class QSlider;
class QSpinBox;

namespace loratrf {

class ChatForm : public Form {
    Q_OBJECT

public:
    explicit ChatForm(QWidget* parent = nullptr);

    ChatSettings settings() const;
    void setSystem(const QString& prompt);
    void setKept(const ChatSettings& settings); // temperature, longest answer, seed: those that ChatMemory keeps

Q_SIGNALS:
    void keptChanged(); // one of those
    void coloursChosen(loratrf::TokenColours colours);

private:
    QWidget* makeStrength();
    void showStrength();

    QLineEdit* m_system;
    NumberSpin* m_temperature;
    QSpinBox *m_maxTokens, *m_seed;
    QComboBox* m_colours;
    QSlider* m_strength;
    TextLabel* m_strengthText;
};

} // namespace loratrf
