#pragma once
// The folder the user chose for runs, remembered. Main thread only.

#include <QString>

namespace loratrf {

QString projectFolder(); // as chosen, else loratrf/runs in the XDG data folder
void setProjectFolder(const QString& folder);

// In the project folder, named by date and method; nothing has that name yet.
QString newRunFolder(const QString& method);

} // namespace loratrf
