#include "ui/widgets/engine_text.h"

#include <QCoreApplication>

namespace loratrf {

QString engineText(const char* text) {
    return QCoreApplication::translate("engine", text);
}

QString engineText(const std::string& text) {
    return engineText(text.c_str());
}

QString engineText(const QString& text) {
    return engineText(text.toUtf8().constData());
}

} // namespace loratrf
