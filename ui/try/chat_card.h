#pragma once
// The conversation on the page: what to ask, how, whom; the answers; the token that is looked at; the votes.

#include "ui/try/chat_memory.h"
#include "ui/try/conversation.h"
#include "ui/try/turn_view.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace loratrf {

class ChatForm;
class ColourBar;
class KeepInSight;
class MessageStrip;
class StudioBackend;
class TokenDetail;

class ChatCard : public Card {
    Q_OBJECT

public:
    explicit ChatCard(StudioBackend& backend, QWidget* parent = nullptr);
    void setRun(const QString& folder, const TrainOptions& options);
    void setStep(int64_t step); // that the run is at
    const Conversation& conversation() const { return m_conversation; }

    // For a card made anew, of the same run.
    struct State {
        Conversation conversation;
        std::vector<SavedCheckpoint> checkpoints;
    };
    State state() const { return {m_conversation, m_checkpoints}; }
    void setState(const State& state);

private:
    void makeEntry();
    void makeTemplate();
    void ask();
    void send(const std::vector<std::pair<int, AnswerRequest>>& questions);
    void stop();
    void addView(std::size_t turn);
    void take(std::optional<Conversation::Place> place);
    void end(std::optional<Conversation::Place> place); // that answer is done, or failed
    void fail(int job, const QString& message);
    void vote(const QString& choice);
    void chooseToken(std::size_t turn, const TokenPlace& place);
    void showToken();
    void readUses(const QString& run, const std::vector<SavedCheckpoint>& checkpoints, const std::vector<Vote>& votes);
    void recall();
    void fillPrompts();
    void keepConversation();
    void goOn();
    void showConversation();
    void fillColumns();
    void chooseColumns();
    void clearTurns();
    void showTurns();
    void updateState();

    StudioBackend& m_backend;
    Conversation m_conversation;
    std::vector<SavedCheckpoint> m_checkpoints;
    std::vector<TurnView*> m_views;
    std::size_t m_chosenTurn = 0;
    TokenPlace m_chosen; // of that turn, the token that is looked at
    QVBoxLayout* m_turns;
    QMenu *m_columns, *m_earlier;
    QPushButton *m_columnsButton, *m_new, *m_generate, *m_stop, *m_earlierButton, *m_goOn;
    QPlainTextEdit* m_prompt;
    ChatForm* m_form;
    TextLabel *m_reason, *m_tally, *m_templateHash, *m_hint, *m_notes;
    QCheckBox* m_blind;
    ColourBar* m_bar;
    TokenDetail* m_token;
    MessageStrip *m_strip, *m_mismatch;
    QPlainTextEdit* m_template;
    Fold* m_templateFold;
    KeepInSight* m_sight; // the newest turn and where the next one is written
    ChatMemory m_memory;
};

} // namespace loratrf
