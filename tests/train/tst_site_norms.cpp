// Norms of gradient and weights by site: which site a parameter belongs to, and what runs of every method report.

#include "backend/text/tokenizer.h"
#include "backend/train/base.h"
#include "backend/train/optimizer.h"
#include "backend/train/site_norms.h"
#include "small_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace loratrf;
using namespace support;

namespace {

constexpr double rounding = 1e-5;

// One whose parameters belong to none of its sites.
struct Elsewhere : Adapter {
    std::vector<std::string> names = {"layer 0"};

    std::vector<Parameter> parameters() override { return {{.name = "model.shared", .value = at::ones({2})}}; }
    const std::vector<std::string>& sites() const override { return names; }
    AdapterContents contents(const std::string& /*model*/) const override { return {}; }
    void load(const fs::path& /*folder*/) override {}
};

at::Tensor numbers(const std::vector<double>& values) {
    return at::tensor(values, at::kDouble);
}

constexpr auto is_finite = [](float value) { return std::isfinite(value); };

} // namespace

class TestSiteNorms : public QObject {
    Q_OBJECT

    SmallRun m_small;

    // On a model that every method can train, with biases.
    TrainOptions options(const std::string& run, const std::string& method) const {
        TrainOptions options = m_small.options(run, method);
        options.model = (m_small.path() / "biased").string();
        if (method == "pissa")
            options.method_options["dropout"] = 0.0; // it refuses another
        return options;
    }

private Q_SLOTS:
    void initTestCase() { write_small_model(m_small.path() / "biased", -1, /*biases=*/true); }

    void namesTellTheSite() {
        using Site = std::optional<size_t>;
        const SiteIndex projections({"layer 3 k_proj", "layer 3 q_proj", "layer 13 q_proj"});
        const SiteIndex blocks({"layer 13", "layer 3"});
        const SiteIndex weights(
            {"embed_tokens", "layer 3 input_layernorm", "layer 3 q_proj", "layer 3 q_proj bias", "norm", "lm_head"});
        const std::string in_model = "base_model.model.model.", in_block = in_model + "layers.3.";
        for (const char* part : {"lora_A.weight", "lora_A", "threshold.bias", "base_layer.bias", "bias"}) {
            const std::string name = in_block + "self_attn.q_proj." + part;
            QCOMPARE(projections.of(name), Site(1));
            QCOMPARE(blocks.of(name), Site(1));
        }
        QCOMPARE(projections.of(in_block + "self_attn.v_proj.bias"), Site());
        QCOMPARE(projections.of(in_model + "layers.1.self_attn.q_proj.lora_A"), Site());
        for (const char* part : {"trf_xi", "trf_C.weight", "reft_W.bias"}) {
            QCOMPARE(blocks.of(in_block + part), Site(1));
            QCOMPARE(projections.of(in_block + part), Site());
        }
        for (const char* name : {"base_model.model.lm_head.weight", "base_model.model.trf_xi", "", ".", "layers"}) {
            QCOMPARE(blocks.of(name), Site());
            QCOMPARE(projections.of(name), Site());
        }
        QCOMPARE(weights.of("model.embed_tokens.weight"), Site(0));
        QCOMPARE(weights.of("model.layers.3.input_layernorm.weight"), Site(1));
        QCOMPARE(weights.of("model.layers.3.self_attn.q_proj.weight"), Site(2));
        QCOMPARE(weights.of("model.layers.3.self_attn.q_proj.bias"), Site(3));
        QCOMPARE(weights.of("model.norm.weight"), Site(4));
        QCOMPARE(weights.of("lm_head.weight"), Site(5));
    }

    void aSitesNormIsThatOfAllItsParameters() {
        const SiteNorms norms({"layers.0.q.a", "elsewhere", "layers.1.q.a", "layers.0.q.b"},
                              {"layer 0 q", "layer 1 q", "layer 2 q"}, at::kCPU);
        const at::Tensor found = norms.of(numbers({3, 7, 2, 4}));
        QCOMPARE(found.size(0), int64_t{3});
        QCOMPARE(found[0].item<double>(), 5.0);
        QCOMPARE(found[1].item<double>(), 2.0);
        QVERIFY(std::isnan(found[2].item<double>()));
        const at::Tensor bad = norms.of(numbers({3, 7, std::numeric_limits<double>::infinity(), 4}));
        QCOMPARE(bad[0].item<double>(), 5.0);
        QVERIFY(std::isinf(bad[1].item<double>()));
    }

