#pragma once
// What the engine says in English (of its methods, of options that will not do, of what it does and why it cannot) in
// the window's language, which resources/translations/engine_*.ts hold (engine_translator.h).

#include <QString>

#include <string>

namespace loratrf {

QString engineText(const char* text); // as it stands where no translation is known
QString engineText(const std::string& text);
QString engineText(const QString& text);

} // namespace loratrf
