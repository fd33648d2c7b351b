#pragma once
// A text of the conversation, token by token: an answer, or the prompt as it was read. Tokens may be coloured, and each
// looked at, with the mouse over it or the cursor keys.

#include <QStringList>
#include <QTextEdit>

#include <vector>

namespace loratrf {

class AnswerView : public QTextEdit {
    Q_OBJECT

public:
    explicit AnswerView(QWidget* parent = nullptr);

    void append(const QString& text);   // while it is written
    void setWhole(const QString& text); // its tokens are not known
    void setTokens(const QStringList& tokens);
    void setProblem(const QString& message);
    void setColours(const std::vector<double>& places); // of the tokens on the scale of colours; NaN or missing: none
    int tokenAt(int position) const;                    // position in the text; -1: none

Q_SIGNALS:
    void tokenChosen(int token);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void colour();
    void fit(); // as high as the text, up to a limit from where it scrolls

    std::vector<int> m_ends; // of each token in the text
    std::vector<double> m_places;
    int m_followed = 0; // append() keeps to the end where it is scrolled this far
    bool m_rendering = false;
    bool m_stale = false; // it is coloured once somebody can see it
};

} // namespace loratrf
