#pragma once
// A text whose tokens are coloured by a strength, on the scale of the heatmaps. The caret walks through it by keys; the
// token under it or under the mouse is read out.

#include <QStringList>
#include <QTextEdit>

#include <vector>

namespace loratrf {

class StrengthText : public QTextEdit {
    Q_OBJECT

public:
    explicit StrengthText(QWidget* parent = nullptr);

    // One strength a token, NaN: unknown, left without colour. `upper`: where the scale ends.
    void setTokens(const QStringList& tokens, const std::vector<float>& strengths, double upper);
    QString readout(int token) const; // "token 3 “·send”: 0.42"

Q_SIGNALS:
    void readoutChanged(const QString& text); // empty: on no token
    void tokenChosen(int token);              // clicked, or Enter at the caret

protected:
    bool event(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void render();
    void nameToken(const QString& readout);
    int tokenAt(const QPoint& position) const; // -1: none
    int tokenAtCaret() const;

    QStringList m_tokens;
    std::vector<float> m_strengths;
    double m_upper = 1;
};

} // namespace loratrf
