// The data part of the set-up page: roles of fields, lengths and the cut-off line, equal rows, further files.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/setup/data_card.h"
#include "ui/setup/data_length_plot.h"
#include "ui/setup/data_roles.h"
#include "ui/setup/row_browser.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

FieldLook exampleLook() {
    FieldLook look;
    look.file = "/data/a.csv";
    look.fields = {{"id", {"1", "2"}},
                   {"question", {"How many bags of flour?", "When?"}},
                   {"tone", {"kind", "short"}},
                   {"reply", {"Two bags.", "On Friday."}}};
    look.shape = RowShape::PromptCompletion;
    look.prompt = "question";
    look.answer = "reply";
    return look;
}

DataReport exampleReport(const std::string& file) {
    DataReport report;
    report.file = file;
    report.rows = 103;
    report.used = 98;
    report.tokens = 9000;
    report.supervised_tokens = 2000;
    report.longest = 400;
    report.over_length = 5;
    report.duplicates = 4;
    report.duplicate_rows = {{40, 7}};
    report.histogram = {{20, 30}, {60, 40}, {100, 20}, {200, 8}, {300, 3}, {400, 2}};
    return report;
}

void drop(QWidget* onto, DataRoles::Role role) {
    QMimeData data;
    data.setData("application/x-loratrf-role", QByteArray::number(static_cast<int>(role)));
    const QPoint at = onto->rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(onto, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(onto, &event);
    QCoreApplication::processEvents();
}

} // namespace

