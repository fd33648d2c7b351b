#include "ui/try/answer_view.h"

#include "ui/plots/color_scale.h"
#include "ui/widgets/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr int lowest = 64, highest = 300; // pixels at scale 1

} // namespace

AnswerView::AnswerView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false); // every change of colours would be kept
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setLineWrapMode(QTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(8);
    setMinimumWidth(120);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { fit(); });
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] {
        if (!m_rendering) {
            Q_EMIT tokenChosen(tokenAt(textCursor().position()));
        }
    });
    fit();
}

void AnswerView::append(const QString& text) {
    QScrollBar* bar = verticalScrollBar();
    const bool follows = bar->value() >= std::min(m_followed, bar->maximum()); // who reads further up stays there
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
    if (follows) {
        bar->setValue(bar->maximum());
    }
    m_followed = follows ? bar->value() : std::numeric_limits<int>::max();
}

void AnswerView::setWhole(const QString& text) {
    m_ends.clear();
    setPlainText(text);
}

void AnswerView::setTokens(const QStringList& tokens) {
    if (toPlainText() == tokens.join(QString())) { // as it was appended: whoever reads it keeps the place
        m_ends.clear();
        for (const QString& token : tokens) {
            m_ends.push_back((m_ends.empty() ? 0 : m_ends.back()) + static_cast<int>(token.size()));
        }
        colour();
        return;
    }
    m_rendering = true;
    const int before = textCursor().position();
    m_ends.clear();
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const QString& token : tokens) {
        cursor.insertText(token);
        m_ends.push_back(cursor.position());
    }
    cursor.endEditBlock();
    colour();
    cursor.setPosition(std::min(before, document()->characterCount() - 1));
    setTextCursor(cursor);
    m_rendering = false;
    fit();
}

void AnswerView::setProblem(const QString& message) {
    m_ends.clear();
    setTextColor(themeColours(palette()).problem);
    setPlainText(message);
}

void AnswerView::setColours(const std::vector<double>& places) {
    if (places.empty() && m_places.empty()) {
        return;
    }
    m_places = places;
    m_stale = true;
    if (isVisible()) {
        colour();
    }
}

int AnswerView::tokenAt(int position) const {
    const auto end = std::ranges::upper_bound(m_ends, position);
    return end == m_ends.end() ? -1 : static_cast<int>(end - m_ends.begin());
}

void AnswerView::showEvent(QShowEvent* event) {
    QTextEdit::showEvent(event);
    if (m_stale) {
        colour();
    }
}

void AnswerView::colour() {
    m_stale = false;
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (std::size_t token = 0; token < m_ends.size(); ++token) {
        const double place = token < m_places.size() ? m_places[token] : std::nan("");
        cursor.setPosition(token == 0 ? 0 : m_ends[token - 1]);
        cursor.setPosition(m_ends[token], QTextCursor::KeepAnchor);
        cursor.setCharFormat(letterFormat(place, palette()));
    }
    cursor.endEditBlock();
}

bool AnswerView::event(QEvent* event) {
    const bool handled = QTextEdit::event(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
    }
    return handled;
}

// Home says the first token also where the caret is at it.
void AnswerView::keyPressEvent(QKeyEvent* event) {
    const int before = textCursor().position();
    QTextEdit::keyPressEvent(event);
    if (textCursor().position() == before && !m_ends.empty()) {
        Q_EMIT tokenChosen(tokenAt(before));
    }
}

void AnswerView::mouseMoveEvent(QMouseEvent* event) {
    QTextEdit::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton && !m_ends.empty()) {
        const int token = tokenAt(cursorForPosition(event->position().toPoint()).position());
        if (token >= 0) {
            Q_EMIT tokenChosen(token);
        }
    }
}

// At its end the page goes on scrolling.
void AnswerView::wheelEvent(QWheelEvent* event) {
    const QScrollBar* bar = verticalScrollBar();
    const bool up = event->angleDelta().y() > 0;
    if (bar->maximum() == 0 || bar->value() == (up ? bar->minimum() : bar->maximum())) {
        event->ignore();
        return;
    }
    QTextEdit::wheelEvent(event);
}

void AnswerView::fit() {
    if (m_rendering) {
        return;
    }
    const int wanted = static_cast<int>(std::ceil(document()->size().height())) + 2 * frameWidth();
    setFixedHeight(std::clamp(wanted, lowest, highest));
}

} // namespace loratrf
