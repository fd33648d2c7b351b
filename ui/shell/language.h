#pragma once
// The language of the window. English is in the sources; others are translations that the program carries along.

#include <QString>

#include <vector>

namespace loratrf {

struct Language {
    QString code; // "de"; empty: as the desktop
    QString name; // in itself, "Deutsch"
};

const std::vector<Language>& languages(); // the desktop's first
QString savedLanguage();                  // its code
void saveLanguage(const QString& code);

// Loads texts for the window and for Qt's own dialogs, and sets how numbers are written. Windows that are open get
// QEvent::LanguageChange.
void applyLanguage(const QString& code);

} // namespace loratrf
