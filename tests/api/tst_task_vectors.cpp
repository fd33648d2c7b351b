// How alike task vectors are, and how far they drift.

#include "backend/api/task_vectors.h"
#include "train/small_run.h"

#include <cmath>

using namespace loratrf;

namespace {

TrainOptions filtered(const support::SmallRun& files, const std::string& run, const std::string& placement) {
    TrainOptions options = files.options(run, "loratrf");
    options.method_options["placement"] = placement;
    options.epochs = 1;
    options.keep_best = false; // the adapter is that of the last step
    return options;
}

std::vector<float> xi_of(const std::string& adapter, const std::string& name) {
    const SafetensorsFile file(std::filesystem::path(adapter) / "adapter_model.safetensors");
    std::vector<float> values(static_cast<size_t>(file.find(name)->shape.at(0)));
    file.read_f32(name, values);
    return values;
}

float last_drift(const std::vector<Event>& events) {
    return support::events_of<ActivityEvent>(events).back().of("xi_drift").at(0);
}

} // namespace

class TestTaskVectors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layersOfARun() {
        const support::SmallRun files;
        const std::string run = support::train(filtered(files, "run", "linear")).result.run;
        const TaskVectorCosines cosines = compare_task_vectors(run, run);
        QVERIFY(cosines.rows.size() > 3);
        QCOMPARE(cosines.rows, cosines.columns);
        const size_t count = cosines.rows.size();
        QCOMPARE(cosines.values.size(), count * count);
        const auto place = [&](const std::string& site) {
            return static_cast<size_t>(std::ranges::find(cosines.rows, site) - cosines.rows.begin());
        };
        const size_t q = place("model.layers.0.self_attn.q_proj"), v = place("model.layers.0.self_attn.v_proj"),
                     up = place("model.layers.0.mlp.up_proj");
        QVERIFY(q < count && v < count && up < count);
        for (size_t i = 0; i < count; ++i)
            QVERIFY(std::abs(cosines.values[i * count + i] - 1) < 1e-6F);
        QVERIFY(std::isnan(cosines.values[q * count + up])); // other widths
        const auto a = xi_of(run + "/adapter", "base_model.model.model.layers.0.self_attn.q_proj.trf_xi");
        const auto b = xi_of(run + "/adapter", "base_model.model.model.layers.0.self_attn.v_proj.trf_xi");
        double product = 0, aa = 0, bb = 0;
        for (size_t i = 0; i < a.size(); ++i) {
            product += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        QVERIFY(std::abs(cosines.values[q * count + v] - product / std::sqrt(aa * bb)) < 1e-6);
        QCOMPARE(cosines.values[q * count + v], cosines.values[v * count + q]);

        std::vector<int64_t> told;
        compare_task_vectors(run, run, [&](int64_t done, int64_t total) {
            told.push_back(done);
            return total == static_cast<int64_t>(count);
        });
        QCOMPARE(told.size(), count);
        QCOMPARE(told.back(), static_cast<int64_t>(count) - 1);
        const auto stop = [](int64_t done, int64_t) { return done < 2; };
        QCOMPARE(support::caught([&] { compare_task_vectors(run, run, stop); }).first,
                 std::string(code_name(ErrorCode::Cancelled)));
    }

    void twoRuns() {
        const support::SmallRun files;
        const std::string one = support::train(filtered(files, "one", "block")).result.run;
        TrainOptions other = filtered(files, "two", "block");
        other.seed = 5;
        const std::string two = support::train(other).result.run;
        const TaskVectorCosines cosines =
            compare_task_vectors(one, two + "/adapter"); // a folder of an adapter is one too
        QCOMPARE(cosines.rows, std::vector<std::string>{"model.layers.0"});
        QCOMPARE(cosines.values.size(), size_t(1));
        QVERIFY(std::abs(cosines.values[0]) < 0.9F); // another start
        QVERIFY(std::abs(compare_task_vectors(one, one + "/adapter").values[0] - 1) < 1e-6F);
    }

    void sharedVector() {
        const support::SmallRun files;
        TrainOptions options = filtered(files, "run", "block");
        options.method_options["shared_xi"] = true;
        const std::string run = support::train(options).result.run;
        QCOMPARE(compare_task_vectors(run, run).rows, std::vector<std::string>{"all blocks"});
    }

    void otherMethodsHaveNone() {
        const support::SmallRun files;
        TrainOptions options = files.options("run");
        options.epochs = 1;
        const std::string run = support::train(options).result.run;
        const auto [code, message] = support::caught([&] { compare_task_vectors(run, run); });
        QCOMPARE(code, std::string(code_name(ErrorCode::Unsupported)));
        QVERIFY(message.find("no task vectors") != std::string::npos);
        QCOMPARE(support::caught([&] { compare_task_vectors("/nowhere", "/nowhere"); }).first,
                 std::string(code_name(ErrorCode::NotFound)));
    }

    void driftIsTheWayFromTheStart() {
        const support::SmallRun files;
        TrainOptions options = filtered(files, "whole", "block");
        options.method_options["xi_init"] = std::string("randn"); // known without the first batch
        options.checkpoint_every = 1;
        options.keep_checkpoints = 100;
        const support::Trained whole = support::train(options);
        const std::string name = "base_model.model.model.layers.0.trf_xi";
        const auto first = xi_of(whole.result.run + "/checkpoints/step-1", name),
                   last = xi_of(whole.result.adapter, name);
        const auto events = support::events_of<ActivityEvent>(whole.events);
        QCOMPARE(events.size(), size_t(7));
        // D = 0 at the start, so nothing pulls at xi in the first step: its checkpoint holds the beginning.
        QCOMPARE(events.front().of("xi_drift").at(0), 0.0F);
        double moved = 0, length = 0;
        for (size_t i = 0; i < first.size(); ++i) {
            moved += std::pow(last[i] - first[i], 2);
            length += std::pow(first[i], 2);
        }
        const double share = std::sqrt(moved / length);
        QVERIFY(share > 0);
        QVERIFY(std::abs(events.back().of("xi_drift").at(0) - share) < 1e-4 * share);

        // A run that is stopped and resumed drifts from the same beginning.
        options.run = (files.path() / "parts").string();
        const support::Trained part = support::train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step >= 3)
                control.stop = true;
        });
        QCOMPARE(part.result.state, RunState::Stopped);
        const support::Trained rest = support::resume(part.result.run);
        QCOMPARE(rest.result.state, RunState::Finished);
        QCOMPARE(last_drift(rest.events), last_drift(whole.events));
    }
};

QTEST_GUILESS_MAIN(TestTaskVectors)
#include "tst_task_vectors.moc"
