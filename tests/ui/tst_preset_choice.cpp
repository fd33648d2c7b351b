// Which presets are made for the run that is set up, and how the list says so.

#include "setup_form.h"
#include "ui/setup/choice_box.h"
#include "ui/setup/choice_delegate.h"
#include "ui/setup/preset_shelf.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/language.h"
#include "ui/widgets/message_strip.h"

#include <QDir>
#include <QDoubleSpinBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QtTest>

using namespace loratrf;

namespace {

Suits suitsOf(const char* conditions) {
    const QByteArray text = QByteArray(R"({"preset": {"suits": )") + conditions + "}}";
    const QJsonDocument preset = QJsonDocument::fromJson(text);
    if (!preset.isObject()) {
        qFatal("%s is no JSON", text.constData());
    }
    return readSuits(preset.object());
}

Situation everythingKnown() {
    return {.parameters = 134'515'008, .rows = 400, .pairs = false, .memoryFits = true};
}

// Titles of what suits, the best one first.
QStringList suiting(const std::vector<Preset>& presets, const Situation& situation) {
    std::vector<Suits> suits;
    for (const Preset& preset : presets) {
        suits.push_back(preset.suits);
    }
    const PresetChoice choice = choosePreset(suits, situation);
    QStringList titles;
    for (std::size_t i = 0; i < presets.size(); ++i) {
        if (!choice.reasons[i].isEmpty()) {
            choice.best == i ? titles.prepend(presets[i].title) : titles.append(presets[i].title);
        }
    }
    return titles;
}

} // namespace

