#include "ui/widgets/card.h"

#include "ui/widgets/guide_link.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace loratrf {

TextLabel::TextLabel(const QString& text, Rank rank, QWidget* parent) : QLabel(text, parent), m_rank(rank) {
    setWordWrap(rank != Rank::CardTitle && rank != Rank::PageTitle);
    setTextFormat(Qt::PlainText);
    setRank(rank);
}

void TextLabel::setRank(Rank rank) {
    m_rank = rank;
    setForegroundRole(rank == Rank::Muted     ? QPalette::PlaceholderText
                      : rank == Rank::Problem ? QPalette::BrightText
                                              : QPalette::WindowText);
    updateFont();
}

void TextLabel::updateFont() {
    QFont wanted = QApplication::font();
    if (m_rank == Rank::PageTitle) {
        wanted.setPointSizeF(wanted.pointSizeF() * 1.7);
        wanted.setWeight(QFont::DemiBold);
    } else if (m_rank == Rank::CardTitle) {
        wanted.setPointSizeF(wanted.pointSizeF() * 1.2);
        wanted.setWeight(QFont::DemiBold);
    } else if (m_rank == Rank::Strong) {
        wanted.setWeight(QFont::DemiBold);
    }
    setFont(wanted);
}

bool TextLabel::event(QEvent* event) {
    const bool handled = QLabel::event(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        updateFont();
    }
    return handled;
}

Card::Card(const QString& title, const QString& hint, QWidget* parent)
    : QFrame(parent), m_head(new QHBoxLayout), m_aside(new QHBoxLayout), m_body(new QVBoxLayout) {
    setAccessibleName(title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::wide - 4, space::wide, space::wide);
    layout->setSpacing(space::normal);
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    m_head->addWidget(new TextLabel(title, TextLabel::Rank::CardTitle));
    m_head->addStretch();
    m_aside->setSpacing(space::tight);
    m_head->addLayout(m_aside);
    head->addLayout(m_head);
    if (!hint.isEmpty()) {
        head->addWidget(new TextLabel(hint, TextLabel::Rank::Muted));
    }
    layout->addLayout(head);
    m_body->setSpacing(space::normal);
    layout->addLayout(m_body, 1);
}

void Card::explainIn(const char* page) {
    loratrf::explainIn(this, page);
    m_head->addWidget(makeGuideButton(accessibleName()));
}

void Card::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

Fold::Fold(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent), m_button(new QToolButton), m_content(content) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    m_button->setText(title);
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setProperty("quiet", true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setArrowType(Qt::RightArrow);
    m_button->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    layout->addWidget(content);
    content->hide();
    connect(m_button, &QToolButton::toggled, this, [this](bool open) {
        m_button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_content->setVisible(open);
    });
}

void Fold::setOpen(bool open) {
    m_button->setChecked(open);
}

void Fold::setTitle(const QString& title) {
    m_button->setText(title);
}

} // namespace loratrf
