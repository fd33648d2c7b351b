// ALoRA against a PyTorch version of its formulas: scores, rounds of pruning, 20 steps; its budget and its files.

#include "backend/adapter/alora.h"
#include "backend/model/recorder.h"
#include "oracle_run.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace loratrf;

namespace {

std::vector<ALoraHook*> hooks_of(Model& model) {
    std::vector<ALoraHook*> hooks;
    for (const Projection* projection : model.projections())
        if (auto* hook = dynamic_cast<ALoraHook*>(projection->hook.get()))
            hooks.push_back(hook);
    return hooks;
}

std::string file_name(const ALoraHook& hook) {
    return peft_name(hook.projection->path, "");
}

int64_t total_rank(Model& model) {
    int64_t total = 0;
    for (const ALoraHook* hook : hooks_of(model))
        total += hook->rank();
    return total;
}

support::ReferenceBatches batches_of(const Json& run) {
    support::ReferenceBatches batches = support::reference_batches();
    batches.development = support::micro_of(run.at("dev"));
    return batches;
}

double development_loss(Model& model, const support::ReferenceBatches& batches) {
    const at::NoGradGuard no_grad;
    const PackedBatch batch = support::pack_all(batches.development);
    return mean_loss(model, std::span(&batch, 1), {}).item<double>();
}

// The reference's run, with `rounds` rounds: of 20 steps an epoch, after steps 6, 10 and 14.
struct Run : support::OracleRun {
    support::ReferenceBatches batches;

    explicit Run(int64_t rounds)
        : OracleRun(support::oracle_run(
              "alora", {},
              {{"first_epochs", 0.3},
               {"between_epochs", 0.2},
               {"rounds", rounds},
               {"n_prune",
                support::json_file(support::run_folder("alora") + "/run.json").at("prune").get<int64_t>()}})),
          batches(batches_of(json)) {}
};

} // namespace

class TestALora : public QObject {
    Q_OBJECT

    QTemporaryDir m_scratch;

private Q_SLOTS:
    void startEqualsTheBaseExactly() { VERIFY_FAULTLESS(support::start_fault("alora")); }

    // Against the reference, and against taking the ranks out of the factors by hand.
    void scoresEqualBruteForce() {
        Run run(0);
        double deviation = 0, by_hand = 0;
        support::train(*run.model, *run.adapter, run.batches, [&](int64_t step) {
            if (step != 6)
                return;
            const at::NoGradGuard no_grad;
            const PackedBatch batch = support::pack_all(run.batches.development);
            const auto loss = [&] { return mean_loss(*run.model, std::span(&batch, 1), {}); };
            const auto hooks = hooks_of(*run.model);
            const auto found = ablation_scores(hooks, loss);
            QCOMPARE(found.size(), size_t{42});
            const Json expected = run.json.at("rounds").at(0).at("scores");
            for (const RankScore& one : found)
                deviation = std::max(
                    deviation,
                    std::abs(one.score -
                             expected.at(file_name(*hooks[one.hook])).at(static_cast<size_t>(one.rank)).get<double>()));
            for (const RankScore& one : found) {
                std::vector<at::Tensor> before;
                for (const ALoraHook* hook : hooks)
                    before.push_back(hook->pair.b.detach().clone());
                const auto set = [&](double without, double others) {
                    for (size_t i = 0; i < hooks.size(); ++i) {
                        at::Tensor b = hooks[i]->pair.b.detach();
                        b.copy_(before[i] * others);
                        if (i == one.hook)
                            b.select(1, one.rank).copy_(before[i].select(1, one.rank) * without);
                    }
                };
                set(0, 1);
                const double without = development_loss(*run.model, run.batches);
                set(1, 0);
                const double only = development_loss(*run.model, run.batches);
                set(1, 1);
                by_hand = std::max(by_hand, std::abs(one.score - (without - only)));
            }
        });
        qInfo() << "deviation scores" << deviation << "by hand" << by_hand;
        QVERIFY(deviation > 0);
        VERIFY_BELOW(deviation, 5e-6); // of losses near 5; the reference's closest decision is 2e-4 wide
        VERIFY_BELOW(by_hand, 2e-6);
    }

