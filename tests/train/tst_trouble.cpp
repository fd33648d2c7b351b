// Runs that go wrong: what they say of it, and where in model and rows.

#include "backend/adapter/adapter.h"
#include "backend/train/alarms.h"
#include "backend/train/where.h"
#include "holds.h"
#include "small_run.h"

#include <cmath>

using namespace loratrf;
using support::holds;

namespace {

std::unique_ptr<Model> two_layers() {
    return load_model(TESTS_DIR "/data/models/llama", at::kCPU, at::kFloat);
}

std::vector<PackedBatch> some_batch() {
    const std::vector<Sequence> rows = {{.line = 1, .ids = {5, 6, 7, 8}, .supervised = {false, true, true, true}}};
    return {pack(rows, std::vector<int64_t>{0})};
}

// Every gradient of the parameters that the optimiser holds.
void fill_gradients(const std::vector<Parameter>& parameters, double value) {
    for (const Parameter& one : parameters)
        one.value.grad().fill_(value);
}

std::vector<NoteEvent> alarms_of(const std::vector<Event>& events) {
    std::vector<NoteEvent> alarms = support::events_of<NoteEvent>(events);
    std::erase_if(alarms, [](const NoteEvent& note) { return !note.alarm; });
    return alarms;
}

} // namespace

class TestTrouble : public QObject {
    Q_OBJECT

    support::SmallRun m_small;

    std::string write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = m_small.path() / name;
        write_file_atomically(file, text);
        return file.string();
    }
    // Rows of one token over and over: at every place of them the model sees the same.
    std::string one_token() const {
        std::string rows;
        for (int i = 0; i < 8; ++i)
            rows += R"({"text": " a a a a a a a a a a a a a a a a a a a a"})"
                    "\n";
        return write("one token.jsonl", rows);
    }
    TrainOptions on_one_token(const std::string& run, const std::string& method) const {
        TrainOptions options = m_small.options(run, method);
        options.data = one_token();
        options.eval_data.clear();
        options.eval_share = 0;
        options.data_options.max_length = 8;
        options.data_options.over_length = OverLength::TruncateEnd;
        options.warmup = 0;
        return options;
    }

