// Comparisons over the real engine: they wait for their turn, are found again, and go from the form to the report.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "train/small_run.h"
#include "ui/find_widget.h"
#include "ui/library/compare_dialog.h"
#include "ui/recording_queue.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableWidget>

using namespace loratrf;
using namespace support;

namespace {

constexpr int patience_ms = 120'000;

} // namespace

class TestComparison : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    SmallRun m_small;

    TrainOptions recipe() const {
        TrainOptions options = m_small.options("unused");
        options.run.clear();
        options.method_options = {{"rank", int64_t(2)}};
        options.max_steps = 1;
        return options;
    }
    CompareOptions options(const std::string& folder) const {
        CompareOptions options;
        options.train = recipe();
        options.methods = {"lora", "ia3"};
        options.budget = Budget::Rank;
        options.seeds = 1;
        options.folder = (m_small.path() / folder).string();
        return options;
    }
    // A run that goes on until it is stopped.
    TrainOptions long_run(const std::string& name) const {
        TrainOptions options = m_small.options(name);
        options.epochs = 1e4;
        return options;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("loratrf-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        qRegisterMetaType<CompareResult>();
    }
    void init() { QSettings().clear(); }

    void waitsForTheRunUnderWayAndTheQueue() {
        EngineBackend backend;
        RecordingQueue queue;
        EngineComparison comparison(backend, &queue);
        QSignalSpy begun(&comparison, &MethodComparison::begun), compared(&comparison, &MethodComparison::compared),
            failed(&comparison, &MethodComparison::failed), trained(&backend, &StudioBackend::trainFinished);
        QSignalSpy event(&backend, &StudioBackend::event);
        backend.train(long_run("before"));
        QTRY_VERIFY_WITH_TIMEOUT(!event.isEmpty(), patience_ms);
        QVERIFY(comparison.mustWait());
        QVERIFY(!comparison.willBegin());
        comparison.compare(options("waits"));
        QCOMPARE(begun.size(), 0);
        QVERIFY(comparison.willBegin());
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_small.path() / "waits" / "compare.json"), patience_ms); // kept meanwhile

        queue.rows.push_back({1, m_small.options("queued"), QueueState::Waiting, {}, {}});
        QVERIFY(comparison.willBegin());
        queue.resting = true; // until somebody lets it go on
        QVERIFY(!comparison.willBegin());
        queue.resting = false;
        backend.stop(); // the run alone
        QTRY_COMPARE_WITH_TIMEOUT(trained.size(), 1, patience_ms);
        QTRY_VERIFY(!backend.busy());
        Q_EMIT queue.changed();
        QCoreApplication::processEvents();
        QCOMPARE(begun.size(), 0);
        queue.rows[0].state = QueueState::Done;
        Q_EMIT queue.changed();
        QTRY_COMPARE(begun.size(), 1);
        QVERIFY(!comparison.willBegin());
        QTRY_VERIFY_WITH_TIMEOUT(compared.size() + failed.size() == 1, patience_ms);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
        QCOMPARE(compared[0][0].value<CompareResult>().state, RunState::Finished);
        QVERIFY(!comparison.mustWait());
    }

    void whatWaitsCanBeTakenBackAndIsCheckedAtOnce() {
        EngineBackend backend;
        EngineComparison comparison(backend);
        QSignalSpy begun(&comparison, &MethodComparison::begun), failed(&comparison, &MethodComparison::failed),
            trained(&backend, &StudioBackend::trainFinished), event(&backend, &StudioBackend::event),
            unfinished(&comparison, &MethodComparison::unfinished);
        backend.train(long_run("busy"));
        QTRY_VERIFY_WITH_TIMEOUT(!event.isEmpty(), patience_ms);
        CompareOptions wrong = options("wrong");
        wrong.methods = {"lora", "no-such-method"};
        comparison.compare(wrong);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience_ms);
        QVERIFY(failed[0][0].toString().contains("no-such-method"));
        comparison.compare(options("below/taken back"));
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_small.path() / "below/taken back" / "compare.json"), patience_ms);
        comparison.takeBack();
        backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(trained.size(), 1, patience_ms);
        QTRY_VERIFY(!backend.busy());
        QCoreApplication::processEvents();
        QCOMPARE(begun.size(), 0);
        comparison.findUnfinished(QString::fromStdString((m_small.path() / "below").string()));
        QTRY_COMPARE(unfinished.size(), 1);
        QCOMPARE(unfinished[0][0].value<CompareOptions>().methods, options("").methods);
    }

    void fromTheFormToTheReport() {
        EngineBackend backend;
        EngineComparison comparison(backend);
        QSignalSpy compared(&comparison, &MethodComparison::compared), event(&backend, &StudioBackend::event);
        const QString project = QString::fromStdString((m_small.path() / "project").string());
        QString folder;
        {
            CompareDialog dialog(backend, comparison);
            TrainOptions endless = recipe();
            endless.max_steps = 0;
            endless.epochs = 1e4;
            dialog.setBase(endless, project);
            auto* methods = find<QListWidget>(dialog, "compareMethods");
            for (int i = 0; i < methods->count(); ++i) {
                const QString key = methods->item(i)->data(Qt::UserRole).toString();
                methods->item(i)->setCheckState(key == "lora" || key == "ia3" ? Qt::Checked : Qt::Unchecked);
            }
            auto* budget = find<QComboBox>(dialog, "compareBudget");
            budget->setCurrentIndex(budget->findData(int(Budget::Rank)));
            find<QSpinBox>(dialog, "compareSeeds")->setValue(1);
            folder = find<QLineEdit>(dialog, "compareFolder")->text();
            find<QPushButton>(dialog, "compareStart")->click();
            const auto trains = [&] {
                return std::ranges::any_of(event, [](const QList<QVariant>& arguments) {
                    return std::holds_alternative<StepEvent>(arguments[0].value<Event>());
                });
            };
            QTRY_VERIFY_WITH_TIMEOUT(trains(), patience_ms);
            QVERIFY(find<QLabel>(dialog, "compareDoing")->text().startsWith("Training lora-"));
            find<QPushButton>(dialog, "compareStop")->click();
            QTRY_COMPARE_WITH_TIMEOUT(compared.size(), 1, patience_ms);
            QVERIFY(find<MessageStrip>(dialog, "compareStrip")->text().startsWith("Stopped."));
        }
        // As after a crash: the unfinished one is offered by itself, and goes on where it was.
        CompareDialog dialog(backend, comparison);
        dialog.setBase({}, project);
        auto* goOn = find<QPushButton>(dialog, "compareGoOn");
        QTRY_VERIFY(!goOn->isHidden());
        QVERIFY(find<MessageStrip>(dialog, "compareStrip")->text().contains(folder));
        event.clear();
        goOn->click();
        QTRY_VERIFY_WITH_TIMEOUT(!event.isEmpty(), patience_ms);
        find<QPushButton>(dialog, "compareStop")->click();
        QTRY_COMPARE_WITH_TIMEOUT(compared.size(), 2, patience_ms);

        // One step each, to the end.
        dialog.setBase(recipe(), project + "/small");
        auto* methods = find<QListWidget>(dialog, "compareMethods");
        for (int i = 0; i < methods->count(); ++i) {
            const QString key = methods->item(i)->data(Qt::UserRole).toString();
            methods->item(i)->setCheckState(key == "lora" || key == "ia3" ? Qt::Checked : Qt::Unchecked);
        }
        find<QSpinBox>(dialog, "compareSeeds")->setValue(1);
        find<QPushButton>(dialog, "compareStart")->click();
        QTRY_COMPARE_WITH_TIMEOUT(compared.size(), 3, patience_ms);
        auto* table = find<QTableWidget>(dialog, "compareTable");
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(1, 0)->text(), QString("LoRA"));
        QVERIFY(table->item(0, 1)->text() != "–" && table->item(1, 1)->text() != "–");
        QVERIFY(find<QPushButton>(dialog, "compareStart")->isHidden());
    }
};

QTEST_MAIN(TestComparison)
#include "tst_comparison.moc"