class TestPresetChoice : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;
    QTemporaryDir m_files;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() {
        QSettings().clear();
        applyLanguage("en");
    }

    void conditionsHoldOrNot_data() {
        QTest::addColumn<QByteArray>("suits");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* suits, const char* reason) {
            QTest::newRow(suits) << QByteArray(suits) << QString(reason);
        };
        row("{}", "");
        row(R"({"rows_below": 500})", "suits your 400 rows");
        row(R"({"rows_below": 400})", "");
        row(R"({"rows_from": 400})", "suits your 400 rows");
        row(R"({"rows_from": 401})", "");
        row(R"({"rows_from": 100, "rows_below": 300})", "");
        row(R"({"parameters_below": 1e9})", "suits a model of 135 M parameters");
        row(R"({"parameters_below": 1e8})", "");
        row(R"({"parameters_from": 1e8})", "suits a model of 135 M parameters");
        row(R"({"pairs": true})", "");
        row(R"({"pairs": false})", "suits rows that are no pairs");
        row(R"({"memory_short": true})", "");
        row(R"({"memory_short": false})", "suits the memory that is free");
        row(R"({"rows_below": 500, "parameters_below": 1e9})", "suits your 400 rows");
        row(R"({"rows_below": 500, "parameters_below": 1e8})", ""); // all must hold
        row(R"({"rows_below": 500, "colour": "red"})", "");         // who knows what that asks
    }

    void conditionsHoldOrNot() {
        QFETCH(const QByteArray, suits);
        QFETCH(const QString, reason);
        const PresetChoice choice = choosePreset({suitsOf(suits.constData())}, everythingKnown());
        QCOMPARE(choice.reasons.size(), std::size_t(1));
        QCOMPARE(choice.reasons[0], reason);
        QCOMPARE(choice.best.has_value(), !reason.isEmpty());
        QVERIFY(choosePreset({suitsOf(suits.constData())}, {}).reasons[0].isEmpty()); // nothing is known
    }

    void whatSaysNothingIsNamed() {
        QVERIFY(suitsOf(R"({"rows_below": 500, "pairs": true})").unread.isEmpty());
        QVERIFY(readSuits({}).unread.isEmpty());
        QCOMPARE(suitsOf(R"({"colour": "red", "pairs": 1, "rows_below": "few"})").unread,
                 QStringList({"preset.suits.colour: there is no such condition",
                              "preset.suits.pairs: true or false is expected",
                              "preset.suits.rows_below: a number is expected"}));
        QCOMPARE(suitsOf("[]").unread, QStringList("preset.suits: an object is expected"));
    }

    void theProgramsPresetsSuitWhatTheyAreMadeFor() {
        const std::vector<Preset> presets = PresetShelf(SOURCE_DIR "/resources/presets", {}).list();
        for (const Preset& preset : presets) {
            QVERIFY2(preset.suits.unread.isEmpty(), qPrintable(preset.file));
        }
        Situation now = everythingKnown();
        QCOMPARE(suiting(presets, {}), QStringList());
        QCOMPARE(suiting(presets, now), QStringList({"Small data", "Tiny base"}));
        now.memoryFits = false; // what does not fit does not run
        QCOMPARE(suiting(presets, now), QStringList({"Low memory", "Small data", "Tiny base"}));
        now.pairs = true; // which need another loss
        QCOMPARE(suiting(presets, now).first(), QString("Preference pairs"));
        now = everythingKnown();
        now.rows = 50'000;
        now.parameters = 8'030'261'248;
        QCOMPARE(suiting(presets, now), QStringList()); // Balanced is for whoever wishes nothing else
    }

    void theReasonsAreSpokenInGerman() {
        applyLanguage("de");
        const auto reason = [](const char* suits) {
            return choosePreset({suitsOf(suits)}, everythingKnown()).reasons[0];
        };
        QCOMPARE(reason(R"({"rows_below": 500})"), QString("passt zu Ihren 400 Zeilen"));
        QVERIFY(reason(R"({"parameters_below": 1e9})").startsWith("passt zu einem Modell mit 135"));
        for (const char* other : {R"({"pairs": false})", R"({"memory_short": false})"}) {
            QVERIFY2(reason(other).startsWith("passt zu"), other);
        }
        QVERIFY(suitsOf(R"({"colour": 1})").unread.first().contains("gibt es nicht"));
    }

    void thePageMarksWhatSuits() {
        const QDir shipped(SOURCE_DIR "/resources/presets");
        const QDir own(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/presets");
        QVERIFY(own.mkpath("."));
        for (const QString& file : shipped.entryList({"*.json"}, QDir::Files)) {
            QVERIFY(QFile::copy(shipped.filePath(file), own.filePath(file)));
        }
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        const auto* box = find<ChoiceBox>(page, "preset");
        const auto dataOf = [box](const char* title, int role) {
            return box->itemData(box->findText(QLatin1String(title)), role).toString();
        };
        const auto sourceOf = [dataOf](const char* title) { return dataOf(title, ChoiceDelegate::SourceRole); };
        const auto asideOf = [dataOf](const char* title) { return dataOf(title, ChoiceDelegate::AsideRole); };
        QCOMPARE(box->count(), 1 + int(shipped.entryList({"*.json"}, QDir::Files).size()));
        for (int i = 1; i < box->count(); ++i) {
            QCOMPARE(box->itemData(i, ChoiceDelegate::SourceRole).toString(), QString("your own"));
        }

        giveModelAndData(backend, page);
        QTRY_COMPARE(sourceOf("Small data"), QString("your own, suits your 400 rows"));
        QCOMPARE(sourceOf("Tiny base"), QString("your own, suits a model of 135 M parameters"));
        QCOMPARE(asideOf("Small data"), QString("suits best"));
        QCOMPARE(asideOf("Tiny base"), QString());
        QVERIFY(dataOf("Small data", Qt::AccessibleDescriptionRole).contains("suits your 400 rows"));
        QCOMPARE(sourceOf("Low memory"), QString("your own"));
        QCOMPARE(sourceOf("Balanced"), QString("your own"));

        const QString form = backend.toJson(page.options());
        QTRY_VERIFY(!backend.foreseen.empty() && backend.foreseen.back().data == "/data/orders.jsonl");
        Q_EMIT backend.memoryForeseen(examplePlan(), 1'000'000'000, 0);
        QCOMPARE(sourceOf("Low memory"), QString("your own, suits the little memory that is free"));
        QCOMPARE(asideOf("Low memory"), QString("suits best"));
        QCOMPARE(asideOf("Small data"), QString());
        QCOMPARE(box->currentIndex(), 0); // nothing is chosen, applied or said aloud
        QVERIFY(find<QLabel>(page, "presetSentence")->isHidden());
        QCOMPARE(backend.toJson(page.options()), form);

        find<QDoubleSpinBox>(page, "epochs")->setValue(7); // of which the memory is not known yet
        QTRY_COMPARE(sourceOf("Low memory"), QString("your own"));
        QCOMPARE(asideOf("Small data"), QString("suits best"));

        DataReport report;
        report.file = "/data/orders.jsonl";
        report.rows = report.used = report.sequences = 400;
        report.shape = RowShape::Preference;
        Q_EMIT backend.dataReported(report);
        QTRY_COMPARE(sourceOf("Preference pairs"), QString("your own, suits your preference pairs"));
        QCOMPARE(asideOf("Preference pairs"), QString("suits best"));
    }

    void whatSaysNothingIsNamedOnThePage() {
        QFile file(m_files.filePath("odd.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"preset": {"title": "Odd", "suits": {"colour": "red"}}, "epochs": 4})");
        file.close();
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        QVERIFY(page.applyPreset(file.fileName()));
        QCOMPARE(page.options().epochs, 4.0);
        const QString said = find<MessageStrip>(page, "setupStrip")->text();
        QVERIFY2(said.contains("preset.suits.colour: there is no such condition"), qPrintable(said));
    }
};

QTEST_MAIN(TestPresetChoice)
#include "tst_preset_choice.moc"
