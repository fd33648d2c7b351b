// A step that does not fit into memory is tried again in smaller pieces, with the same result, and a resumed run goes
// on with these.

#include "small_run.h"

#include <c10/core/CPUAllocator.h>

#include <algorithm>
#include <atomic>
#include <cmath>

using namespace loratrf;
using namespace support;

namespace {

// Stands before the engine's allocator: refuses blocks above a limit, and remembers the largest that was asked for.
class TightMemory : public c10::Allocator {
public:
    TightMemory() : m_under(c10::GetCPUAllocator()) { c10::SetCPUAllocator(this, /*priority=*/100); }

    c10::DataPtr allocate(size_t bytes) override {
        if (watched && bytes > limit)
            throw std::bad_alloc();
        if (watched)
            largest = std::max<size_t>(largest, bytes);
        return m_under->allocate(bytes);
    }
    c10::DeleterFnPtr raw_deleter() const override { return m_under->raw_deleter(); }
    void copy_data(void* to, const void* from, size_t bytes) const override { m_under->copy_data(to, from, bytes); }

    std::atomic<bool> watched = false;
    std::atomic<size_t> limit = SIZE_MAX, largest = 0;

private:
    c10::Allocator* m_under;
};

} // namespace

class TestOutOfMemory : public QObject {
    Q_OBJECT

    SmallRun m_small;
    TightMemory* m_memory = nullptr;

    TrainOptions large(const std::string& run, const std::string& method = "lora") const {
        TrainOptions options = m_small.options(run, method);
        if (options.method_options.contains("dropout"))
            options.method_options["dropout"] = 0.0; // its mask is another one in other pieces
        options.batch_size = 8;
        options.token_budget = 4096; // all rows of a step at once
        options.eval_data.clear();
        options.eval_share = 0;
        options.checkpoint_every = 2;
        options.keep_checkpoints = 9;
        return options;
    }

    // Steps alone are watched, not how the model and its memory plan are made.
    OnEvent watching(int64_t stop_at = 0) {
        return [this, stop_at](const Event& event, Control& control) {
            if (const auto* state = std::get_if<StateEvent>(&event))
                m_memory->watched = state->state == RunState::Running;
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == stop_at)
                control.stop = true;
        };
    }

    size_t largest_block(const TrainOptions& options) {
        m_memory->limit = SIZE_MAX;
        m_memory->largest = 0;
        train(options, watching());
        return m_memory->largest;
    }

