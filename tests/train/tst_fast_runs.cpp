// Whole runs whose layers are one node each: they stop and go on to the same bytes, and learn the same on one thread
// and on two.

#include "small_run.h"

using namespace loratrf;
using namespace support;

class TestFastRuns : public QObject {
    Q_OBJECT

    SmallRun m_small;

    TrainOptions options(const std::string& run, const std::string& method, const std::string& placement) const {
        TrainOptions options = m_small.options(run, method);
        if (options.method_options.contains("dropout"))
            options.method_options["dropout"] = 0.0; // what it touches goes op by op
        if (method == "pissa")
            options.method_options.erase("dropout"); // refused
        if (!placement.empty())
            options.method_options["placement"] = placement;
        options.eval_data.clear();
        options.eval_share = 0;
        return options;
    }

    static bool went_op_by_op(const Trained& trained) {
        for (const NoteEvent& note : events_of<NoteEvent>(trained.events))
            if (note.text.find("slower and larger steps") != std::string::npos)
                return true;
        return false;
    }

    static void add_methods() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("placement");
        for (const char* method : {"lora", "rslora", "loraplus", "lorafa", "pissa", "adalora", "alora"})
            QTest::newRow(method) << method << QString();
        QTest::newRow("LoRATRF on blocks") << QStringLiteral("loratrf") << QStringLiteral("block");
        QTest::newRow("LoRATRF on projections") << QStringLiteral("loratrf") << QStringLiteral("linear");
    }

    void check_resume(TrainOptions options) {
        const std::string run = options.run;
        options.run = run + " straight";
        const Trained straight = train(options);
        QVERIFY(straight.result.state == RunState::Finished);
        QVERIFY(!went_op_by_op(straight));
        options.run = run + " stopped";
        const Trained stopped = train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        const Trained resumed = resume(options.run);
        QVERIFY(resumed.result.state == RunState::Finished);
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.result.adapter));
    }

private Q_SLOTS:
    void resumingIsBitEqual_data() { add_methods(); }
    void resumingIsBitEqual() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        check_resume(options(QTest::currentDataTag(), method.toStdString(), placement.toStdString()));
    }

    void resumingIsBitEqualHoweverItComputes_data() {
        QTest::addColumn<QString>("placement");
        QTest::addColumn<QString>("recompute");
        QTest::addColumn<QString>("compute");
        QTest::addColumn<int>("threads");
        for (const char* placement : {"block", "linear"}) {
            const auto row = [&](const char* recompute, const char* compute, int threads) {
                QTest::addRow("%s, recompute %s, %s, threads %d", placement, recompute, compute, threads)
                    << placement << recompute << compute << threads;
            };
            row("feed-forward", "fp32", 1);
            row("layer", "fp32", 2);
            row("nothing", "bf16", 1);
            row("layer", "bf16", 2);
        }
    }
    void resumingIsBitEqualHoweverItComputes() {
        QFETCH(QString, placement);
        QFETCH(QString, recompute);
        QFETCH(QString, compute);
        QFETCH(int, threads);
        TrainOptions given = options(QTest::currentDataTag(), "loratrf", placement.toStdString());
        given.recompute = recompute.toStdString();
        given.compute = compute.toStdString();
        given.threads = threads;
        check_resume(given);
    }

    // Rows long and many enough that every kernel splits its work.
    void threadsLearnTheSame_data() { add_methods(); }
    void threadsLearnTheSame() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        std::string text;
        for (int i = 0; i < 40; ++i)
            text += Json{{"prompt", "Below is a question about a person who lives in a town. Answer it in one sentence "
                                    "that names this person.\nWho is number " +
                                        std::to_string(i) + "?"},
                         {"completion", " Number " + std::to_string(i) + " is " + usual_name(i) + "."}}
                        .dump() +
                    "\n";
        write_file_atomically(m_small.path() / "many.jsonl", text);
        std::vector<std::vector<StepEvent>> runs;
        for (const int64_t threads : {1, 2}) {
            TrainOptions given = options(std::string(QTest::currentDataTag()) + " on " + std::to_string(threads),
                                         method.toStdString(), placement.toStdString());
            given.data = (m_small.path() / "many.jsonl").string();
            given.batch_size = 20;
            given.token_budget = 4096;
            given.share_prefix = "off";
            given.epochs = 3;
            given.threads = threads;
            const Trained trained = train(given);
            QVERIFY(!went_op_by_op(trained));
            runs.push_back(events_of<StepEvent>(trained.events));
        }
        QCOMPARE(runs[0].size(), size_t{6});
        QCOMPARE(runs[1].size(), size_t{6});
        QVERIFY(runs[0][0].tokens > 600);
        for (size_t i = 0; i < runs[0].size(); ++i) {
            const double one = runs[0][i].loss, two = runs[1][i].loss;
            QVERIFY2(
                std::abs(one - two) <= 1e-5 * std::abs(one),
                qPrintable(QStringLiteral("step %1: %2 and %3").arg(i + 1).arg(one, 0, 'g', 9).arg(two, 0, 'g', 9)));
        }
    }
};

QTEST_GUILESS_MAIN(TestFastRuns)
#include "tst_fast_runs.moc"
