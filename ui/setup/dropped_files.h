#pragma once
// What files are that somebody drops onto the set-up page.

#include <QList>
#include <QStringList>
#include <QUrl>

namespace loratrf {

struct DroppedFiles {
    QString model;      // a GGUF file, or the folder of a model; the first of several
    QStringList data;   // files of rows
    QStringList others; // folders that hold no model
};
DroppedFiles sortDropped(const QList<QUrl>& urls); // what is not on this machine is left out

// The model that a path belongs to: a GGUF file itself, a folder with config.json, or the folder of a model that the
// file is a part of (config.json, weights). Empty: none.
QString modelAt(const QString& path);

} // namespace loratrf
