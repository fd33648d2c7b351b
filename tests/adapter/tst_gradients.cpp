// Adapter gradients through a whole model in float64 against difference quotients, and packed batches against single
// ones.

#include "backend/model/recorder.h"
#include "properties.h"

#include <QtTest>

using namespace loratrf;

namespace {

using support::Attached;

Attached attached(const QString& method, at::ScalarType type, const std::string& family = "llama",
                  MethodOptions options = {}) {
    if (method != "lora")
        options["placement"] = method.toStdString();
    options["rank"] = int64_t{2};
    return support::attached(method == "lora" ? "lora" : "loratrf", options, type, family);
}

void all_methods() {
    QTest::addColumn<QString>("method");
    for (const char* method : {"lora", "block", "linear"})
        QTest::newRow(method) << method;
}

std::vector<float> filter_values(Attached& a, const PackedInput& input) {
    const at::NoGradGuard no_grad;
    ActivityRecorder recorder(a.adapter->sites().size(), true);
    a.model->hidden(input, {.recorder = &recorder});
    return recorder.token_values();
}

// Points every task vector along its site's mean state. A site's states depend on the sites before it, so once a site.
void point_along_states(Attached& a, const PackedInput& input) {
    for (size_t i = 0; i <= a.adapter->sites().size(); ++i)
        a.adapter->prepare(*a.model, input);
}

} // namespace

