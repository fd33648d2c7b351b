#include "ui/widgets/text_tabs.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace loratrf {

namespace {

constexpr int padding = 12, underline = 2;

} // namespace

TextTabs::TextTabs(QWidget* parent) : QTabBar(parent) {
    setDrawBase(false);
    setExpanding(false);
    setMouseTracking(true);
}

QSize TextTabs::tabSizeHint(int index) const {
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(tabText(index)) + 2 * padding, metrics.height() + 2 * padding - 4};
}

void TextTabs::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (int i = 0; i < count(); ++i) {
        const QRect area = tabRect(i);
        const bool current = i == currentIndex();
        const bool pointed = area.contains(mapFromGlobal(QCursor::pos()));
        painter.setPen(palette().color(current || pointed ? QPalette::WindowText : QPalette::PlaceholderText));
        painter.drawText(area, Qt::AlignCenter, tabText(i));
        painter.fillRect(QRect(area.left(), area.bottom() - underline + 1, area.width(), underline),
                         palette().color(current ? QPalette::Highlight : QPalette::Midlight));
        if (current && hasFocus()) {
            QStyleOptionFocusRect focus;
            focus.initFrom(this);
            focus.rect = area.adjusted(3, 3, -3, -3 - underline);
            style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
        }
    }
}

} // namespace loratrf
