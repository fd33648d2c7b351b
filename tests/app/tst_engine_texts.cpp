// What the engine says of its methods has a German translation, every sentence of it.

#include "backend/api/events.h"
#include "backend/api/methods.h"
#include "ui/shell/language.h"
#include "ui/widgets/words.h"

#include <QTranslator>
#include <QtTest>

using namespace loratrf;

class TestEngineTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void germanKnowsAll() {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/engine_de.qm")));
        QStringList missing;
        const auto want = [&](const std::string& text) {
            if (!text.empty() && german.translate("engine", text.c_str()).isEmpty())
                missing << qs(text);
        };
        for (const MethodInfo& method : methods()) {
            want(method.sentence);
            want(method.export_note);
            for (const OptionSpec& option : method.options) {
                want(option.label);
                want(option.help);
            }
        }
        for (const Measure& measure : {adapter_ratio_measure(), mean_filter_measure(), active_share_measure()}) {
            want(measure.label);
            want(measure.help);
        }
        missing.removeDuplicates();
        QVERIFY2(missing.isEmpty(), qPrintable("add to resources/translations/engine_de.ts:\n" + missing.join('\n')));
    }

    void theWindowSaysThem() {
        const std::string sentence = method_info("lora").sentence;
        applyLanguage(QStringLiteral("en"));
        QCOMPARE(engineText(sentence), qs(sentence));
        applyLanguage(QStringLiteral("de"));
        QVERIFY(engineText(sentence) != qs(sentence));
        QCOMPARE(engineText("LoRA"), QString("LoRA")); // a name
        applyLanguage(QStringLiteral("en"));
    }
};

QTEST_MAIN(TestEngineTexts)
#include "tst_engine_texts.moc"
