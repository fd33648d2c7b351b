// Runs whose micro-batches share a prefix: they learn what they learn with rows in full, and go on to the same bytes.

#include "adapter/placements.h"
#include "small_run.h"

using namespace loratrf;

namespace {

// Whole runs on rows with one long instruction.
class SharedRuns {
public:
    SharedRuns() {
        std::string text;
        for (int i = 0; i < 26; ++i)
            text +=
                Json{{"prompt", "Below is a question about a person. Answer it in one short sentence.\nWho is number " +
                                    std::to_string(i) + "?"},
                     {"completion", " It is " + support::usual_name(i) + "."}}
                    .dump() +
                "\n";
        write_file_atomically(small.path() / "alike.jsonl", text);
    }
    TrainOptions options(const std::string& run, const std::string& method, const std::string& share) const {
        TrainOptions options = small.options(run, method);
        options.data = (small.path() / "alike.jsonl").string();
        options.method_options["dropout"] = 0.0;
        options.token_budget = 200; // two rows in full, three or four that share
        options.share_prefix = share;
        return options;
    }
    support::SmallRun small;
};

bool noted(const support::Trained& trained) {
    for (const NoteEvent& note : support::events_of<NoteEvent>(trained.events))
        if (note.text.find("begin with is computed once") != std::string::npos)
            return true;
    return false;
}

} // namespace

class TestSharedRuns : public QObject {
    Q_OBJECT

    SharedRuns m_runs;

    TrainOptions options(const std::string& run, const std::string& share) const {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        TrainOptions result = m_runs.options(run + QTest::currentDataTag(), method.toStdString(), share);
        if (!placement.isEmpty())
            result.method_options["placement"] = placement.toStdString();
        return result;
    }

private Q_SLOTS:
    void learnsTheSame_data() { support::add_placements(); }
    void learnsTheSame() {
        const support::Trained shared = support::train(options("shared ", "auto")),
                               whole = support::train(options("whole ", "off"));
        QVERIFY(noted(shared));
        QVERIFY(!noted(whole));
        const auto found = support::events_of<StepEvent>(shared.events),
                   expected = support::events_of<StepEvent>(whole.events);
        QCOMPARE(found.size(), expected.size());
        QVERIFY(!found.empty());
        for (size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].tokens, expected[i].tokens); // those of the rows, whoever shares them
            QCOMPARE(found[i].supervised, expected[i].supervised);
            QVERIFY2(
                std::abs(found[i].loss - expected[i].loss) <= 2e-4 * expected[i].loss,
                qPrintable(QString("step %1: %2 instead of %3").arg(i + 1).arg(found[i].loss).arg(expected[i].loss)));
        }
        QVERIFY(expected.back().loss < 0.9 * expected.front().loss); // or nothing was learnt
    }

    void resumingEqualsTheStraightRun_data() { support::add_placements(); }
    void resumingEqualsTheStraightRun() {
        const support::Trained straight = support::train(options("straight ", "auto"));
        QVERIFY(noted(straight));
        const TrainOptions broken = options("broken ", "auto");
        support::train(broken, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        const support::Trained rest = support::resume(broken.run);
        QCOMPARE(rest.result.state, RunState::Finished);
        QCOMPARE(support::adapter_bytes(rest.result.adapter), support::adapter_bytes(straight.result.adapter));
    }
};

QTEST_GUILESS_MAIN(TestSharedRuns)
#include "tst_shared_runs.moc"
