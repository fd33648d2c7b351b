// AdaLoRA against PEFT: 20 steps with the ranks kept after each, pruned files in and out, its own loss.

#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

namespace {

std::map<std::string, int64_t> ranks_of(Model& model, const Adapter& adapter) {
    ActivityRecorder recorder(adapter.sites().size());
    adapter.report(recorder);
    const std::vector<float> values = recorder.values().at("rank");
    std::map<std::string, int64_t> ranks;
    size_t site = 0;
    for (const Projection* projection : model.projections())
        ranks[projection->path] = static_cast<int64_t>(values.at(site++));
    return ranks;
}

const MethodOptions small = {{"rank", int64_t{3}}, {"rank_target", int64_t{2}}};

} // namespace

class TestAdaLora : public QObject {
    Q_OBJECT

    QTemporaryDir m_scratch;

private Q_SLOTS:
    void startEqualsTheBaseExactly() { VERIFY_FAULTLESS(support::start_fault("adalora")); }

    void twentyStepsEqualPeft() {
        const support::OracleRun run = support::oracle_run("adalora");
        QCOMPARE(run.method, std::string("adalora"));
        run.adapter->plan(20, 20);
        QString fault;
        const support::Course course =
            support::train(*run.model, *run.adapter, support::reference_batches(), [&](int64_t step) {
                for (const auto& [path, rank] : ranks_of(*run.model, *run.adapter))
                    if (const auto kept = run.json.at("ranks").at(path).at(static_cast<size_t>(step - 1)); kept != rank)
                        fault += QString("step %1, %2: rank %3, expected %4\n")
                                     .arg(step)
                                     .arg(path.c_str())
                                     .arg(rank)
                                     .arg(kept.get<int64_t>());
            });
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        COMPARE_COURSE(course.losses, run.json.at("losses"), 1e-5);
        COMPARE_COURSE(course.extra, run.json.at("own_losses"), 1e-5);
        COMPARE_COURSE(course.norms, run.json.at("norms"), 1e-4);
        qInfo() << "deviation losses" << support::largest_relative(course.losses, run.json.at("losses"))
                << "orthogonal term" << support::largest_relative(course.extra, run.json.at("own_losses")) << "norms"
                << support::largest_relative(course.norms, run.json.at("norms"));

        // What is left, in PEFT's layout: the same ranks, the same numbers.
        const std::string saved = m_scratch.path().toStdString();
        run.adapter->save(saved, "llama");
        const Json config = support::json_file(saved + "/adapter_config.json");
        const Json theirs = support::json_file(run.folder + "/final/adapter_config.json");
        for (const char* key : {"rank_pattern", "init_r", "target_r", "tinit", "tfinal", "deltaT", "total_step",
                                "lora_alpha", "beta1", "beta2", "orth_reg_weight", "peft_type"})
            QVERIFY2(config.at(key) == theirs.at(key), key);
        const auto found = support::stored_tensors(saved), final = support::stored_tensors(run.folder + "/final");
        QCOMPARE(found.size(), final.size());
        double deviation = 0;
        for (const auto& [name, value] : final)
            if (value.numel() > 0)
                deviation = std::max(deviation, support::relative_distance(found.at(name), value));
            else
                QVERIFY(found.at(name).sizes() == value.sizes());
        qInfo() << "deviation values" << deviation;
        VERIFY_BELOW(deviation, 1e-4);
        const auto answers = support::answers_of(run.folder + "/final");
        VERIFY_BELOW(support::relative_distance(support::logits_of(*run.model, {answers.ids}), answers.logits), 1e-5);
    }

