// AdaMoLE against an independent PyTorch version written from the formulas (tests/baselines/make_adapters_routed.py).
// With LORATRF_ORACLE_DIR set, exported adapters stay there for tests/oracle/check.

#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QtTest>

using namespace loratrf;
using support::probe;

namespace {

MethodOptions routed(const std::string& routing) {
    return {{"routing", routing}, {"experts", int64_t{4}}, {"rank", int64_t{2}}, {"balance", 0.1}};
}

void all_routings() {
    QTest::addColumn<QString>("routing");
    for (const char* routing : {"adaptive", "top_k", "threshold"})
        QTest::newRow(routing) << routing;
}

} // namespace

class TestAdaMole : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { set_threads(1); } // threads that share so little work would mostly wait

    void twentyStepsEqualTheFormulas_data() {
        QTest::addColumn<QString>("run");
        for (const char* run :
             {"adamole_adaptive", "adamole_adaptive_p_minus_tau", "adamole_top_k", "adamole_threshold"})
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
        VERIFY_BELOW(d.own, 1e-5);
        VERIFY_BELOW(d.values, 1e-4);
        VERIFY_BELOW(d.logits, 1e-4);
        QVERIFY(d.greedy);
    }

    void startEqualsTheBaseExactly_data() { all_routings(); }
    void startEqualsTheBaseExactly() {
        QFETCH(QString, routing);
        VERIFY_FAULTLESS(support::start_fault("adamole", routed(routing.toStdString())));
    }

    void gradientsEqualDifferenceQuotients_data() { all_routings(); }
    void gradientsEqualDifferenceQuotients() {
        QFETCH(QString, routing);
        MethodOptions options = routed(routing.toStdString());
        if (routing == "adaptive")
            options["balance_input"] = std::string("p_minus_tau");
        const support::Attached s = support::stirred("adamole", options, at::kDouble);
        VERIFY_FAULTLESS(support::gradient_fault(s, support::reference_batches().steps[0][0]));
        for (const Parameter& p : s.adapter->parameters())
            QVERIFY2(p.value.grad().abs().max().item<double>() > 0, p.name.c_str());
    }

    void packedEqualsSingle_data() { all_routings(); }
    void packedEqualsSingle() {
        QFETCH(QString, routing);
        for (const char* family : {"llama", "qwen3"}) {
            const support::Attached s = support::stirred("adamole", routed(routing.toStdString()), at::kFloat, family);
            VERIFY_BELOW(support::packing_deviation(*s.model), 1e-5);
        }
    }

    // One product for all experts is the sum over them.
    void equalsALoopOverExperts() {
        const support::Attached s = support::stirred("adamole", routed("adaptive"), at::kDouble);
        const Projection& projection = *s.model->projections()[0];
        std::map<std::string, at::Tensor> own;
        for (const Parameter& p : s.adapter->parameters())
            if (p.name.find(projection.path + ".") != std::string::npos)
                own[p.name.substr(p.name.find(projection.path) + projection.path.size())] = p.value.detach();
        const at::NoGradGuard no_grad;
        const at::Tensor x =
            at::randn({9, projection.weight.size(1)}, seeded_generator(3), at::TensorOptions(at::kDouble));
        const at::Tensor p = at::softmax(at::linear(x, own.at(".gate.weight")), -1);
        const at::Tensor tau =
            0.25 * at::sigmoid(at::linear(x, own.at(".threshold.weight"), own.at(".threshold.bias")));
        at::Tensor expected = at::linear(x, projection.weight.values(), projection.bias);
        for (int64_t t = 0; t < x.size(0); ++t) {
            double total = 0;
            for (int64_t i = 0; i < 4; ++i)
                total += std::max(0.0, (p[t][i] - tau[t][0]).item<double>());
            for (int64_t i = 0; i < 4; ++i) {
                const double weight = std::max(0.0, (p[t][i] - tau[t][0]).item<double>()) / total;
                expected[t] +=
                    8.0 / 2 * weight * at::mv(own.at(".experts_B")[i], at::mv(own.at(".experts_A")[i], x[t]));
            }
        }
        VERIFY_BELOW(support::relative_distance(projection.forward(x, {}), expected), 1e-13);
    }

    // With a fixed threshold no gate reaches, every weight is 0 and their sum is replaced by 1.
    void noActiveExpertLeavesTheBase() {
        MethodOptions options = routed("threshold");
        options["tau_max"] = 1.0;
        const support::Attached s = support::stirred("adamole", options);
        const auto base = support::load(support::tiny_model("llama"));
        const ForwardContext context{.op_by_op = true};
        QVERIFY(at::equal(support::logits_of(*s.model, {probe}, context), support::logits_of(*base, {probe}, context)));
    }

    void answersAreThoseOfWholeSequences_data() { all_routings(); }
    void answersAreThoseOfWholeSequences() {
        QFETCH(QString, routing);
        const support::Attached s = support::stirred("adamole", routed(routing.toStdString()));
        const std::vector<std::vector<int64_t>> prompts = {{5, 17, 33}, {8, 41, 3, 22, 50, 11}, {29}};
        const auto together = support::answers(*s.model, prompts, 6);
        for (size_t i = 0; i < prompts.size(); ++i)
            QCOMPARE(together[i], support::slow_answer(*s.model, prompts[i], 6));
    }

    void sitesReport_data() {
        QTest::addColumn<int>("experts");
        QTest::newRow("few experts") << 4;
        QTest::newRow("many experts") << 12;
    }
    void sitesReport() {
        QFETCH(int, experts);
        MethodOptions options = routed("adaptive");
        options["experts"] = int64_t{experts};
        const support::Attached s = support::stirred("adamole", options);
        ActivityRecorder recorder(s.adapter->sites().size(), true);
        {
            const at::NoGradGuard no_grad;
            s.model->hidden(support::packed({probe}), {.recorder = &recorder});
        }
        const auto values = recorder.values();
        std::set<std::string> promised, reported;
        for (const Measure& measure : s.adapter->measures()) {
            promised.insert(measure.key);
            for (const float value : values.at(measure.key))
                QVERIFY2(value >= 0 && (measure.limit == 0 || value <= static_cast<float>(measure.limit)),
                         measure.key.c_str());
        }
        for (const auto& [key, unused] : values)
            reported.insert(key);
        QVERIFY(promised == reported);
        QCOMPARE(recorder.token_values().size(), s.adapter->sites().size() * probe.size());
        for (size_t site = 0; site < s.adapter->sites().size(); ++site) {
            QVERIFY(values.at("active_experts")[site] >= 1); // tau < 1 / N
            float sum = 0;
            for (int i = 1; i <= experts && experts <= 8; ++i)
                sum += values.at("expert_" + std::to_string(i) + "_share")[site];
            if (experts <= 8)
                VERIFY_BELOW(std::abs(sum - 1), 1e-5);
        }
    }

    void counts() {
        ModelInfo llama; // LLaMA-2-7B's attention
        for (int64_t layer = 0; layer < 32; ++layer)
            for (const char* target : {"q_proj", "k_proj", "v_proj", "o_proj"})
                llama.projections.push_back(
                    {.path = target, .target = target, .layer = layer, .in = 4096, .out = 4096});
        const std::vector<std::string> attention = {"q_proj", "k_proj", "v_proj", "o_proj"};
        QCOMPARE(count_parameters(llama, "adamole", {{"targets", attention}, {"rank", int64_t{4}}}).trainable,
                 int64_t{38'273'152});
        QCOMPARE(count_parameters(llama, "lora", {{"targets", attention}, {"rank", int64_t{32}}}).trainable,
                 int64_t{33'554'432});
        for (const char* routing : {"adaptive", "top_k", "threshold"}) {
            const auto model = support::load(support::tiny_model("qwen3"));
            ModelInfo info;
            info.projections = projection_list(model->config());
            int64_t attached = 0;
            for (const Parameter& p : find_method("adamole").attach(*model, routed(routing), 1)->parameters())
                attached += p.value.numel();
            QCOMPARE(count_parameters(info, "adamole", routed(routing)).trainable, attached);
        }
    }

    void badCombinationsAreRefused() {
        const auto& validate = find_method("adamole").validate;
        QVERIFY(validate({}).empty());
        MethodOptions options = routed("top_k");
        options["top_k"] = int64_t{5};
        QCOMPARE(validate(options)[0].field, std::string("method_options.top_k"));
        options = routed("threshold");
        options["balance_input"] = std::string("p_minus_tau");
        QCOMPARE(validate(options)[0].field, std::string("method_options.balance_input"));
        const support::Attached s = support::stirred("adamole", routed("adaptive"));
        COMPARE_CAUGHT([&] { s.adapter->merged("model.layers.0.self_attn.q_proj.weight", at::zeros({1})); },
                       "unsupported", "depends on the input");
        QVERIFY(!s.adapter->low_rank());
    }

    void foldersThatCannotBeUsedAreRefused() {
        const auto refused = [](const std::string& key, const Json& value, const std::string& code) {
            const QTemporaryDir folder;
            const std::string path = folder.path().toStdString();
            std::filesystem::copy(support::run_folder("adamole_top_k") + "/final", path,
                                  std::filesystem::copy_options::recursive);
            Json config = support::json_file(path + "/adapter_config.json");
            config[key] = value;
            write_file_atomically(path + "/adapter_config.json", config.dump());
            const auto model = support::load(support::tiny_model("llama"));
            COMPARE_CAUGHT([&] { load_adapter(*model, path); }, code, "");
        };
        refused("format_version", 2, "unsupported-version");
        refused("experts", -1, "bad-value");
        refused("experts", 3, "bad-shape");
        refused("experts", true, "bad-value");
        refused("r", 1e9, "bad-value");
        refused("top_k", 5, "bad-value");
        refused("routing", "random", "bad-value");
        refused("target_modules", Json::array({"q_proj"}), "unsupported");
        refused("target_modules", Json::array(), "bad-value");
        refused("tau_max", nullptr, "bad-value");
    }

    void savedAdapterOpensWithEqualLogits_data() { all_routings(); }
    void savedAdapterOpensWithEqualLogits() {
        QFETCH(QString, routing);
        MethodOptions options = routed(routing.toStdString());
        options["alpha"] = 5.5;
        options["targets"] = std::vector<std::string>{"q_proj", "o_proj", "down_proj"};
        VERIFY_FAULTLESS(support::export_fault("adamole_" + routing.toStdString(), "adamole", options));
    }
};

QTEST_GUILESS_MAIN(TestAdaMole)
#include "tst_adamole.moc"
