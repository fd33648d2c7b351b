// A decoder layer as one node against the same layer op by op: outputs, gradients of every parameter and what the sites
// report, for the methods whose terms the node computes.

#include "adapter/placements.h"
#include "backend/adapter/adapter.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"
#include "tiny.h"

#include <ATen/Parallel.h>

#include <QtTest>

using namespace loratrf;

namespace {

const std::vector<std::vector<int64_t>> sequences = {
    {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29}, {9, 4, 30}, {61}, {12, 12, 50, 7, 19}};

struct Outcome {
    at::Tensor hidden;
    std::vector<at::Tensor> grads;
    std::map<std::string, std::vector<float>> activity;
};

// A gradient [T, hidden] of what the layers give.
at::Tensor cotangent_of(const Model& model, const PackedInput& input) {
    return at::randn({input.ids.size(0), model.config().hidden}, seeded_generator(8), at::TensorOptions(at::kDouble));
}

Outcome pass(Model& model, Adapter& adapter, const PackedInput& input, const at::Tensor& cotangent,
             ForwardContext context) {
    ActivityRecorder recorder(adapter.sites().size());
    context.training = true;
    context.recorder = &recorder;
    std::vector<Parameter> parameters = adapter.parameters();
    for (Parameter& p : parameters)
        p.value.mutable_grad().reset();
    Outcome outcome;
    outcome.hidden = model.hidden(input, context);
    (outcome.hidden * cotangent.to(model.type())).sum().backward();
    for (const Parameter& p : parameters)
        outcome.grads.push_back(p.value.grad());
    outcome.activity = recorder.values();
    return outcome;
}

Outcome pass(Model& model, Adapter& adapter, bool op_by_op, Recompute recompute = Recompute::Nothing) {
    const PackedInput input = support::packed(sequences);
    return pass(model, adapter, input, cotangent_of(model, input), {.op_by_op = op_by_op, .recompute = recompute});
}

struct Opened {
    std::unique_ptr<Model> model;
    std::unique_ptr<Adapter> adapter;
};

// Every parameter away from its start, where half of them are zero.
Opened open(const std::string& name, const std::string& method, const MethodOptions& options, at::ScalarType type) {
    Opened opened;
    opened.model = support::load(support::tiny_model(name), type);
    opened.adapter = find_method(method).attach(*opened.model, options, 3);
    const at::NoGradGuard no_grad;
    at::Generator generator = seeded_generator(4);
    for (Parameter& p : opened.adapter->parameters())
        p.value.add_(at::randn(p.value.sizes(), generator, at::TensorOptions(at::kFloat)).to(p.value.scalar_type()),
                     0.1);
    return opened;
}

} // namespace

