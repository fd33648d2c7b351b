// What is done with a run once it is trained, by the real pages over the real engine: asked, exported, gone on with,
// verified, thrown away.

#include "app/engine_backend.h"
#include "app/project_folder.h"
#include "app/run_library.h"
#include "train/small_run.h"
#include "ui/export/export_page.h"
#include "ui/filters/compare_view.h"
#include "ui/filters/filters_page.h"
#include "ui/find_widget.h"
#include "ui/library/library_model.h"
#include "ui/library/library_page.h"
#include "ui/library/run_table.h"
#include "ui/plots/heatmap.h"
#include "ui/runs/shown_run.h"
#include "ui/try/answer_view.h"
#include "ui/try/try_page.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>

using namespace loratrf;
using namespace support;

namespace {

constexpr int patience_ms = 120'000;

} // namespace

class TestUsedRuns : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    SmallRun m_small;
    TrainOptions m_options; // of the run that is asked and exported

    QString text(const fs::path& path) const { return QString::fromStdString(path.string()); }
    QString project() const { return text(m_small.path() / "runs"); }

    void showRun(TryPage& page) const { page.showRun(inspect_run(m_options.run)); }

    static void say(TryPage& page, const QString& prompt) {
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText(prompt);
        auto* button = find<QPushButton>(page, "generateButton");
        QVERIFY(button->isEnabled());
        button->click();
    }
    static QString answer(const TryPage& page, const char* name) {
        return page.findChildren<AnswerView*>(QLatin1String(name)).last()->toPlainText();
    }
    static void select(RunTable& table, const QString& folder) {
        table.clearSelection();
        table.select(folder);
    }

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("loratrf-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        qputenv("XDG_DATA_HOME", text(m_small.path() / "data").toUtf8()); // its trash lies there too
        setProjectFolder(project());
        m_options = m_small.options("runs/asked");
        m_options.epochs = 3;
        QVERIFY(train(m_options).result.state == RunState::Finished);
    }

    void checkpointsAnswerSideBySideAndTheSliderActs() {
        EngineBackend backend;
        TryPage page(backend);
        QSignalSpy generated(&backend, &StudioBackend::generated), uses(&backend, &StudioBackend::usesRead);
        page.show();
        showRun(page);
        QTRY_VERIFY_WITH_TIMEOUT(!uses.isEmpty(), patience_ms);
        const auto checkpoints = uses[0][1].value<std::vector<SavedCheckpoint>>();
        QVERIFY(checkpoints.size() >= 2);
        const auto name = [&](const char* what, std::size_t i) {
            return QStringLiteral("%1step-%2").arg(QLatin1String(what)).arg(checkpoints[i].step);
        };
        page.findChild<QAction*>(name("column_", 0))->trigger();
        page.findChild<QAction*>(name("column_", 1))->trigger();
        find<QSpinBox>(page, "maxTokens")->setValue(6);
        say(page, "Who is number 3?");
        QTRY_COMPARE_WITH_TIMEOUT(generated.size(), 4, patience_ms);
        // The last checkpoint is the run as it ended, the others are not.
        const QString base = answer(page, "answer_base");
        const QString newest = answer(page, qPrintable(name("answer_", 0)));
        QVERIFY(!base.isEmpty() && !newest.isEmpty());
        QVERIFY(base != newest);

        // Without strength the tuned model is the base model.
        find<QPushButton>(page, "newConversation")->click();
        page.findChild<QAction*>(name("column_", 0))->trigger();
        page.findChild<QAction*>(name("column_", 1))->trigger();
        find<QSlider>(page, "adapterStrength")->setValue(0);
        say(page, "Who is number 3?");
        QTRY_COMPARE_WITH_TIMEOUT(generated.size(), 6, patience_ms);
        QCOMPARE(answer(page, "answer_base"), base);
        QCOMPARE(answer(page, "answer_tuned"), base);
    }

    void aBlindVoteIsKeptInTheRun() {
        EngineBackend backend;
        QSignalSpy generated(&backend, &StudioBackend::generated), uses(&backend, &StudioBackend::usesRead);
        {
            TryPage page(backend);
            page.show();
            showRun(page);
            find<QCheckBox>(page, "blindVote")->setChecked(true);
            find<QSpinBox>(page, "maxTokens")->setValue(4);
            say(page, "Who is number 2?");
            QTRY_COMPARE_WITH_TIMEOUT(generated.size(), 2, patience_ms);
            QVERIFY(find<QWidget>(page, "vote")->isVisible());
            uses.clear();
            find<QPushButton>(page, "voteLeft")->click();
            QTRY_VERIFY_WITH_TIMEOUT(!uses.isEmpty(), patience_ms);
        }
        const auto votes = read_votes(m_options.run);
        QCOMPARE(votes.size(), std::size_t(1));
        QCOMPARE(votes[0].prompt, std::string("Who is number 2?"));
        QCOMPARE(votes[0].choice, std::string("left"));
        TryPage again(backend);
        again.show();
        showRun(again);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(again, "voteTally")->isVisible(), patience_ms);
    }

    void mergedModelsAndGgufAreExported_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("file");
        QTest::newRow("folder") << "exportMergedHf"
                                << "bf16"
                                << "model.safetensors";
        QTest::newRow("gguf") << "exportGgufModel"
                              << "q8_0"
                              << "out-Q8_0.gguf";
        QTest::newRow("gguf adapter") << "exportGgufLora"
                                      << "fp32"
                                      << "out-F32.gguf";
    }
    void mergedModelsAndGgufAreExported() {
        QFETCH(QString, kind);
        QFETCH(QString, type);
        QFETCH(QString, file);
        EngineBackend backend;
        ExportPage page(backend);
        QSignalSpy exported(&backend, &StudioBackend::exported), failed(&backend, &StudioBackend::failed);
        page.show();
        page.showRun(QString::fromStdString(m_options.run), m_options);
        const fs::path folder = m_small.path() / kind.toStdString() / "out";
        auto* button = find<QPushButton>(page, "exportButton");
        find<QLineEdit>(page, "exportPath")->setText(text(folder));
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience_ms);
        find<QRadioButton>(page, qPrintable(kind))->click();
        auto* types = find<QComboBox>(page, "exportType");
        types->setCurrentIndex(types->findData(type));
        QCOMPARE(types->currentData().toString(), type);
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience_ms);
        button->click();
        QTRY_VERIFY_WITH_TIMEOUT(exported.size() + failed.size() == 1, patience_ms);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][1].toString()));
        const QString badge = find<QLabel>(page, "exportBadge")->text();
        QVERIFY2(badge.contains("Passed") && badge.contains("of that is found in the files"), qPrintable(badge));
        QVERIFY(fs::exists(folder / file.toStdString()));
        QVERIFY(!find<QListWidget>(page, "exportedFiles")->findItems(file, Qt::MatchExactly).isEmpty());
    }

    void twoRunsAreComparedOverRowsAndOverAText() {
        TrainOptions other = m_small.options("elsewhere/other");
        other.epochs = 1;
        QVERIFY(train(other).result.state == RunState::Finished);
        EngineBackend backend;
        ShownRun run(backend);
        FiltersPage page(backend, run);
        page.resize(1000, 700);
        page.show();
        find<QTabBar>(page, "filterTabs")->setCurrentIndex(3);
        backend.openRun(QString::fromStdString(m_options.run));
        QTRY_VERIFY_WITH_TIMEOUT(run.options() != nullptr, patience_ms);
        find<QLineEdit>(page, "compareRun")->setText(QString::fromStdString(other.run));
        auto* what = find<QComboBox>(page, "compareWhat");
        auto* look = find<QPushButton>(page, "compareLook");
        const auto* view = page.findChild<CompareView*>();
        const auto map = [view](int index) { return view->map(index)->matrix(); };
        what->setCurrentText("Over many rows");
        QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), patience_ms);
        look->click();
        QTRY_VERIFY_WITH_TIMEOUT(!map(2).isEmpty(), patience_ms);
        QCOMPARE(map(0).rows, map(1).rows);
        QVERIFY(map(0).values != map(1).values);

        QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), patience_ms);
        look->click();
        find<QPushButton>(page, "compareLookStop")->click();
        QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), patience_ms);
        QVERIFY(backend.jobs().isEmpty());
        QVERIFY(map(2).isEmpty());

        what->setCurrentText("A text of yours");
        find<QLineEdit>(page, "compareText")->setText("Who is number 3?");
        look->click();
        QTRY_VERIFY_WITH_TIMEOUT(!map(2).isEmpty(), patience_ms);
        QVERIFY(map(0).values != map(1).values);
    }

    void theLibraryResumesExtendsVerifiesAndThrowsAway() {
        TrainOptions options = m_small.options("runs/stopped");
        QVERIFY(train(options, [](const Event& event, Control& control) {
                    if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && step->step == 3)
                        control.stop = true;
                }).result.state == RunState::Stopped);
        const QString run = QString::fromStdString(options.run);
        EngineBackend backend;
        FolderLibrary library;
        LibraryPage page(backend, library);
        QSignalSpy finished(&backend, &StudioBackend::trainFinished), scanned(&library, &RunLibrary::scanned),
            verified(&library, &RunLibrary::verified);
        connect(&page, &LibraryPage::resumeWanted, &backend,
                [&backend](const QString& folder, double epochs) { backend.resume(folder, epochs); });
        auto* table = find<RunTable>(page, "runTable");
        const auto trigger = [&](const char* name) {
            auto* action = page.findChild<QAction*>(QLatin1String(name));
            QVERIFY2(action != nullptr && action->isEnabled(), name);
            action->trigger();
        };
        const auto row = [&] { return table->selected().front(); };
        page.show();
        QTRY_COMPARE_WITH_TIMEOUT(scanned.size(), 1, patience_ms);
        QCOMPARE(table->model()->rowCount(), 2);
        select(*table, run);
        QCOMPARE(row().state, LibraryState::Stopped);

        trigger("resumeAction");
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        QCOMPARE(finished[0][0].value<TrainResult>().steps, int64_t(14));
        library.scan();
        QTRY_VERIFY_WITH_TIMEOUT(row().state == LibraryState::Finished, patience_ms);
        QCOMPARE(row().step, qint64(14));

        trigger("epochsAction");
        auto* question = find<QInputDialog>(page, "epochsQuestion");
        question->setDoubleValue(1);
        question->accept();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience_ms);
        QCOMPARE(finished[1][0].value<TrainResult>().steps, int64_t(21));
        library.scan();
        QTRY_COMPARE_WITH_TIMEOUT(row().step, qint64(21), patience_ms);

        trigger("verifyAction");
        QTRY_COMPARE_WITH_TIMEOUT(verified.size(), 1, patience_ms);
        const QString check = find<MessageStrip>(page, "detailCheck")->text();
        QVERIFY2(check.startsWith("As they were written:") && check.contains("adapter"), qPrintable(check));

        trigger("trashAction");
        auto* sure = find<QMessageBox>(page, "trashQuestion");
        find<QPushButton>(*sure, "trashYes")->click();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience_ms);
        QVERIFY(!fs::exists(options.run) && fs::exists(m_options.run));
        QVERIFY(fs::exists(m_small.path() / "data/Trash/files/stopped/options.json"));
    }
};

QTEST_MAIN(TestUsedRuns)
#include "tst_used_runs.moc"
