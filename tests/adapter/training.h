#pragma once
// Training on the reference batches, with the product's own packing, loss, optimiser and schedule.

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/data/dataset.h"
#include "backend/data/packing.h"
#include "backend/device/device.h"
#include "backend/ops/ops.h"
#include "backend/train/optimizer.h"
#include "backend/train/schedule.h"
#include "model/tiny.h"

#include <filesystem>

namespace support {

using Micro = std::vector<loratrf::Sequence>;

struct ReferenceBatches {
    std::vector<std::vector<Micro>> steps; // steps[step][micro] = sequences
    loratrf::TrainOptions options;
    loratrf::AdamWOptions adamw;
};

inline ReferenceBatches reference_batches() {
    const loratrf::Json json = baseline("adapters/batches.json");
    ReferenceBatches batches;
    for (const loratrf::Json& step : json.at("steps")) {
        auto& micros = batches.steps.emplace_back();
        for (const loratrf::Json& micro : step) {
            Micro& sequences = micros.emplace_back();
            for (const loratrf::Json& s : micro) {
                const auto marks = s.at("supervised").get<std::vector<int>>();
                sequences.push_back(
                    {.ids = s.at("ids").get<std::vector<int32_t>>(), .supervised = {marks.begin(), marks.end()}});
            }
        }
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
    const at::Tensor hidden = model.hidden(loratrf::to_input(batch, at::kCPU), {.training = true});
    const at::Tensor rows = at::tensor(batch.predict_rows, at::kLong);
    const at::Tensor targets = at::tensor(std::vector<int64_t>(batch.targets.begin(), batch.targets.end()), at::kLong);
    return loratrf::ops::head_loss(model.final_norm(hidden.index_select(0, rows)), model.head_weight(), targets);
}

struct Course {
    std::vector<double> losses, norms;
};

inline Course train(loratrf::Model& model, loratrf::Adapter& adapter, const ReferenceBatches& batches) {
    loratrf::AdamW optimizer(adapter.parameters(), batches.adamw);
    Course course;
    const auto total = static_cast<int64_t>(batches.steps.size());
    for (int64_t step = 1; step <= total; ++step) {
        std::vector<loratrf::PackedBatch> packed;
        int64_t supervised = 0;
        for (const Micro& micro : batches.steps[static_cast<size_t>(step - 1)])
            supervised += packed.emplace_back(pack_all(micro)).supervised();
        optimizer.zero_grad();
        at::Tensor sum = at::zeros({});
        for (const loratrf::PackedBatch& batch : packed) {
            const at::Tensor loss = loss_sum(model, batch) / static_cast<double>(supervised);
            loss.backward();
            sum = sum + loss.detach();
        }
        const auto outcome = optimizer.step(loratrf::learning_rate_at(batches.options, step, total), sum);
        course.losses.push_back(sum.item<double>());
        course.norms.push_back(outcome.norm.item<double>());
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
