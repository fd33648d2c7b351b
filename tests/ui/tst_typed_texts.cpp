// What is typed outside the form is there again after the window was closed, and on the disk while it is open.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/shell/main_window.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSpinBox>
#include <QtTest>

using namespace loratrf;

class TestTypedTexts : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    struct Shown {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window{{backend, library, comparison}};
    };

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void theyAreThereTheNextTime() {
        {
            Shown shown;
            find<QLineEdit>(shown.window, "probeText")->setText("Two bags of flour, please");
            find<QLineEdit>(shown.window, "compareText")->setText("And one of sugar");
            find<QLineEdit>(shown.window, "statisticsData")->setText("/data/rows.jsonl");
            find<QPlainTextEdit>(shown.window, "exportPrompt")->setPlainText("Dear shop,\nhello");
            find<QLineEdit>(shown.window, "logSearch")->setText("layer 3"); // a search is of its moment
        }
        Shown shown;
        QCOMPARE(find<QLineEdit>(shown.window, "probeText")->text(), QString("Two bags of flour, please"));
        QCOMPARE(find<QLineEdit>(shown.window, "compareText")->text(), QString("And one of sugar"));
        QCOMPARE(find<QLineEdit>(shown.window, "statisticsData")->text(), QString("/data/rows.jsonl"));
        QCOMPARE(find<QPlainTextEdit>(shown.window, "exportPrompt")->toPlainText(), QString("Dear shop,\nhello"));
        QCOMPARE(find<QLineEdit>(shown.window, "logSearch")->text(), QString());
        QVERIFY(find<QWidget>(shown.window, "probeAsk")->isEnabled()); // as if it had been typed
    }

    void fieldsOfAnEvaluationAreThereForItsRun() {
        RunInfo one, two;
        one.state = two.state = RunState::Finished;
        one.folder = "/runs/one";
        one.options.eval_data = "/data/one.jsonl";
        two.folder = "/runs/two";
        two.options.eval_data = "/data/two.jsonl";
        const auto file = [](const Shown& shown) { return find<QLineEdit>(shown.window, "evaluateData")->text(); };
        {
            Shown shown;
            Q_EMIT shown.backend.runOpened(one);
            QCOMPARE(file(shown), QString("/data/one.jsonl"));
            find<QLineEdit>(shown.window, "evaluateData")->setText("/data/other.jsonl");
            find<QSpinBox>(shown.window, "evaluateMaxTokens")->setValue(77);
            find<QCheckBox>(shown.window, "evaluateAnswers")->setChecked(false);
        }
        {
            Shown shown;
            QCOMPARE(find<QSpinBox>(shown.window, "evaluateMaxTokens")->value(), 77);
            QVERIFY(!find<QCheckBox>(shown.window, "evaluateAnswers")->isChecked());
            Q_EMIT shown.backend.runOpened(one);
            QCOMPARE(file(shown), QString("/data/other.jsonl"));
            Q_EMIT shown.backend.runOpened(two);
            QCOMPARE(file(shown), QString("/data/two.jsonl"));
        }
        Shown shown;
        Q_EMIT shown.backend.runOpened(one); // what stood there was of the other run
        QCOMPARE(file(shown), QString("/data/one.jsonl"));
    }

    void theyAreKeptWhileTheWindowIsOpen() {
        Shown shown;
        find<QLineEdit>(shown.window, "probeText")->setText("Two bags");
        QTRY_COMPARE(QSettings().value("window/typed").toMap().value("probeText").toString(), QString("Two bags"));
        find<QLineEdit>(shown.window, "probeText")->clear();
        QTRY_COMPARE(QSettings().value("window/typed").toMap().value("probeText").toString(), QString());
    }
};

QTEST_MAIN(TestTypedTexts)
#include "tst_typed_texts.moc"
