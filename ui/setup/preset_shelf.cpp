#include "ui/setup/preset_shelf.h"

#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace loratrf {

namespace {

constexpr qint64 largestPreset = 1 << 20; // bytes; what is larger is something else

struct Found {
    Preset preset;
    int place = 0;
};

QJsonObject objectIn(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestPreset) {
        return {};
    }
    return QJsonDocument::fromJson(file.readAll()).object();
}

// The program's own presets are files; their words are found by their English text.
QString translated(const QString& text) {
    return QCoreApplication::translate("presets", text.toUtf8().constData());
}

std::vector<Found> presetsIn(const QString& folder, bool own) {
    std::vector<Found> found;
    for (const QFileInfo& file : QDir(folder).entryInfoList({"*.json"}, QDir::Files, QDir::Name)) {
        const QJsonObject object = objectIn(file.filePath());
        const QJsonObject about = object.value("preset").toObject();
        if (object.isEmpty()) {
            continue; // no preset; a broken file has nothing to say in a list
        }
        QString title = about.value("title").toString(object.value("name").toString());
        if (title.isEmpty()) {
            title = file.completeBaseName();
        }
        const QString sentence = about.value("sentence").toString();
        const Suits suits = readSuits(object);
        found.push_back({own ? Preset{title, sentence, file.filePath(), own, suits}
                             : Preset{translated(title), translated(sentence), file.filePath(), own, suits},
                         about.value("place").toInt(1000)});
    }
    std::ranges::stable_sort(found, {}, &Found::place);
    return found;
}

bool hasOption(const std::vector<MethodInfo>& methods, const QString& method, const QString& option) {
    for (const MethodInfo& info : methods) {
        if (qs(info.key) == method) {
            return std::ranges::any_of(info.options, [&](const OptionSpec& spec) { return qs(spec.key) == option; });
        }
    }
    return false;
}

void merge(QJsonObject& into, const QJsonObject& from) {
    for (auto item = from.begin(); item != from.end(); ++item) {
        into[item.key()] = item.value();
    }
}

} // namespace

PresetShelf::PresetShelf()
    : PresetShelf(":/presets", QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/presets") {}

PresetShelf::PresetShelf(QString shipped, QString own) : m_shipped(std::move(shipped)), m_own(std::move(own)) {}

std::vector<Preset> PresetShelf::list() const {
    std::vector<Preset> presets;
    for (const bool own : {false, true}) {
        const QString& folder = own ? m_own : m_shipped;
        if (folder.isEmpty()) { // no folder, rather than the current one
            continue;
        }
        for (const Found& found : presetsIn(folder, own)) {
            presets.push_back(found.preset);
        }
    }
    return presets;
}

QString PresetShelf::fileOf(const QString& title) const {
    QString name;
    for (const QChar letter : title.toLower().simplified()) {
        name += letter.isLetterOrNumber() ? letter : QChar('-');
    }
    return QDir(m_own).filePath(name.left(80) + ".json");
}

QString PresetShelf::save(const QString& title, const QString& sentence, const QString& options) const {
    QJsonObject object = QJsonDocument::fromJson(options.toUtf8()).object();
    for (const char* key : {"model", "data", "more_data", "eval_data", "eval_share", "data_options", "run", "name",
                            "adapter", "probe_texts"}) {
        object.remove(QLatin1String(key)); // of this run, not of its recipe
    }
    object["preset"] = QJsonObject{{"title", title}, {"sentence", sentence}};
    const QString path = fileOf(title);
    if (!QDir().mkpath(m_own)) {
        return QCoreApplication::translate("loratrf::PresetShelf", "The folder %1 cannot be made.").arg(m_own);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit()) {
        return QCoreApplication::translate("loratrf::PresetShelf", "%1 cannot be written: %2")
            .arg(path, file.errorString());
    }
    return {};
}

bool PresetShelf::remove(const Preset& preset) const {
    return preset.own && QFile::remove(preset.file);
}

QString PresetShelf::applied(const QString& preset, const QString& options, const std::vector<MethodInfo>& methods) {
    const QJsonDocument document = QJsonDocument::fromJson(preset.toUtf8());
    if (!document.isObject()) {
        return {};
    }
    const QJsonObject set = document.object();
    QJsonObject result = QJsonDocument::fromJson(options.toUtf8()).object();
    const QString method = set.value("method").toString(result.value("method").toString());
    const bool other = method != result.value("method").toString();
    for (auto item = set.begin(); item != set.end(); ++item) {
        if (item.key() == "preset") {
            continue;
        }
        if (item.key() == "data_options" && item.value().isObject()) {
            QJsonObject inner = result.value("data_options").toObject();
            merge(inner, item.value().toObject());
            result["data_options"] = inner;
        } else if (item.key() != "method_options") {
            result[item.key()] = item.value();
        }
    }
    QJsonObject chosen = other ? QJsonObject() : result.value("method_options").toObject();
    const QJsonObject wanted = set.value("method_options").toObject();
    for (auto item = wanted.begin(); item != wanted.end(); ++item) {
        // An option that a preset gives for its own method is kept: whoever reads the options names it if it is wrong.
        if (set.contains("method") || hasOption(methods, method, item.key())) {
            chosen[item.key()] = item.value();
        }
    }
    result["method_options"] = chosen;
    return QString::fromUtf8(QJsonDocument(result).toJson());
}

} // namespace loratrf
