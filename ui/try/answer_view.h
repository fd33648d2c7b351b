#pragma once
// One answer, token by token: coloured by how likely each was or how far the adapter acted, and each to be looked at,
// with the mouse over it or the cursor keys.

#include "backend/api/answers.h"

#include <QTextEdit>

namespace loratrf {

enum class TokenColours { None, Probability, Activity };

// In [0, 1], how strongly a token is coloured: unlikely ones, or those where the adapter acts much. `most` is the upper
// end of the scale of activity; NaN: not at all.
double tokenTint(const GeneratedPiece& piece, TokenColours colours, double most);
// The end of a scale that several answers share: 1 for filters, else from the data.
double mostActivity(const std::vector<const AnswerResult*>& results);

class AnswerView : public QTextEdit {
    Q_OBJECT

public:
    explicit AnswerView(QWidget* parent = nullptr);

    void append(const QString& text); // while it is written
    void setAnswer(const AnswerResult& result);
    void setProblem(const QString& message);
    void setColours(TokenColours colours, double most);
    int tokenAt(int position) const; // position in the text; -1: none

Q_SIGNALS:
    void tokenChosen(int token);

protected:
    bool event(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void render();
    void fit(); // as high as the text, up to a limit from where it scrolls

    AnswerResult m_result;
    std::vector<int> m_ends; // of each token in the text
    TokenColours m_colours = TokenColours::None;
    double m_most = 1;
    bool m_rendering = false;
};

} // namespace loratrf
