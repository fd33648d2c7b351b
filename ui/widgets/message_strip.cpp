#include "ui/widgets/message_strip.h"

#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace loratrf {

namespace {

QColor levelColour(Level level, const ThemeColours& colours) {
    switch (level) {
    case Level::Problem:
        return colours.problem;
    case Level::Warning:
        return colours.warning;
    case Level::Info:
        break;
    }
    return colours.accent;
}

} // namespace

MessageStrip::MessageStrip(QWidget* parent) : QFrame(parent), m_text(new QLabel) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::normal + 4, space::tight, space::tight, space::tight);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_text, 1);
    auto* close = new QToolButton;
    close->setText("×");
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close this message"));
    close->setToolTip(tr("Close this message"));
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &MessageStrip::clear);
    hide();
}

void MessageStrip::setMessage(Level level, const QString& text) {
    m_level = level;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
}

void MessageStrip::setFailure(const QString& problem, bool cancelled, const QString& statement) {
    setMessage(cancelled ? Level::Info : Level::Problem, cancelled ? statement : problem);
}

void MessageStrip::paintEvent(QPaintEvent*) {
    const QColor colour = levelColour(m_level, themeColours(palette()));
    QColor ground = colour;
    ground.setAlphaF(0.10F);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 6, 6);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
}

} // namespace loratrf
