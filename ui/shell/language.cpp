#include "ui/shell/language.h"

#include "ui/widgets/engine_translator.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <memory>
#include <string_view>

namespace loratrf {

namespace {

const char* const settingsKey = "view/language";
const char* const translatorName = "loratrfTranslator";

// Looks where lupdate has filed a text: it loses the class of some functions and names the namespace alone, of others
// it loses the namespace.
class Translator : public QTranslator {
public:
    using QTranslator::QTranslator;
    QString translate(const char* context, const char* text, const char* comment, int n) const override {
        QString found = QTranslator::translate(context, text, comment, n);
        constexpr std::string_view space = "loratrf::";
        if (found.isEmpty() && context != nullptr && std::string_view(context).starts_with(space)) {
            found = QTranslator::translate("loratrf", text, comment, n);
            if (found.isEmpty()) {
                found = QTranslator::translate(context + space.size(), text, comment, n);
            }
        }
        return found;
    }
};

void install(QTranslator* translator) {
    translator->setObjectName(QLatin1String(translatorName));
    QCoreApplication::installTranslator(translator);
}

void load(const QString& language, const QString& file, const QString& folder) {
    auto translator = std::make_unique<Translator>(QCoreApplication::instance());
    if (translator->load(file + QLatin1Char('_') + language, folder)) {
        install(translator.release());
    }
}

} // namespace

const std::vector<Language>& languages() {
    static const std::vector<Language> list = {
        {{}, {}}, {QStringLiteral("en"), QStringLiteral("English")}, {QStringLiteral("de"), QStringLiteral("Deutsch")}};
    return list;
}

QString savedLanguage() {
    return QSettings().value(settingsKey).toString();
}

void saveLanguage(const QString& code) {
    QSettings().setValue(settingsKey, code);
}

void applyLanguage(const QString& code) {
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    // English has a translation too: its plurals.
    const QString language = locale.language() == QLocale::German ? QStringLiteral("de") : QStringLiteral("en");
    for (QTranslator* old : QCoreApplication::instance()->findChildren<QTranslator*>(QLatin1String(translatorName))) {
        QCoreApplication::removeTranslator(old);
        delete old;
    }
    load(language, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(language, QStringLiteral("studio"), QStringLiteral(":/i18n"));
    if (language != QLatin1String("en")) {
        install(
            new EngineTranslator(QStringLiteral(":/i18n/engine_%1.ts").arg(language), QCoreApplication::instance()));
    }
}

} // namespace loratrf
