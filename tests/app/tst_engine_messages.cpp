// Messages that the engine really gives reach a German user in German.

#include "backend/api/export_foresight.h"
#include "backend/api/filter_statistics.h"
#include "train/small_run.h"
#include "ui/shell/language.h"
#include "ui/widgets/engine_text.h"

#include <algorithm>

using namespace loratrf;
using namespace support;

class TestEngineMessages : public QObject {
    Q_OBJECT

private:
    SmallRun m_small;
    QStringList m_english; // what was said without a translation
    int m_said = 0;

    std::string file(const std::string& name) const { return (m_small.path() / name).string(); }

    void want(const std::string& message) {
        if (message.empty())
            return;
        ++m_said;
        if (engineText(message) == QString::fromStdString(message))
            m_english << QString::fromStdString(message);
    }
    void wantFailure(const std::function<void()>& action, int line = __builtin_LINE()) {
        const std::string message = caught(action).second;
        if (message.empty())
            m_english << QStringLiteral("(nothing failed in line %1)").arg(line);
        want(message);
    }
    void wantEvents(const std::vector<Event>& events) {
        for (const Event& event : events) {
            if (const auto* start = std::get_if<StartEvent>(&event)) {
                want(start->device);
                if (start->compute != "fp32" && start->compute != "bf16")
                    want(start->compute);
            } else if (const auto* note = std::get_if<NoteEvent>(&event)) {
                want(note->text);
            } else if (const auto* progress = std::get_if<ProgressEvent>(&event)) {
                want(progress->what);
            } else if (const auto* state = std::get_if<StateEvent>(&event)) {
                want(state->message);
            }
        }
    }
    std::string rows(const std::string& name, const std::vector<std::string>& lines) const {
        std::string text;
        for (const std::string& line : lines)
            text += line + "\n";
        write_file_atomically(m_small.path() / name, text);
        return file(name);
    }

private Q_SLOTS:
    void init() {
        applyLanguage(QStringLiteral("de"));
        m_english.clear();
        m_said = 0;
    }
    void cleanup() {
        applyLanguage(QStringLiteral("en"));
        m_english.removeDuplicates();
        QVERIFY2(m_english.isEmpty(),
                 qPrintable("add to resources/translations/engine_de.ts:\n" + m_english.join('\n')));
    }

    void runs() {
        for (const char* method : {"lora", "loratrf", "dora", "full"}) {
            TrainOptions options = m_small.options(std::string("run ") + method, method);
            options.epochs = 1;
            options.exact_match = true;
            options.max_answer = 4;
            options.eval_data = options.data; // those rows are known
            options.compute = std::string(method) == "lora" ? "auto" : "fp32";
            wantEvents(train(options).events);
        }
        QVERIFY(m_said > 20);
    }

    void aStoppedRunAndWhatFollows() {
        TrainOptions options = m_small.options("stopped");
        const Trained stopped = train(options, [](const Event& event, Control& control) {
            if (std::holds_alternative<StepEvent>(event))
                control.stop = true;
        });
        wantEvents(stopped.events);
        want(stopped.result.message);
        options = m_small.options("done");
        options.epochs = 1;
        train(options);
        want(inspect_run(file("done")).why_not);
        wantFailure([&] { resume(file("done"), 0.5); }); // fewer than it has done
        wantFailure([&] { train(options); });            // the folder holds a run
        Control control;
        wantFailure([&] { go_back(file("done"), 1, control, [](const Event&) {}); });
        wantFailure([&] { resume(file("model")); });
        write_rows(m_small.path() / "train.jsonl", 26, [](int) { return "somebody else"; });
        wantFailure([&] { resume(file("done"), 2); });
        write_rows(m_small.path() / "train.jsonl", 26, usual_name);
        QVERIFY(m_said > 6);
    }

    void alarms() {
        const std::vector<int32_t> ids = tokenize(file("model"), "Z");
        QCOMPARE(ids.size(), 1U);
        write_small_model(m_small.path() / "poisoned", ids[0]);
        write_rows(m_small.path() / "poisoned.jsonl", 26, [](int i) { return i % 9 == 5 ? "Z" : usual_name(i); });
        TrainOptions options = m_small.options("alarms");
        options.model = file("poisoned");
        options.data = file("poisoned.jsonl");
        options.max_bad_steps = 2;
        Trained seen;
        Control control;
        const std::string why = caught([&] { loratrf::train(options, control, sink_into(seen, control, {})); }).second;
        want(why);
        wantEvents(seen.events);
        QVERIFY(std::ranges::any_of(events_of<NoteEvent>(seen.events), &NoteEvent::alarm));
    }

