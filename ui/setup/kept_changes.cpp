#include "ui/setup/kept_changes.h"

#include "ui/widgets/project_key.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace loratrf {

namespace {

// Rows are known by their numbers, which mean nothing in a file that was written anew.
QJsonObject stateOf(const QFileInfo& file) {
    if (!file.isFile()) {
        return {};
    }
    return {{"file", file.absoluteFilePath()},
            {"size", file.size()},
            {"modified", file.lastModified().toMSecsSinceEpoch()}};
}

} // namespace

KeptChanges::KeptChanges(const QString& file)
    : m_of(stateOf(QFileInfo(file))),
      m_place(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + '/' +
              projectKey(QStringLiteral("changed-rows"), file) + QStringLiteral(".json")) {}

RowChanges KeptChanges::read() const {
    RowChanges changes;
    QFile place(m_place);
    if (!place.open(QIODevice::ReadOnly)) {
        return changes;
    }
    const QJsonObject kept = QJsonDocument::fromJson(place.readAll()).object();
    if (kept.value("of").toObject() != m_of) {
        return changes;
    }
    for (const QJsonValue& one : kept.value("rows").toArray()) {
        const QJsonObject change = one.toObject();
        const QJsonValue row = change.value("row"), text = change.value("text");
        if (row.isDouble()) {
            changes[row.toInteger()] = text.isString() ? std::optional(text.toString().toStdString()) : std::nullopt;
        }
    }
    return changes;
}

void KeptChanges::keep(const RowChanges& changes) const {
    if (changes.empty() || m_of.isEmpty()) {
        QFile::remove(m_place);
        return;
    }
    QJsonArray rows;
    for (const auto& [row, text] : changes) {
        const QJsonValue instead = text ? QJsonValue(QString::fromStdString(*text)) : QJsonValue();
        rows << QJsonObject{{"row", static_cast<qint64>(row)}, {"text", instead}};
    }
    QDir().mkpath(QFileInfo(m_place).path());
    QSaveFile place(m_place); // where it cannot be written the changes are as safe as the window is
    if (place.open(QIODevice::WriteOnly)) {
        place.write(QJsonDocument(QJsonObject{{"of", m_of}, {"rows", rows}}).toJson(QJsonDocument::Compact));
        place.commit();
    }
}

} // namespace loratrf