private Q_SLOTS:
    void initTestCase() {
        train(large("first"));      // the engine has put its own allocator in place
        m_memory = new TightMemory; // as all allocators of torch it lives as long as the process
    }
    void cleanup() {
        m_memory->watched = false;
        m_memory->limit = SIZE_MAX;
    }

    void smallerPiecesGiveTheSameRun_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"lora", "loratrf", "adalora", "dora", "adamole"})
            QTest::newRow(method) << method;
    }
    void smallerPiecesGiveTheSameRun() {
        QFETCH(QString, method);
        const std::string name = method.toStdString();
        TrainOptions half = large(name + "-half", name);
        half.token_budget = 96;
        const size_t fits = largest_block(half), whole = largest_block(large(name + "-whole", name));
        QVERIFY2(fits < whole, qPrintable(QStringLiteral("%1 %2").arg(fits).arg(whole)));

        m_memory->limit = fits;
        const Trained tight = train(large(name + "-tight", name), watching());
        QVERIFY(tight.result.state == RunState::Finished);
        const auto changes = events_of<SteerEvent>(tight.events);
        QVERIFY(!changes.empty());
        QCOMPARE(changes.front().step, int64_t{0});
        QVERIFY(changes.front().token_budget > 0);
        const auto notes = events_of<NoteEvent>(tight.events);
        QVERIFY(std::ranges::any_of(
            notes, [](const NoteEvent& note) { return note.text.find("did not fit") != std::string::npos; }));

        m_memory->limit = SIZE_MAX;
        const auto expected = events_of<StepEvent>(train(large(name + "-wide", name)).events);
        const auto found = events_of<StepEvent>(tight.events);
        QCOMPARE(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].step, expected[i].step);
            QCOMPARE(found[i].tokens, expected[i].tokens);
            QVERIFY2(std::abs(found[i].loss - expected[i].loss) <= 1e-4 * expected[i].loss,
                     qPrintable(QStringLiteral("step %1: %2, expected %3")
                                    .arg(found[i].step)
                                    .arg(found[i].loss)
                                    .arg(expected[i].loss)));
        }
    }

    // So are the passes that say what preference pairs are judged against.
    void theReferenceOfPairsTakesSmallerPiecesToo() {
        write_pairs(m_small.path() / "pairs.jsonl", 26);
        const auto trained = [&](const std::string& run, int64_t token_budget, size_t limit) {
            TrainOptions options = large(run);
            options.data = (m_small.path() / "pairs.jsonl").string();
            options.token_budget = token_budget;
            options.max_steps = 2;
            m_memory->watched = false;
            m_memory->limit = limit;
            m_memory->largest = 0;
            return train(options, [this](const Event& event, Control&) { // from the last of the model's weights on
                if (const auto* progress = std::get_if<ProgressEvent>(&event);
                    progress && progress->what == "Loading the model")
                    m_memory->watched = progress->done == progress->total;
                if (const auto* state = std::get_if<StateEvent>(&event))
                    m_memory->watched = state->state == RunState::Running;
            });
        };
        trained("pairs-half", 96, SIZE_MAX);
        const size_t fits = m_memory->largest;
        const auto expected = events_of<StepEvent>(trained("pairs-whole", 4096, SIZE_MAX).events);
        QVERIFY(fits < m_memory->largest);
        const Trained tight = trained("pairs-tight", 4096, fits);
        QVERIFY(tight.result.state == RunState::Finished);
        const auto found = events_of<StepEvent>(tight.events);
        QCOMPARE(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i)
            QVERIFY(std::abs(found[i].loss - expected[i].loss) <= 1e-4);
    }

    // An evaluation looks at more rows at once than a small step has.
    void evaluationsTakeSmallerPiecesToo() {
        const auto evaluated = [this](const std::string& run, int64_t token_budget) {
            TrainOptions options = large(run);
            options.eval_data = options.data;
            options.batch_size = 1;
            options.token_budget = token_budget;
            options.max_steps = 2;
            return options;
        };
        const size_t fits = largest_block(evaluated("eval-half", 96));
        QVERIFY(fits < largest_block(evaluated("eval-whole", 4096)));
        const auto expected = events_of<EvalEvent>(train(evaluated("eval-wide", 4096)).events);
        QVERIFY(!expected.empty());

        m_memory->limit = fits;
        const Trained tight = train(evaluated("eval-tight", 4096), watching());
        QVERIFY(tight.result.state == RunState::Finished);
        QVERIFY(events_of<SteerEvent>(tight.events).empty()); // the steps did fit
        const auto found = events_of<EvalEvent>(tight.events);
        QCOMPARE(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i)
            QVERIFY2(std::abs(found[i].loss - expected[i].loss) <= 1e-4 * expected[i].loss,
                     qPrintable(QStringLiteral("%1, expected %2").arg(found[i].loss).arg(expected[i].loss)));
    }

    void resumedRunsKeepThePieces() {
        TrainOptions half = large("pieces-half");
        half.token_budget = 96;
        const size_t fits = largest_block(half);
        m_memory->limit = fits;
        const Trained straight = train(large("pieces-straight"), watching());
        QVERIFY(!events_of<SteerEvent>(straight.events).empty());

        const TrainOptions options = large("pieces-stopped");
        const Trained stopped = train(options, watching(4));
        QVERIFY(stopped.result.state == RunState::Stopped);
        const Trained resumed = resume(options.run, 0, watching());
        QVERIFY(resumed.result.state == RunState::Finished);
        QVERIFY(events_of<SteerEvent>(resumed.events).empty()); // what fits is known
        QCOMPARE(adapter_bytes(resumed.result.adapter), adapter_bytes(straight.result.adapter));
    }

    void whatCannotBeSmallerFails() {
        m_memory->limit = 1024; // less than one row needs
        const TrainOptions options = large("hopeless");
        const OnEvent from_second_step = [this](const Event& event, Control&) {
            m_memory->watched = m_memory->watched || std::holds_alternative<StepEvent>(event);
        };
        const auto [code, message] = caught([&] { train(options, from_second_step); });
        QCOMPARE(code, std::string("out-of-memory"));
        QVERIFY2(message.find("token budget") != std::string::npos, message.c_str());
        QVERIFY(inspect_run(options.run).state == RunState::Failed);
        m_memory->watched = false;
        const auto notes = read_journal(options.run);
        const auto changes = events_of<SteerEvent>(notes);
        QVERIFY(!changes.empty());
        QCOMPARE(changes.back().recompute, std::string("layer")); // it tried everything
        const Trained resumed = resume(options.run);              // with memory it starts again
        QVERIFY(resumed.result.state == RunState::Finished);
    }
};

QTEST_GUILESS_MAIN(TestOutOfMemory)
#include "tst_out_of_memory.moc"
