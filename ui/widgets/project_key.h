#pragma once
// Where the settings keep what belongs to one project folder.

#include <QString>

namespace loratrf {

// "GROUP/…", the same for every spelling of the folder.
QString projectKey(const QString& group, const QString& projectFolder);

} // namespace loratrf
