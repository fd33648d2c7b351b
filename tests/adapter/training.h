#pragma once
// Training on the reference batches, with the product's own packing, loss, optimiser and schedule.

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/data/dataset.h"
#include "backend/data/packing.h"
#include "backend/device/device.h"
#include "backend/train/optimizer.h"
#include "backend/train/schedule.h"
#include "backend/train/update.h"
#include "model/tiny.h"

#include <filesystem>

namespace support {

inline const std::vector<int64_t> probe = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};

using Micro = std::vector<loratrf::Sequence>;

struct ReferenceBatches {
    std::vector<std::vector<Micro>> steps; // steps[step][micro] = sequences
    Micro development;                     // what methods score themselves on; empty: the first of the steps
    loratrf::TrainOptions options;
    loratrf::AdamWOptions adamw;
};

inline Micro micro_of(const loratrf::Json& json) {
    Micro sequences;
    for (const loratrf::Json& s : json) {
        const auto marks = s.at("supervised").get<std::vector<int>>();
        sequences.push_back(
            {.ids = s.at("ids").get<std::vector<int32_t>>(), .supervised = {marks.begin(), marks.end()}});
    }
    return sequences;
}

inline ReferenceBatches reference_batches() {
    const loratrf::Json json = baseline("adapters/batches.json");
    ReferenceBatches batches;
    for (const loratrf::Json& step : json.at("steps")) {
        auto& micros = batches.steps.emplace_back();
        for (const loratrf::Json& micro : step)
            micros.push_back(micro_of(micro));
    }
    const loratrf::Json& recipe = json.at("recipe");
    batches.options.learning_rate = recipe.at("learning_rate").get<double>();
    batches.options.warmup = recipe.at("warmup").get<double>();
    batches.options.schedule = loratrf::parse_schedule(recipe.at("schedule").get<std::string>());
    batches.options.min_lr_ratio = 0;
    batches.adamw = {recipe.at("beta1").get<double>(), recipe.at("beta2").get<double>(),
                     recipe.at("adam_epsilon").get<double>(), recipe.at("weight_decay").get<double>(),
                     recipe.at("clip_norm").get<double>()};
    return batches;
}

inline loratrf::PackedBatch pack_all(const Micro& sequences) {
    std::vector<int64_t> which(sequences.size());
    std::iota(which.begin(), which.end(), 0);
    return loratrf::pack(sequences, which);
}

// Sum of the cross-entropy over a batch's supervised tokens.
inline at::Tensor loss_sum(loratrf::Model& model, const loratrf::PackedBatch& batch) {
    loratrf::ForwardContext context;
    context.training = true;
    return loratrf::loss_sum(model, batch, context);
}

struct Course {
    std::vector<double> losses, norms;
    std::vector<double> extra; // what the adapter added; empty: nothing
};

// `development` gives the micro-batch whose loss the adapter may ask for after a step; else it is the first one.
inline Course train(loratrf::Model& model, loratrf::Adapter& adapter, const ReferenceBatches& batches,
                    const std::function<void(int64_t step)>& after = {},
                    const std::function<Micro(int64_t step)>& development = {}) {
    loratrf::AdamW optimizer(adapter.parameters(), batches.adamw);
    Course course;
    const auto total = static_cast<int64_t>(batches.steps.size());
    for (int64_t step = 1; step <= total; ++step) {
        std::vector<loratrf::PackedBatch> packed;
        for (const Micro& micro : batches.steps[static_cast<size_t>(step - 1)])
            packed.push_back(pack_all(micro));
        const auto done = loratrf::update(model, adapter, optimizer, packed,
                                          loratrf::learning_rate_at(batches.options, step, total), [](size_t) {
                                              loratrf::ForwardContext context;
                                              context.training = true;
                                              return std::optional(context);
                                          });
        course.losses.push_back(done->loss.item<double>());
        course.norms.push_back(done->norm.item<double>());
        if (done->extra.defined())
            course.extra.push_back(done->extra.item<double>());
        const auto changes = adapter.after_step({.step = step,
                                                 .total_steps = total,
                                                 .steps_per_epoch = total,
                                                 .finite = done->finite,
                                                 .development_loss = [&] {
                                                     const auto batch =
                                                         pack_all(development                   ? development(step)
                                                                  : batches.development.empty() ? batches.steps[0][0]
                                                                                                : batches.development);
                                                     return loratrf::mean_loss(model, std::span(&batch, 1), {});
                                                 }});
        if (!changes.empty())
            optimizer = optimizer.resized(adapter.parameters(), changes);
        if (after)
            after(step);
    }
    return course;
}

