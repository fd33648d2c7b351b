// DoRA against PEFT: 20 steps, gradients under dropout, files in and out, the norms it never makes W + s B A for.

#include "backend/adapter/dora.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {

std::vector<std::shared_ptr<DoraHook>> hooks_of(Model& model) {
    std::vector<std::shared_ptr<DoraHook>> hooks;
    for (const Projection* projection : model.projections())
        if (auto hook = std::dynamic_pointer_cast<DoraHook>(projection->hook))
            hooks.push_back(std::move(hook));
    return hooks;
}

// Drops what a given mask drops.
struct MaskedHook : ProjectionHook {
    std::shared_ptr<DoraHook> dora;
    at::Tensor mask; // [T, in] 1: kept
    double share = 0;

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& /*context*/) override {
        const at::Tensor dropped = x * mask / (1 - share);
        return base + dora->term(dropped, at::linear(dropped, dora->projection->weight.values()), dora->norms());
    }
};

} // namespace

class TestDora : public QObject {
    Q_OBJECT

    QTemporaryDir m_scratch;

private Q_SLOTS:
    void startEqualsTheBaseExactly() { VERIFY_FAULTLESS(support::start_fault("dora")); }

    void twentyStepsEqualPeft() {
        VERIFY_FOLLOWS(support::follow(support::oracle_run("dora"), m_scratch.filePath("dora").toStdString()), 1e-4);
    }

