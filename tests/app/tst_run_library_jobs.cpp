// The library's longer work on real folders (figures saved, runs verified), and runs of the engine as it lists them.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "run_folders.h"
#include "train/small_run.h"

#include <QFileInfo>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace loratrf;
using namespace support;

namespace {

constexpr int patience_ms = 120'000;

} // namespace

class TestRunLibraryJobs : public QObject, private RunPlace {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { nameSettings("tst_run_library_jobs"); }
    void init() { useNewFolder(); }

    void figuresAreSavedForTensorBoardOnce() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        writeRun(path("two"), 0, std::nullopt);
        FolderLibrary library;
        const Watch watch(library);
        QSignalSpy saved(&library, &RunLibrary::tensorBoardSaved), saving(&library, &RunLibrary::savingTensorBoard);
        const auto answer = [&saved] { return saved.last()[0].value<SavedFigures>(); };
        const fs::path logs = fs::path(m_folder->path().toStdString()) / "logs";
        const QString below = QString::fromStdString(logs.string());
        library.saveTensorBoard({text("one"), text("two")}, below);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(answer().runs, 2);
        QCOMPARE(answer().folder, below);
        QVERIFY(answer().faults.isEmpty() && !answer().stopped);
        QCOMPARE(saving[0][0].toLongLong(), 0);
        QCOMPARE(saving[0][1].toLongLong(),
                 qint64(fs::file_size(path("one") / "journal.jsonl") + fs::file_size(path("two") / "journal.jsonl")));
        for (const char* run : {"one", "two"})
            QCOMPARE(std::distance(fs::directory_iterator(logs / run), fs::directory_iterator()), std::ptrdiff_t{1});
        library.saveTensorBoard({text("one")}, below);
        QTRY_COMPARE(saved.size(), 2);
        QCOMPARE(answer().runs, 0);
        QCOMPARE(answer().faults.size(), 1);
        QVERIFY2(answer().faults[0].contains("already holds an event file"), qPrintable(answer().faults[0]));
        QCOMPARE(watch.problems, QStringList());
    }

    // What was written already goes with what was not: saving again would stumble over it.
    void aCancelledSavingLeavesNothing() {
        for (const char* run : {"one", "two"})
            writeRun(path(run), 30, StateEvent{RunState::Finished, 30, ""});
        const std::string line = to_json(Event(NoteEvent{Level::Info, 1, "nothing to draw"})).dump() + "\n";
        std::string notes;
        for (int i = 0; i < 400'000; ++i) // some seconds
            notes += line;
        std::ofstream(path("two") / "journal.jsonl", std::ios::app) << notes;
        const fs::path logs = fs::path(m_folder->path().toStdString()) / "logs";
        fs::create_directories(logs / "one"); // which is not ours
        const auto first = qint64(fs::file_size(path("one") / "journal.jsonl"));
        FolderLibrary library;
        QSignalSpy saved(&library, &RunLibrary::tensorBoardSaved);
        connect(&library, &RunLibrary::savingTensorBoard, &library, [&](qint64 done) {
            if (done > first)
                library.stopTensorBoard();
        });
        const QString below = QString::fromStdString(logs.string());
        library.saveTensorBoard({text("one"), text("two")}, below);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience_ms);
        const auto answer = saved[0][0].value<SavedFigures>();
        QVERIFY(answer.stopped);
        QCOMPARE(answer.runs, 0);
        QVERIFY(fs::is_empty(logs / "one") && !fs::exists(logs / "two"));
        library.saveTensorBoard({text("one")}, below);
        QTRY_COMPARE(saved.size(), 2);
        QCOMPARE(saved[1][0].value<SavedFigures>().runs, 1);
    }

    void verifyingCanBeCancelled() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        constexpr qint64 size = 256 << 20;
        {
            FolderTransaction checkpoint(path("one") / "checkpoints/step-30");
            const fs::path weights = checkpoint.path() / "weights";
            std::ofstream(weights).close();
            fs::resize_file(weights, size);
            checkpoint.commit();
        }
        FolderLibrary library;
        QSignalSpy verified(&library, &RunLibrary::verified), verifying(&library, &RunLibrary::verifying);
        const auto stop = connect(&library, &RunLibrary::verifying, &library, &FolderLibrary::stopVerifying);
        library.verify(text("one"));
        QTRY_COMPARE_WITH_TIMEOUT(verified.size(), 1, patience_ms);
        QVERIFY(verified[0][0].value<RunCheck>().stopped);
        QCOMPARE(verified[0][0].value<RunCheck>().folder, text("one"));
        disconnect(stop);
        verifying.clear();
        library.verify(text("one"));
        QTRY_COMPARE_WITH_TIMEOUT(verified.size(), 2, patience_ms);
        const auto check = verified[1][0].value<RunCheck>();
        QVERIFY(!check.stopped && check.faults.isEmpty());
        QCOMPARE(check.good, QStringList("checkpoints/step-30"));
        qint64 before = -1;
        for (const QList<QVariant>& told : verifying) {
            QVERIFY(told[1].toLongLong() > before && told[2].toLongLong() >= size);
            before = told[1].toLongLong();
        }
    }

    void aRealRunIsTrainedVerifiedAndExtended() {
        const SmallRun small;
        EngineBackend backend;
        QSignalSpy finished(&backend, &StudioBackend::trainFinished), failed(&backend, &StudioBackend::failed);
        TrainOptions options = small.options("unused");
        options.run.clear();
        backend.train(options);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() == 1, patience_ms);
        QCOMPARE(failed.size(), 0);
        const auto result = finished[0][0].value<TrainResult>();
        const QString run = QString::fromStdString(result.run);
        QCOMPARE(QFileInfo(run).path(), m_folder->filePath("runs"));

        FolderLibrary library;
        const Watch watch(library);
        QSignalSpy verified(&library, &RunLibrary::verified);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(watch.rows.keys(), QStringList(run));
        LibraryRun row = watch.rows[run];
        QCOMPARE(row.state, LibraryState::Finished);
        QCOMPARE(row.step, result.steps);
        QCOMPARE(row.totalSteps, result.steps);
        QCOMPARE(row.plannedEpochs, options.epochs);
        QCOMPARE(row.bestEval, result.best_eval_loss);
        QCOMPARE(row.trainLoss, result.train_loss);
        QCOMPARE(row.parameters, result.trainable);
        QCOMPARE(row.seconds, result.seconds);
        QCOMPARE(row.peakMemory, result.peak_memory_bytes);

        QSignalSpy verifying(&library, &RunLibrary::verifying);
        library.verify(run);
        QTRY_COMPARE(verified.size(), 1);
        QVERIFY(!verifying.isEmpty());
        QCOMPARE(verifying[0][1].toLongLong(), 0);
        QVERIFY(verifying[0][2].toLongLong() >
                qint64(fs::file_size(fs::path(result.adapter) / "adapter_model.safetensors")));
        auto check = verified[0][0].value<RunCheck>();
        QCOMPARE(check.faults, QStringList());
        QVERIFY(check.good.contains("adapter"));
        QVERIFY(check.good.size() >= 2); // and a checkpoint
        const fs::path weights = fs::path(result.run) / "adapter" / "adapter_model.safetensors";
        std::string bytes = read_text_file(weights);
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        write_file_atomically(weights, bytes);
        library.verify(run);
        QTRY_COMPARE(verified.size(), 2);
        check = verified[1][0].value<RunCheck>();
        QCOMPARE(check.faults.size(), 1);
        QVERIFY2(check.faults[0].contains("adapter_model.safetensors"), qPrintable(check.faults[0]));
        QVERIFY(check.goesOn); // from a checkpoint

        backend.resume(run, row.plannedEpochs + 1);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() == 2, patience_ms);
        QCOMPARE(failed.size(), 0);
        library.scan();
        QTRY_COMPARE(watch.scans, 2);
        row = watch.rows[run];
        QCOMPARE(row.step, result.steps * 3 / 2);
        QCOMPARE(row.plannedEpochs, 3.0);
        QCOMPARE(row.state, LibraryState::Finished);

        for (const auto& checkpoint : fs::directory_iterator(fs::path(result.run) / "checkpoints"))
            write_file_atomically(checkpoint.path() / "state.json", "{}");
        library.verify(run);
        QTRY_COMPARE(verified.size(), 3);
        check = verified[2][0].value<RunCheck>();
        QVERIFY(!check.goesOn);
        QCOMPARE(check.good, QStringList("adapter")); // which was written anew
    }

    void aComparisonIsOneJobAndItsTrialsAreRuns() {
        const SmallRun small;
        EngineBackend backend;
        EngineComparison comparison(backend);
        QSignalSpy compared(&comparison, &MethodComparison::compared), failed(&comparison, &MethodComparison::failed);
        CompareOptions options;
        options.train = small.options("unused");
        options.train.run.clear();
        options.train.method_options.clear();
        options.train.method_options["rank"] = int64_t(4);
        options.train.epochs = 1;
        options.methods = {"lora", "loratrf"};
        options.budget = Budget::Rank;
        options.seeds = 2;
        options.folder = path("comparisons/first").string();
        comparison.compare(options);
        QVERIFY(backend.busy());
        QTRY_VERIFY_WITH_TIMEOUT(compared.size() + failed.size() == 1, patience_ms);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
        QVERIFY(!backend.busy());
        const auto result = compared[0][0].value<CompareResult>();
        QCOMPARE(result.state, RunState::Finished);
        QCOMPARE(result.methods.size(), std::size_t(2));
        for (const MethodResult& method : result.methods) {
            QCOMPARE(method.test_loss.count, int64_t(2));
            QVERIFY(std::isfinite(method.test_loss.half_width));
        }
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(watch.rows.size(), 4);
        QVERIFY(watch.rows.first().folder.startsWith(text("comparisons/first/trials/")));

        options.methods = {"lora", "no-such-method"};
        comparison.compare(options);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience_ms);
        QVERIFY(failed[0][0].toString().contains("no-such-method"));
        QVERIFY(!backend.busy());

        options.methods = {"lora", "loratrf"};
        options.train.epochs = 500;
        options.folder = path("comparisons/stopped").string();
        QSignalSpy event(&backend, &StudioBackend::event);
        comparison.compare(options);
        const auto trains = [&] {
            return std::any_of(event.begin(), event.end(), [](const QList<QVariant>& arguments) {
                return std::holds_alternative<StepEvent>(arguments[0].value<Event>());
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(trains(), patience_ms);
        backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(compared.size(), 2, patience_ms);
        QCOMPARE(compared[1][0].value<CompareResult>().state, RunState::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestRunLibraryJobs)
#include "tst_run_library_jobs.moc"
