// Runs that start from an existing adapter.

#include "backend/adapter/adapter_files.h"
#include "small_run.h"

using namespace loratrf;
using namespace support;

namespace {

bool names(const std::vector<Problem>& problems, const std::string& field, const std::string& part) {
    return std::ranges::any_of(problems, [&](const Problem& p) {
        return !p.warning && p.field == field && p.message.find(part) != std::string::npos;
    });
}

} // namespace

class TestStart : public QObject {
    Q_OBJECT

    SmallRun m_small;
    std::map<std::string, std::string> m_adapters; // by method

    // A trained adapter of rank 4 with alpha 16.
    std::string adapter_of(const std::string& method) {
        if (!m_adapters.contains(method))
            m_adapters[method] = train(m_small.options("first " + method, method)).result.adapter;
        return m_adapters[method];
    }
    TrainOptions next(const std::string& run, const std::string& method, const std::string& adapter) const {
        TrainOptions options = m_small.options(run, method);
        options.method_options.clear();
        options.adapter = adapter;
        return options;
    }

private Q_SLOTS:
    void beginsWithTheAdaptersValues_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("method");
        for (const char* method : {"lora", "rslora", "loratrf"})
            QTest::newRow(method) << method << method;
        QTest::newRow("lora to LoRA+") << "lora"
                                       << "loraplus";
        QTest::newRow("rslora to LoRA-FA") << "rslora"
                                           << "lorafa";
    }
    void beginsWithTheAdaptersValues() {
        QFETCH(QString, from);
        QFETCH(QString, method);
        const std::string adapter = adapter_of(from.toStdString());
        Control control;
        EvaluateRequest request;
        request.model = (m_small.path() / "model").string();
        request.adapter = adapter;
        request.data = (m_small.path() / "eval.jsonl").string();
        request.data_options = m_small.options("none").data_options;
        request.device = "cpu";
        request.compute = "fp32";
        request.threads = 1;
        const EvaluateResult expected = evaluate(request, control, {});
        TrainOptions options = next(std::string(QTest::currentDataTag()), method.toStdString(), adapter);
        if (method == "loratrf") // its start from data would overwrite xi
            options.method_options["xi_init"] = std::string("randn_signed");
        const Trained second = train(options);
        QVERIFY(second.result.state == RunState::Finished);
        // The two pack the rows differently, and sums over more rows round differently.
        QVERIFY(std::abs(second.result.first_eval_loss / expected.loss - 1) < 1e-6);
        QVERIFY(second.result.best_eval_loss < expected.loss); // and goes on learning
        QVERIFY(std::ranges::any_of(events_of<NoteEvent>(second.events), [&](const NoteEvent& note) {
            return note.text == "starts from the adapter in " + adapter;
        }));
        const TrainOptions stored = inspect_run(second.result.run).options;
        QCOMPARE(stored.adapter, adapter);
        QCOMPARE(std::get<int64_t>(stored.method_options.at("rank")), int64_t{4});
    }

    void goesOnAfterAStop() {
        const std::string adapter = adapter_of("lora");
        TrainOptions options = next("straight", "lora", adapter);
        const Trained straight = train(options);
        options.run = (m_small.path() / "stopped").string();
        const Trained stopped = train(options, [](const Event& event, Control& control) {
            const auto* step = std::get_if<StepEvent>(&event);
            if (step && step->step == 5)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        const Trained resumed = resume(options.run);
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void whatContradictsTheAdapterIsNamed() {
        const std::string adapter = adapter_of("lora");
        TrainOptions options = next("refused", "lora", adapter);
        QVERIFY(validate(options).empty());
        options.method_options = {{"rank", int64_t{8}}, {"dropout", 0.3}}; // dropout is of the training alone
        const std::vector<Problem> problems = validate(options);
        QCOMPARE(problems.size(), size_t{1});
        QVERIFY(names(problems, "method_options.rank", "is 8, but the adapter in " + adapter + " has 4"));
        options.method_options = {{"targets", std::vector<std::string>{"q_proj"}}};
        QVERIFY(names(validate(options), "method_options.targets", "is [\"q_proj\"]"));

        QVERIFY(names(validate(next("refused", "loratrf", adapter)), "method",
                      "is \"loratrf\", but the adapter in " + adapter + " is of method \"lora\""));
        QVERIFY(names(validate(next("refused", "lora", m_small.path().string())), "adapter", "no adapter_config.json"));
        QVERIFY(caught([&] { train(options); }).first == "invalid-option");
        QVERIFY(!fs::exists(options.run));
    }

    void optionsKeepTheFolder() {
        TrainOptions options = next("kept", "lora", "adapters/first");
        const std::string json = to_json(options);
        QCOMPARE(options_from_json(json).adapter, options.adapter);
        QCOMPARE(to_json(options_from_json(json)), json);
        QVERIFY(command_line(options).find("--adapter adapters/first") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestStart)
#include "tst_start.moc"
