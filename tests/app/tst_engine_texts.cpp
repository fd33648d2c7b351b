// What the engine says of its methods has a German translation, every sentence of it.

#include "backend/api/events.h"
#include "backend/api/methods.h"
#include "backend/api/options.h"
#include "ui/plots/figures.h"
#include "ui/shell/language.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/engine_translator.h"
#include "ui/widgets/words.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

class TestEngineTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void germanKnowsAll() {
        const EngineTranslator german(QStringLiteral(":/i18n/engine_de.ts"));
        QVERIFY(!german.isEmpty());
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
        for (const Measure& measure : {adapter_ratio_measure(), mean_filter_measure(), active_share_measure(),
                                       gradient_measure(), weights_measure()}) {
            want(measure.label);
            want(measure.help);
        }
        missing.removeDuplicates();
        QVERIFY2(missing.isEmpty(), qPrintable("add to resources/translations/engine_de.ts:\n" + missing.join('\n')));
    }

    // Whatever can be wrong with a form's fields.
    void problemsAreGerman() {
        QTemporaryDir folder;
        TrainOptions bad;
        bad.model = "";
        bad.data = folder.path().toStdString();
        bad.eval_data = folder.filePath("missing.jsonl").toStdString();
        bad.data_options.prompt_field = bad.data_options.answer_field = "words %1";
        bad.data_options.template_name = "mine";
        bad.epochs = 2e6;
        bad.batch_size = 0;
        bad.learning_rate = 0;
        bad.beta1 = 1;
        bad.min_lr_ratio = 2;
        bad.recompute = "all";
        bad.device = "tpu";
        bad.compute = "int3";
        TrainOptions worse = bad;
        worse.data.clear();
        worse.method = "lorra";
        worse.learning_rate = 0.5;
        worse.eval_data.clear();
        worse.eval_share = 0;
        applyLanguage(QStringLiteral("de"));
        int seen = 0;
        for (const TrainOptions& options : {bad, worse})
            for (const Problem& problem : validate(options)) {
                QVERIFY2(engineText(problem.message) != qs(problem.message), problem.message.c_str());
                ++seen;
            }
        applyLanguage(QStringLiteral("en"));
        QVERIFY(seen > 20);
        QCOMPARE(engineText("should be above 0, is -1"), QString("should be above 0, is -1"));
        applyLanguage(QStringLiteral("de"));
        QCOMPARE(engineText("\"a %2 b\" is empty"), QString("\"a %2 b\" ist leer"));
        QCOMPARE(engineText("nobody has heard of this"), QString("nobody has heard of this"));
        applyLanguage(QStringLiteral("en"));
    }

    void plotsAreGerman() {
        const auto texts = [] {
            std::vector<Figure> figures = otherFigures();
            figures.push_back(lossFigure());
            QStringList all;
            for (const Figure& figure : figures) {
                all << figure.title << figure.help;
            }
            return all;
        };
        applyLanguage(QStringLiteral("en"));
        const QStringList english = texts();
        applyLanguage(QStringLiteral("de"));
        const QStringList german = texts();
        applyLanguage(QStringLiteral("en"));
        for (qsizetype i = 0; i < english.size(); ++i) {
            QVERIFY2(english[i] != german[i], qPrintable(english[i]));
        }
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
