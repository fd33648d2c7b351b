// The data part of the set-up page: roles of fields, further files, the window over all rows.

#include "data_card_support.h"
#include "ui/setup/data_roles.h"
#include "ui/setup/row_browser.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace loratrf;

namespace {

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

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void noFieldCanBeTheSystemMessage() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        FieldLook look = exampleLook();
        look.fields.push_back({"system", {"Be brief."}});
        look.system = "system";
        Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, look);
        auto* roles = find<DataRoles>(card, "roles");
        QCOMPARE(roles->roleOf("system"), DataRoles::Role::System);
        QVERIFY(!written(card).data_options.no_system_field);
        roles->assign(DataRoles::Role::None, "system");
        QVERIFY(written(card).data_options.no_system_field);
        QCOMPARE(written(card).data_options.system_field, std::string());
        QTRY_VERIFY(backend.reported.back().options.no_system_field);
        roles->assign(DataRoles::Role::Prompt, "question"); // another role changes nothing of it
        QVERIFY(written(card).data_options.no_system_field);
        TrainOptions kept = written(card);
        DataCard other(backend);
        other.read(kept);
        QVERIFY(written(other).data_options.no_system_field);
        roles->assign(DataRoles::Role::System, "system");
        QVERIFY(!written(card).data_options.no_system_field);
        roles->assign(DataRoles::Role::None, "system");
        find<QPushButton>(card, "resetRoles")->click();
        QVERIFY(!written(card).data_options.no_system_field);
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
        card.findChild<QDoubleSpinBox*>("weight0")->parentWidget()->findChild<QToolButton*>("removeFile")->click();
        QVERIFY(written(card).more_data.empty());
    }

    void furtherFilesKeepTheirNamesApart() {
        RecordingBackend backend;
        DataCard card(backend);
        TrainOptions options;
        options.more_data = {"/data/b.csv", "/data/c.csv", "/data/d.csv"};
        card.read(options);
        find<QDoubleSpinBox>(card, "weight0")->parentWidget()->findChild<QToolButton*>("removeFile")->click();
        find<QPushButton>(card, "addDataFile")->click();
        QCOMPARE(card.findChildren<QLineEdit*>("moreData2").size(), 1);
        QCOMPARE(find<QLineEdit>(card, "moreData0")->text(), QString("/data/c.csv"));
        QCOMPARE(find<QLineEdit>(card, "moreData2")->text(), QString());
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

    void changedRowsAreNotLostByLookingAgain() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        auto* button = find<QPushButton>(card, "browseRows");
        button->click();
        auto* browser = card.window()->findChild<RowBrowser*>();
        const int id = backend.rows.last("open").id;
        Q_EMIT backend.rows.opened(id, 103);
        Q_EMIT backend.rows.wholeRead(id, 0, "{}");
        find<QPlainTextEdit>(*browser, "rowSource")->setPlainText("{\"text\": \"x\"}");
        QVERIFY(browser->unsavedWork().contains("a.csv"));
        DataReport report = exampleReport("/data/a.csv");
        report.rejected = {{17, "no"}};
        Q_EMIT backend.dataReported(report);
        find<QSpinBox>(card, "maxLength")->setValue(77);
        find<QPushButton>(card, "lookAtRefused")->click(); // the same window, with these rows
        QCOMPARE(card.window()->findChildren<RowBrowser*>().size(), 1);
        QVERIFY(!browser->unsavedWork().isEmpty());
        QVERIFY(find<QComboBox>(*browser, "rowParts")->currentText().contains("Refused"));
        QCOMPARE(backend.rows.count("open"), 1);

        find<QLineEdit>(card, "dataPath")->setText("/data/b.csv"); // another file has a window of its own
        button->click();
        QCOMPARE(card.window()->findChildren<RowBrowser*>().size(), 2);
        QVERIFY(browser->isVisible() && !browser->unsavedWork().isEmpty());
        browser->saveCopy("/data/a.corrected.csv");
        Q_EMIT backend.rows.written(id, "/data/a.corrected.csv");
        QCOMPARE(written(card).data, std::string("/data/b.csv")); // that copy is not what was chosen since

        find<QPushButton>(card, "addDataFile")->click(); // so have further files, and their copies stay further files
        find<QLineEdit>(card, "moreData0")->setText("/data/more.csv");
        find<QDoubleSpinBox>(card, "weight0")->setValue(2);
        find<QToolButton>(card, "lookAtFile")->click();
        QCOMPARE(backend.rows.last("open").text, QString("/data/more.csv"));
        for (auto* one : card.window()->findChildren<RowBrowser*>()) {
            if (one->file() == "/data/more.csv") {
                Q_EMIT one->corrected("/data/more.corrected.csv");
            }
        }
        QCOMPARE(written(card).more_data, std::vector<std::string>({"2*/data/more.corrected.csv"}));
        QCOMPARE(written(card).data, std::string("/data/b.csv"));
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
