#include "ui/try/answer_view.h"

#include "ui/plots/color_scale.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QAbstractTextDocumentLayout>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr int lowest = 64, highest = 300; // pixels at scale 1

} // namespace

double tokenTint(const GeneratedPiece& piece, TokenColours colours, double most) {
    switch (colours) {
    case TokenColours::None:
        return 0;
    case TokenColours::Probability:
        return std::clamp(1 - piece.probability, 0.0, 1.0);
    case TokenColours::Activity:
        return std::isfinite(piece.activity) && most > 0 ? std::clamp(piece.activity / most, 0.0, 1.0) : 0;
    }
    return 0;
}

double mostActivity(const std::vector<const AnswerResult*>& results) {
    double most = 0;
    for (const AnswerResult* result : results) {
        if (result->activity_is_filter) {
            return 1;
        }
        for (const GeneratedPiece& piece : result->pieces) {
            most = std::isfinite(piece.activity) ? std::max(most, piece.activity) : most;
        }
    }
    return niceUpper(most);
}

AnswerView::AnswerView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
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
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
    if (verticalScrollBar()->maximum() > 0) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
}

void AnswerView::setAnswer(const AnswerResult& result) {
    m_result = result;
    render();
}

void AnswerView::setProblem(const QString& message) {
    m_result = {};
    m_ends.clear();
    setTextColor(themeColours(palette()).problem);
    setPlainText(message);
}

void AnswerView::setColours(TokenColours colours, double most) {
    if (m_colours != colours || m_most != most) {
        m_colours = colours;
        m_most = most;
        render();
    }
}

int AnswerView::tokenAt(int position) const {
    const auto end = std::ranges::upper_bound(m_ends, position);
    return end == m_ends.end() ? -1 : static_cast<int>(end - m_ends.begin());
}

void AnswerView::render() {
    if (m_result.tokens == 0 && m_result.text.empty()) {
        return;
    }
    m_rendering = true;
    const int before = textCursor().position();
    m_ends.clear();
    const ThemeColours& colours = themeColours(palette());
    clear();
    QTextCursor cursor(document());
    for (const GeneratedPiece& piece : m_result.pieces) {
        QTextCharFormat format;
        format.setForeground(colours.text);
        if (const double tint = tokenTint(piece, m_colours, m_most); tint > 0) {
            QColor ground = colours.accent;
            ground.setAlphaF(static_cast<float>(0.55 * tint));
            format.setBackground(ground);
        }
        cursor.insertText(qs(piece.text), format);
        m_ends.push_back(cursor.position());
    }
    if (m_result.pieces.empty()) {
        cursor.insertText(qs(m_result.text));
    }
    cursor.setPosition(std::min(before, document()->characterCount() - 1));
    setTextCursor(cursor);
    m_rendering = false;
}

bool AnswerView::event(QEvent* event) {
    const bool handled = QTextEdit::event(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        render();
    }
    return handled;
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
    const int wanted = static_cast<int>(std::ceil(document()->size().height())) + 2 * frameWidth();
    setFixedHeight(std::clamp(wanted, lowest, highest));
}

} // namespace loratrf
