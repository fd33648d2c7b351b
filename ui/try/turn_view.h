#pragma once
// One turn of a conversation: the prompt, the answers side by side, and the vote where nobody knows yet whose they are.

#include "ui/try/conversation.h"
#include "ui/try/token_colours.h"

#include <QWidget>

class QPushButton;

namespace loratrf {

class AnswerView;
class Fold;
class TextLabel;

// A token of a turn: of an answer, or of the prompt as the one who answers read it.
struct TokenPlace {
    std::size_t answer = 0;
    bool ofPrompt = false;
    int token = -1; // none
};

class TurnView : public QWidget {
    Q_OBJECT

public:
    explicit TurnView(const ChatTurn& turn, QWidget* parent = nullptr);

    void addPiece(std::size_t answer, const QString& text);
    // Titles, states, colours; answers once they are done.
    void showTurn(const ChatTurn& turn, const TokenColouring& colouring);
    void say(const TokenPlace& place, const QString& sentence); // to screen readers; empty: what the text is

Q_SIGNALS:
    void tokenChosen(const TokenPlace& place);
    void voted(const QString& choice);

private:
    struct Column {
        TextLabel *title = nullptr, *state = nullptr;
        AnswerView* text = nullptr;
        QPushButton* copy = nullptr;
        QString answer;               // as the model wrote it; the view changes some spaces and line ends
        AnswerView* prompt = nullptr; // as it was read
        Fold* promptFold = nullptr;
        bool shown = false, promptShown = false; // as a whole, not piece by piece
        TokenColouring colouring;
    };
    QWidget* makeColumn(Column& column, const ChatColumn& who, std::size_t index);
    QWidget* makeVote();
    static void copy(const Column& column);
    static void nameTexts(const Column& column);
    static void colour(Column& column, const AnswerResult& result);

    std::vector<Column> m_columns;
    QWidget* m_vote;
};

} // namespace loratrf