class TestDecoderLayer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsOpByOp_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("placement");
        QTest::addColumn<bool>("sharedXi");
        for (const char* model : {"llama", "mistral", "qwen2", "qwen3"}) {
            QTest::newRow(qPrintable(QString("LoRA, %1").arg(model))) << model << "lora"
                                                                      << "" << false;
            QTest::newRow(qPrintable(QString("LoRATRF on blocks, %1").arg(model))) << model << "loratrf"
                                                                                   << "block" << false;
            QTest::newRow(qPrintable(QString("LoRATRF on projections, %1").arg(model))) << model << "loratrf"
                                                                                        << "linear" << false;
        }
        QTest::newRow("LoRATRF, one task vector") << "llama"
                                                  << "loratrf"
                                                  << "block" << true;
        for (const char* method : {"rslora", "loraplus", "lorafa", "pissa", "adalora", "alora"})
            QTest::newRow(method) << "llama" << method << "" << false;
    }
    void equalsOpByOp() {
        QFETCH(QString, model);
        QFETCH(QString, method);
        QFETCH(QString, placement);
        QFETCH(bool, sharedXi);
        MethodOptions options = support::placed(placement);
        if (sharedXi)
            options["shared_xi"] = true;
        for (const auto& [type, tolerance] : {std::pair{at::kDouble, 1e-12}, std::pair{at::kFloat, 2e-5}}) {
            Opened opened = open(model.toStdString(), method.toStdString(), options, type);
            QCOMPARE(opened.model->slow_layers({.training = true}), std::string());
            const Outcome expected = pass(*opened.model, *opened.adapter, true);
            const Outcome found = pass(*opened.model, *opened.adapter, false);
            VERIFY_BELOW(support::relative_distance(found.hidden, expected.hidden), tolerance);
            QCOMPARE(found.grads.size(), expected.grads.size());
            const std::vector<Parameter> parameters = opened.adapter->parameters();
            for (size_t i = 0; i < expected.grads.size(); ++i) {
                QVERIFY2(found.grads[i].defined(), parameters[i].name.c_str());
                const double away = support::relative_distance(found.grads[i], expected.grads[i]);
                QVERIFY2(away <= tolerance, qPrintable(QString("%1: %2").arg(parameters[i].name.c_str()).arg(away)));
            }
            QCOMPARE(found.activity.size(), expected.activity.size());
            for (const auto& [measure, values] : expected.activity)
                for (size_t site = 0; site < values.size(); ++site) {
                    const float other = found.activity.at(measure)[site];
                    QVERIFY2(std::isnan(values[site])
                                 ? std::isnan(other)
                                 : std::abs(other - values[site]) <= 0.02 * std::abs(values[site]) + 1e-4 + tolerance,
                             qPrintable(QString("%1 at site %2: %3 instead of %4")
                                            .arg(measure.c_str())
                                            .arg(site)
                                            .arg(other)
                                            .arg(values[site])));
                }
        }
    }

    // In 16 bits the two round in different places: the node may be no farther from the exact numbers than the chain.
    void roundsNoWorseThanOpByOp_data() { support::add_placements(); }
    void roundsNoWorseThanOpByOp() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        const MethodOptions options = support::placed(placement);
        Opened rounded = open("llama", method.toStdString(), options, at::kBFloat16);
        Opened exact = open("llama", method.toStdString(), options, at::kDouble);
        {
            const at::NoGradGuard no_grad;
            const std::vector<NamedTensor> from = rounded.model->weights(), to = exact.model->weights();
            for (size_t i = 0; i < from.size(); ++i)
                to[i].tensor->copy_(*from[i].tensor);
            const std::vector<Parameter> values = rounded.adapter->parameters();
            std::vector<Parameter> wide = exact.adapter->parameters();
            for (size_t i = 0; i < values.size(); ++i)
                wide[i].value.copy_(values[i].value);
        }
        const Outcome truth = pass(*exact.model, *exact.adapter, true);
        const auto error = [&](bool op_by_op) {
            const Outcome found = pass(*rounded.model, *rounded.adapter, op_by_op);
            double sum = 0;
            for (size_t i = 0; i < truth.grads.size(); ++i)
                sum += ((found.grads[i] - truth.grads[i]).norm() / truth.grads[i].norm()).item<double>();
            return sum / static_cast<double>(truth.grads.size());
        };
        const double chain = error(true);
        VERIFY_BELOW(error(false), 1.2 * chain);
        QVERIFY(chain > 1e-3); // or nothing was rounded
    }

    // Watching a step must not change it.
    void recordingChangesNothing() {
        Opened opened = open("llama", "loratrf", {}, at::kFloat);
        const Outcome watched = pass(*opened.model, *opened.adapter, false);
        const PackedInput input = support::packed(sequences);
        const at::NoGradGuard no_grad;
        QVERIFY(at::equal(opened.model->hidden(input, {.training = true}), watched.hidden));
    }

    // What is not kept is computed again by the same operations: no bit changes, nothing is reported twice.
    void recomputingChangesNothing_data() {
        QTest::addColumn<std::string>("model");
        QTest::addColumn<std::string>("placement");
        for (const std::string model : {"llama", "qwen3"})
            for (const std::string placement : {"block", "linear"})
                QTest::addRow("%s, %s", model.c_str(), placement.c_str()) << model << placement;
    }
    void recomputingChangesNothing() {
        QFETCH(std::string, model);
        QFETCH(std::string, placement);
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            Opened opened = open(model, "loratrf", {{"placement", placement}}, type);
            const Outcome kept = pass(*opened.model, *opened.adapter, false);
            for (const Recompute what : {Recompute::FeedForward, Recompute::Layer}) {
                const Outcome again = pass(*opened.model, *opened.adapter, false, what);
                QVERIFY(at::equal(again.hidden, kept.hidden));
                for (size_t i = 0; i < kept.grads.size(); ++i)
                    QVERIFY(at::equal(again.grads[i], kept.grads[i]));
                QVERIFY(again.activity == kept.activity);
            }
        }
    }

    // A beginning that all sequences share, computed once, gives what it gives before every sequence.
    void sharedPrefixEqualsRowsInFull_data() { support::add_placements(); }
    void sharedPrefixEqualsRowsInFull() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        const auto length = static_cast<int64_t>(sequences[0].size()); // the first is the beginning of all others
        PackedInput once = support::packed(sequences);
        once.offsets.erase(once.offsets.begin());
        once.positions.narrow(0, length, once.ids.size(0) - length).add_(length);
        std::vector<std::vector<int64_t>> whole;
        std::vector<int64_t> tokens; // of `once`, where the sequences in full have them
        for (size_t s = 1; s < sequences.size(); ++s) {
            whole.push_back(sequences[0]);
            whole.back().insert(whole.back().end(), sequences[s].begin(), sequences[s].end());
            for (int64_t t = 0; t < length; ++t)
                tokens.push_back(t);
            for (int64_t t = once.offsets[s - 1]; t < once.offsets[s]; ++t)
                tokens.push_back(t);
        }
        const PackedInput full = support::packed(whole);
        const at::Tensor index = at::tensor(tokens, at::kLong);
        for (const auto& [type, tolerance] : {std::pair{at::kDouble, 1e-11}, std::pair{at::kFloat, 1e-4}}) {
            Opened opened = open("llama", method.toStdString(), support::placed(placement), type);
            const at::Tensor for_once = cotangent_of(*opened.model, once), for_full = for_once.index_select(0, index);
            for (size_t s = 1; s + 1 < full.offsets.size(); ++s) // what comes for the beginning comes once
                for_full.narrow(0, full.offsets[s], length).zero_();
            const Outcome expected = pass(*opened.model, *opened.adapter, full, for_full, {});
            const Outcome found = pass(*opened.model, *opened.adapter, once, for_once, {});
            VERIFY_BELOW(support::relative_distance(found.hidden.index_select(0, index), expected.hidden), tolerance);
            for (size_t i = 0; i < expected.grads.size(); ++i)
                VERIFY_BELOW(support::relative_distance(found.grads[i], expected.grads[i]), tolerance);
        }
    }

    void threadsAgree_data() { support::add_placements(); }
    void threadsAgree() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        Opened opened = open("llama", method.toStdString(), support::placed(placement), at::kFloat);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const Outcome one = pass(*opened.model, *opened.adapter, false);
        at::set_num_threads(2);
        const Outcome two = pass(*opened.model, *opened.adapter, false);
        at::set_num_threads(before);
        VERIFY_BELOW(support::relative_distance(two.hidden, one.hidden), 1e-5);
        for (size_t i = 0; i < one.grads.size(); ++i)
            VERIFY_BELOW(support::relative_distance(two.grads[i], one.grads[i]), 1e-5);
    }

    // What the node does not compute goes op by op, and says why.
    void saysWhatGoesOpByOp_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("why");
        QTest::newRow("DoRA") << "dora"
                              << "more than low-rank terms";
        QTest::newRow("IA3") << "ia3"
                             << "more than low-rank terms";
        QTest::newRow("LoReFT") << "loreft"
                                << "more than a filter";
        QTest::newRow("full") << "full"
                              << "weights of the base train";
    }
    void saysWhatGoesOpByOp() {
        QFETCH(QString, method);
        QFETCH(QString, why);
        const Opened opened = open("llama", method.toStdString(), {}, at::kFloat);
        const std::string reason = opened.model->slow_layers({.training = true});
        QVERIFY2(reason.find(why.toStdString()) != std::string::npos, reason.c_str());
    }
    void dropoutGoesOpByOpWhileTraining() {
        const Opened opened = open("llama", "lora", {{"dropout", 0.1}}, at::kFloat);
        QVERIFY(!opened.model->slow_layers({.training = true}).empty());
        QVERIFY(opened.model->slow_layers({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestDecoderLayer)
#include "tst_decoder_layer.moc"
