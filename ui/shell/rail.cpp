#include "ui/shell/rail.h"

#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace loratrf {

namespace {

constexpr int iconSide = 24;

} // namespace

RailButton::RailButton(const QString& text, const QString& icon, QWidget* parent)
    : QAbstractButton(parent), m_icon(icon) {
    setText(text);
    setCheckable(true);
    setAccessibleName(text);
    setFocusPolicy(Qt::TabFocus); // a click needs no ring
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void RailButton::setMarked(bool marked) {
    m_marked = marked;
    update();
}

QSize RailButton::sizeHint() const {
    return {std::max(76, fontMetrics().horizontalAdvance(text()) + 20),
            iconSide + 2 + 3 * space::tight + fontMetrics().height() + 4};
}

// In a low window with large text the icon has to do.
QSize RailButton::minimumSizeHint() const {
    return {sizeHint().width(), iconSide + 2 * space::tight};
}

void RailButton::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked()    ? QBrush(colours.accentSoft)
                     : underMouse() ? QBrush(colours.window)
                                    : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(area, 8, 8);
    const QColor ink = isChecked() ? colours.accent : colours.muted;
    const QIcon icon = tintedIcon(m_icon, ink);
    const int iconSize = icon.isNull() ? 0 : iconSide;
    const bool named = icon.isNull() || height() >= iconSize + 4 + fontMetrics().height();
    const int textHeight = named ? fontMetrics().height() : 0;
    const int top = (height() - iconSize - (iconSize > 0 && named ? 4 : 0) - textHeight) / 2;
    if (iconSize > 0) {
        icon.paint(&painter, QRect((width() - iconSize) / 2, top, iconSize, iconSize));
    }
    if (named) {
        painter.setPen(isChecked() ? colours.text : colours.muted);
        painter.drawText(QRect(0, top + iconSize + (iconSize > 0 ? 4 : 0), width(), textHeight), Qt::AlignCenter,
                         text());
    }
    if (m_marked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.good);
        painter.drawEllipse(QPointF(width() - 14, 14), 4, 4);
    }
}

Rail::Rail(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(8, space::normal, 9, space::normal);
    m_layout->setSpacing(space::tight);
    m_layout->addStretch();
    setAccessibleName(tr("Pages"));
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::pageChosen);
}

RailButton* Rail::addPage(const QString& text, const QString& icon, const QString& objectName, const QString& help) {
    auto* button = new RailButton(text, icon);
    button->setObjectName(objectName);
    button->setToolTip(help);
    const int page = static_cast<int>(m_group->buttons().size());
    m_group->addButton(button, page);
    m_layout->insertWidget(page, button);
    return button;
}

void Rail::setCurrent(int page) {
    if (QAbstractButton* button = m_group->button(page)) {
        button->setChecked(true);
    }
}

void Rail::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colours.border);
}

} // namespace loratrf
