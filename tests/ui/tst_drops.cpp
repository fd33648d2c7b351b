// Files dropped onto the set-up page, its fields and its list of further files.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/setup/data_files.h"
#include "ui/setup/dropped_files.h"
#include "ui/setup/setup_page.h"
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

    QString make(const QString& name) const {
        const QString path = m_files.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
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
        QVERIFY2(strip->text().contains(m_files.filePath("empty")) && strip->text().contains("without a model"),
                 qPrintable(strip->text()));
        QCOMPARE(data(), m_files.filePath("b.csv"));
        QCOMPARE(QString::fromStdString(page.options().model), m_files.filePath("m.gguf"));
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
    }
};

QTEST_MAIN(TestDrops)
#include "tst_drops.moc"
