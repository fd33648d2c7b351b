#include "ui/filters/strength_text.h"

#include "ui/plots/color_scale.h"
#include "ui/plots/heatmap.h"
#include "ui/widgets/words.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <cmath>

namespace loratrf {

namespace {

constexpr int tokenProperty = QTextFormat::UserProperty + 1; // index of the token a piece of text belongs to

// White space that would not be seen; the line break itself is kept.
QString visible(QString token) {
    token.replace(QLatin1Char('\r'), QChar(0x240d));
    token.replace(QLatin1Char('\t'), QChar(0x2192));
    token.replace(QLatin1Char('\n'), QStringLiteral("\u21b5\n"));
    return token.isEmpty() ? QString(QChar(0x2205)) : token;
}

int tokenOf(const QTextCursor& cursor) {
    const QVariant index = cursor.charFormat().property(tokenProperty);
    return index.isValid() ? index.toInt() : -1;
}

} // namespace

StrengthText::StrengthText(QWidget* parent) : QTextEdit(parent) {
    setObjectName(QStringLiteral("strengthText"));
    nameToken({});
    setToolTip(
        tr("The more a token's colour stands out, the stronger the adapter acts on it. Point at a token, or walk "
           "through the text with the arrow keys, to read its value; a click or Enter marks it in the map."));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setMouseTracking(true);
    document()->setDocumentMargin(10);
    setMinimumHeight(3 * fontMetrics().lineSpacing());
}

void StrengthText::setTokens(const QStringList& tokens, const std::vector<float>& strengths, double upper) {
    m_tokens = tokens;
    m_strengths = strengths;
    m_strengths.resize(static_cast<std::size_t>(tokens.size()), std::nanf(""));
    m_upper = upper > 0 ? upper : 1;
    render();
}

QString StrengthText::readout(int token) const {
    if (token < 0 || token >= m_tokens.size()) {
        return {};
    }
    const float value = m_strengths[static_cast<std::size_t>(token)];
    return tr("token %1 “%2”: %3")
        .arg(QString::number(token + 1), tokenLabel(m_tokens[token], 40),
             std::isfinite(value) ? numberText(value, 'g', 3) : tr("nothing reported"));
}

void StrengthText::render() {
    const int scrolled = verticalScrollBar()->value(), caret = textCursor().position();
    const QSignalBlocker quiet(this);
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (qsizetype i = 0; i < m_tokens.size(); ++i) {
        QTextCharFormat format = letterFormat(m_strengths[static_cast<std::size_t>(i)] / m_upper, palette());
        format.setProperty(tokenProperty, static_cast<int>(i));
        cursor.insertText(visible(m_tokens[i]), format);
    }
    cursor.endEditBlock();
    QTextCursor at(document());
    at.setPosition(std::min(caret, document()->characterCount() - 1));
    setTextCursor(at);
    verticalScrollBar()->setValue(scrolled);
}

int StrengthText::tokenAt(const QPoint& position) const {
    if (document()->documentLayout()->hitTest(
            QPointF(position) + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()), Qt::ExactHit) <
        0) {
        return -1;
    }
    QTextCursor cursor = cursorForPosition(position);
    // The nearest gap between letters may be the one before or behind the letter pointed at.
    if (cursorRect(cursor).center().x() <= position.x()) {
        cursor.movePosition(QTextCursor::NextCharacter); // a cursor has the format of the letter before it
    }
    return tokenOf(cursor);
}

int StrengthText::tokenAtCaret() const {
    QTextCursor cursor = textCursor();
    cursor.clearSelection();
    cursor.movePosition(QTextCursor::NextCharacter);
    return tokenOf(cursor);
}

void StrengthText::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space) { // plays the steps; here it would only scroll
        event->ignore();
        return;
    }
    const int token = tokenAtCaret();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && token >= 0) {
        Q_EMIT tokenChosen(token);
        return;
    }
    QTextEdit::keyPressEvent(event);
    const QString said = readout(tokenAtCaret());
    nameToken(said);
    Q_EMIT readoutChanged(said);
}

// Screen readers read the name of the focused widget anew when it changes.
void StrengthText::nameToken(const QString& readout) {
    const QString what = tr("Text coloured by strength");
    setAccessibleName(readout.isEmpty() ? what : tr("%1. %2").arg(readout, what));
}

void StrengthText::focusOutEvent(QFocusEvent* event) {
    QTextEdit::focusOutEvent(event);
    nameToken({});
}

void StrengthText::mouseMoveEvent(QMouseEvent* event) {
    QTextEdit::mouseMoveEvent(event);
    Q_EMIT readoutChanged(readout(tokenAt(event->position().toPoint())));
}

void StrengthText::mouseReleaseEvent(QMouseEvent* event) {
    QTextEdit::mouseReleaseEvent(event);
    const int token = tokenAt(event->position().toPoint());
    if (token >= 0 && !textCursor().hasSelection()) {
        Q_EMIT tokenChosen(token);
    }
}

void StrengthText::leaveEvent(QEvent* event) {
    QTextEdit::leaveEvent(event);
    Q_EMIT readoutChanged({});
}

bool StrengthText::event(QEvent* event) {
    const bool handled = QTextEdit::event(event);
    if (event->type() == QEvent::PaletteChange && !m_tokens.isEmpty()) {
        render();
    }
    return handled;
}

} // namespace loratrf