class TestDataCard : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    static TrainOptions written(const DataCard& card) {
        TrainOptions options;
        card.write(options);
        return options;
    }

    // A card over a file whose fields are known.
    static void giveFile(RecordingBackend& backend, DataCard& card, const QString& file = "/data/a.csv") {
        const int before = backend.rows.count("fields");
        card.setModel("/models/a");
        find<QLineEdit>(card, "dataPath")->setText(file);
        QTRY_VERIFY(backend.rows.count("fields") > before);
        Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, exampleLook());
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void lengthsAreCountedExactly() {
        const LengthTally tally({{10, 3}, {20, 2}, {31, 1}});
        QCOMPARE(tally.rows(), int64_t(6));
        QCOMPARE(tally.tokens(), int64_t(101));
        QCOMPARE(tally.rowsOver(9), int64_t(6));
        QCOMPARE(tally.rowsOver(10), int64_t(3));
        QCOMPARE(tally.tokensOver(10), int64_t(71));
        QCOMPARE(tally.tokensBeyond(10), int64_t(10 + 10 + 21));
        QCOMPARE(tally.rowsOver(31), int64_t(0));
        QCOMPARE(tally.tokensOver(31), int64_t(0));
        for (const int most : {1, 2, 7, 31, 100}) {
            int64_t rows = 0, over = 0;
            for (const LengthTally::Bar& bar : tally.bars(most)) {
                rows += bar.rows;
                over += bar.begin >= 20 ? bar.rows : 0;
            }
            QVERIFY(tally.bars(most).size() <= std::size_t(most));
            QCOMPARE(rows, tally.rows());
            QVERIFY(over <= tally.rowsOver(20));
        }
        QVERIFY(LengthTally().bars(10).empty());
    }

    void theCutOffLineIsTheLongestRow() {
        RecordingBackend backend;
        DataCard card(backend);
        card.resize(500, 1400);
        card.show();
        giveFile(backend, card);
        QTRY_VERIFY(!backend.reported.empty());
        auto* length = find<QSpinBox>(card, "maxLength");
        length->setValue(150);
        Q_EMIT backend.dataReported(exampleReport("/data/a.csv"));
        auto* plot = find<LengthPlot>(card, "lengthPlot");
        auto* cost = find<QLabel>(card, "lengthCost");
        QVERIFY(plot->isVisible());
        QCOMPARE(plot->limit(), int64_t(150));
        QVERIFY2(cost->text().contains("13 of 103 rows") && cost->text().contains("3,300 tokens"),
                 qPrintable(cost->text()));

        auto* canvas = plot->findChild<QCustomPlot*>();
        QTest::qWait(50);
        const auto at = [&](double tokens) {
            return QPoint(qRound(canvas->xAxis->coordToPixel(tokens)), canvas->height() / 2);
        };
        QTest::mousePress(canvas, Qt::LeftButton, {}, at(150));
        QTest::mouseMove(canvas, at(250));
        QVERIFY(std::abs(plot->limit() - 250) <= 3);
        QVERIFY2(cost->text().contains("5 of 103 rows"), qPrintable(cost->text())); // before it is let go
        QCOMPARE(length->value(), 150);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(250));
        QCOMPARE(int64_t(length->value()), plot->limit());
        QTRY_COMPARE(backend.reported.back().options.max_length, plot->limit());

        plot->setFocus();
        const int before = length->value();
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(length->value(), before + 8);
        QTest::keyClick(plot, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(length->value(), before + 7);
        length->setValue(4000);
        QVERIFY(cost->text().contains("No row is longer"));
        auto* policy = find<QComboBox>(card, "overLength");
        policy->setCurrentIndex(policy->findText("cut the end"));
        length->setValue(150);
        QVERIFY2(cost->text().contains("at least 1,350 tokens"), qPrintable(cost->text()));
    }

    void rolesAreShownAndGiven() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        QCOMPARE(backend.rows.last("fields").text, QString("/data/a.csv"));
        auto* roles = find<DataRoles>(card, "roles");
        QCOMPARE(roles->roleOf("question"), DataRoles::Role::Prompt);
        QCOMPARE(roles->roleOf("reply"), DataRoles::Role::Answer);
        QVERIFY(written(card).data_options.prompt_field.empty()); // only guessed

        // Dragged.
        auto* box = find<QComboBox>(card, "role_tone");
        drop(box->parentWidget(), DataRoles::Role::System);
        QCOMPARE(roles->roleOf("tone"), DataRoles::Role::System);
        DataOptions given = written(card).data_options;
        QCOMPARE(given.system_field, std::string("tone"));
        QCOMPARE(given.prompt_field, std::string("question"));
        QTRY_COMPARE(backend.previewed.back().options.system_field, std::string("tone"));
        Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, exampleLook());
        QCOMPARE(roles->roleOf("tone"), DataRoles::Role::System);

        // By the keyboard: the prompt is another field, and the old one has none.
        box = find<QComboBox>(card, "role_id");
        box->setCurrentIndex(box->findData(static_cast<int>(DataRoles::Role::Prompt)));
        Q_EMIT box->activated(box->currentIndex());
        QTRY_COMPARE(roles->roleOf("id"), DataRoles::Role::Prompt);
        QCOMPARE(roles->roleOf("question"), DataRoles::Role::None);
        QCOMPARE(written(card).data_options.prompt_field, std::string("id"));

        // Back to what the names say, and gone with the file.
        Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, exampleLook());
        find<QPushButton>(card, "resetRoles")->click();
        QVERIFY(written(card).data_options.prompt_field.empty());
        roles->assign(DataRoles::Role::Prompt, "id");
        find<QLineEdit>(card, "dataPath")->setText("/data/b.csv");
        QVERIFY(written(card).data_options.prompt_field.empty());
    }

    void unknownFieldsOpenTheRoles() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        QVERIFY(!find<QComboBox>(card, "role_tone")->isVisible());
        FieldLook look = exampleLook();
        look.shape = RowShape::Auto;
        look.prompt = look.answer = "";
        look.problem = "the fields \"one\" are not known";
        Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, look);
        QVERIFY(find<QComboBox>(card, "role_tone")->isVisible());
        QVERIFY(find<QLabel>(card, "rolesAbout")->text().contains("are not known"));
    }

    void rolesOfOptionsAreKept() {
        RecordingBackend backend;
        DataCard card(backend);
        TrainOptions options;
        options.data = "/data/a.csv";
        options.data_options.prompt_field = "ask";
        options.data_options.answer_field = "say";
        options.more_data = {"/data/b.csv", "0.5*/data/c.csv"};
        card.read(options);
        const TrainOptions back = written(card);
        QCOMPARE(back.data_options.prompt_field, std::string("ask"));
        QCOMPARE(back.data_options.answer_field, std::string("say"));
        QVERIFY(back.more_data == options.more_data);
    }

    void furtherFilesHaveWeights() {
        RecordingBackend backend;
        DataCard card(backend);
        find<QPushButton>(card, "addDataFile")->click();
        QVERIFY(written(card).more_data.empty()); // nothing named yet
        find<QLineEdit>(card, "moreData0")->setText("/data/more.jsonl");
        QCOMPARE(written(card).more_data, std::vector<std::string>({"/data/more.jsonl"}));
        find<QDoubleSpinBox>(card, "weight0")->setValue(2.5);
        QCOMPARE(written(card).more_data, std::vector<std::string>({"2.5*/data/more.jsonl"}));
        card.findChild<QDoubleSpinBox*>("weight0")->parentWidget()->findChild<QToolButton*>()->click();
        QVERIFY(written(card).more_data.empty());
    }

    void leakageIsReported() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        find<QDoubleSpinBox>(card, "evalShare")->setValue(0.05);
        giveFile(backend, card);
        QTRY_VERIFY(!backend.reported.empty());
        Q_EMIT backend.dataReported(exampleReport("/data/a.csv"));
        auto* strip = find<MessageStrip>(card, "equalRows");
        QVERIFY(strip->text().contains("4 rows are repeated")); // some of them may be held out
        find<QLineEdit>(card, "evalPath")->setText("/data/eval.csv");
        QTRY_COMPARE(backend.rows.count("leakage"), 1);
        QCOMPARE(backend.rows.last("leakage").model, QString("/data/eval.csv"));
        Leakage leakage;
        leakage.eval_rows = 120;
        leakage.rows = 7;
        leakage.questions = 2;
        leakage.examples = {{3, 17}};
        Q_EMIT backend.rows.leakageFound(backend.rows.last("leakage").id, leakage);
        QVERIFY2(strip->text().contains("7 of 120") && strip->text().contains("line 3 and training line 17"),
                 qPrintable(strip->text()));
        find<QSpinBox>(card, "maxLength")->setValue(99);
        QTRY_COMPARE(backend.reported.back().options.max_length, int64_t(99));
        QCOMPARE(backend.rows.count("leakage"), 1); // it does not hang on the length
        leakage = {};
        Q_EMIT backend.rows.leakageFound(backend.rows.last("leakage").id, leakage);
        QVERIFY(strip->isHidden());
    }

    void rowsAreBrowsedAndACorrectedCopyIsTaken() {
        RecordingBackend backend;
        DataCard card(backend);
        auto* button = find<QPushButton>(card, "browseRows");
        QVERIFY(!button->isEnabled());
        card.show();
        giveFile(backend, card);
        find<DataRoles>(card, "roles")->assign(DataRoles::Role::Prompt, "id");
        QVERIFY(button->isEnabled());
        button->click();
        auto* browser = card.window()->findChild<RowBrowser*>();
        QVERIFY(browser != nullptr && browser->isVisible());
        QCOMPARE(backend.rows.last("open").text, QString("/data/a.csv"));
        QCOMPARE(backend.rows.last("open").options.prompt_field, std::string("id"));
        Q_EMIT browser->corrected("/data/a.corrected.csv");
        QCOMPARE(written(card).data, std::string("/data/a.corrected.csv"));
        QCOMPARE(written(card).data_options.prompt_field, std::string("id")); // the copy has the same fields
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            RecordingBackend backend;
            auto* card = new DataCard(backend);
            QScrollArea area;
            area.setWidget(card);
            area.setWidgetResizable(true);
            area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
            area.resize(460, 1500);
            area.show();
            const auto shoot = [&](const char* name) {
                QTest::qWait(80);
                QVERIFY(area.grab().save(QString("%1/data-%2-%3.png").arg(folder, name, dark ? "dark" : "light")));
            };
            shoot("empty");
            giveFile(backend, *card);
            find<QPushButton>(*card, "addDataFile")->click();
            find<QLineEdit>(*card, "moreData0")->setText("/data/a/very/long/path/to/another/file/of/rows.jsonl");
            FieldLook look = exampleLook();
            look.shape = RowShape::Auto;
            look.prompt = look.answer = "";
            look.problem = "the fields \"one\", \"two\" are not known";
            Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, look);
            shoot("unknown");
            Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, exampleLook());
            find<QSpinBox>(*card, "maxLength")->setValue(150);
            QTest::qWait(500);
            Q_EMIT backend.previewReady("/data/a.csv", exampleRows());
            DataReport report = exampleReport("/data/a.csv");
            report.rejected = {{17, "field \"reply\" is missing"}, {18, "field \"reply\" is empty"}};
            Q_EMIT backend.dataReported(report);
            shoot("report");
        }
    }
};

QTEST_MAIN(TestDataCard)
#include "tst_data_card.moc"
