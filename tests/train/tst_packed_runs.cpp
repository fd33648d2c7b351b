// Whole runs over a base that stays in memory as its file stores it.

#include "backend/model/model_writer.h"
#include "small_run.h"

using namespace loratrf;
using namespace support;

class TestPackedRuns : public QObject {
    Q_OBJECT

    SmallRun m_small;

    TrainOptions options(const std::string& run, const std::string& method, const std::string& base_weights) const {
        TrainOptions options = m_small.options(run, method);
        options.model = (m_small.path() / "small.gguf").string();
        options.base_weights = base_weights;
        return options;
    }

    static bool says(const Trained& trained, const char* text) {
        return std::ranges::any_of(events_of<NoteEvent>(trained.events),
                                   [&](const NoteEvent& note) { return note.text.find(text) != std::string::npos; });
    }

private Q_SLOTS:
    void initTestCase() {
        write_gguf_model({.base = (m_small.path() / "model").string(), .type = DType::Q8_0},
                         m_small.path() / "small.gguf");
    }

    // Stopped and resumed too: nothing of a run depends on how its base lies in memory.
    void runsAreTheSame_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"loratrf", "lora", "dora"})
            QTest::newRow(method) << method;
    }
    void runsAreTheSame() {
        QFETCH(QString, method);
        const std::string name = method.toStdString();
        const Trained unpacked = train(options(name + " unpacked", name, "unpacked"));
        const Trained packed = train(options(name + " packed", name, "stored"));
        QVERIFY(packed.result.state == RunState::Finished);
        QVERIFY(says(packed, "stay as their file stores them"));
        QVERIFY(!says(unpacked, "stay as their file stores them"));
        const auto expected = events_of<StepEvent>(unpacked.events), found = events_of<StepEvent>(packed.events);
        QCOMPARE(found.size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(found[i].loss == expected[i].loss, qPrintable(QString("step %1").arg(i + 1)));
        QVERIFY(adapter_bytes(packed.result.adapter) == adapter_bytes(unpacked.result.adapter));

        const TrainOptions stopped = options(name + " stopped", name, "stored");
        train(stopped, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        QVERIFY(adapter_bytes(resume(stopped.run).result.adapter) == adapter_bytes(unpacked.result.adapter));

        Control control;
        EvaluateRequest request;
        request.data = (m_small.path() / "eval.jsonl").string();
        request.compute = "fp32";
        request.device = "cpu";
        request.data_options.template_name = "plain";
        request.model = packed.result.run;
        const double loss = evaluate(request, control, {}).loss;
        request.model = unpacked.result.run;
        QCOMPARE(loss, evaluate(request, control, {}).loss);
    }

    void whatHasNoEffectIsSaid() {
        TrainOptions full = options("full", "full", "stored");
        full.method_options.clear();
        full.max_steps = 2;
        const std::vector<Problem> problems = validate(full);
        QVERIFY(std::ranges::any_of(problems, [](const Problem& p) { return p.warning && p.field == "base_weights"; }));
        QVERIFY(says(train(full), "changes the base's weights"));
        TrainOptions wide = options("wide", "lora", "stored");
        wide.model = (m_small.path() / "model").string();
        wide.max_steps = 2;
        QVERIFY(says(train(wide), "in no fewer bits"));
    }
};

QTEST_GUILESS_MAIN(TestPackedRuns)
#include "tst_packed_runs.moc"
