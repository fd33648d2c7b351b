#pragma once
// What the engine says in English (of its methods, of options that will not do) in the window's language, which
// resources/translations/engine_*.ts hold.

#include <QString>

#include <string>

namespace loratrf {

QString engineText(const std::string& text); // as it stands where no translation is known

} // namespace loratrf
