// The entry points beside training: evaluate, generate, probe, export, and what they refuse.

#include "train/small_run.h"

#include <cmath>
#include <fstream>

using namespace loratrf;
using namespace support;

class TestEngine : public QObject {
    Q_OBJECT

    SmallRun m_small;
    TrainOptions m_options;
    Trained m_trained;
    Control m_control;

    EvaluateRequest request(const std::string& model) const {
        EvaluateRequest request;
        request.model = model;
        request.data = m_options.eval_data;
        request.data_options = m_options.data_options;
        request.device = "cpu";
        request.compute = "fp32";
        return request;
    }

    ExportResult export_run(const std::string& run, const fs::path& to) {
        ExportRequest wanted;
        wanted.model = run;
        wanted.to = to.string();
        return export_files(wanted, m_control);
    }

private Q_SLOTS:
    void initTestCase() {
        m_options = m_small.options("run", "loratrf");
        m_options.epochs = 4;
        m_trained = train(m_options);
        QVERIFY(m_trained.result.state == RunState::Finished);
    }

    void evaluatesRowByRow() {
        EvaluateRequest wanted = request(m_options.run);
        wanted.generate = true;
        wanted.max_tokens = 12;
        wanted.per_row = (m_small.path() / "rows.jsonl").string();
        const EvaluateResult result = evaluate(wanted, m_control, {});
        QCOMPARE(result.rows, int64_t{5});
        QCOMPARE(result.details.size(), size_t{5});
        QVERIFY(std::abs(result.loss - m_trained.result.best_eval_loss) < 1e-5 * result.loss);
        QVERIFY(qFuzzyCompare(result.perplexity, std::exp(result.loss)));
        double sum = 0;
        int64_t exact = 0;
        for (const EvaluatedRow& row : result.details) {
            sum += row.loss * static_cast<double>(row.supervised);
            exact += row.match;
            QCOMPARE(row.expected, " It is " + usual_name(static_cast<int>(row.line) - 1) + ".");
            QVERIFY(row.prompt.find("Who is number") != std::string::npos);
        }
        QVERIFY(std::abs(sum / static_cast<double>(result.supervised) - result.loss) < 1e-9);
        QCOMPARE(result.exact, exact);
        std::ifstream rows(wanted.per_row);
        std::string line;
        for (const EvaluatedRow& row : result.details) {
            QVERIFY(std::getline(rows, line));
            const Json json = parse_json(line, "rows.jsonl");
            QCOMPARE(json.at("line").get<int64_t>(), row.line);
            QCOMPARE(json.at("answer").get<std::string>(), row.answer);
        }
        wanted.base_only = true;
        wanted.per_row.clear();
        const double base = evaluate(wanted, m_control, {}).loss;
        QVERIFY(std::abs(base - m_trained.result.first_eval_loss) < 1e-5 * base);
    }

    void rowFileThatCannotBeIsRefusedAtOnce() {
        EvaluateRequest wanted = request(m_options.run);
        const std::string before = read_text_file(m_options.eval_data);
        for (const std::string& file : {m_options.eval_data, (m_small.path() / "no folder/rows.jsonl").string()}) {
            wanted.per_row = file;
            bool worked = false;
            QCOMPARE(caught([&] { evaluate(wanted, m_control, [&](const Event&) { worked = true; }); }).first,
                     std::string("invalid-option"));
            QVERIFY(!worked);
        }
        QCOMPARE(read_text_file(m_options.eval_data), before);
    }

    void neverGeneratesBeyondTheContext() {
        GenerateRequest wanted;
        wanted.model = m_options.run;
        wanted.messages = {{"user", "Who is number 3?"}};
        wanted.temperature = 5; // so that it does not end by itself
        wanted.max_tokens = int64_t{1} << 40;
        wanted.device = "cpu";
        const GenerateResult result = generate(wanted, m_control);
        QVERIFY(result.prompt_tokens + result.tokens <= 512);
    }

    void fullWeightsOpenWhateverTheComputeType() {
        TrainOptions options = m_small.options("full", "full");
        options.epochs = 1;
        const Trained trained = train(options);
        GenerateRequest wanted;
        wanted.model = options.model;
        wanted.adapter = trained.result.adapter;
        wanted.messages = {{"user", "Who is number 3?"}};
        wanted.max_tokens = 4;
        wanted.device = "cpu";
        wanted.compute = "bf16";
        QVERIFY(generate(wanted, m_control).tokens > 0);
    }

    void cancelledEvaluationGivesNoFigures() {
        Control stopped;
        stopped.stop = true;
        QCOMPARE(caught([&] { evaluate(request(m_options.run), stopped, {}); }).first, std::string("cancelled"));
    }

