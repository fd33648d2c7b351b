// Numbers are written and typed as the window's language has them; what is stored keeps its points.

#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/library/compare_form.h"
#include "ui/plots/loss_plot.h"
#include "ui/runs/run_model.h"
#include "ui/shell/language.h"
#include "ui/widgets/form.h"
#include "ui/widgets/words.h"

#include <QLineEdit>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace loratrf;

class TestNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void cleanup() { applyLanguage("en"); }

    void words_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("English") << "en"
                                 << QStringList{"1,234,567", "135 M",  "1.50 k",       "2.00 B", "999 bytes", "90.7 MB",
                                                "0.92 %",    "12.5 %", "below 0.01 %", "1.5 s",  "4 min 5 s", "12.3450",
                                                "–",         "0.125",  "1e-05",        "1234.5", "1.00 T"};
        QTest::newRow("German") << "de"
                                << QStringList{"1.234.567", "135 Mio.", "1,50 Tsd.", "2,00 Mrd.",    "999 Bytes",
                                               "90,7 MB",   "0,92 %",   "12,5 %",    "unter 0,01 %", "1,5 s",
                                               "4 min 5 s", "12,3450",  "–",         "0,125",        "1e-05",
                                               "1234,5",    "1,00 Bio."};
    }
    void words() {
        QFETCH(QString, language);
        QFETCH(QStringList, texts);
        applyLanguage(language);
        const QStringList said{countText(1'234'567),
                               shortCountText(134'515'008),
                               shortCountText(1500),
                               shortCountText(2'000'000'000),
                               sizeText(999),
                               sizeText(90'700'000),
                               percentText(0.0092),
                               percentText(0.125),
                               percentText(0.00001),
                               durationText(1.5),
                               durationText(245),
                               lossText(12.345),
                               lossText(NAN),
                               numberText(0.125),
                               numberText(1e-5),
                               numberText(1234.5),
                               shortCountText(1'000'000'000'000)};
        QCOMPARE(said, texts);
    }

    void whatIsTypedIsReadInBothWays() {
        applyLanguage("de");
        NumberSpin spin;
        spin.setRange(0, 10);
        spin.setValue(0.0005);
        QCOMPARE(spin.text(), QString("0,0005"));
        for (const char* typed : {"0,25", "0.25"}) {
            spin.setValue(1);
            spin.selectAll();
            QTest::keyClicks(&spin, typed);
            QCOMPARE(spin.value(), 0.25);
        }
        applyLanguage("en");
        NumberSpin english;
        english.setRange(0, 10);
        english.setValue(0.25);
        QCOMPARE(english.text(), QString("0.25"));
        english.selectAll();
        QTest::keyClicks(&english, "0,5"); // no comma: it would be a thousand's or a mistake
        QCOMPARE(english.value(), 5.0);
    }

    void plotsReadOut() {
        applyLanguage("de");
        RunModel model;
        model.append(sample::start(2000, 2));
        for (int64_t step = 1; step <= 1500; ++step) {
            StepEvent event = sample::step(step, 2000);
            event.loss = 1.25;
            event.learning_rate = 0.0005;
            model.append(event);
        }
        LossPlot plot(model);
        plot.show();
        QTRY_VERIFY(plot.readout(1200).startsWith("Schritt 1.200 "));
        const QString read = plot.readout(1200);
        QVERIFY2(read.contains("Training 1,2500") && read.contains("Lernrate 0,0005"), qPrintable(read));
        QVERIFY2(plot.csv().contains("\n1200,1.25,"), qPrintable(plot.csv().left(200)));
    }

    void ratesOfAComparison() {
        RecordingBackend backend;
        for (const auto& [language, typed] :
             {std::pair("en", "0.001, 5e-4"), {"de", "0,001; 0,0005"}, {"de", "0.001, 5e-4"}, {"de", "0,001 0,0005"}}) {
            applyLanguage(language);
            const CompareForm form(backend.methods());
            find<QLineEdit>(form, "compareRates")->setText(typed);
            QCOMPARE(form.options().learning_rates, (std::vector<double>{0.001, 0.0005}));
        }
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestNumbers)
#include "tst_numbers.moc"
