// The demo from the welcome page: its rows as this program has them, its small model where it is found.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/services.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/demo.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/message_strip.h"

#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QtTest>

using namespace loratrf;

class TestDemo : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings, m_files;

    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QString write(const QString& path, const QByteArray& text) {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("%s cannot be written", qPrintable(path));
        }
        file.write(text);
        return path;
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() {
        QSettings().clear();
        qputenv("LORATRF_DEPS", m_files.filePath("nothing").toUtf8());
    }

    void rowsAreThoseOfThisProgram() {
        const QByteArray shipped = contents(":/demo/orders-eval.jsonl");
        QVERIFY(!shipped.isEmpty());
        const QString path = demoRows("orders-eval.jsonl");
        QCOMPARE(contents(path), shipped);
        write(path, "{\"text\": \"of an older program\"}\n");
        QCOMPARE(demoRows("orders-eval.jsonl"), path);
        QCOMPARE(contents(path), shipped);
        QCOMPARE(demoRows("no-such-file"), QString());
    }

    void theModelIsFoundWhereItWasUsedOrUnpacked() {
        const QString deps = m_files.filePath("deps");
        QCOMPARE(demoModel({}, deps), QString());
        const QString unpacked = write(deps + "/models/SmolLM2-135M-Instruct.Q4_1.gguf", "weights");
        QCOMPARE(demoModel({"/gone/SmolLM2-135M-Instruct.gguf", "/models/other"}, deps), unpacked);
        const QString used = m_files.filePath("used/SmolLM2-135M-Instruct");
        QVERIFY(QDir().mkpath(used));
        QCOMPARE(demoModel({used}, deps), used);
    }

    void theModelComesWithAnInstalledProgram() {
        const QString programs = m_files.filePath("place/bin");
        QVERIFY(QDir().mkpath(programs));
        QCOMPARE(demoFolder(programs), m_files.filePath("nothing")); // the environment decides
        qunsetenv("LORATRF_DEPS");
        QCOMPARE(QDir::cleanPath(demoFolder(programs)), m_files.filePath(".deps")); // of a build
        const QString model =
            write(m_files.filePath("place/share/loratrf/models/SmolLM2-135M-Instruct.Q4_1.gguf"), "weights");
        QCOMPARE(demoModel({}, demoFolder(programs)), model);
        QVERIFY(isInstalled(programs));
        const QString built = m_files.filePath("checkout/build/bin"), start = m_files.filePath("checkout/run");
        QVERIFY(QDir().mkpath(built) && QDir().mkpath(start)); // a folder, as "/run" is
        QVERIFY(isInstalled(built));
        QVERIFY(QDir().rmdir(start));
        write(start, "#!/bin/sh\n");
        QVERIFY(!isInstalled(built));
    }

    void theDemoIsSetUpWholly() {
        const QString model = write(m_files.filePath("deps/models/SmolLM2-135M-Instruct.Q4_1.gguf"), "weights");
        qputenv("LORATRF_DEPS", m_files.filePath("deps").toUtf8());
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        auto* page = window.findChild<SetupPage*>();
        TrainOptions before; // of other rows
        before.data = "/data/mine.jsonl";
        before.more_data = {"/data/more.jsonl"};
        before.data_options.system_prompt = "Answer in verse.";
        page->setOptions(before);
        window.welcome();
        find<QPushButton>(window, "welcomeDemo")->click();
        const TrainOptions demo = page->options();
        QCOMPARE(demo.model, model.toStdString());
        QCOMPARE(contents(QString::fromStdString(demo.data)), contents(":/demo/orders-train.jsonl"));
        QCOMPARE(contents(QString::fromStdString(demo.eval_data)), contents(":/demo/orders-eval.jsonl"));
        QCOMPARE(demo.epochs, 1.0);
        QVERIFY(demo.more_data.empty());
        QCOMPARE(demo.data_options.system_prompt, std::string());
        QCOMPARE(find<MessageStrip>(window, "setupStrip")->text(), QString());

        TrainOptions chosen;
        chosen.model = "/models/mine";
        page->setOptions(chosen);
        window.welcome();
        find<QPushButton>(window, "welcomeDemo")->click();
        QCOMPARE(page->options().model, std::string("/models/mine"));
    }

    void withoutTheModelItIsSaidWhichOneIsNeeded() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        QApplication::setActiveWindow(&window);
        window.welcome();
        find<QPushButton>(window, "welcomeDemo")->click();
        QVERIFY(find<MessageStrip>(window, "setupStrip")->text().contains(demoModelName));
        QTRY_VERIFY(find<QLineEdit>(window, "modelPath")->hasFocus());
    }
};

QTEST_MAIN(TestDemo)
#include "tst_demo.moc"
