#include "backend/train/update.h"

#include "backend/device/faults.h"
#include "backend/ops/ops.h"
#include "backend/train/preference.h"

#include <ATen/record_function.h>

namespace loratrf {

namespace {

void add(at::Tensor& sum, const at::Tensor& value) {
    sum = sum.defined() ? sum + value.detach() : value.detach();
}

} // namespace

at::Tensor loss_sum(Model& model, const PackedBatch& batch, const ForwardContext& context, const LossOptions& options,
                    at::Tensor* pairs) {
    PackedInput input;
    at::Tensor rows, targets;
    {
        RECORD_FUNCTION("loratrf.data", {});
        input = to_input(batch, model.device());
        rows = at::tensor(batch.predict_rows, at::kLong).to(model.device());
        targets =
            at::tensor(std::vector<int64_t>(batch.targets.begin(), batch.targets.end()), at::kLong).to(model.device());
    }
    const at::Tensor hidden = model.hidden(input, context);
    RECORD_FUNCTION("loratrf.head", {});
    const at::Tensor states = model.final_norm(hidden.index_select(0, rows));
    if (!batch.pairs())
        return ops::head_loss(states, model.head_weight(), targets);
    const at::Tensor losses = ops::head_loss_rows(states, model.head_weight(), targets);
    std::vector<at::Tensor> log_probs;
    for (const at::Tensor& of_sequence : losses.split_with_sizes(batch.supervised_of_sequences()))
        log_probs.push_back(-of_sequence.to(at::kDouble).sum());
    const PreferenceLoss loss = preference_loss(
        at::stack(log_probs), at::tensor(batch.reference, at::kDouble).to(model.device()), options.preference_beta);
    if (pairs)
        add(*pairs, loss.figures.sum(0));
    return loss.pairs.sum();
}

at::Tensor mean_loss(Model& model, std::span<const PackedBatch> batches, const ForwardContext& context,
                     const LossOptions& options) {
    at::Tensor sum;
    int64_t items = 0;
    for (const PackedBatch& batch : batches) {
        const at::Tensor loss = loss_sum(model, batch, context, options);
        sum = sum.defined() ? sum + loss : loss;
        items += batch.items();
    }
    return sum / static_cast<double>(std::max<int64_t>(1, items));
}

std::optional<Update> update(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                             double learning_rate,
                             const std::function<std::optional<ForwardContext>(size_t micro)>& context,
                             const LossOptions& options) {
    int64_t tokens = 0, items = 0;
    for (const PackedBatch& batch : batches) {
        tokens += batch.data_tokens();
        items += batch.items();
    }
    Update result;
    optimizer.zero_grad();
    const bool whole = with_clear_errors([&] {
        for (size_t i = 0; i < batches.size(); ++i) {
            const std::optional<ForwardContext> given = context(i);
            if (!given)
                return false;
            at::Tensor loss = loss_sum(model, batches[i], *given, options, &result.pairs) / static_cast<double>(items);
            add(result.loss, loss);
            if (at::Tensor extra = adapter.extra_loss(); extra.defined()) {
                extra = extra * (static_cast<double>(batches[i].data_tokens()) / static_cast<double>(tokens));
                add(result.extra, extra);
                loss = loss + extra;
            }
            loss.backward();
        }
        return true;
    });
    if (!whole)
        return std::nullopt;
    if (result.pairs.defined())
        result.pairs = result.pairs / static_cast<double>(items);
    RECORD_FUNCTION("loratrf.optimizer", {});
    const AdamW::Outcome outcome = optimizer.step(learning_rate, result.loss, [&] { adapter.correct_gradients(); });
    result.norms = outcome.norms;
    result.norm = outcome.norm;
    result.finite = outcome.finite;
    return result;
}

} // namespace loratrf
