// LoReFT against an independent PyTorch version written from the formulas (tests/baselines/make_adapters_loreft.py).
// With LORATRF_ORACLE_DIR set, exported adapters stay there for tests/oracle/check.

#include "backend/adapter/orthonormal.h"
#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QtTest>

using namespace loratrf;
using support::probe;

namespace {

MethodOptions ends(int64_t first, int64_t last, std::vector<std::string> layers = {}) {
    return {{"rank", int64_t{3}}, {"first", first}, {"last", last}, {"layers", std::move(layers)}};
}

// Tokens whose state the last block's edit changed, for one sequence with a prompt of `prompt` tokens.
std::vector<int64_t> edited(int64_t first, int64_t last, int64_t prompt) {
    const auto base = support::load(support::tiny_model("llama"));
    const support::Attached s = support::stirred("loreft", ends(first, last, {"1"}));
    const at::NoGradGuard no_grad;
    const PackedInput input = support::prompted(probe, prompt);
    const ForwardContext context{.op_by_op = true};
    const at::Tensor changed = (s.model->hidden(input, context) != base->hidden(input, context)).any(1);
    return support::longs(changed.nonzero().squeeze(1));
}

at::Tensor random_rows(int64_t rank, int64_t width) {
    const at::Tensor random = at::randn({width, rank}, seeded_generator(6), at::TensorOptions(at::kDouble));
    return std::get<0>(at::linalg_qr(random)).t();
}

} // namespace