    void gradientsUnderDropoutEqualPeft() {
        const std::string folder = support::run_folder("dora_dropout");
        const Json run = support::json_file(folder + "/run.json");
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*model, support::run_folder("dora") + "/final");
        QCOMPARE(loaded.method, std::string("dora"));
        const SafetensorsFile masks(folder + "/masks.safetensors");
        for (Projection* projection : model->projections()) {
            auto masked = std::make_shared<MaskedHook>();
            masked->dora = std::dynamic_pointer_cast<DoraHook>(projection->hook);
            masked->share = run.at("dropout").get<double>();
            masked->mask = at::empty(masks.find(projection->path)->shape, at::kFloat);
            masks.read_f32(projection->path,
                           {masked->mask.data_ptr<float>(), static_cast<size_t>(masked->mask.numel())});
            projection->hook = masked;
        }
        const auto marks = run.at("sequence").at("supervised").get<std::vector<int>>();
        const Sequence sequence{.ids = run.at("sequence").at("ids").get<std::vector<int32_t>>(),
                                .supervised = {marks.begin(), marks.end()}};
        const PackedBatch batch = support::pack_all({sequence});
        auto parameters = loaded.adapter->parameters();
        const at::Tensor loss = support::loss_sum(*model, batch) / static_cast<double>(batch.supervised());
        loss.backward();
        const auto expected_loss = run.at("loss").get<double>();
        VERIFY_BELOW(std::abs(loss.item<double>() / expected_loss - 1), 1e-5);
        const SafetensorsFile gradients(folder + "/gradients.safetensors");
        QCOMPARE(parameters.size(), gradients.tensors().size());
        double deviation = 0;
        for (const Parameter& p : parameters) {
            at::Tensor expected = at::empty(p.value.sizes(), at::kFloat);
            gradients.read_f32(p.name, {expected.data_ptr<float>(), static_cast<size_t>(expected.numel())});
            deviation = std::max(deviation, support::relative_distance(p.value.grad(), expected));
        }
        qInfo() << "deviation gradients" << deviation;
        VERIFY_BELOW(deviation, 1e-4);
    }

    // What is dropped for A is dropped for the plain W x that the magnitude scales, and not for the base output.
    void dropoutActsOnBothTerms() {
        const support::Attached a = support::shaken("dora", {{"dropout", 0.5}});
        const auto hook = hooks_of(*a.model)[3];
        const at::Tensor x = at::randn({5, hook->projection->weight.size(1)}, seeded_generator(1));
        const at::Tensor base = at::linear(x, hook->projection->weight.values());
        ForwardContext context;
        context.training = true;
        context.dropout_seed = 9;
        const at::Tensor dropped = ops::dropout(x, 0.5, mix_seed(9, hook->site));
        const at::Tensor expected =
            base + hook->term(dropped, at::linear(dropped, hook->projection->weight.values()), hook->norms());
        QVERIFY(at::equal(hook->apply(x, base, context), expected));
        QVERIFY(!at::equal(hook->apply(x, base, {}), expected));
    }

    void normsEqualThoseOfTheSum() {
        for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
            const support::Attached a = support::shaken("dora", {}, type);
            double deviation = 0;
            for (const auto& hook : hooks_of(*a.model)) {
                const at::NoGradGuard no_grad;
                const at::Tensor sum =
                    hook->projection->weight.values() + hook->pair.scale * at::mm(hook->pair.b, hook->pair.a);
                deviation = std::max(deviation, support::relative_distance(hook->norms(), sum.norm(2, 1)));
            }
            VERIFY_BELOW(deviation, type == at::kFloat ? 1e-6 : 1e-14);
        }
    }

    void theirsAndOursOpenWithEqualLogits() {
        const std::string path = support::run_folder("import_dora"); // with rsLoRA and a pattern of ranks
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*model, path);
        const auto answers = support::answers_of(path);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*model, {answers.ids}), answers.logits), 1e-5);
        VERIFY_FAULTLESS(support::reload_fault(*model, *loaded.adapter, "dora",
                                               support::export_folder(m_scratch.path(), "dora_import")));
    }

    void mergedEqualsTheLiveAdapter() {
        for (const char* base : {"llama", "qwen2"}) { // qwen2 has biases, which the magnitude leaves alone
            const support::Attached a = support::shaken("dora", {}, at::kFloat, base);
            const at::Tensor live = support::logits_of(*a.model, {support::probe});
            VERIFY_BELOW(support::relative_distance(support::merged_logits(*a.adapter, base), live), 1e-5);
            QVERIFY(!a.adapter->low_rank());
        }
    }

    void packedEqualsSingle() {
        const support::Attached a = support::shaken("dora", {}, at::kDouble);
        VERIFY_BELOW(support::packing_deviation(*a.model), 1e-12);
    }

    // Norms are those of the prompt while tokens follow it; the next prompt sees what training did meanwhile.
    void generationSeesTheMagnitudesOfNow() {
        const at::NoGradGuard no_grad;
        const support::Attached a = support::attached("dora", {}, at::kDouble);
        for (int round = 0; round < 2; ++round) {
            support::shake(*a.adapter);
            KvCache cache = a.model->make_cache(1, static_cast<int64_t>(support::probe.size()));
            std::vector<at::Tensor> pieces;
            for (const auto& [from, to] : {std::pair<int64_t, int64_t>{0, 8}, {8, 9}, {9, 12}}) {
                PackedInput input = support::packed({{support::probe.begin() + from, support::probe.begin() + to}});
                input.positions += from;
                pieces.push_back(a.model->logits(a.model->hidden(input, {}, &cache)));
            }
            VERIFY_BELOW(support::distance(at::cat(pieces), support::logits_of(*a.model, {support::probe})), 1e-10);
        }
    }

    void driftIsThatOfTheMagnitudes() {
        const support::Attached a = support::attached("dora");
        for (Parameter& p : a.adapter->parameters())
            if (p.name.ends_with(".lora_magnitude_vector")) {
                QVERIFY(!p.decay);
                p.value.detach().mul_(1.25);
            }
        ActivityRecorder recorder(a.adapter->sites().size());
        a.adapter->report(recorder);
        const std::vector<float> drifts = recorder.values().at("magnitude_drift");
        QCOMPARE(drifts.size(), a.adapter->sites().size());
        for (const float drift : drifts)
            VERIFY_BELOW(std::abs(drift - 0.25), 1e-6);
    }

    void countIsThatOfTheAttachedAdapter() {
        VERIFY_FAULTLESS(support::count_fault("dora", {{"rank", int64_t{5}},
                                                       {"targets", std::vector<std::string>{"k_proj", "down_proj"}},
                                                       {"rank_pattern", std::string("down_proj=2")}}));
    }
};

QTEST_GUILESS_MAIN(TestDora)
#include "tst_dora.moc"
