// VeRA against PEFT: 20 steps, files in and out, the shared projections, merged and factored forms, counts.

#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {

const MethodOptions strong = {{"rank", int64_t{16}}, {"d_initial", 1.0}}; // what 20 steps learn shows in the logits

} // namespace

class TestVera : public QObject {
    Q_OBJECT

    QTemporaryDir m_scratch;

private Q_SLOTS:
    void startEqualsTheBaseExactly() { VERIFY_FAULTLESS(support::start_fault("vera", strong)); }

    void twentyStepsEqualPeft() {
        VERIFY_FOLLOWS(support::follow(support::oracle_run("vera"), m_scratch.filePath("vera").toStdString()), 1e-4);
    }

    // Bounds sqrt(6 / fan_in), as those of PEFT's draw.
    void projectionsAreSharedAndDrawnAsPeftDoes() {
        const auto model = support::load(support::tiny_model("llama"));
        const auto theirs = support::stored_tensors(support::run_folder("vera") + "/initial");
        const int64_t rank = theirs.at("base_model.vera_A").size(0);
        const auto adapter = find_method("vera").attach(*model, {{"rank", rank}}, 7);
        const std::string folder = m_scratch.filePath("start").toStdString();
        support::save(*adapter, folder, "llama");
        const auto ours = support::stored_tensors(folder);
        QCOMPARE(ours.size(), theirs.size());
        for (const auto& [name, value] : theirs) {
            QVERIFY2(ours.contains(name) && ours.at(name).sizes() == value.sizes(), name.c_str());
            if (name.find(".vera_lambda_") != std::string::npos) {
                QVERIFY2(at::equal(ours.at(name), value), name.c_str());
                continue;
            }
            const double bound = std::sqrt(6.0 / static_cast<double>(value.size(1)));
            for (const at::Tensor& drawn : {value, ours.at(name)}) {
                const double largest = drawn.abs().max().item<double>();
                QVERIFY2(largest <= bound && largest > 0.95 * bound, name.c_str());
            }
        }
    }

    void theirsOpensWithEqualLogits() {
        const std::string path = support::run_folder("vera") + "/final";
        const auto model = support::load(support::tiny_model("llama"));
        QCOMPARE(load_adapter(*model, path).method, std::string("vera"));
        const auto answers = support::answers_of(path);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*model, {answers.ids}), answers.logits), 1e-5);
    }

    void savedAdapterOpensWithEqualLogits() { VERIFY_FAULTLESS(support::export_fault("vera", "vera", strong)); }

    void mergedEqualsTheLiveAdapter() {
        for (const char* base : {"llama", "qwen2"}) {
            const support::Attached a = support::stirred("vera", strong, at::kFloat, base);
            const at::Tensor live = support::logits_of(*a.model, {support::probe});
            VERIFY_BELOW(support::relative_distance(support::merged_logits(*a.adapter, base), live), 1e-5);
            VERIFY_BELOW(support::relative_distance(support::low_rank_logits(*a.adapter, base), live), 1e-5);
        }
    }

    void gradientsEqualDifferenceQuotients() {
        const support::Attached a = support::stirred("vera", strong, at::kDouble);
        VERIFY_FAULTLESS(support::gradient_fault(a, support::packed({support::probe, {9, 4, 30}})));
    }

    void countIsThatOfTheAttachedAdapter() {
        VERIFY_FAULTLESS(support::count_fault(
            "vera", {{"rank", int64_t{5}}, {"targets", std::vector<std::string>{"k_proj", "layers.1.mlp.down_proj"}}}));
    }

    void whatCannotBeOpenedIsRefusedByItsName() {
        const std::string folder = m_scratch.filePath("refused").toStdString();
        std::filesystem::copy(support::run_folder("vera") + "/final", folder);
        const Json whole = support::adapter_config(folder);
        const auto refused = [&](const char* key, const Json& value, const std::string& code, const char* part) {
            Json config = whole;
            config[key] = value;
            write_file_atomically(folder + "/adapter_config.json", config.dump());
            COMPARE_CAUGHT([&] { find_method("vera").read_options(folder); }, code, part);
        };
        refused("save_projection", false, "unsupported", "save_projection");
        refused("bias", "vera_only", "unsupported", "biases");
        refused("r", 2.5, "bad-value", "\"r\"");
        refused("r", nullptr, "missing-field", "r is missing");
        refused("d_initial", "0.1", "bad-value", "d_initial");
    }

    void wrongOptionsAreRefused() {
        QVERIFY(find_method("vera").validate({}).empty());
        const auto problems =
            find_method("vera").validate({{"targets", std::vector<std::string>{"layers.0.self_attn.x_proj"}}});
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(problems[0].field, std::string("method_options.targets"));
    }
};

QTEST_GUILESS_MAIN(TestVera)
#include "tst_vera.moc"