    void rowsThatCannotBeUsed() {
        const std::string mixed =
            rows("mixed.jsonl", {R"({"prompt": "a", "completion": "b"})", R"({"prompt": "a"})",
                                 R"({"prompt": "a", "completion": " "})", R"({"prompt": 3, "completion": ["x"]})",
                                 R"([1])", R"({"prompt": )", R"({"text": "other"})"});
        const std::string turns =
            rows("turns.jsonl",
                 {R"({"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]})",
                  R"({"messages": [{"role": "user", "content": "a"}]})",
                  R"({"messages": [{"role": "king", "content": "a"}]})", R"({"messages": [{"content": "a"}]})",
                  R"({"messages": [{"role": "user"}]})", R"({"messages": 4})",
                  R"({"messages": [{"role": "assistant", "content": ""}]})"});
        Control control;
        std::vector<Event> events;
        const EventSink sink = [&](const Event& event) { events.push_back(event); };
        DataOptions data;
        data.template_name = "plain";
        for (const std::string& name : {mixed, turns}) {
            const auto report = [&] {
                const DataReport found = report_data(file("model"), {name}, data, control, sink).front();
                for (const Rejected& row : found.rejected)
                    want(row.reason);
                for (const std::string& warning : found.warnings)
                    want(warning);
                want(found.problem);
            };
            report();
            TrainOptions options = m_small.options("never " + fs::path(name).stem().string());
            options.data = name;
            wantFailure([&] { train(options); });
        }
        wantEvents(events);
        for (const char* bad : {R"({"chosen": "a", "rejected": "b"})", R"({"a": 1})"})
            want(report_data(file("model"), {rows("bad.jsonl", {bad})}, data, control, sink).front().problem);
        for (const std::vector<std::string>& bad : {std::vector<std::string>{}, {"  "}, {"plain text"}})
            wantFailure([&] { report_data(file("model"), {rows("bad.jsonl", bad)}, data, control, sink); });
        wantFailure([&] { report_data(file("model"), {file("none.jsonl")}, data, control, sink); });
        QVERIFY(m_said > 15);
    }

    void models() {
        const ModelInfo info = inspect_model(file("model"));
        want(info.tokenizer);
        want(info.format);
        for (const std::string& warning : info.warnings)
            want(warning);
        wantFailure([&] { inspect_model(file("nothing")); });
        wantFailure([&] { inspect_model(file("train.jsonl")); });
        wantFailure([&] { inspect_model((m_small.path() / "model" / "model.safetensors").string()); });
        const auto broken = [&](const char* key, const Json& value) {
            fs::remove_all(m_small.path() / "broken");
            fs::copy(m_small.path() / "model", m_small.path() / "broken");
            Json config = parse_json(read_text_file(m_small.path() / "model" / "config.json"), "config.json");
            if (value.is_null())
                config.erase(key);
            else
                config[key] = value;
            write_file_atomically(m_small.path() / "broken" / "config.json", config.dump());
        };
        for (const auto& [key, value] : std::vector<std::pair<const char*, Json>>{{"model_type", "gpt9"},
                                                                                  {"model_type", nullptr},
                                                                                  {"hidden_size", "many"},
                                                                                  {"hidden_size", nullptr},
                                                                                  {"hidden_act", "relu"}}) {
            broken(key, value);
            wantFailure([&] { inspect_model(file("broken")); });
        }
        fs::resize_file(m_small.path() / "broken" / "model.safetensors", 200);
        broken("hidden_size", hidden);
        fs::resize_file(m_small.path() / "broken" / "model.safetensors", 20'000);
        wantFailure([&] { inspect_model(file("broken")); });
        fs::remove(m_small.path() / "broken" / "model.safetensors");
        wantFailure([&] { inspect_model(file("broken")); });
    }

    void exportsAndUses() {
        for (const char* method : {"loratrf", "dora"}) {
            TrainOptions options = m_small.options(std::string("out ") + method, method);
            options.epochs = 1;
            train(options);
        }
        for (const char* run : {"out loratrf", "out dora"})
            for (const ExportKind kind :
                 {ExportKind::Adapter, ExportKind::MergedHf, ExportKind::GgufLora, ExportKind::GgufModel}) {
                const ExportRequest request{
                    .model = file(run), .adapter = {}, .to = file("there"), .kind = kind, .prompt = {}, .type = {}};
                for (const ExportChoice& choice : foresee_export(request).choices)
                    want(choice.why_not);
            }
        Control control;
        std::vector<Event> events;
        const EventSink sink = [&](const Event& event) { events.push_back(event); };
        ExportRequest request{.model = file("out dora"),
                              .adapter = {},
                              .to = file("there"),
                              .kind = ExportKind::MergedHf,
                              .prompt = {},
                              .type = {}};
        want(export_files(request, control, sink).note);
        wantEvents(events);
        wantFailure([&] { export_files(request, control); }); // it is there now
        request.to = file("elsewhere");
        request.kind = ExportKind::GgufLora;
        wantFailure([&] { export_files(request, control); });
        request.prompt = "Who?";
        wantFailure([&] { export_files(request, control); });
        request.prompt.clear();
        request.type = "int3";
        wantFailure([&] { export_files(request, control); });
        request.model = file("model");
        wantFailure([&] { export_files(request, control); });

        export_tensorboard(file("out dora"), file("curves"));
        wantFailure([&] { export_tensorboard(file("out dora"), file("curves")); });
        fs::create_directories(file("begun"));
        write_file_atomically(file("begun") + "/options.json", to_json(TrainOptions{}));
        wantFailure([&] { export_tensorboard(file("begun"), file("more curves")); });

        wantFailure([&] { probe(file("model"), "", "text", false, control); });
        GenerateRequest question;
        question.model = file("model");
        wantFailure([&] { generate(question, control); });
        for (const Problem& problem : validate(EvaluateRequest{}))
            want(problem.message);

        FilterStatisticsRequest ask;
        ask.run = file("out loratrf");
        ask.device = "cpu";
        ask.compute = "fp32";
        const FilterStatistics found = filter_statistics(ask, control, [](const Event&) {});
        QVERIFY(found.groupings.size() >= 2);
        for (size_t i = 0; i < 2; ++i) {
            want(found.groupings[i].name);
            for (const GroupStatistics& group : found.groupings[i].groups)
                want(group.name);
        }
        Control stopped;
        stopped.stop = true;
        wantFailure([&] { filter_statistics(ask, stopped, [](const Event&) {}); });
        wantFailure([&] { probe(ask.run, "", "text", false, stopped); });
        ask.run = file("model");
        wantFailure([&] { filter_statistics(ask, control, [](const Event&) {}); });
    }
};

QTEST_MAIN(TestEngineMessages)
#include "tst_engine_messages.moc"