class TestLoReft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { set_threads(1); } // threads that share so little work would mostly wait

    void twentyStepsEqualTheFormulas_data() {
        QTest::addColumn<QString>("run");
        for (const char* run : {"loreft", "loreft_one_layer"})
            QTest::newRow(run) << run;
    }
    void twentyStepsEqualTheFormulas() {
        QFETCH(QString, run);
        const QTemporaryDir folder;
        const support::Deviations d =
            support::follow(support::oracle_run(run.toStdString()), folder.path().toStdString());
        qInfo("%s", qPrintable(d.text()));
        VERIFY_BELOW(d.losses, 1e-5);
        VERIFY_BELOW(d.norms, 1e-4);
        VERIFY_BELOW(d.values, 1e-4);
        VERIFY_BELOW(d.logits, 1e-4);
        QVERIFY(d.greedy);
    }

    void rowsComeBackFromTheirVectors() {
        for (const int64_t rank : {1, 3, 8}) {
            const at::Tensor rows = random_rows(rank, 8);
            const at::Tensor v = householder_vectors(rows);
            VERIFY_BELOW(support::distance(orthonormal_rows(v), rows), 1e-13);
            QVERIFY(at::equal(v.diagonal().abs(), at::ones({rank}, at::kDouble)));
        }
    }

    // Wherever training takes the vectors, the rows stay orthonormal; the signs never move.
    void rowsStayOrthonormal() {
        const support::Attached s = support::stirred("loreft", ends(2, 2));
        auto batches = support::reference_batches();
        batches.options.learning_rate = 0.1;
        std::map<std::string, at::Tensor> before;
        for (const Parameter& p : s.adapter->parameters())
            if (p.name.ends_with(".reft_V"))
                before[p.name] = p.value.detach().triu().clone();
        support::train(*s.model, *s.adapter, batches);
        for (const Parameter& p : s.adapter->parameters()) {
            if (!before.contains(p.name))
                continue;
            const at::Tensor value = p.value.detach();
            QVERIFY(!p.decay);
            QVERIFY(at::equal(value.triu(), before.at(p.name)));
            const at::Tensor rows = orthonormal_rows(value);
            VERIFY_BELOW(support::distance(rows.mm(rows.t()), at::eye(3)), 1e-6);
        }
    }

    void onlyTheEndsOfThePromptAreEdited() {
        using Tokens = std::vector<int64_t>;
        QCOMPARE(edited(2, 1, 7), (Tokens{0, 1, 6}));
        QCOMPARE(edited(0, 2, 7), (Tokens{5, 6}));
        QCOMPARE(edited(3, 3, 4), (Tokens{0, 1, 2, 3})); // each once
        QCOMPARE(edited(1, 0, 12), (Tokens{0}));
    }

    void gradientsEqualDifferenceQuotients() {
        const support::Attached s = support::stirred("loreft", ends(2, 2), at::kDouble);
        VERIFY_FAULTLESS(support::gradient_fault(s, support::reference_batches().steps[0][0]));
        for (const Parameter& p : s.adapter->parameters())
            QVERIFY2(p.value.grad().abs().max().item<double>() > 0, p.name.c_str());
    }

    void packedEqualsSingle() {
        for (const char* family : {"llama", "qwen3"}) {
            const support::Attached s = support::stirred("loreft", ends(2, 2), at::kFloat, family);
            VERIFY_BELOW(support::packing_deviation(*s.model), 1e-5);
        }
    }

    void worksInBf16() {
        const auto model = support::load(support::tiny_model("llama"), at::kBFloat16);
        const at::Tensor base = support::logits_of(*model, {probe});
        find_method("loreft").attach(*model, ends(1, 1), 7);
        const at::Tensor edited = support::logits_of(*model, {probe});
        QVERIFY(edited.isfinite().all().item<bool>());
        QVERIFY(!at::equal(edited, base)); // W is random: not the base from the start
    }

    void answersAreThoseOfWholeSequences() {
        const support::Attached s = support::stirred("loreft", ends(2, 2));
        const std::vector<std::vector<int64_t>> prompts = {{5, 17, 33}, {8, 41, 3, 22, 50, 11}, {29}};
        const auto together = support::answers(*s.model, prompts, 6);
        for (size_t i = 0; i < prompts.size(); ++i)
            QCOMPARE(together[i], support::slow_answer(*s.model, prompts[i], 6));
    }

    void sitesReport() {
        const support::Attached s = support::stirred("loreft", ends(2, 1));
        ActivityRecorder recorder(s.adapter->sites().size(), true);
        const at::NoGradGuard no_grad;
        s.model->hidden(support::packed({probe}), {.recorder = &recorder});
        const auto values = recorder.values();
        for (const Measure& measure : s.adapter->measures())
            for (const float value : values.at(measure.key))
                QVERIFY(value > 0);
        const std::vector<float> tokens = recorder.token_values();
        for (size_t t = 0; t < probe.size(); ++t)
            QCOMPARE(tokens[t] > 0, t < 2 || t == probe.size() - 1);
    }

    void counts() {
        ModelInfo llama; // LLaMA-7B
        llama.layers = 32;
        llama.hidden = 4096;
        QCOMPARE(count_parameters(llama, "loreft", {{"rank", int64_t{4}}, {"layers", std::vector<std::string>{"15"}}})
                     .trainable,
                 int64_t{32'772});
        QCOMPARE(count_parameters(llama, "loreft", {{"rank", int64_t{8}}}).trainable, int64_t{2'097'408});
        const auto model = support::load(support::tiny_model("qwen3"));
        ModelInfo info;
        info.layers = model->config().layers;
        info.hidden = model->config().hidden;
        int64_t attached = 0;
        for (const Parameter& p : find_method("loreft").attach(*model, ends(2, 2), 1)->parameters())
            attached += p.value.numel();
        QCOMPARE(count_parameters(info, "loreft", ends(2, 2)).trainable, attached);
    }

    void badOptionsAreRefused() {
        const auto& method = find_method("loreft");
        QVERIFY(method.validate({}).empty());
        for (const char* layer : {"-1", "last", "1.5", ""})
            QCOMPARE(method.validate(ends(1, 1, {layer})).at(0).field, std::string("method_options.layers"));
        QCOMPARE(method.validate(ends(1, 1, {"1", "1"})).at(0).field, std::string("method_options.layers"));
        QCOMPARE(method.validate(ends(0, 0)).at(0).field, std::string("method_options.first"));
        const auto model = support::load(support::tiny_model("llama"));
        COMPARE_CAUGHT([&] { method.attach(*model, ends(1, 1, {"2"}), 1); }, "invalid-option", "blocks 0 to 1");
        COMPARE_CAUGHT([&] { method.attach(*model, {{"rank", int64_t{4096}}}, 1); }, "invalid-option", "width");
        const support::Attached s = support::stirred("loreft", ends(1, 1));
        COMPARE_CAUGHT([&] { s.adapter->merged("model.layers.0.self_attn.q_proj.weight", at::zeros({1})); },
                       "unsupported", "depends on the input");
    }

    void anotherRotationIsRefused() {
        const support::Attached s = support::stirred("loreft", ends(1, 1));
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString(), file = path + "/adapter_model.safetensors";
        s.adapter->save(path, "llama");
        std::vector<std::pair<std::string, at::Tensor>> tensors;
        const SafetensorsFile saved(file);
        for (const TensorInfo& info : saved.tensors())
            tensors.emplace_back(info.name, support::stored_tensor(file, info.name));
        for (auto& [name, value] : tensors)
            if (name.ends_with("0.reft_R"))
                value = -value;
        write_tensors(file, tensors);
        const auto model = support::load(support::tiny_model("llama"));
        COMPARE_CAUGHT([&] { load_adapter(*model, path); }, "bad-value", "reft_R");
    }

    void savedAdapterOpensWithEqualLogits_data() {
        QTest::addColumn<bool>("all");
        QTest::newRow("loreft") << true;
        QTest::newRow("loreft_one_layer") << false;
    }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(bool, all);
        const std::vector<std::string> layers =
            all ? std::vector<std::string>{"0", "1"} : std::vector<std::string>{"1"};
        VERIFY_FAULTLESS(support::export_fault(QTest::currentDataTag(), "loreft", ends(2, 3, layers)));
    }
};

QTEST_GUILESS_MAIN(TestLoReft)
#include "tst_loreft.moc"
