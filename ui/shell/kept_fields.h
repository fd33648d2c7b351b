#pragma once
// What a user has typed and chosen in the fields of a page, by their object names, so that a page made anew has it too.

#include <QMap>
#include <QString>
#include <QVariant>
#include <QWidget>

namespace loratrf {

using KeptFields = QMap<QString, QVariant>;

KeptFields fieldsOf(const QWidget& page);
void putFields(const KeptFields& fields, QWidget& page); // what the page has no field for is left out

// The same of how the user arranged a page: splitters and tabs.
KeptFields arrangementOf(const QWidget& page);
void arrange(const KeptFields& fields, QWidget& page);

} // namespace loratrf
