// Every event survives the journal, whatever its numbers and texts are.

#include "backend/api/event_json.h"
#include "backend/api/events.h"
#include "backend/io/error.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace loratrf;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<Event> samples() {
    return {
        StartEvent{"runs/a",
                   "loratrf",
                   "cpu (2 threads)",
                   "fp32",
                   300,
                   100,
                   20,
                   1234567,
                   134515008,
                   400,
                   120,
                   {"layers.0", "layers.1"},
                   {mean_filter_measure(), {"rank", "Rank", "Live ranks"}},
                   2e-4,
                   3,
                   1LL << 31},
        StepEvent{7, 0.07, 1.0 / 3.0, 2e-4, 0.1 + 0.2, 512, 200, 812.5, 3.25, 90, 1LL << 40, true},
        EvalEvent{7,
                  2.5,
                  std::exp(2.5),
                  4000,
                  true,
                  8,
                  3,
                  {{12, 4.5, "… a question?", "An answer …", "/data/rows.jsonl"}},
                  {{3, 0.25, "", ""}}},
        ActivityEvent{7, {{"mean_filter", {0.1F, 0.25F}}, {"adapter_ratio", {1e-30F, 3e30F}}}},
        FilterEvent{7, -1, {"Hello", " wörld", "\n"}, {"a", "b"}, {0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F}, false},
        CheckpointEvent{100, "checkpoints/step-100", true},
        SampleEvent{100, 1, "A \"question\"?", "An answer\nin two lines"},
        NoteEvent{Level::Warning, 3, "Site layers.4 is dead", true},
        ProgressEvent{"Reading data", 3, 12, true},
        StateEvent{RunState::Failed, 12, "disk full"},
        SteerEvent{40, 1e-4, 200},
    };
}

ErrorCode code_of(const std::string& line) {
    try {
        event_from_json_line(line);
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

} // namespace

class EventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEventSurvives() {
        const std::vector<Event> events = samples();
        QCOMPARE(events.size(), std::variant_size_v<Event>);
        for (size_t i = 0; i < events.size(); ++i) {
            const std::string line = to_json_line(events[i]);
            QCOMPARE(events[i].index(), i); // one sample of each kind
            QVERIFY(line.find('\n') == std::string::npos);
            const Event back = event_from_json_line(line);
            QCOMPARE(back.index(), i);
            QCOMPARE(to_json_line(back), line);
        }
    }

    void numbersAreExact() {
        const auto step = std::get<StepEvent>(event_from_json_line(to_json_line(samples()[1])));
        QCOMPARE(step.loss, 1.0 / 3.0);
        QCOMPARE(step.grad_norm, 0.1 + 0.2);
        QCOMPARE(step.memory_bytes, int64_t(1) << 40);
        QVERIFY(step.skipped);
        const auto activity = std::get<ActivityEvent>(event_from_json_line(to_json_line(samples()[3])));
        QVERIFY(activity.of("mean_filter") == (std::vector<float>{0.1F, 0.25F}));
        QVERIFY(activity.of("adapter_ratio") == (std::vector<float>{1e-30F, 3e30F}));
        const std::string line = to_json_line(samples()[3]);
        QVERIFY2(line.find("[0.1,0.25]") != std::string::npos, line.c_str()); // floats stay short
    }

    void numbersThatJsonLacks() {
        StepEvent step;
        step.loss = not_a_number;
        step.grad_norm = infinity;
        step.eta_seconds = -infinity;
        const auto back = std::get<StepEvent>(event_from_json_line(to_json_line(step)));
        QVERIFY(std::isnan(back.loss));
        QCOMPARE(back.grad_norm, infinity);
        QCOMPARE(back.eta_seconds, -infinity);
        const auto activity =
            std::get<ActivityEvent>(event_from_json_line(to_json_line(ActivityEvent{1, {{"drift", {NAN, INFINITY}}}})));
        QVERIFY(std::isnan(activity.of("drift")[0]) && std::isinf(activity.of("drift")[1]));
    }

    void partsOfCharactersBecomeReplacements() {
        const auto filter =
            std::get<FilterEvent>(event_from_json_line(to_json_line(FilterEvent{1, 0, {"\xc3"}, {"a"}, {1.0F}, true})));
        QCOMPARE(filter.tokens[0], std::string("\xef\xbf\xbd"));
    }

    void newerAndOlderVersions() {
        const Event newer = event_from_json_line(R"({"event": "hologram", "step": 3})");
        QVERIFY(std::holds_alternative<NoteEvent>(newer));
        QVERIFY(std::get<NoteEvent>(newer).text.find("hologram") != std::string::npos);
        const auto step = std::get<StepEvent>(event_from_json_line(R"({"event": "step", "step": 3, "more": [1]})"));
        QCOMPARE(step.step, int64_t(3));
        QCOMPARE(step.loss, 0.0);
        const auto eval =
            std::get<EvalEvent>(event_from_json_line(R"({"event": "eval", "hardest": [{"line": 12, "prompt": "q"}]})"));
        QCOMPARE(eval.hardest[0].line, int64_t(12));
        QVERIFY(eval.hardest[0].file.empty());
        const auto named = std::get<EvalEvent>(event_from_json_line(to_json_line(samples()[2])));
        QCOMPARE(named.hardest[0].file, std::string("/data/rows.jsonl"));
    }

    void wrongLinesAreRefused() {
        for (const char* line :
             {"", "3", "{}", R"({"event": 3})", R"({"event": "step", "step": "3"})",
              R"({"event": "step", "step": 1.5})", R"({"event": "step", "step": 18446744073709551615})",
              R"({"event": "step", "loss": "high"})", R"({"event": "state", "state": "asleep"})",
              R"({"event": "start", "sites": "a"})", R"({"event": "activity", "values": {"mean_filter": [1e300]}})",
              R"({"event": "checkpoint", "best": 1})",
              R"({"event": "filter", "tokens": ["a"], "sites": ["b"], "values": [1, 2]})"})
            QVERIFY2(code_of(line) == ErrorCode::BadJson, line);
    }
};

QTEST_GUILESS_MAIN(EventsTest)
#include "tst_events.moc"
