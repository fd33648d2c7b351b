#pragma once
// A table of results to read: nothing in it is edited.

class QString;
class QTableWidget;

namespace loratrf {

// Without a parent: a layout takes it.
QTableWidget* makeReadingTable(const QString& objectName, const QString& accessibleName);

} // namespace loratrf
