#pragma once
// Presets: files in the form of options.json that hold only what they set, and "preset": {"title", "sentence",
// "place", "suits"}. The program's own come first, in order of their places; the user's lie in a folder of their own.

#include "backend/api/methods.h"
#include "ui/setup/preset_choice.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace loratrf {

struct Preset {
    QString title, sentence, file;
    bool own = false; // the user's
    Suits suits = {};
};

class PresetShelf {
public:
    PresetShelf(); // the program's resources, and the user's data folder
    PresetShelf(QString shipped, QString own);

    std::vector<Preset> list() const;
    // Keeps recipe and method of `options`, an options.json; where the run's data and name go is left out. Replaces one
    // of the same file name. Gives the error's text, or nothing.
    QString save(const QString& title, const QString& sentence, const QString& options) const;
    bool remove(const Preset& preset) const; // of the user's only
    QString fileOf(const QString& title) const;

    // `options` with what the preset sets. A preset that names no method sets of its method's options those that the
    // chosen one has. Gives an empty text where the preset is no JSON object.
    static QString applied(const QString& preset, const QString& options, const std::vector<MethodInfo>& methods);

private:
    QString m_shipped, m_own;
};

} // namespace loratrf
