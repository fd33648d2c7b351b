#pragma once
// What the demo needs: its rows, which come with the program, and its small model where it lies on this machine.

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace loratrf {

// A file of rows, laid into the user's data folder so that other programs can read it too; one that an older program
// left there gives way. Empty: it cannot be written.
QString demoRows(const QString& name);

inline const QString demoModelName = QStringLiteral("SmolLM2-135M-Instruct");
inline const QString demoModelPlace = QStringLiteral("huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct");

// The demo's model among `recent` paths, or below the folder that it was put into. Empty: it is not known.
QString demoModel(const QStringList& recent, const QString& folder);
// Not where it was built, so there is no ./run to bring the model.
bool isInstalled(const QString& programs = QCoreApplication::applicationDirPath());
// LORATRF_DEPS, what was installed with the program, or the downloads of ./run: .deps beside the build.
QString demoFolder(const QString& programs = QCoreApplication::applicationDirPath());

} // namespace loratrf
