// Picking from what there is: projections of the model's tree, models on the disk.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/setup/model_finder.h"
#include "ui/setup/name_list.h"
#include "ui/setup/setup_page.h"
#include "ui/setup/target_picker.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>
#include <QtTest>

using namespace loratrf;

namespace {

using Strings = std::vector<std::string>;

class RecordingShelf : public ModelShelf {
public:
    std::vector<QStringList> searches;
    int cancels = 0;
    void search(const QStringList& folders) override { searches.push_back(folders); }
    void cancel() override { ++cancels; }
};

} // namespace

class TestSetupPickers : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;
    ModelInfo m_model = exampleModel("/m"); // 30 layers of q, k, v and o

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void targetsAndPathsAreTwoWordsForOneThing() {
        QCOMPARE(adaptedPaths(m_model, {"q_proj"}).size(), std::size_t(30));
        // Layer 1 is not layer 11 or 21.
        QVERIFY(adaptedPaths(m_model, {"layers.1.self_attn.q_proj"}) ==
                TargetPaths({"model.layers.1.self_attn.q_proj"}));
        QVERIFY(adaptedPaths(m_model, {"gate_proj"}).empty());
        for (const Strings& targets :
             {Strings{"q_proj", "v_proj"}, Strings{"q_proj", "layers.0.self_attn.o_proj", "layers.29.self_attn.o_proj"},
              Strings{"layers.3.self_attn.k_proj"}}) {
            const Strings again = targetsOf(m_model, adaptedPaths(m_model, targets));
            QVERIFY(std::set<std::string>(again.begin(), again.end()) ==
                    std::set<std::string>(targets.begin(), targets.end()));
        }
        // Where the short end would mean two, the whole path is written.
        ModelInfo two = m_model;
        ProjectionInfo other = two.projections.front();
        other.path = "vision.layers.0.self_attn.q_proj";
        two.projections.push_back(other);
        QVERIFY(targetsOf(two, {"model.layers.0.self_attn.q_proj"}) == Strings{"model.layers.0.self_attn.q_proj"});
    }

    void patternsFitPartsOfPaths() {
        QCOMPARE(matchingPaths(m_model, "self_attn").size(), std::size_t(120));
        QCOMPARE(matchingPaths(m_model, "layers.[0-3].*q_proj").size(), std::size_t(4));
        QCOMPARE(matchingPaths(m_model, "layers.2?.*v_proj").size(), std::size_t(10));
        QVERIFY(matchingPaths(m_model, " ").empty());
        QVERIFY(matchingPaths(m_model, "mlp").empty());
        QVERIFY(matchingPaths(m_model, "[").size() <= 120); // half a pattern is no error
    }

    void theTreeIsThatOfTheModel() {
        TargetPicker picker(m_model, {"q_proj", "layers.2.self_attn.k_proj"});
        picker.show();
        auto* tree = find<QTreeWidget>(picker, "targetTree");
        QCOMPARE(tree->topLevelItemCount(), 30);
        QTreeWidgetItem* layer = tree->topLevelItem(2);
        QCOMPARE(layer->childCount(), 4);
        QCOMPARE(layer->child(0)->text(0), QString("self_attn.q_proj"));
        QCOMPARE(layer->child(1)->text(1), QString("576 × 192"));
        QVERIFY(layer->checkState(0) == Qt::PartiallyChecked);
        QVERIFY(layer->child(1)->checkState(0) == Qt::Checked);
        QVERIFY(find<QLabel>(picker, "targetSummary")->text().startsWith("31 of 120"));
        layer->setCheckState(0, Qt::Checked); // the whole layer
        QVERIFY(layer->child(3)->checkState(0) == Qt::Checked);
        QVERIFY(find<QLabel>(picker, "targetSummary")->text().startsWith("33 of 120"));

        auto* pattern = find<QLineEdit>(picker, "targetPattern");
        pattern->setText("layers.1?.*o_proj");
        QVERIFY(find<QLabel>(picker, "patternMatches")->text().contains("10"));
        find<QPushButton>(picker, "tickPattern")->click();
        pattern->setText("q_proj");
        find<QPushButton>(picker, "untickPattern")->click();
        Strings expected = {"layers.2.self_attn.k_proj", "layers.2.self_attn.v_proj", "layers.2.self_attn.o_proj"};
        for (int i = 10; i < 20; ++i) {
            expected.push_back("layers." + std::to_string(i) + ".self_attn.o_proj");
        }
        QVERIFY(picker.targets() == expected);
        pattern->setText("*");
        find<QPushButton>(picker, "untickPattern")->click();
        QVERIFY(!picker.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
        find<QPushButton>(picker, "tickPattern")->click();
        QVERIFY((picker.targets() == Strings{"q_proj", "k_proj", "v_proj", "o_proj"}));
    }

    void aListWithPathsOffersTheTree() {
        NameList plain({"q_proj", "v_proj"}, false);
        QVERIFY(find<QPushButton>(plain, "pickByLayer")->isHidden());
        NameList list({"q_proj", "v_proj"}, true);
        list.show();
        auto* pick = find<QPushButton>(list, "pickByLayer");
        QVERIFY(!pick->isEnabled()); // no model
        list.setModel(m_model);
        list.take({"q_proj"});
        QSignalSpy changed(&list, &NameList::changed);
        QTimer::singleShot(50, &list, [&list] {
            auto* picker = list.findChild<TargetPicker*>("targetPicker");
            QVERIFY(picker != nullptr);
            find<QLineEdit>(*picker, "targetPattern")->setText("layers.29.*k_proj");
            find<QPushButton>(*picker, "tickPattern")->click();
            picker->accept();
        });
        pick->click();
        QVERIFY(changed.count() > 0);
        QVERIFY((list.taken() == Strings{"q_proj", "layers.29.self_attn.k_proj"}));
        QVERIFY(find<QLabel>(list, "otherNames")->toolTip().contains("layers.29"));
    }

    void modelsAreFoundAndChosen() {
        RecordingBackend backend;
        RecordingShelf shelf;
        QSettings().setValue("setup/model_folders", QStringList{"/disk/models"});
        QSettings().setValue("recent/models", QStringList{"/old/small.gguf"});
        SetupPage page(backend, &shelf);
        page.show();
        bool seen = false;
        QTimer::singleShot(50, &page, [&] {
            auto* finder = page.findChild<ModelFinder*>("modelFinder");
            QVERIFY(finder != nullptr);
            QCOMPARE(shelf.searches.size(), std::size_t(1));
            QCOMPARE(shelf.searches[0], QStringList{"/disk/models"});
            auto* models = find<QTreeWidget>(*finder, "foundModels");
            QCOMPARE(models->topLevelItemCount(), 1); // used lately
            QCOMPARE(find<QPushButton>(*finder, "searchModels")->text().remove('&'), QString("Stop"));
            Q_EMIT shelf.looking("/disk/models/a", 1234);
            const QString looking = find<QLabel>(*finder, "finderState")->text();
            QVERIFY2(looking.contains("/disk/models/a") && looking.contains("1,234"), qPrintable(looking));
            Q_EMIT shelf.found({"/disk/models/a/llama", "llama", false, 5'000'000'000});
            Q_EMIT shelf.found({"/old/small.gguf", "small.gguf", true, 90'000'000});
            QCOMPARE(models->topLevelItemCount(), 2);
            QCOMPARE(models->topLevelItem(0)->text(1), QString("90.0 MB"));
            find<QPushButton>(*finder, "searchModels")->click();
            QCOMPARE(shelf.cancels, 1);
            Q_EMIT shelf.ended(true, {"/disk/locked cannot be looked into."});
            auto* state = find<QLabel>(*finder, "finderState");
            QVERIFY(state->text().startsWith("Cancelled"));
            QVERIFY(state->text().contains("/disk/locked"));
            auto* filter = find<QLineEdit>(*finder, "modelFilter");
            models->setCurrentItem(models->topLevelItem(0));
            filter->setText("LLAMA");
            QVERIFY(models->topLevelItem(0)->isHidden());
            QCOMPARE(finder->chosen(), QString()); // what is hidden cannot be taken
            models->setCurrentItem(models->topLevelItem(1));
            seen = true;
            finder->accept();
        });
        find<QPushButton>(page, "findModels")->click();
        QVERIFY(seen);
        QCOMPARE(find<QLineEdit>(page, "modelPath")->text(), QString("/disk/models/a/llama"));
    }

    void foldersAreRemembered() {
        RecordingShelf shelf;
        QSettings().setValue("setup/model_folders", QStringList{"/a", "/b"});
        {
            ModelFinder finder(shelf, {});
            find<QListWidget>(finder, "modelFolders")->setCurrentRow(0);
            find<QPushButton>(finder, "removeModelFolder")->click();
        }
        QCOMPARE(QSettings().value("setup/model_folders").toStringList(), QStringList{"/b"});
        QCOMPARE(shelf.searches.back(), QStringList{"/b"});
        QSettings().clear();
        ModelFinder empty(shelf, {});
        QVERIFY(find<QLabel>(empty, "finderState")->text().contains("Add a folder"));
        QVERIFY(!find<QPushButton>(empty, "searchModels")->isEnabled());
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            const QString look = dark ? "dark" : "light";
            TargetPicker picker(m_model, {"q_proj", "layers.2.self_attn.k_proj"});
            find<QLineEdit>(picker, "targetPattern")->setText("layers.2?.*v_proj");
            picker.show();
            QTest::qWait(60);
            QVERIFY(picker.grab().save(QString("%1/targets-%2.png").arg(folder, look)));
            RecordingShelf shelf;
            QSettings().setValue("setup/model_folders", QStringList{"/disk/models"});
            ModelFinder finder(shelf, {"/old/small.gguf"});
            finder.show();
            Q_EMIT shelf.found({"/disk/models/somewhere/far/down/SmolLM2-135M-Instruct-with-a-long-name",
                                "SmolLM2-135M-Instruct-with-a-long-name", false, 270'000'000});
            Q_EMIT shelf.ended(false, {});
            QTest::qWait(60);
            QVERIFY(finder.grab().save(QString("%1/finder-%2.png").arg(folder, look)));
        }
    }
};

QTEST_MAIN(TestSetupPickers)
#include "tst_setup_pickers.moc"