    void generatesTheSameFromTheSameSeed() {
        GenerateRequest wanted;
        wanted.model = m_options.run;
        wanted.messages = {{"user", "Who is number 3?"}};
        wanted.max_tokens = 12;
        wanted.device = "cpu";
        wanted.compute = "fp32";
        std::string streamed;
        const GenerateResult greedy = generate(wanted, m_control, [&](const std::string& s) { streamed += s; });
        QCOMPARE(streamed, greedy.text);
        QVERIFY(greedy.tokens > 0 && greedy.tokens <= 12 && greedy.prompt_tokens > 0);
        QCOMPARE(generate(wanted, m_control).text, greedy.text);
        wanted.base_only = true;
        QVERIFY(generate(wanted, m_control).text != greedy.text);
        wanted.base_only = false;
        wanted.temperature = 1.5;
        const std::string drawn = generate(wanted, m_control).text;
        QCOMPARE(generate(wanted, m_control).text, drawn);
        wanted.seed = 99;
        QVERIFY(generate(wanted, m_control).text != drawn);
        wanted.messages.clear();
        QCOMPARE(caught([&] { generate(wanted, m_control); }).first, std::string("invalid-option"));
    }

    void probesAnyText() {
        const FilterEvent event = probe(m_options.run, {}, "Who is number 77?", false, m_control);
        QVERIFY(event.filter);
        QCOMPARE(event.values.size(), event.sites.size() * event.tokens.size());
        std::string text;
        for (const std::string& token : event.tokens)
            text += token;
        QVERIFY(text.find("Who is number 77?") != std::string::npos);
        for (const float value : event.values)
            QVERIFY(value >= 0 && value <= 1);
        QCOMPARE(caught([&] { probe(m_options.model, {}, "Who?", false, m_control); }).first,
                 std::string("invalid-option"));
    }

    void exportsWhatTheRunHolds() {
        const fs::path to = m_small.path() / "exported";
        const ExportResult result = export_run(m_options.run, to);
        verify_manifest(to);
        for (const std::string& file : result.files)
            QVERIFY2(fs::exists(to / file), file.c_str());
        QVERIFY(!result.note.empty());
        QVERIFY(adapter_bytes(to) == adapter_bytes(m_trained.result.adapter));
        EvaluateRequest wanted = request(m_options.model);
        wanted.adapter = to.string();
        const double loss = evaluate(wanted, m_control, {}).loss;
        QVERIFY(std::abs(loss - m_trained.result.best_eval_loss) < 1e-5 * loss);
    }

    void exportOverwritesNothing() {
        const auto code = [&](const fs::path& to) { return caught([&] { export_run(m_options.run, to); }).first; };
        QCOMPARE(code(m_options.model), std::string("path-escape"));
        const fs::path mine = m_small.path() / "mine";
        fs::create_directories(mine);
        write_file_atomically(mine / "letter.txt", "dear diary");
        QCOMPARE(code(mine), std::string("invalid-option"));
        QCOMPARE(code(mine / "letter.txt"), std::string("invalid-option"));
        QCOMPARE(read_text_file(mine / "letter.txt"), std::string("dear diary"));
    }

    void damagedAdapterIsNotExported() {
        TrainOptions options = m_small.options("damaged", "lora");
        options.epochs = 1;
        const Trained trained = train(options);
        const fs::path file = fs::path(trained.result.adapter) / "adapter_model.safetensors";
        std::string bytes = read_text_file(file);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        write_file_atomically(file, bytes);
        const fs::path to = m_small.path() / "not exported";
        QVERIFY(!caught([&] { export_run(options.run, to); }).first.empty());
        QVERIFY(!fs::exists(to));
    }

    void whatIsNotThereIsNamed() {
        const auto said = caught([&] { evaluate(request((m_small.path() / "nowhere").string()), m_control, {}); });
        QCOMPARE(said.first, std::string("not-found"));
        QVERIFY(said.second.find("nowhere") != std::string::npos);
        QCOMPARE(caught([&] { inspect_run(m_options.model); }).first, std::string("not-found"));
        EvaluateRequest wanted = request(m_options.model);
        wanted.adapter = (m_small.path() / "no adapter").string();
        QCOMPARE(caught([&] { evaluate(wanted, m_control, {}); }).first, std::string("not-found"));
    }

    void machineSpeaksOfItself() {
        const MachineInfo info = machine();
        QVERIFY(!info.devices.empty() && info.devices[0] == "cpu");
        QVERIFY(!info.cpu.empty() && !info.cuda.empty());
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