inline std::string run_folder(const std::string& run) {
    return TESTS_DIR "/baselines/adapters/" + run;
}

// Values of the adapter in `folder`, attached to a model of its own.
inline std::map<std::string, at::Tensor> values_in(const std::string& folder) {
    const auto model = load(tiny_model("llama"));
    std::map<std::string, at::Tensor> values;
    for (const loratrf::Parameter& p : loratrf::load_adapter(*model, folder).adapter->parameters())
        values[p.name] = p.value.detach();
    return values;
}

// Gives every parameter that starts at zero small random values, so that no gradient is zero by construction.
inline void stir(loratrf::Adapter& adapter, uint64_t seed) {
    const at::NoGradGuard no_grad;
    at::Generator generator = loratrf::seeded_generator(seed);
    for (loratrf::Parameter& p : adapter.parameters())
        if (p.value.abs().max().item<double>() == 0)
            p.value.copy_(at::randn(p.value.sizes(), generator, at::TensorOptions(at::kDouble)) * 0.2);
}

// Moves every parameter a little, so that all numbers are large enough for each one's gradient to count.
inline void shake(loratrf::Adapter& adapter, uint64_t seed = 3) {
    const at::NoGradGuard no_grad;
    at::Generator generator = loratrf::seeded_generator(seed);
    for (loratrf::Parameter& p : adapter.parameters())
        p.value.add_(at::randn(p.value.sizes(), generator, at::TensorOptions(at::kDouble)) * 0.2);
}

// A method on a tiny model of its own: as it starts, or stirred or shaken.
struct Attached {
    std::unique_ptr<loratrf::Model> model;
    std::unique_ptr<loratrf::Adapter> adapter;
};
inline Attached attached(const std::string& method, const loratrf::MethodOptions& options = {},
                         at::ScalarType type = at::kFloat, const std::string& family = "llama") {
    Attached a{load(tiny_model(family), type), nullptr};
    a.adapter = loratrf::find_method(method).attach(*a.model, options, 5);
    return a;
}
inline Attached stirred(const std::string& method, const loratrf::MethodOptions& options = {},
                        at::ScalarType type = at::kFloat, const std::string& family = "llama") {
    Attached a = attached(method, options, type, family);
    stir(*a.adapter, 4);
    return a;
}
inline Attached shaken(const std::string& method, const loratrf::MethodOptions& options = {},
                       at::ScalarType type = at::kFloat, const std::string& family = "llama") {
    Attached a = attached(method, options, type, family);
    shake(*a.adapter);
    return a;
}

} // namespace support

#define COMPARE_COURSE(found, expected, tolerance)                                                                     \
    do {                                                                                                               \
        const std::vector<double> wanted_here = (expected).get<std::vector<double>>();                                 \
        QCOMPARE((found).size(), wanted_here.size());                                                                  \
        for (size_t step_here = 0; step_here < wanted_here.size(); ++step_here)                                        \
            QVERIFY2(std::abs((found)[step_here] - wanted_here[step_here]) <= (tolerance)*wanted_here[step_here],      \
                     qPrintable(QString("step %1: %2, expected %3")                                                    \
                                    .arg(step_here + 1)                                                                \
                                    .arg((found)[step_here], 0, 'g', 9)                                                \
                                    .arg(wanted_here[step_here], 0, 'g', 9)));                                         \
    } while (false)
