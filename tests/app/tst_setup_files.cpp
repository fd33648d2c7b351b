// Options files loaded into the set-up page, read by the real engine: what the form takes, keeps and names.

#include "app/engine_backend.h"
#include "app/project_folder.h"
#include "ui/setup/setup_page.h"
#include "ui/widgets/message_strip.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

class TestSetupFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QByteArray& text) const {
        QFile file(m_folder.filePath("options.json"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("options.json cannot be written");
        file.write(text);
        return file.fileName();
    }
    static QString said(const SetupPage& page) { return page.findChild<MessageStrip*>("setupStrip")->text(); }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("loratrf-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }
    void init() { QSettings().clear(); }

    void whatTheMethodLacksIsNamed() {
        EngineBackend backend;
        SetupPage page(backend);
        QVERIFY(page.load(write(R"({"method": "lora", "colour": "red",
            "method_options": {"rank": 12, "alpha": 16, "filter_rank": 4, "targets": ["v_proj", "q_proj"]}})")));
        QCOMPARE(page.options().method, std::string("lora"));
        QCOMPARE(page.options().method_options.at("rank"), OptionValue(int64_t(12)));
        QCOMPARE(said(page).split('\n').size(), 2);
        QVERIFY(said(page).contains("colour: there is no such option"));
        QVERIFY(said(page).contains("method_options.filter_rank: LoRA has no such option"));
        QVERIFY(page.load(write(R"({"method": "lora", "method_options": {"rank": 8}})")));
        QCOMPARE(said(page), QString());
    }

    void anUnknownMethodIsNamed() {
        EngineBackend backend;
        SetupPage page(backend);
        page.findChild<QSpinBox*>("rank")->setValue(9);
        QVERIFY(page.load(write(R"({"method": "lorax", "method_options": {"rank": 4}, "epochs": 2})")));
        QCOMPARE(page.options().epochs, 2.0);
        QCOMPARE(page.options().method, std::string("loratrf"));
        QCOMPARE(page.options().method_options.at("rank"), OptionValue(int64_t(9)));
        QVERIFY(said(page).contains("\"lorax\""));
        QVERIFY(said(page).contains("LoRATRF stays chosen"));
        QVERIFY(page.applyPreset(write(R"({"method": "lorax"})"))); // in a preset as well
        QVERIFY(said(page).contains("\"lorax\""));
    }

    void valuesThatNoFieldCanHoldAreNamed() {
        EngineBackend backend;
        SetupPage page(backend);
        QVERIFY(
            page.load(write(R"({"method": "loratrf", "method_options": {"rank": 1000000, "placement": "sideways"}})")));
        const TrainOptions now = page.options();
        for (const Problem& problem : backend.validate(now))
            QVERIFY2(!QString::fromStdString(problem.field).startsWith("method"), problem.message.c_str());
        const auto rank = std::get<int64_t>(now.method_options.at("rank"));
        QVERIFY(
            said(page).contains(QString("method_options.rank: 1000000 is not possible; the form has %1").arg(rank)));
        QVERIFY(!now.method_options.contains("placement"));
        QVERIFY(said(page).contains("method_options.placement: sideways is not possible"));
        page.setOptions({});
        QVERIFY(page.load(write(R"({"method_options": {"alpha": 0.1234567890123456789}})"))); // rounded, as any double
        QCOMPARE(said(page), QString());
    }

    void theCommandLineNamesTheFolderOfTheWindow() {
        const EngineBackend backend;
        const QString folder = m_folder.filePath("project");
        setProjectFolder(folder);
        QVERIFY(backend.newRun("lora").startsWith(folder + "/"));
        QVERIFY(backend.newRun("lora").endsWith("-lora"));
        TrainOptions options;
        QVERIFY2(backend.commandLine(options).contains(" --out " + folder + "/"),
                 qPrintable(backend.commandLine(options)));
        options.run = "/runs/mine";
        QVERIFY(backend.commandLine(options).contains(" --out /runs/mine "));
    }

    void onAGpuNoMemoryIsForeseen() {
        EngineBackend backend;
        QSignalSpy foreseen(&backend, &StudioBackend::memoryForeseen);
        QSignalSpy unknown(&backend, &StudioBackend::memoryUnknown);
        TrainOptions options;
        options.device = "cuda"; // there, or not there
        ModelInfo model;
        model.path = m_folder.filePath("no-model").toStdString();
        backend.foreseeMemory(model, options);
        QTRY_COMPARE(unknown.size(), 1);
        const QString why = unknown[0][0].toString();
        QVERIFY2(why.contains("GPU") || why.contains("cuda"), qPrintable(why));
        QCOMPARE(foreseen.size(), 0);
    }

    void optionsWithoutRowsKeepThoseOfTheForm() {
        EngineBackend backend;
        SetupPage page(backend);
        TrainOptions mine;
        mine.model = "/models/a";
        mine.data = "/data/a.jsonl";
        mine.more_data = {"2*/data/b.jsonl"};
        mine.eval_share = 0.2;
        mine.data_options.max_length = 300;
        mine.data_options.system_prompt = "Answer in JSON.";
        mine.data_options.template_name = "chatml";
        page.setOptions(mine);
        QVERIFY(page.load(write(R"({"epochs": 7})")));
        TrainOptions now = page.options();
        QCOMPARE(now.epochs, 7.0);
        now.epochs = mine.epochs;
        QCOMPARE(to_json(now), to_json(mine));

        // What the file does say of rows counts.
        QVERIFY(page.load(write(R"({"eval_share": 0.1, "data_options": {"max_length": 64}})")));
        now = page.options();
        QCOMPARE(now.eval_share, 0.1);
        QCOMPARE(now.data_options.max_length, int64_t(64));
        QCOMPARE(now.data_options.template_name, std::string("chatml"));
        QCOMPARE(now.more_data, mine.more_data);

        QVERIFY(page.load(write(R"({"data": "/data/other.jsonl"})"))); // other rows, so nothing of the old ones
        now = page.options();
        QVERIFY(now.more_data.empty());
        QCOMPARE(now.data_options.template_name, std::string());
        QCOMPARE(now.model, mine.model);
    }
};

QTEST_MAIN(TestSetupFiles)
#include "tst_setup_files.moc"
