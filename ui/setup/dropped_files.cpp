#include "ui/setup/dropped_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace loratrf {

namespace {

bool hasWeights(const QDir& folder) {
    return folder.exists("config.json") && (!folder.entryList({"*.safetensors"}, QDir::Files).isEmpty() ||
                                            folder.exists("model.safetensors.index.json"));
}

constexpr qint64 largestOptions = 1 << 20; // bytes; what is larger is something else

enum class Holds { Rows, Options, Preset };

// A file of rows is an array or has an object in each line; one with a single row lacks these keys.
Holds contentOf(const QString& path) {
    QFile file(path);
    if (!path.endsWith(".json", Qt::CaseInsensitive) || file.size() > largestOptions ||
        !file.open(QIODevice::ReadOnly)) {
        return Holds::Rows;
    }
    const QJsonDocument content = QJsonDocument::fromJson(file.readAll());
    const QJsonObject object = content.object();
    if (object.value("preset").toObject().contains("title")) {
        return Holds::Preset;
    }
    const bool named = QFileInfo(path).fileName() == "options.json"; // a broken one says what is wrong with it
    const bool options = object.value("format").toString() == "loratrf-options" ||
                         object.value("method_options").isObject() || object.value("data_options").isObject();
    return options || (named && !content.isArray()) ? Holds::Options : Holds::Rows;
}

void takeFirst(QString& place, const QString& path) {
    if (place.isEmpty()) {
        place = path;
    }
}

} // namespace

bool DroppedFiles::isData() const {
    return !data.isEmpty() && model.isEmpty() && options.isEmpty() && preset.isEmpty() && run.isEmpty() &&
           others.isEmpty();
}

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
            takeFirst(files.model, model);
        } else if (QFileInfo(path).isDir() && QFile::exists(path + "/options.json")) {
            takeFirst(files.run, path);
        } else if (QFileInfo(path).isDir()) {
            files.others << path;
        } else if (const Holds content = contentOf(path); content != Holds::Rows) {
            takeFirst(content == Holds::Preset ? files.preset : files.options, path);
        } else {
            files.data << path;
        }
    }
    return files;
}

} // namespace loratrf
