#include "ui/setup/dropped_files.h"

#include <QDir>
#include <QFileInfo>

namespace loratrf {

namespace {

bool hasWeights(const QDir& folder) {
    return folder.exists("config.json") && (!folder.entryList({"*.safetensors"}, QDir::Files).isEmpty() ||
                                            folder.exists("model.safetensors.index.json"));
}

} // namespace

QString modelAt(const QString& path) {
    const QFileInfo info(path);
    if (info.isDir()) {
        return QDir(path).exists("config.json") ? path : QString();
    }
    if (path.endsWith(".gguf", Qt::CaseInsensitive)) {
        return path;
    }
    const QString name = info.fileName();
    const bool part = name == "config.json" || name.endsWith(".safetensors", Qt::CaseInsensitive) ||
                      name.endsWith(".safetensors.index.json", Qt::CaseInsensitive);
    return part && hasWeights(info.dir()) ? info.absolutePath() : QString();
}

DroppedFiles sortDropped(const QList<QUrl>& urls) {
    DroppedFiles files;
    for (const QUrl& url : urls) {
        if (!url.isLocalFile()) {
            continue;
        }
        const QString path = QDir::cleanPath(url.toLocalFile()), model = modelAt(path);
        if (!model.isEmpty()) {
            files.model = files.model.isEmpty() ? model : files.model;
        } else if (QFileInfo(path).isDir()) {
            files.others << path;
        } else {
            files.data << path;
        }
    }
    return files;
}

} // namespace loratrf