    void twentyStepsEqualTheReference() {
        Run run(3);
        run.adapter->plan(20, 20);
        const int64_t budget = total_rank(*run.model);
        auto round = run.json.at("rounds").begin();
        QString faults;
        double losses = 0;
        const support::Course course = support::train(*run.model, *run.adapter, run.batches, [&](int64_t step) {
            if (round == run.json.at("rounds").end() || round->at("step") != step)
                return;
            const at::NoGradGuard no_grad;
            for (const ALoraHook* hook : hooks_of(*run.model)) {
                const auto rank = round->at("ranks").at(file_name(*hook)).get<int64_t>();
                if (hook->rank() != rank)
                    faults += QString("step %1, %2: rank %3, expected %4\n")
                                  .arg(step)
                                  .arg(file_name(*hook).c_str())
                                  .arg(hook->rank())
                                  .arg(rank);
                // The start of new ranks is drawn: here it is the reference's.
                std::vector<at::Tensor> rows;
                for (const Json& added : round->at("added"))
                    if (added.at("projection") == file_name(*hook))
                        rows.push_back(at::tensor(added.at("a").get<std::vector<float>>()));
                if (rows.empty())
                    continue;
                const auto count = static_cast<int64_t>(rows.size());
                const at::Tensor place = hook->pair.a.detach().narrow(0, hook->rank() - count, count);
                if (place.sizes() != at::stack(rows).sizes() || !place.abs().min().item<bool>())
                    faults += "new rows of another size, or zero\n";
                place.copy_(at::stack(rows));
            }
            losses = std::max(
                losses,
                std::abs(development_loss(*run.model, run.batches) / round->at("losses").at(1).get<double>() - 1));
            if (total_rank(*run.model) > budget)
                faults += "above the budget\n";
            ++round;
        });
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        QVERIFY(round == run.json.at("rounds").end());
        VERIFY_BELOW(losses, 1e-5);
        COMPARE_COURSE(course.losses, run.json.at("losses"), 1e-5);
        COMPARE_COURSE(course.norms, run.json.at("norms"), 1e-4);

        const std::filesystem::path folder = support::export_folder(m_scratch.path(), "alora");
        VERIFY_FAULTLESS(support::reload_fault(*run.model, *run.adapter, "alora", folder));
        const std::string final = support::run_folder("alora") + "/final";
        const double values = support::largest_value_deviation(folder, final);
        qInfo() << "deviation losses" << support::largest_relative(course.losses, run.json.at("losses")) << "norms"
                << support::largest_relative(course.norms, run.json.at("norms")) << "values" << values;
        VERIFY_BELOW(values, 1e-4);
        const Json ours = support::adapter_config(folder), theirs = support::adapter_config(final);
        for (const char* key :
             {"r", "lora_alpha", "rank_pattern", "alpha_pattern", "target_modules", "peft_type", "loratrf_method"})
            QVERIFY2(ours.at(key) == theirs.at(key), key);
    }

    void theirFolderOpens() {
        const std::string path = support::run_folder("alora") + "/final";
        const auto model = support::load(support::tiny_model("llama"));
        const LoadedAdapter loaded = load_adapter(*model, path);
        QCOMPARE(loaded.method, std::string("alora"));
        const auto answers = support::answers_of(path);
        const at::Tensor live = support::logits_of(*model, {support::probe});
        VERIFY_BELOW(support::relative_distance(live, answers.logits), 1e-5);
        VERIFY_BELOW(support::relative_distance(support::merged_logits(*loaded.adapter), live), 1e-5);
        VERIFY_BELOW(support::relative_distance(support::low_rank_logits(*loaded.adapter), live), 1e-5);

        // Without our key it is what PEFT sees in it: plain LoRA, with the same answers.
        const std::filesystem::path plain = m_scratch.filePath("plain").toStdString();
        std::filesystem::copy(path, plain);
        Json config = support::adapter_config(path);
        config.erase("loratrf_method");
        write_file_atomically(plain / "adapter_config.json", config.dump());
        const auto fresh = support::load(support::tiny_model("llama"));
        QCOMPARE(load_adapter(*fresh, plain).method, std::string("lora"));
        VERIFY_BELOW(support::relative_distance(support::logits_of(*fresh, {support::probe}), live), 1e-6);

        // A projection that should have ranks, but no tensors: refused.
        config["loratrf_method"] = "alora";
        config["target_modules"].push_back("model.layers.1.self_attn.o_proj");
        write_file_atomically(plain / "adapter_config.json", config.dump());
        const auto other = support::load(support::tiny_model("llama"));
        COMPARE_CAUGHT([&] { load_adapter(*other, plain); }, "missing-field", "o_proj");
    }

