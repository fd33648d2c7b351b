// Colours of an answer's tokens on the page Try, with the real engine: they are what the answer says of the chosen
// layer.

#include "app/engine_backend.h"
#include "train/small_run.h"
#include "ui/find_widget.h"
#include "ui/ground_of.h"
#include "ui/plots/color_scale.h"
#include "ui/plots/scale_legend.h"
#include "ui/runs/activity_history.h"
#include "ui/try/answer_view.h"
#include "ui/try/try_page.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace loratrf;
using namespace support;

namespace {

constexpr int patience_ms = 120'000;

double at(const FilterEvent& event, int site, std::size_t token) {
    const std::size_t tokens = event.tokens.size();
    if (site >= 0) {
        return event.values[static_cast<std::size_t>(site) * tokens + token];
    }
    double sum = 0;
    for (std::size_t one = 0; one < event.sites.size(); ++one) {
        sum += event.values[one * tokens + token];
    }
    return sum / static_cast<double>(event.sites.size());
}

bool near(const QColor& a, const QColor& b) { // means are summed in another order
    return std::abs(a.red() - b.red()) < 2 && std::abs(a.green() - b.green()) < 2 && std::abs(a.blue() - b.blue()) < 2;
}

} // namespace

class TestAnswerColours : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    SmallRun m_small;

    // Every letter of the view is coloured by its token's value in the event.
    static void coloured(const AnswerView& view, const FilterEvent& event, int site, double upper) {
        const bool dark = isDark(view.palette());
        const QString text = view.toPlainText();
        int seen = 0;
        for (int letter = 0; letter < static_cast<int>(text.size()); ++letter) {
            if (text[letter] == '\n') { // has no format of its own
                continue;
            }
            const int token = view.tokenAt(letter);
            QVERIFY(token >= 0);
            const double value = at(event, site, static_cast<std::size_t>(token));
            QVERIFY2(near(groundOf(view, letter).color(), scaleColour(value / upper, dark)),
                     qPrintable(QStringLiteral("site %1, token %2: %3").arg(site).arg(token).arg(value)));
            ++seen;
        }
        QVERIFY(seen > 3);
    }

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("loratrf-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }

    void eachLayerColoursItsTokens_data() {
        QTest::addColumn<QString>("method");
        QTest::newRow("filters") << "loratrf";
        QTest::newRow("sizes of terms") << "lora";
    }

    void eachLayerColoursItsTokens() {
        QFETCH(const QString, method);
        TrainOptions options = m_small.options(method.toStdString(), method.toStdString());
        if (method == "loratrf") {
            options.method_options["placement"] = std::string("linear"); // a filter for each projection
        }
        QVERIFY(train(options).result.state == RunState::Finished);
        EngineBackend backend;
        TryPage page(backend);
        QSignalSpy generated(&backend, &StudioBackend::generated);
        page.resize(1000, 1200);
        page.show();
        page.showRun(inspect_run(options.run));
        find<QSpinBox>(page, "maxTokens")->setValue(8);
        find<QComboBox>(page, "tokenColours")->setCurrentIndex(2);
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText("Who is number 3?");
        find<QPushButton>(page, "generateButton")->click();
        QTRY_COMPARE_WITH_TIMEOUT(generated.size(), 2, patience_ms);
        const auto result = generated[1][1].value<AnswerResult>();
        const FilterEvent &chosen = result.activity, &read = result.prompt_activity;
        QCOMPARE(chosen.filter, method == "loratrf");
        QVERIFY(chosen.sites.size() > 1);
        QCOMPARE(chosen.tokens.size(), result.pieces.size());
        QCOMPARE(int64_t(read.tokens.size()), result.prompt_tokens);

        float highest = 0;
        for (const FilterEvent* event : {&chosen, &read}) {
            highest = std::max(highest, *std::ranges::max_element(event->values));
        }
        QVERIFY(highest > 0);
        const double upper = chosen.filter ? std::min(1.0, niceUpper(highest)) : niceUpper(highest);
        const auto* legend = find<ScaleLegend>(page, "scaleLegend");
        QVERIFY(legend->isVisible());
        QCOMPARE(legend->lowest(), percentText(0));
        QCOMPARE(legend->highest(), percentText(upper));

        auto* slider = find<QSlider>(page, "answerSite");
        auto* answer = find<AnswerView>(page, "answer_tuned");
        auto* prompt = find<AnswerView>(page, "prompt_tuned");
        find<QWidget>(page, "promptFold_tuned")->findChild<QToolButton*>()->click();
        QVERIFY(prompt->isVisible());
        QCOMPARE(slider->maximum(), static_cast<int>(chosen.sites.size()));
        const auto* sentence = find<QLabel>(page, "tokenSentence");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home);
        for (int site = -1; site < slider->maximum(); ++site) {
            QCOMPARE(slider->value(), site + 1);
            coloured(*answer, chosen, site, upper);
            coloured(*prompt, read, site, upper);
            // The token that the keys reach, in this layer.
            for (AnswerView* view : {answer, prompt}) {
                const FilterEvent& event = view == answer ? chosen : read;
                view->setFocus();
                QTest::keyClick(view, Qt::Key_Home, Qt::ControlModifier);
                QTest::keyClick(view, Qt::Key_Right);
                const int token = view->tokenAt(view->textCursor().position());
                QVERIFY(token >= 0);
                const QString value = percentText(at(event, site, static_cast<std::size_t>(token)));
                const QString where = site < 0 ? QStringLiteral("mean")
                                               : siteText(siteLabel(event.sites[static_cast<std::size_t>(site)]));
                QVERIFY2(sentence->text().contains(value) && sentence->text().contains(where),
                         qPrintable(sentence->text() + " | " + value + " | " + where));
                QCOMPARE(view->accessibleName(), sentence->text());
            }
            slider->setFocus();
            QTest::keyClick(slider, Qt::Key_Right);
        }
    }
};

QTEST_MAIN(TestAnswerColours)
#include "tst_answer_colours.moc"
