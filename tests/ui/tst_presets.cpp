// Recipes to start from: those that come with the program, and the user's own.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/setup/choice_box.h"
#include "ui/setup/preset_dialog.h"
#include "ui/setup/preset_shelf.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/language.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>
#include <QtTest>

using namespace loratrf;

class TestPresets : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;
    QTemporaryDir m_files;

    QString write(const char* name, const QByteArray& text) const {
        QFile file(m_files.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("%s cannot be written", name);
        }
        file.write(text);
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void shippedPresetsSetWhatTheySay() {
        RecordingBackend backend;
        const PresetShelf shelf(SOURCE_DIR "/resources/presets", m_files.filePath("none"));
        QStringList titles;
        for (const Preset& preset : shelf.list()) {
            titles << preset.title;
            QVERIFY2(!preset.sentence.isEmpty(), qPrintable(preset.file));
            QVERIFY(!preset.own);
        }
        QCOMPARE(titles, QStringList({"Quick try", "Balanced", "Small data", "Tiny base", "High capacity", "Low memory",
                                      "Preference pairs", "Orders demo"}));
    }

    void shippedPresetsAreTranslated() {
        const PresetShelf shelf(SOURCE_DIR "/resources/presets", m_files.filePath("none"));
        const std::vector<Preset> english = shelf.list();
        applyLanguage("de");
        const std::vector<Preset> german = shelf.list();
        applyLanguage("en");
        QCOMPARE(german.size(), english.size());
        for (std::size_t i = 0; i < english.size(); ++i) {
            QVERIFY2(german[i].title != english[i].title, qPrintable(english[i].title));
            QVERIFY2(german[i].sentence != english[i].sentence, qPrintable(english[i].sentence));
        }
    }

    void presetsChangeOnlyWhatTheySet() {
        RecordingBackend backend;
        const QString before = R"({"model": "m", "data_options": {"shape": "chat", "max_length": 2048}, "epochs": 9,
            "weight_decay": 0.5, "method": "lora", "method_options": {"alpha": 8, "targets": ["q_proj"]}})";
        const auto applied = [&](const char* preset) {
            return QJsonDocument::fromJson(PresetShelf::applied(preset, before, backend.methods()).toUtf8()).object();
        };
        QJsonObject after = applied(R"({"preset": {"title": "x"}, "epochs": 3, "data_options": {"max_length": 512},
            "method_options": {"rank": 16, "dropout": 0}})");
        QCOMPARE(after["epochs"].toInt(), 3);
        QCOMPARE(after["weight_decay"].toDouble(), 0.5);
        QCOMPARE(after["model"].toString(), QString("m"));
        QVERIFY(!after.contains("preset"));
        QCOMPARE(after["data_options"].toObject(), QJsonObject({{"shape", "chat"}, {"max_length", 512}}));
        // The method stays; its options follow where it has them (this one has no dropout here).
        QCOMPARE(after["method_options"].toObject(),
                 QJsonObject({{"alpha", 8}, {"targets", QJsonArray{"q_proj"}}, {"rank", 16}}));
        after = applied(R"({"method": "loratrf", "method_options": {"rank": 4}})");
        QCOMPARE(after["method_options"].toObject(), QJsonObject({{"rank", 4}}));
        QVERIFY(PresetShelf::applied("[1]", before, backend.methods()).isEmpty());
    }

    void ownPresetsAreKeptAndRemoved() {
        const PresetShelf shelf(m_files.filePath("none"), m_files.filePath("own/presets"));
        QVERIFY(shelf.list().empty());
        const QString options =
            R"({"model": "/m", "data": "/d", "more_data": ["/e"], "run": "r", "name": "n", "epochs": 7, "method": "lora"})";
        QCOMPARE(shelf.save("My / first", "For mails.", options), QString());
        QCOMPARE(shelf.save("My / first", "For letters.", options), QString()); // replaced
        const std::vector<Preset> list = shelf.list();
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(list[0].title, QString("My / first"));
        QCOMPARE(list[0].sentence, QString("For letters."));
        QVERIFY(list[0].own);
        QFile file(list[0].file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(kept["epochs"].toInt(), 7);
        for (const char* left : {"model", "data", "more_data", "run", "name"}) {
            QVERIFY2(!kept.contains(left), left);
        }
        QVERIFY(shelf.remove(list[0]));
        QVERIFY(shelf.list().empty());
        write("in-the-way", "a file");
        QVERIFY(!PresetShelf({}, m_files.filePath("in-the-way")).save("x", {}, options).isEmpty());
    }

    void aPresetIsKeptFromThePage() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        find<QDoubleSpinBox>(page, "epochs")->setValue(6);
        QTimer::singleShot(50, &page, [&page] {
            auto* dialog = page.findChild<PresetDialog*>("presetDialog");
            QVERIFY(dialog != nullptr);
            find<QLineEdit>(*dialog, "presetTitle")->setText("Six epochs");
            find<QLineEdit>(*dialog, "presetSentenceEdit")->setText("Long.");
            dialog->accept();
        });
        auto* own = find<QPushButton>(page, "ownPreset");
        own->menu()->actions().first()->trigger();
        auto* box = find<ChoiceBox>(page, "preset");
        QCOMPARE(box->currentText(), QString("Six epochs"));
        QCOMPARE(find<QLabel>(page, "presetSentence")->text(), QString("Long."));
        find<QDoubleSpinBox>(page, "epochs")->setValue(2);
        QTRY_COMPARE(box->currentIndex(), 0); // what is shown is no longer that preset
        box->setCurrentText("Six epochs");
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(page.options().epochs, 6.0);
        QTRY_COMPARE(box->currentText(), QString("Six epochs"));
        for (const char* answer : {"no", "yes"}) { // the file is the user's, so it is asked first
            QCOMPARE(box->count(), 2);
            page.findChild<QAction*>("removePreset")->trigger();
            const auto* question = find<QMessageBox>(page, "removePresetQuestion");
            QVERIFY(question->text().contains("Six epochs"));
            (answer == QString("yes") ? find<QPushButton>(*question, "removePresetYes")
                                      : qobject_cast<QPushButton*>(question->button(QMessageBox::Cancel)))
                ->click();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QCOMPARE(box->count(), 1);
        QVERIFY(!page.applyPreset(write("list.json", "[]")));
        QVERIFY(!page.applyPreset(m_files.filePath("missing.json")));
    }
};

QTEST_MAIN(TestPresets)
#include "tst_presets.moc"
