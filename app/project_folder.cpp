#include "app/project_folder.h"

#include "backend/train/run_folder.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace loratrf {

namespace {
const QString setting = QStringLiteral("project/folder");
}

QString projectFolder() {
    const QString chosen = QSettings().value(setting).toString();
    return !chosen.isEmpty() ? chosen
                             : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                   QStringLiteral("/loratrf/runs");
}

void setProjectFolder(const QString& folder) {
    QSettings().setValue(setting, QDir(folder).absolutePath());
}

QString newRunFolder(const QString& method) {
    const QString path = QDir(projectFolder()).filePath(QString::fromStdString(new_run_name(method.toStdString())));
    QString free = path;
    for (int number = 2; QFileInfo::exists(free); ++number)
        free = QStringLiteral("%1-%2").arg(path).arg(number);
    return free;
}

} // namespace loratrf
