#pragma once
// What files are that somebody drops onto the set-up page.

#include <QList>
#include <QStringList>
#include <QUrl>

namespace loratrf {

// Of what one alone can be taken, it is the first.
struct DroppedFiles {
    QString model;      // a GGUF file, or the folder of a model
    QString options;    // a file in the form of options.json
    QString preset;     // one that calls itself a preset
    QString run;        // the folder of a run
    QStringList data;   // files of rows
    QStringList others; // folders that hold neither a model nor a run

    bool isData() const; // and nothing else
};
DroppedFiles sortDropped(const QList<QUrl>& urls); // what is not on this machine is left out

// The model that a path belongs to: a GGUF file itself, a folder with config.json, or the folder of a model that the
// file is a part of (config.json, weights). Empty: none.
QString modelAt(const QString& path);

} // namespace loratrf
