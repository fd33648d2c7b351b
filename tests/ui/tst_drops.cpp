// Files dropped onto the set-up page, its fields and its list of further files.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/setup/data_files.h"
#include "ui/setup/dropped_files.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/message_strip.h"

#include <QDropEvent>
#include <QMimeData>
#include <QtTest>

using namespace loratrf;

namespace {

// As dragging these files over the widget and letting them go does; false: it does not take them.
bool dropOn(QWidget& onto, const QStringList& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths) {
        urls << QUrl::fromLocalFile(path);
    }
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.setAccepted(false);
    QCoreApplication::sendEvent(&onto, &enter);
    if (!enter.isAccepted()) {
        return false;
    }
    QDropEvent event(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&onto, &event);
    return true;
}

} // namespace

class TestDrops : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings, m_files;

    QString make(const QString& name, const QByteArray& text = {}) const {
        const QString path = m_files.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
        return path;
    }

private Q_SLOTS:
    void initTestCase() {
        isolateSettings(m_settings);
        for (const char* name : {"model/config.json", "model/model.safetensors", "model/tokenizer.json", "a.jsonl",
                                 "b.csv", "c.json", "m.gguf", "rows/config.json", "empty/notes.txt"}) {
            make(name);
        }
        make("run/options.json", R"({"format": "loratrf-options", "method": "lora", "epochs": 7, "colour": "red"})");
        make("mine.json", R"({"method_options": {"rank": 4}, "learning_rate": 0.5})");
        make("gentle.json", R"({"preset": {"title": "Gentle"}, "format": "loratrf-options", "batch_size": 3})");
        make("broken/options.json", "{");
    }
    void init() { QSettings().clear(); }

    void modelsAreKnownByTheirFiles() {
        const QString model = m_files.filePath("model");
        QCOMPARE(modelAt(model), model);
        QCOMPARE(modelAt(model + "/config.json"), model);
        QCOMPARE(modelAt(model + "/model.safetensors"), model);
        QCOMPARE(modelAt(m_files.filePath("m.gguf")), m_files.filePath("m.gguf"));
        QCOMPARE(modelAt(m_files.filePath("a.jsonl")), QString());
        QCOMPARE(modelAt(m_files.filePath("rows/config.json")), QString()); // nothing of a model beside it
        QCOMPARE(modelAt(m_files.filePath("empty")), QString());
        QVERIFY(sortDropped({QUrl("https://example.org/a.jsonl")}).data.isEmpty());
    }

    void thePageTakesWhatIsDropped() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        const auto data = [&] { return QString::fromStdString(page.options().data); };
        QVERIFY(dropOn(page, {m_files.filePath("a.jsonl")}));
        QCOMPARE(data(), m_files.filePath("a.jsonl"));
        QVERIFY(dropOn(page, {m_files.filePath("model/config.json")}));
        QCOMPARE(QString::fromStdString(page.options().model), m_files.filePath("model"));
        QCOMPARE(data(), m_files.filePath("a.jsonl"));
        QVERIFY(dropOn(page, {m_files.filePath("b.csv"), m_files.filePath("m.gguf"), m_files.filePath("a.jsonl"),
                              m_files.filePath("c.json")}));
        QCOMPARE(data(), m_files.filePath("b.csv"));
        QCOMPARE(QString::fromStdString(page.options().model), m_files.filePath("m.gguf"));
        QCOMPARE(page.options().more_data, std::vector<std::string>({m_files.filePath("a.jsonl").toStdString(),
                                                                     m_files.filePath("c.json").toStdString()}));
        auto* strip = find<MessageStrip>(page, "setupStrip");
        QVERIFY(strip->text().isEmpty());
        QVERIFY(dropOn(page, {m_files.filePath("empty")}));
        QVERIFY2(strip->text().contains(m_files.filePath("empty")) &&
                     strip->text().contains("neither a model nor a run"),
                 qPrintable(strip->text()));
        QCOMPARE(data(), m_files.filePath("b.csv"));
        QCOMPARE(QString::fromStdString(page.options().model), m_files.filePath("m.gguf"));
    }

    void optionsAreToldFromRows_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one row") << "row.json" << QByteArray(R"({"prompt": "a", "completion": "b"})");
        QTest::newRow("a word of ours in it") << "row.json" << QByteArray(R"({"preset": "a", "method": "b"})");
        QTest::newRow("rows of that name") << "rows-of/options.json" << QByteArray(R"([{"prompt": "a"}])");
        QTest::newRow("lines") << "lines.json" << QByteArray("{\"data_options\": {}}\n{\"data_options\": {}}\n");
        QTest::newRow("another ending") << "options.jsonl" << QByteArray(R"({"format": "loratrf-options"})");
    }
    void optionsAreToldFromRows() {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        const QString path = make(name, text);
        const DroppedFiles files = sortDropped({QUrl::fromLocalFile(path)});
        QCOMPARE(files.data, QStringList(path));
        QVERIFY(files.isData());
    }

    void optionsOpenAsOptions() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        const auto* strip = find<MessageStrip>(page, "setupStrip");
        QVERIFY(dropOn(page, {m_files.filePath("a.jsonl")}));
        QVERIFY(dropOn(page, {m_files.filePath("run/options.json")}));
        QCOMPARE(page.options().epochs, 7.0);
        QCOMPARE(page.options().method, std::string("lora"));
        QCOMPARE(QString::fromStdString(page.options().data), m_files.filePath("a.jsonl")); // they name no rows
        QVERIFY2(strip->text().startsWith("colour: "), qPrintable(strip->text()));
        QCOMPARE(strip->level(), Level::Warning);
        QVERIFY(dropOn(page, {m_files.filePath("mine.json"), m_files.filePath("b.csv")}));
        QCOMPARE(page.options().learning_rate, 0.5);
        QCOMPARE(QString::fromStdString(page.options().data), m_files.filePath("b.csv"));
        QVERIFY(strip->text().isEmpty());
        const QString before = backend.toJson(page.options());
        QVERIFY(dropOn(page, {m_files.filePath("broken/options.json"), m_files.filePath("empty")}));
        QCOMPARE(backend.toJson(page.options()), before);
        QVERIFY(strip->text().contains("no options file") && strip->text().contains(m_files.filePath("empty")));
        QCOMPARE(strip->level(), Level::Problem);
    }

    void aPresetSetsOnlyWhatItHas() {
        RecordingBackend backend;
        SetupPage page(backend);
        QVERIFY(dropOn(page, {m_files.filePath("run/options.json")}));
        QVERIFY(dropOn(page, {m_files.filePath("gentle.json")}));
        QCOMPARE(page.options().batch_size, int64_t(3));
        QCOMPARE(page.options().epochs, 7.0); // as it was
    }

    void aRunIsOpened() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window{{backend, library, comparison}};
        auto* page = window.findChild<SetupPage*>();
        const QString before = backend.toJson(page->options());
        QVERIFY(dropOn(*page, {m_files.filePath("run")}));
        QCOMPARE(backend.openedRuns, QStringList(m_files.filePath("run")));
        QCOMPARE(window.page(), int(MainWindow::Run));
        QCOMPARE(backend.toJson(page->options()), before);
    }

    // Whatever field they are dropped onto.
    void fieldsLeaveToThePageWhatIsNotTheirs() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        QSignalSpy runs(&page, &SetupPage::runDropped);
        for (const char* name : {"modelPath", "dataPath"}) {
            QWidget* field = find<QLineEdit>(page, name)->parentWidget();
            const QString before = find<QLineEdit>(page, name)->text();
            QVERIFY(dropOn(*field, {m_files.filePath("run/options.json")}));
            QVERIFY(dropOn(*field, {m_files.filePath("gentle.json")}));
            QVERIFY(dropOn(*field, {m_files.filePath("run")}));
            QCOMPARE(find<QLineEdit>(page, name)->text(), before);
        }
        QCOMPARE(page.options().epochs, 7.0);
        QCOMPARE(page.options().batch_size, int64_t(3));
        QCOMPARE(runs.size(), 2);
        QVERIFY(dropOn(*find<QLineEdit>(page, "dataPath")->parentWidget(), {m_files.filePath("m.gguf")}));
        QCOMPARE(QString::fromStdString(page.options().model), m_files.filePath("m.gguf"));
        QVERIFY(page.options().data.empty());
        QVERIFY(dropOn(*find<QLineEdit>(page, "dataPath")->parentWidget(), {m_files.filePath("a.jsonl")}));
        QCOMPARE(QString::fromStdString(page.options().data), m_files.filePath("a.jsonl"));
    }

    void aFieldTakesOneFileOfItsKind() {
        DropField file("tests", DropField::Accepts::File, {}, {});
        QVERIFY(dropOn(file, {m_files.filePath("a.jsonl")}));
        QCOMPARE(file.path(), m_files.filePath("a.jsonl"));
        QVERIFY(!dropOn(file, {m_files.filePath("model")}));
        QVERIFY(!dropOn(file, {m_files.filePath("a.jsonl"), m_files.filePath("b.csv")})); // the page takes them
        DropField folder("tests", DropField::Accepts::Folder, {}, {});
        QVERIFY(!dropOn(folder, {m_files.filePath("a.jsonl")}));
        QVERIFY(dropOn(folder, {m_files.filePath("model")}));
        QCOMPARE(folder.path(), m_files.filePath("model"));
        DropField both("tests", DropField::Accepts::FileOrFolder, {}, {});
        QVERIFY(dropOn(both, {m_files.filePath("m.gguf")}) && dropOn(both, {m_files.filePath("model")}));
    }

    void theFieldOfTheModelTakesAFileOfItsFolder() {
        RecordingBackend backend;
        SetupPage page(backend);
        auto* field = qobject_cast<DropField*>(find<QLineEdit>(page, "modelPath")->parentWidget());
        QVERIFY(field != nullptr && dropOn(*field, {m_files.filePath("model/model.safetensors")}));
        QCOMPARE(QString::fromStdString(page.options().model), m_files.filePath("model"));
        field->setPath(m_files.filePath("model/"));
        QCOMPARE(field->path(), m_files.filePath("model/")); // as it was typed
    }

    void furtherFilesAreAddedTogether() {
        DataFiles files;
        QSignalSpy changed(&files, &DataFiles::changed);
        QVERIFY(dropOn(files, {m_files.filePath("a.jsonl"), m_files.filePath("b.csv")}));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(files.paths(), QStringList({m_files.filePath("a.jsonl"), m_files.filePath("b.csv")}));
        QVERIFY(dropOn(files, {m_files.filePath("c.json")}));
        QCOMPARE(files.paths().size(), 3);
        QVERIFY(!dropOn(files, {m_files.filePath("empty")})); // the page says what is wrong with it
        QVERIFY(!dropOn(files, {m_files.filePath("a.jsonl"), m_files.filePath("m.gguf")}));
        QVERIFY(!dropOn(files, {m_files.filePath("a.jsonl"), m_files.filePath("mine.json")}));
    }
};

QTEST_MAIN(TestDrops)
#include "tst_drops.moc"