class TestGradients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalDifferenceQuotients_data() { all_methods(); }
    void equalDifferenceQuotients() {
        QFETCH(QString, method);
        Attached a = attached(method, at::kDouble);
        support::stir(*a.adapter, 2);
        const PackedInput input = support::packed({{5, 17, 33, 60, 9}, {8, 41, 3}});
        VERIFY_FAULTLESS(support::gradient_fault(a, input));
        if (method == "lora")
            return;
        const std::vector<float> s = filter_values(a, input);
        const auto inside = std::count_if(s.begin(), s.end(), [](float v) { return v > 0 && v < 1; });
        const auto off = std::count(s.begin(), s.end(), 0.0F);
        QVERIFY2(inside > 2 && off > 2, "the test needs tokens on both sides of the clamp");
        for (const Parameter& p : a.adapter->parameters())
            QVERIFY2(p.value.grad().abs().max().item<double>() > 0, p.name.c_str());
    }

    // The same one-token text several times: every site sees one state only, so its mean points exactly along it.
    void filterFullyOpen_data() { all_methods(); }
    void filterFullyOpen() {
        QFETCH(QString, method);
        if (method == "lora")
            return;
        Attached a = attached(method, at::kDouble, "llama", {{"xi_init", std::string("mean")}});
        support::stir(*a.adapter, 3);
        const PackedInput input = support::packed({{23}, {23}, {23}});
        point_along_states(a, input);
        for (const float s : filter_values(a, input))
            VERIFY_BELOW(std::abs(s - 1), 1e-7);
        VERIFY_FAULTLESS(support::gradient_fault(a, input, 1e-5));
    }

    void deadFilterHasNoGradient_data() { all_methods(); }
    void deadFilterHasNoGradient() {
        QFETCH(QString, method);
        if (method == "lora")
            return;
        Attached a = attached(method, at::kDouble, "llama", {{"xi_init", std::string("mean")}});
        const PackedInput input = support::packed({{23}, {23}});
        auto parameters = a.adapter->parameters();
        const auto is_filter = [](const Parameter& p) { return p.name.find(".trf_") != std::string::npos; };
        {
            const at::NoGradGuard no_grad;
            at::Generator generator = seeded_generator(8);
            for (Parameter& p :
                 parameters) // the LoRA part only: closed filters leave the states at what it makes of them
                if (p.name.ends_with("lora_B.weight"))
                    p.value.copy_(at::randn(p.value.sizes(), generator, at::TensorOptions(at::kDouble)) * 0.2);
            point_along_states(a, input);
            for (Parameter& p : parameters)
                if (p.name.ends_with(".trf_xi"))
                    p.value.neg_();
                else if (p.name.ends_with(".trf_D.weight"))
                    p.value.copy_(at::randn(p.value.sizes(), generator, at::TensorOptions(at::kDouble)));
        }
        for (const float s : filter_values(a, input))
            QCOMPARE(s, 0.0F);
        VERIFY_FAULTLESS(support::gradient_fault(a, input));
        for (const Parameter& p : parameters) {
            const at::Tensor gradient = p.value.grad();
            const double largest = gradient.defined() ? gradient.abs().max().item<double>() : 0;
            // Attention over a single token depends on no query and no key, up to rounding.
            const bool single =
                p.name.find("q_proj") != std::string::npos || p.name.find("k_proj") != std::string::npos;
            QVERIFY2(is_filter(p) ? largest == 0
                     : single     ? largest < 1e-12
                                  : largest > 1e-9,
                     qPrintable(QString("%1: %2").arg(QString::fromStdString(p.name)).arg(largest)));
        }
    }

    void atStartOnlyBAndDMove_data() { all_methods(); }
    void atStartOnlyBAndDMove() {
        QFETCH(QString, method);
        Attached a = attached(method, at::kDouble);
        const PackedInput input = support::packed({{5, 17, 33, 60, 9, 12, 40}});
        if (method != "lora") // so that no filter is dead from the start
            a.adapter->prepare(*a.model, input);
        support::uneven_sum(*a.model, input).backward();
        for (const Parameter& p : a.adapter->parameters()) {
            const bool moves = p.name.ends_with("lora_B.weight") || p.name.ends_with("trf_D.weight");
            const double largest = p.value.grad().defined() ? p.value.grad().abs().max().item<double>() : 0;
            QVERIFY2(moves ? largest > 0 : largest == 0, (p.name + ": " + std::to_string(largest)).c_str());
        }
    }

    void packedEqualsMeanOfSingles_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("family");
        QTest::addColumn<bool>("wide");
        for (const char* method : {"lora", "block", "linear"})
            for (const char* family : {"llama", "mistral", "qwen3"})
                for (const bool wide : {false, true})
                    QTest::newRow(qPrintable(QString("%1 %2 %3").arg(method, family, wide ? "fp64" : "fp32")))
                        << method << family << wide;
    }
    void packedEqualsMeanOfSingles() {
        QFETCH(QString, method);
        QFETCH(QString, family);
        QFETCH(bool, wide);
        Attached a = attached(method, wide ? at::kDouble : at::kFloat, family.toStdString());
        support::stir(*a.adapter, 4);
        support::Micro sequences;
        for (const auto& step : support::reference_batches().steps)
            sequences.insert(sequences.end(), step[0].begin(), step[0].begin() + 1);
        sequences.resize(9);
        auto parameters = a.adapter->parameters();

        const auto run = [&](const std::vector<support::Micro>& batches) {
            for (Parameter& p : parameters)
                p.value.mutable_grad().reset();
            at::Tensor total = at::zeros({}, at::kDouble);
            double supervised = 0;
            for (const support::Micro& batch : batches)
                supervised += static_cast<double>(support::pack_all(batch).supervised());
            for (const support::Micro& batch : batches) {
                const at::Tensor loss = support::loss_sum(*a.model, support::pack_all(batch)) / supervised;
                loss.backward();
                total += loss.detach();
            }
            std::vector<at::Tensor> result = {total};
            for (const Parameter& p : parameters)
                result.push_back(p.value.grad().clone());
            return result;
        };
        std::vector<support::Micro> singles;
        for (const Sequence& sequence : sequences)
            singles.push_back({sequence});
        const auto together = run({sequences}), alone = run(singles);
        double largest = 0; // of all gradients: the yardstick for each
        for (size_t i = 1; i < alone.size(); ++i)
            largest = std::max(largest, alone[i].abs().max().item<double>());
        QVERIFY(largest > 1e-3);
        VERIFY_BELOW(support::relative_distance(together[0], alone[0]), wide ? 1e-12 : 1e-5);
        for (size_t i = 1; i < alone.size(); ++i)
            VERIFY_BELOW(support::distance(together[i], alone[i]) / std::max(1.0, largest), wide ? 1e-12 : 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestGradients)
#include "tst_gradients.moc"
