#include "ui/widgets/project_key.h"

#include <QCryptographicHash>
#include <QDir>

namespace loratrf {

QString projectKey(const QString& group, const QString& projectFolder) {
    const QByteArray folder = QDir::cleanPath(QDir(projectFolder).absolutePath()).toUtf8();
    return group + QLatin1Char('/') +
           QString::fromLatin1(QCryptographicHash::hash(folder, QCryptographicHash::Sha1).toHex());
}

} // namespace loratrf
