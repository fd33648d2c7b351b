#include "ui/run/watch_strip.h"

#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace loratrf {

WatchStrip::WatchStrip(QWidget* parent)
    : QFrame(parent), m_text(new QLabel(this)), m_back(new QPushButton(tr("Go &back to the last good state…"), this)),
      m_close(new QToolButton(this)) {
    m_text->setObjectName(QStringLiteral("strip"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_back->setObjectName(QStringLiteral("goBack"));
    m_close->setObjectName(QStringLiteral("dismissAlarm"));
    m_close->setText(QStringLiteral("×"));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setToolTip(tr("Close this message; the log keeps it"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::normal + 4, space::tight, space::tight, space::tight);
    layout->setSpacing(space::normal);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_back, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_back, &QPushButton::clicked, this, &WatchStrip::goBackWanted);
    connect(m_close, &QToolButton::clicked, this, &WatchStrip::dismissed);
    setVisible(false);
}

void WatchStrip::setMessage(Level level, const QString& text, bool goBack, const QString& why) {
    m_level = level;
    if (m_text->text() != text) {
        m_text->setText(text);
    }
    setAccessibleName(text);
    m_back->setVisible(goBack);
    m_back->setEnabled(why.isEmpty());
    m_back->setToolTip(why.isEmpty() ? tr("Go on from the newest checkpoint before the trouble, with a learning rate "
                                          "that you choose; the checkpoints after it are deleted")
                                     : why);
    setVisible(!text.isEmpty());
    update();
}

void WatchStrip::setDismissible(bool on) {
    m_close->setVisible(on);
}

void WatchStrip::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours(palette());
    const QColor colour = m_level == Level::Problem   ? colours.problem
                          : m_level == Level::Warning ? colours.warning
                                                      : colours.accent;
    QColor ground = colour;
    ground.setAlphaF(0.12F);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 6, 6);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
}

} // namespace loratrf
