#include "ui/shell/demo.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace loratrf {

QString demoRows(const QString& name) {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/demo"));
    const QString path = folder.filePath(name);
    folder.mkpath(QStringLiteral("."));
    QFile shipped(QStringLiteral(":/demo/") + name), present(path);
    if (!shipped.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray rows = shipped.readAll();
    if (present.open(QIODevice::ReadOnly) && present.readAll() == rows) {
        return path;
    }
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(rows) == rows.size() && file.commit() ? path : QString();
}

bool isInstalled(const QString& programs) {
    return !QFileInfo(programs + QStringLiteral("/../../run")).isFile();
}

QString demoFolder(const QString& programs) {
    const QString chosen = qEnvironmentVariable("LORATRF_DEPS");
    if (!chosen.isEmpty()) {
        return chosen;
    }
    const QString installed = programs + QStringLiteral("/../share/loratrf");
    return QFileInfo::exists(installed) ? installed : programs + QStringLiteral("/../../.deps");
}

QString demoModel(const QStringList& recent, const QString& folder) {
    for (const QString& path : recent) {
        if (QFileInfo(path).fileName().startsWith(demoModelName) && QFileInfo::exists(path)) {
            return path;
        }
    }
    const QDir models(folder + QStringLiteral("/models"));
    const QStringList found = models.entryList({demoModelName + QStringLiteral("*.gguf")}, QDir::Files);
    return found.isEmpty() ? QString() : QDir::cleanPath(models.absoluteFilePath(found.first()));
}

} // namespace loratrf
