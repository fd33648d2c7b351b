#pragma once
// One turn of a conversation: the prompt, the answers side by side, and the vote where nobody knows yet whose they are.

#include "ui/try/answer_view.h"
#include "ui/try/conversation.h"

#include <QWidget>

class QPushButton;

namespace loratrf {

class TextLabel;

class TurnView : public QWidget {
    Q_OBJECT

public:
    explicit TurnView(const ChatTurn& turn, QWidget* parent = nullptr);

    void addPiece(std::size_t answer, const QString& text);
    void showTurn(const ChatTurn& turn, TokenColours colours); // titles, states, colours; answers once they are done
    static double scale(const ChatTurn& turn);                 // of its activities

Q_SIGNALS:
    void tokenChosen(std::size_t answer, int token);
    void voted(const QString& choice);

private:
    struct Column {
        TextLabel *title = nullptr, *state = nullptr;
        AnswerView* text = nullptr;
        QPushButton* copy = nullptr;
        bool shown = false; // as a whole, not piece by piece
    };
    QWidget* makeColumn(Column& column, const ChatColumn& who, std::size_t index);
    QWidget* makeVote();

    std::vector<Column> m_columns;
    QWidget* m_vote;
};

} // namespace loratrf
