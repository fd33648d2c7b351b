#pragma once
// How tables, trees and lists that drop down look: a flat head with a line below it, chosen rows tinted rather than
// filled, room beside the text of a cell.

#include <QStyle>

class QPainter;
class QStyleOptionHeader;
class QStyleOptionHeaderV2;
class QStyleOptionViewItem;

namespace loratrf {

bool dropsDown(const QWidget* widget);     // a combo box's list
bool hasRoomyCells(const QWidget* widget); // a table, a tree or such a list

QStyleOptionHeaderV2 quietLabel(const QStyleOptionHeader& label); // in the colour of what is beside the matter
void drawHeaderSection(QPainter* painter, const QStyleOptionHeader& option);

// Of a row or a cell that is chosen: `option` with a tint instead of the accent, text as in the other rows. In high
// contrast it stays the accent.
QStyleOptionViewItem softlyChosen(const QStyleOptionViewItem& option);

constexpr int cellPadding = 6;

} // namespace loratrf