    // Whatever is pruned: never more ranks than at the start, as many new ones as went, unless all projections lost
    // one.
    void theBudgetIsNeverExceeded_data() {
        QTest::addColumn<int>("prune");
        for (const int prune : {1, 3, 13, 14, 29, 100})
            QTest::addRow("%d", prune) << prune;
    }
    void theBudgetIsNeverExceeded() {
        QFETCH(int, prune);
        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = find_method("alora").attach(*model,
                                                         {{"rank", int64_t{2}},
                                                          {"first_epochs", 0.0},
                                                          {"between_epochs", 0.0},
                                                          {"rounds", int64_t{6}},
                                                          {"n_prune", int64_t{prune}}},
                                                         3);
        at::Generator generator = seeded_generator(4);
        int64_t before = total_rank(*model);
        QCOMPARE(before, int64_t{28});
        for (int64_t step = 1; step <= 6; ++step) {
            std::map<std::string, int64_t> ranks;
            for (const ALoraHook* hook : hooks_of(*model))
                ranks[file_name(*hook)] = hook->rank();
            const auto changes = adapter->after_step(
                {.step = step, .total_steps = 8, .steps_per_epoch = 4, .finite = at::ones({}), .development_loss = [&] {
                     return at::rand({}, generator, at::TensorOptions(at::kFloat));
                 }});
            const int64_t now = total_rank(*model);
            QVERIFY(now <= before);
            int64_t lost = 0;
            for (const Resized& change : changes) {
                QVERIFY(change.dim == (change.name.ends_with("lora_A.weight") ? 0 : 1));
                if (change.dim == 0)
                    lost +=
                        std::count(change.kept.begin(), change.kept.end(), -1) - int64_t(change.kept.size()) +
                        ranks.at(change.name.substr(0, change.name.size() - std::string_view(".lora_A.weight").size()));
            }
            QCOMPARE(lost, std::min<int64_t>(prune, before));
            std::vector<std::string> names;
            for (const Parameter& p : adapter->parameters())
                names.push_back(p.name);
            for (const ALoraHook* hook : hooks_of(*model))
                QCOMPARE(std::count(names.begin(), names.end(), file_name(*hook) + ".lora_A.weight"),
                         std::ptrdiff_t(hook->rank() > 0));
            if (prune <= 13) // then some projection lost none
                QCOMPARE(now, before);
            before = now;
        }
        QVERIFY(std::isfinite(support::logits_of(*model, {support::probe}).sum().item<double>()));
    }

    // A loss that is no number says nothing of ranks, and a stop leaves the projections as they were.
    void withoutLossesNothingIsReallocated() {
        struct Interrupted {};
        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = find_method("alora").attach(
            *model, {{"rank", int64_t{2}}, {"first_epochs", 0.0}, {"n_prune", int64_t{5}}}, 3);
        int64_t asked = 0;
        const auto after_first_step = [&](const std::function<double()>& loss) {
            asked = 0;
            return adapter->after_step(
                {.step = 1, .total_steps = 8, .steps_per_epoch = 4, .finite = at::ones({}), .development_loss = [&] {
                     ++asked;
                     return at::scalar_tensor(loss());
                 }});
        };
        const auto unchanged = [&] {
            return std::ranges::all_of(
                hooks_of(*model), [](const ALoraHook* hook) { return hook->rank() == 2 && !hook->gates.defined(); });
        };
        QVERIFY(after_first_step([&] { return asked == 7 ? NAN : 1.0; }).empty());
        QCOMPARE(asked, int64_t{56}); // two a rank
        QVERIFY(unchanged());
        bool interrupted = false;
        try {
            after_first_step([&]() -> double { return asked == 7 ? throw Interrupted() : 1.0; });
        } catch (const Interrupted&) {
            interrupted = true;
        }
        QVERIFY(interrupted && unchanged());
        QVERIFY(!after_first_step([&] { return static_cast<double>(asked); }).empty());
    }

    void ranksAreReported() {
        Run run(3);
        support::train(*run.model, *run.adapter, run.batches);
        ActivityRecorder recorder(run.adapter->sites().size());
        run.adapter->report(recorder);
        const std::vector<float> ranks = recorder.values().at("rank");
        const auto hooks = hooks_of(*run.model);
        QCOMPARE(ranks.size(), hooks.size());
        bool uneven = false;
        for (size_t i = 0; i < hooks.size(); ++i) {
            QCOMPARE(int64_t(ranks[i]), hooks[i]->rank());
            uneven = uneven || hooks[i]->rank() != 3;
        }
        QVERIFY(uneven);
    }

    void gradientsEqualDifferenceQuotients() {
        const support::Attached a = support::stirred("alora", {{"rank", int64_t{2}}, {"scale", 1.5}}, at::kDouble);
        VERIFY_FAULTLESS(support::gradient_fault(a, support::packed({{5, 17, 33, 60, 9}, {8, 41, 3}})));
        VERIFY_BELOW(support::packing_deviation(*a.model), 1e-12);
    }

    void runsTooShortForARoundAreRefused() {
        const auto model = support::load(support::tiny_model("llama"));
        const auto adapter = find_method("alora").attach(*model, {{"first_epochs", 2.0}}, 1);
        adapter->plan(21, 10);
        COMPARE_CAUGHT([&] { adapter->plan(20, 10); }, "invalid-option", "first_epochs");
    }

    void countIsThatOfTheAttachedAdapter() {
        VERIFY_FAULTLESS(support::count_fault(
            "alora", {{"rank", int64_t{5}}, {"targets", std::vector<std::string>{"k_proj", "down_proj"}}}));
    }
};

QTEST_GUILESS_MAIN(TestALora)
#include "tst_alora.moc"
