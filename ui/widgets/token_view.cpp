#include "ui/widgets/token_view.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int tokenProperty = QTextFormat::UserProperty + 1; // index of the token a piece of text belongs to

// White space that would not be seen; the line break itself is kept.
QString visible(const std::string& text) {
    QString shown = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    shown.replace("\r", "␍").replace("\t", "→").replace("\n", "⏎\n");
    return shown.isEmpty() ? QString("∅") : shown;
}

} // namespace

TokenView::TokenView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setTabChangesFocus(true);
    setAccessibleName(tr("First rows as tokens"));
    setLineWrapMode(QTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(10);
}

void TokenView::setRow(const PreviewRow& row) {
    m_row = row;
    render();
}

void TokenView::clearRow(const QString& why) {
    m_row = {};
    setPlainText({});
    setPlaceholderText(why);
}

int TokenView::supervisedCount() const {
    return static_cast<int>(
        std::ranges::count_if(m_row.tokens, [](const PreviewToken& token) { return token.supervised; }));
}

void TokenView::setShowIds(bool show) {
    m_showIds = show;
    if (!m_row.tokens.empty()) {
        render();
    }
}

void TokenView::render() {
    const ThemeColours& colours = themeColours(palette());
    clear();
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.95);
    QTextCursor cursor(document());
    QColor soft = colours.accentSoft;
    QColor softer = colours.accentSoft;
    softer.setAlphaF(0.6F);
    for (std::size_t i = 0; i < m_row.tokens.size(); ++i) {
        const PreviewToken& token = m_row.tokens[i];
        QTextCharFormat format;
        format.setFont(fixed);
        format.setProperty(tokenProperty, static_cast<int>(i));
        if (token.supervised) {
            format.setForeground(colours.text);
            format.setBackground(i % 2 == 0 ? soft : softer); // two shades show where tokens end
            format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            format.setUnderlineColor(colours.accent);
        } else {
            format.setForeground(colours.muted);
        }
        cursor.insertText(visible(token.text), format);
        if (m_showIds) {
            QTextCharFormat number;
            number.setFont(fixed);
            number.setProperty(tokenProperty, static_cast<int>(i));
            number.setForeground(colours.muted);
            number.setVerticalAlignment(QTextCharFormat::AlignSubScript);
            cursor.insertText(QString::number(token.id) + " ", number);
        }
    }
    setTextCursor(QTextCursor(document()));
}

bool TokenView::event(QEvent* event) {
    const bool handled = QTextEdit::event(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) &&
        !m_row.tokens.empty()) {
        render();
    }
    return handled;
}

bool TokenView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QTextEdit::viewportEvent(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    QTextCursor cursor = cursorForPosition(help->pos());
    cursor.movePosition(QTextCursor::NextCharacter); // a cursor has the format of the letter before it
    const QVariant index = cursor.charFormat().property(tokenProperty);
    if (!index.isValid() || static_cast<std::size_t>(index.toInt()) >= m_row.tokens.size()) {
        QToolTip::hideText();
        return true;
    }
    const PreviewToken& token = m_row.tokens[static_cast<std::size_t>(index.toInt())];
    QToolTip::showText(help->globalPos(), (token.supervised ? tr("token %1 of %2 · id %3 · trained on")
                                                            : tr("token %1 of %2 · id %3 · only read"))
                                              .arg(index.toInt() + 1)
                                              .arg(m_row.tokens.size())
                                              .arg(token.id));
    return true;
}

} // namespace loratrf
