#pragma once
// What the demo needs: its rows, which come with the program, and its small model where it lies on this machine.

#include <QString>
#include <QStringList>

namespace loratrf {

// A file of rows, laid into the user's data folder so that other programs can read it too; one that an older program
// left there gives way. Empty: it cannot be written.
QString demoRows(const QString& name);

inline const QString demoModelName = QStringLiteral("SmolLM2-135M-Instruct");

// The demo's model among `recent` paths, or where ./run would have put it below its folder of downloads. Empty: it is
// not known.
QString demoModel(const QStringList& recent, const QString& downloads);
QString demoFolder(); // of ./run's downloads: LORATRF_DEPS, or .deps beside the build

} // namespace loratrf