    void whatNoSiteHasIsNotAnnounced() {
        Elsewhere adapter;
        QVERIFY(measures_of(adapter) == adapter.measures());
        ActivityRecorder recorder(1);
        SiteNorms({"model.shared"}, adapter.sites(), at::kCPU).report(recorder, gradient_measure(), numbers({1}));
        QVERIFY(recorder.values().empty());
    }

    // The optimiser sorts parameters by decay and rate.
    void theOptimiserNamesWhatItsNormsAreOf() {
        std::vector<Parameter> parameters = {
            {.name = "first", .value = at::full({2, 3}, 1.0).requires_grad_(), .decay = false},
            {.name = "second", .value = at::full({4}, 2.0).requires_grad_()},
            {.name = "third", .value = at::full({5, 1}, 3.0).requires_grad_(), .rate = 2}};
        AdamW optimizer(parameters, {.weight_decay = 0.1, .clip_norm = 0.5});
        for (size_t i = 0; i < parameters.size(); ++i)
            parameters[i].value.mutable_grad().fill_(static_cast<double>(i + 1));
        const AdamW::Outcome outcome = optimizer.step(0.1, at::zeros({}));
        const std::vector<std::string> names = optimizer.names();
        const at::Tensor weights = optimizer.weight_norms();
        QCOMPARE(std::set(names.begin(), names.end()).size(), parameters.size());
        QCOMPARE(outcome.norms.size(0), static_cast<int64_t>(parameters.size()));
        QCOMPARE(weights.size(0), static_cast<int64_t>(parameters.size()));
        double squares = 0;
        for (size_t i = 0; i < names.size(); ++i) {
            const auto p = std::ranges::find(parameters, names[i], &Parameter::name);
            QVERIFY2(p != parameters.end(), names[i].c_str());
            const auto at_i = static_cast<int64_t>(i), index = static_cast<int64_t>(p - parameters.begin());
            const double gradient = static_cast<double>(index + 1) * std::sqrt(static_cast<double>(p->value.numel()));
            QVERIFY(std::abs(outcome.norms[at_i].item<double>() - gradient) < rounding * gradient);
            const double weight = p->value.detach().norm().item<double>();
            QVERIFY(std::abs(weights[at_i].item<double>() - weight) < rounding * weight);
            squares += gradient * gradient;
        }
        QVERIFY(std::abs(outcome.norm.item<double>() - std::sqrt(squares)) < rounding * std::sqrt(squares));
    }

