#include "ui/widgets/table_style.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

namespace loratrf {

bool dropsDown(const QWidget* widget) {
    return widget != nullptr && widget->inherits("QComboBoxListView");
}

bool hasRoomyCells(const QWidget* widget) {
    return qobject_cast<const QTableView*>(widget) != nullptr || qobject_cast<const QTreeView*>(widget) != nullptr ||
           dropsDown(widget);
}

QStyleOptionHeaderV2 quietLabel(const QStyleOptionHeader& label) {
    QStyleOptionHeaderV2 quiet;
    static_cast<QStyleOptionHeader&>(quiet) = label;
    if (const auto* newer = qstyleoption_cast<const QStyleOptionHeaderV2*>(&label)) {
        quiet = *newer;
    }
    quiet.palette.setColor(QPalette::ButtonText, themeColours(label.palette).muted);
    return quiet;
}

void drawHeaderSection(QPainter* painter, const QStyleOptionHeader& option) {
    constexpr int inset = 5;
    const ThemeColours& colours = themeColours(option.palette);
    const QRect rect = option.rect;
    const bool across = option.orientation == Qt::Horizontal;
    const bool hover = option.state.testFlag(QStyle::State_MouseOver) && option.state.testFlag(QStyle::State_Enabled);
    painter->fillRect(rect, hover ? colours.window : colours.field);
    painter->save();
    painter->setPen(colours.border);
    if (across) {
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
        if (option.position != QStyleOptionHeader::End && option.position != QStyleOptionHeader::OnlyOneSection) {
            painter->drawLine(rect.right(), rect.top() + inset, rect.right(), rect.bottom() - inset);
        }
    } else {
        painter->drawLine(rect.topRight(), rect.bottomRight());
    }
    painter->restore();
}

QStyleOptionViewItem softlyChosen(const QStyleOptionViewItem& option) {
    const ThemeColours& colours = themeColours(option.palette);
    QStyleOptionViewItem soft = option;
    const bool contrast = colours.border == colours.text;
    if (!contrast) {
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            soft.palette.setColor(group, QPalette::Highlight, colours.accentSoft);
            soft.palette.setColor(group, QPalette::HighlightedText, colours.text);
        }
    }
    return soft;
}

} // namespace loratrf