private Q_SLOTS:
    void theFirstLayerThatIsNotFiniteIsNamed() {
        for (const int64_t bad : {0, 1}) {
            const std::unique_ptr<Model> model = two_layers();
            const auto adapter = find_method("lora").attach(*model, {}, 0);
            const std::vector<PackedBatch> batches = some_batch();
            QVERIFY(where_not_finite(*model, *adapter, batches, 0, 0).empty());
            const std::string path = "layers." + std::to_string(bad) + ".";
            for (const Parameter& one : adapter->parameters())
                if (holds(one.name, path))
                    one.value.data().fill_(std::numeric_limits<float>::infinity());
            QCOMPARE(where_not_finite(*model, *adapter, batches, 0, 0),
                     "The first layer whose output is not finite is layer " + std::to_string(bad));
        }
    }

    void onlyWhatIsTrueIsSaidOfGradients() {
        const std::unique_ptr<Model> model = two_layers();
        const auto adapter = find_method("lora").attach(*model, {}, 0);
        const std::vector<Parameter> parameters = adapter->parameters();
        AdamW optimizer(parameters, {});
        optimizer.zero_grad();
        QCOMPARE(where_largest(optimizer), std::string("All gradients are 0"));
        parameters[2].value.mutable_grad().fill_(3);
        QCOMPARE(where_largest(optimizer),
                 "The largest gradient is that of " + parameters[2].name + ", 100 % of the norm of all");
        parameters[3].value.mutable_grad().fill_(std::numeric_limits<float>::quiet_NaN());
        QCOMPARE(where_largest(optimizer), "The gradient of " + parameters[3].name + " is not finite");
        fill_gradients(parameters, std::numeric_limits<double>::infinity());
        QCOMPARE(where_largest(optimizer), std::string("No gradient is finite"));

        // Computed anew: of a fresh LoRA only the second factors have any.
        const std::string again = where_largest_again(*model, *adapter, optimizer, some_batch(), 0, 0, {});
        QVERIFY2(again.starts_with("The largest gradient is that of ") && holds(again, "lora_B"), again.c_str());
    }

    void aLossOfZeroIsNamedOnce() {
        TrainOptions options = on_one_token("zero", "head");
        options.learning_rate = 1; // the only token there is soon has all the probability
        options.epochs = 15;
        const support::Trained trained = support::train(options);
        QCOMPARE(support::events_of<StepEvent>(trained.events).back().loss, 0.0);
        const std::vector<NoteEvent> alarms = alarms_of(trained.events);
        QCOMPARE(alarms.size(), size_t{1});
        QVERIFY2(holds(alarms[0].text, "the loss is exactly 0. ") && holds(alarms[0].text, "Rows at lines ") &&
                     (holds(alarms[0].text, "All gradients are 0.") ||
                      holds(alarms[0].text, " of lm_head.weight, 100 % of the norm of all.")),
                 alarms[0].text.c_str());
    }

    // One row unlike the others, met between two reports: its gradients are gone when its loss is read.
    void aSpikeBetweenTwoReportsIsFoundInTheModelToo() {
        TrainOptions options = m_small.options("spike");
        options.data = (m_small.path() / "one row unlike the others.jsonl").string();
        support::write_rows(options.data, 26, [](int i) { return i == 9 ? "quite another one, of 81 days" : "Ann"; });
        options.batch_size = 1;
        options.epochs = 4;
        options.log_every = 1000; // so they are read at each end of an epoch
        const support::Trained trained = support::train(options);
        const std::vector<NoteEvent> alarms = alarms_of(trained.events);
        QVERIFY(!alarms.empty());
        const NoteEvent& alarm = alarms.back();
        QVERIFY2(holds(alarm.text, " was usual. The largest gradient is that of ") && holds(alarm.text, "layers.0") &&
                     holds(alarm.text, "Rows at lines 10."),
                 alarm.text.c_str());
        const int64_t step = std::stoll(alarm.text.substr(std::string("step ").size()));
        QCOMPARE(alarm.step, step - (holds(alarm.text, ": loss ") ? 1 : 0)); // the loss of the weights before
        const int64_t epoch_end = (step + 25) / 26 * 26;
        QVERIFY2(step == epoch_end || holds(alarm.text, ". This was computed again with the weights after step " +
                                                            std::to_string(epoch_end) + "."),
                 alarm.text.c_str());
    }

    void filtersThatCloseAreNamed() {
        bool never = false, later = false;
        for (uint64_t seed = 0; seed < 16 && !(never && later); ++seed) {
            TrainOptions options = on_one_token("dead " + std::to_string(seed), "loratrf");
            options.method_options["xi_init"] = std::string("randn"); // half of them look away from the only token
            options.seed = seed;
            options.epochs = 8;
            options.learning_rate = 0.05;
            const support::Trained trained = support::train(options);
            const auto reports = support::events_of<ActivityEvent>(trained.events);
            const auto open = [&](size_t report) { return reports[report].of(active_share_measure().key)[0] > 0; };
            const std::vector<NoteEvent> alarms = alarms_of(trained.events);
            for (const NoteEvent& alarm : alarms) {
                QVERIFY2(holds(alarm.text, "reports in a row: layer 0."), alarm.text.c_str());
                if (!open(0) && alarm.step == 1) {
                    never = true; // no state of this run is better
                    QVERIFY2(holds(alarm.text, "None of them was open"), alarm.text.c_str());
                } else {
                    later = true;
                    QVERIFY2(open(static_cast<size_t>(alarm.step) - 1) && !open(static_cast<size_t>(alarm.step)) &&
                                 holds(alarm.text, "The update of step " + std::to_string(alarm.step) + " closed them"),
                             alarm.text.c_str());
                }
            }
        }
        QVERIFY(never && later);
    }

    // A loss is that of the weights that the update before it made, so these may be to blame already.
    void anAlarmIsOfTheFirstUpdateThatMayBeToBlame() {
        TrainingData data;
        data.train.push_back({.line = 1, .ids = {}, .supervised = {}});
        data.train_files = {{"/data/rows.jsonl", 1}};
        std::vector<Event> said;
        const EventSink sink = [&](const Event& event) { said.push_back(event); };
        Reporter reporter(sink);
        Alarms alarms(reporter, data);
        const auto step = [&](int64_t number, double loss, double norm) {
            PendingStep one;
            one.event = {.step = number, .loss = loss, .grad_norm = norm, .supervised = 4};
            one.event.skipped = !std::isfinite(loss);
            one.rows = {0};
            alarms.observe(one, [](Sign) { return std::string(); });
        };
        step(1, NAN, NAN); // nothing is before it
        for (int64_t number = 2; number <= 40; ++number)
            step(number, 2 + 0.01 * static_cast<double>(number % 5), 1 + 0.01 * static_cast<double>(number % 3));
        step(41, 2, 1000);
        step(42, 2, 1);
        step(43, 0, 1);
        step(44, NAN, NAN);
        std::vector<int64_t> steps;
        for (const NoteEvent& alarm : alarms_of(said))
            steps.push_back(alarm.step);
        QVERIFY(steps == (std::vector<int64_t>{1, 41, 42, 43}));
    }

    // Whoever goes back needs a state from before the filter closed, not from before it was found to be dead.
    void aDeadFilterLeadsBackToWhereItWasOpen() {
        TrainingData data;
        for (int64_t line = 1; line <= 12; ++line)
            data.train.push_back({.line = line, .ids = {}, .supervised = {}});
        data.train_files = {{"/data/orders.jsonl", 10}, {"/data/more.jsonl", 12}};
        std::vector<Event> said;
        const EventSink sink = [&](const Event& event) { said.push_back(event); };
        Reporter reporter(sink);
        Alarms alarms(reporter, data);
        for (int64_t step = 20; step <= 200; step += 20) {
            const float open = step <= 60 ? 0.5F : 0;
            alarms.observe({step, {{active_share_measure().key, {open, 0.5F}}}}, {"layers.0", "layers.1"},
                           {step / 20, 11});
        }
        const std::vector<NoteEvent> notes = alarms_of(said);
        QCOMPARE(notes.size(), size_t{1});
        QCOMPARE(notes[0].step, int64_t{60});
        for (const char* part : {"from step 80 on", "layers.0", "updates of steps 60 to 79",
                                 "rows at lines 4 of orders.jsonl, 12 of more.jsonl"})
            QVERIFY2(holds(notes[0].text, part), notes[0].text.c_str());
        QVERIFY(!holds(notes[0].text, "layers.1"));
    }
};

QTEST_GUILESS_MAIN(TestTrouble)
#include "tst_trouble.moc"