    void everyMethodReportsThem_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("variant");
        for (const MethodInfo& info : methods())
            QTest::newRow(info.key.c_str()) << QString::fromStdString(info.key) << "";
        QTest::newRow("loratrf on projections") << "loratrf"
                                                << "linear";
        QTest::newRow("loratrf, one task vector") << "loratrf"
                                                  << "shared";
        QTest::newRow("lora with biases and head") << "lora"
                                                   << "extras";
    }
    void everyMethodReportsThem() {
        QFETCH(QString, method);
        QFETCH(QString, variant);
        TrainOptions wanted = options(QTest::currentDataTag(), method.toStdString());
        if (variant == "linear")
            wanted.method_options["placement"] = std::string("linear");
        if (variant == "shared")
            wanted.method_options["shared_xi"] = true;
        if (variant == "extras") {
            wanted.method_options["bias"] = std::string("all");
            wanted.method_options["trained_modules"] = std::vector<std::string>{"lm_head"};
        }
        // Routers belong to a block, its sites are projections; the head and a shared vector belong to none.
        const bool all = method != "milora" && variant != "shared" && variant != "extras";

        const Trained trained = train(wanted);
        QVERIFY(trained.result.state == RunState::Finished);
        const StartEvent start = events_of<StartEvent>(trained.events).at(0);
        QVERIFY(start.measures.size() > 2);
        QVERIFY(start.measures[start.measures.size() - 2] == gradient_measure());
        QVERIFY(start.measures.back() == weights_measure());
        const auto steps = events_of<StepEvent>(trained.events);
        const auto reports = events_of<ActivityEvent>(trained.events);
        QCOMPARE(steps.size(), size_t{14});
        QCOMPARE(reports.size(), steps.size());
        for (size_t i = 0; i < steps.size(); ++i) {
            QCOMPARE(reports[i].step, steps[i].step);
            double squares = 0;
            for (const Measure& measure : {gradient_measure(), weights_measure()}) {
                const std::vector<float>& values = reports[i].of(measure.key);
                QCOMPARE(values.size(), start.sites.size());
                for (size_t site = 0; site < values.size(); ++site) {
                    if (method == "alora" && std::isnan(values[site]))
                        continue; // it has lost all its ranks
                    QVERIFY2(is_finite(values[site]) && values[site] >= 0, start.sites[site].c_str());
                    if (measure.key == gradient_measure().key)
                        squares += static_cast<double>(values[site]) * static_cast<double>(values[site]);
                }
            }
            const double found = std::sqrt(squares), norm = steps[i].grad_norm;
            const QString said = QString("step %1: %2 of %3").arg(steps[i].step).arg(found).arg(norm);
            QVERIFY2(found > 0 && found <= norm * (1 + rounding), qPrintable(said));
            QVERIFY2(!all || found >= norm * (1 - rounding), qPrintable(said));
        }
    }

    void weightsAreThoseOfTheSavedAdapter() {
        TrainOptions wanted = options("saved", "lora");
        wanted.keep_best = false;
        const Trained trained = train(wanted);
        const StartEvent start = events_of<StartEvent>(trained.events).at(0);
        const std::vector<float> found = events_of<ActivityEvent>(trained.events).back().of(weights_measure().key);
        QCOMPARE(found.size(), start.sites.size());
        const SafetensorsFile file(fs::path(trained.result.adapter) / "adapter_model.safetensors");
        for (size_t site = 0; site < found.size(); ++site) {
            const std::string target = start.sites[site].substr(start.sites[site].rfind(' ') + 1);
            double squares = 0;
            int tensors = 0;
            for (const TensorInfo& info : file.tensors()) {
                if (info.name.find("." + target + ".") == std::string::npos)
                    continue;
                std::vector<float> values(static_cast<size_t>(info.elements()));
                file.read_f32(info.name, values);
                for (const float value : values)
                    squares += static_cast<double>(value) * static_cast<double>(value);
                ++tensors;
            }
            QCOMPARE(tensors, 2);
            QVERIFY2(std::abs(static_cast<double>(found[site]) - std::sqrt(squares)) < rounding * std::sqrt(squares),
                     start.sites[site].c_str());
        }
    }

    // ALoRA's ranks have changed by the time it is stopped.
    void aResumedRunReportsTheSame_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"lora", "loratrf", "adalora", "alora"})
            QTest::newRow(method) << method;
    }
    void aResumedRunReportsTheSame() {
        QFETCH(QString, method);
        constexpr int64_t last = 9;
        const auto reported = [](const std::vector<Event>& events) {
            std::vector<std::string> lines; // as text no number is lost, and NaN equals NaN
            for (const ActivityEvent& report : events_of<ActivityEvent>(events))
                if (report.step > last)
                    lines.push_back(to_json_line(ActivityEvent{
                        report.step, {{"gradient", report.of("gradient")}, {"weights", report.of("weights")}}}));
            return lines;
        };
        TrainOptions wanted = options("straight " + method.toStdString(), method.toStdString());
        const Trained straight = train(wanted);
        wanted.run = (m_small.path() / ("stopped " + method.toStdString())).string();
        const Trained stopped = train(wanted, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == last)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        const Trained resumed = resume(wanted.run);
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.result.adapter));
        QVERIFY(events_of<StartEvent>(resumed.events).at(0).measures ==
                events_of<StartEvent>(straight.events).at(0).measures);
        QCOMPARE(reported(straight.events).size(), size_t{14 - last});
        QVERIFY(reported(resumed.events) == reported(straight.events));
    }

    // Its gradients are told as they are, and its weights are those of the step before.
    void aSkippedStepIsSeen() {
        const std::vector<int32_t> ids = open_tokenizer((m_small.path() / "model").string())->encode("Z");
        QCOMPARE(ids.size(), size_t{1});
        write_small_model(m_small.path() / "poisoned", ids[0]);
        write_rows(m_small.path() / "one bad row.jsonl", 26, [](int i) { return i == 9 ? "Z" : usual_name(i); });
        TrainOptions wanted = m_small.options("skipped");
        wanted.model = (m_small.path() / "poisoned").string();
        wanted.data = (m_small.path() / "one bad row.jsonl").string();
        wanted.schedule = Schedule::Constant;
        wanted.warmup = 0;
        const Trained trained = train(wanted);
        const auto steps = events_of<StepEvent>(trained.events);
        const auto reports = events_of<ActivityEvent>(trained.events);
        QCOMPARE(reports.size(), steps.size());
        int skipped = 0;
        for (size_t i = 1; i < steps.size(); ++i) {
            QCOMPARE(std::ranges::all_of(reports[i].of("gradient"), is_finite), !steps[i].skipped);
            QCOMPARE(reports[i].of("weights") == reports[i - 1].of("weights"), steps[i].skipped);
            skipped += steps[i].skipped;
        }
        QVERIFY(skipped > 0);
    }
};

QTEST_GUILESS_MAIN(TestSiteNorms)
#include "tst_site_norms.moc"