    void prunedFilesOfPeftOpen_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("final") << "adalora/final";
        QTest::newRow("import") << "import_adalora";
    }
    void prunedFilesOfPeftOpen() {
        QFETCH(QString, folder);
        const std::string path = support::run_folder(folder.toStdString());
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*model, path);
        const auto answers = support::answers_of(path);
        VERIFY_BELOW(support::relative_distance(support::logits_of(*model, {answers.ids}), answers.logits), 1e-5);

        // And go out again as they came, to the bit.
        const std::filesystem::path again =
            support::export_folder(m_scratch.path(), "adalora_" + folder.replace('/', '_').toStdString());
        VERIFY_FAULTLESS(support::reload_fault(*model, *loaded.adapter, "adalora", again));
        const auto found = support::stored_tensors(again), expected = support::stored_tensors(path);
        QCOMPARE(found.size(), expected.size());
        for (const auto& [name, value] : expected)
            QVERIFY2(at::equal(found.at(name), value), name.c_str());
    }

    // Between two choices a rank that was switched off moves again: then it belongs to the file.
    void savedInTheMiddleOpensWithEqualLogits() {
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*model, support::run_folder("adalora") + "/initial");
        QString faults;
        support::train(*model, *loaded.adapter, support::reference_batches(), [&](int64_t step) {
            if (step != 5 && step != 6 && step != 20)
                return;
            const std::filesystem::path folder = m_scratch.filePath(QString("step %1").arg(step)).toStdString();
            std::filesystem::create_directories(folder);
            faults += support::reload_fault(*model, *loaded.adapter, "adalora", folder);
        });
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
    }

    void mergedAndLowRankEqualTheLiveAdapter() {
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*model, support::run_folder("adalora") + "/final");
        const at::Tensor live = support::logits_of(*model, {support::probe});
        VERIFY_BELOW(support::relative_distance(support::merged_logits(*loaded.adapter), live), 1e-5);
        VERIFY_BELOW(support::relative_distance(support::low_rank_logits(*loaded.adapter), live), 1e-5);
        const auto deltas = *loaded.adapter->low_rank();
        const Json expected = support::json_file(support::run_folder("adalora") + "/run.json").at("ranks");
        std::map<std::string, int64_t> ranks;
        for (const LowRankDelta& delta : deltas)
            ranks[delta.path] = delta.a.size(0);
        for (const auto& [path, kept] : expected.items())
            QCOMPARE(ranks[path], kept.back().get<int64_t>());
    }

    void gradientsEqualDifferenceQuotients() {
        const support::Attached a = support::shaken("adalora", small, at::kDouble);
        VERIFY_FAULTLESS(support::gradient_fault(a, support::packed({{5, 17, 33, 60, 9}, {8, 41, 3}})));
    }

    void packedEqualsSingle() {
        const support::Attached a = support::shaken("adalora", small, at::kDouble);
        VERIFY_BELOW(support::packing_deviation(*a.model), 1e-12);
    }

    // A step that is not finite leaves the importance as it was.
    void skippedStepIsNotObserved() {
        const support::Attached a = support::shaken("adalora", small);
        auto parameters = a.adapter->parameters();
        const AdamW optimizer(parameters, {});
        for (Parameter& p : parameters)
            p.value.mutable_grad().fill_(std::nan(""));
        const auto done = [&](int64_t step, double finite) {
            a.adapter->after_step({.step = step,
                                   .total_steps = 20,
                                   .steps_per_epoch = 20,
                                   .finite = at::full({}, finite),
                                   .development_loss = {}});
        };
        done(1, 0);
        for (const auto& [name, value] : a.adapter->state())
            QVERIFY2(at::isfinite(value).all().item<bool>(), name.c_str());
        for (Parameter& p : parameters)
            p.value.mutable_grad().fill_(1);
        done(2, 1);
        for (const auto& [name, value] : a.adapter->state())
            if (name == "importance")
                QVERIFY(value.max().item<double>() > 0);
    }

    // PEFT fails where a choice is due and the budget is still the whole.
    void nothingGoesWhileTheBudgetIsWhole() {
        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = find_method("adalora").attach(
            *model, {{"rank", int64_t{2}}, {"rank_target", int64_t{2}}, {"every", int64_t{1}}}, 1);
        support::train(*model, *adapter, support::reference_batches());
        for (const auto& [path, rank] : ranks_of(*model, *adapter))
            QCOMPARE(rank, int64_t{2});
    }

    void badCombinationsAreRefused() {
        const Method& method = find_method("adalora");
        const auto problems = method.validate({{"rank", int64_t{4}}, {"rank_target", int64_t{6}}});
        QCOMPARE(problems.size(), size_t{1});
        QCOMPARE(problems[0].field, std::string("method_options.rank_target"));

        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = method.attach(*model, {{"t_init", int64_t{6}}, {"t_final", int64_t{4}}}, 1);
        adapter->plan(11, 11);
        COMPARE_CAUGHT([&] { adapter->plan(10, 10); }, "invalid-option", "t_init");

        std::filesystem::copy(support::run_folder("import_adalora"), m_scratch.filePath("both").toStdString());
        const std::string folder = m_scratch.filePath("both").toStdString();
        const Json whole = support::json_file(folder + "/adapter_config.json");
        const auto refused = [&](const char* key, const Json& value, const std::string& code, const char* part) {
            Json config = whole;
            config[key] = value;
            write_file_atomically(folder + "/adapter_config.json", config.dump());
            COMPARE_CAUGHT(
                [&] {
                    const auto fresh = support::load(support::tiny_model("llama"));
                    load_adapter(*fresh, folder);
                },
                code, part);
        };
        refused("use_dora", true, "unsupported", "DoRA");
        refused("init_r", nullptr, "missing-field", "init_r");
        refused("init_r", 4, "bad-shape", "rank_pattern");
        refused("init_r", -3, "bad-value", "init_r");
        refused("init_r", 100000, "bad-value", "init_r");
        refused("rank_pattern", nullptr, "bad-shape", "another shape");
    }

    void countIsThatOfTheAttachedAdapter() {
        for (const char* family : {"llama", "qwen3"})
            VERIFY_FAULTLESS(support::count_fault(
                "adalora", {{"rank", int64_t{5}}, {"targets", std::vector<std::string>{"k_proj", "down_proj"}}},
                family));
    }
};

QTEST_GUILESS_MAIN(TestAdaLora)
#include "tst_adalora.moc"
