#include "ui/widgets/token_view.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int tokenProperty = QTextFormat::UserProperty + 1; // number of the token a piece of text belongs to

int supervisedOf(const std::vector<PreviewToken>& tokens) {
    return static_cast<int>(std::ranges::count_if(tokens, [](const PreviewToken& token) { return token.supervised; }));
}

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
    return supervisedOf(m_row.tokens) + supervisedOf(m_row.rejected);
}

void TokenView::setShowIds(bool show) {
    m_showIds = show;
    if (!m_row.tokens.empty()) {
        render();
    }
}

void TokenView::render() {
    clear();
    QTextCursor cursor(document());
    const auto head = [&](const QString& text) {
        QTextCharFormat format;
        QFont strong = font();
        strong.setWeight(QFont::DemiBold);
        format.setFont(strong);
        format.setForeground(themeColours(palette()).text);
        cursor.insertText(text, format);
        cursor.insertBlock();
    };
    const bool pair = !m_row.rejected.empty();
    if (pair) {
        head(tr("With the chosen answer"));
    }
    write(cursor, m_row.tokens, 0);
    if (pair) {
        QTextBlockFormat apart;
        apart.setTopMargin(space::normal);
        cursor.insertBlock(apart);
        head(tr("With the rejected answer"));
        cursor.setBlockFormat({});
        write(cursor, m_row.rejected, static_cast<int>(m_row.tokens.size()));
    }
    setTextCursor(QTextCursor(document()));
    QMetaObject::invokeMethod(this, &TokenView::showTrained, Qt::QueuedConnection); // once it has its size
}

// What is trained on lies at the end of a row; a row longer than the view begins a little before it.
void TokenView::showTrained() {
    const auto first = std::ranges::find_if(m_row.tokens, &PreviewToken::supervised);
    if (first == m_row.tokens.end()) {
        return;
    }
    const int number = static_cast<int>(first - m_row.tokens.begin());
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
            if (piece.fragment().charFormat().property(tokenProperty) == number) {
                QTextCursor at(document());
                at.setPosition(piece.fragment().position());
                QScrollBar* bar = verticalScrollBar();
                bar->setValue(bar->value() + cursorRect(at).top() - viewport()->height() / 3);
                return;
            }
        }
    }
}

void TokenView::write(QTextCursor& cursor, const std::vector<PreviewToken>& tokens, int first) {
    const ThemeColours& colours = themeColours(palette());
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.95);
    QColor soft = colours.accentSoft;
    QColor softer = colours.accentSoft;
    softer.setAlphaF(0.6F);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const PreviewToken& token = tokens[i];
        QTextCharFormat format;
        format.setFont(fixed);
        format.setProperty(tokenProperty, first + static_cast<int>(i));
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
            number.setProperty(tokenProperty, first + static_cast<int>(i));
            number.setForeground(colours.muted);
            number.setVerticalAlignment(QTextCharFormat::AlignSubScript);
            cursor.insertText(QString::number(token.id) + " ", number);
        }
    }
}

const PreviewToken* TokenView::tokenAt(int number) const {
    const auto at = static_cast<std::size_t>(number);
    const std::size_t chosen = m_row.tokens.size();
    return at < chosen                           ? &m_row.tokens[at]
           : at - chosen < m_row.rejected.size() ? &m_row.rejected[at - chosen]
                                                 : nullptr;
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
    const QVariant number = cursor.charFormat().property(tokenProperty);
    const PreviewToken* token = number.isValid() ? tokenAt(number.toInt()) : nullptr;
    if (token == nullptr) {
        QToolTip::hideText();
        return true;
    }
    const int chosen = static_cast<int>(m_row.tokens.size());
    const bool rejected = number.toInt() >= chosen;
    QToolTip::showText(help->globalPos(), (token->supervised ? tr("token %1 of %2 · id %3 · trained on")
                                                             : tr("token %1 of %2 · id %3 · only read"))
                                              .arg(number.toInt() - (rejected ? chosen : 0) + 1)
                                              .arg(rejected ? m_row.rejected.size() : m_row.tokens.size())
                                              .arg(token->id));
    return true;
}

} // namespace loratrf
