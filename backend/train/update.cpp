#include "backend/train/update.h"

#include "backend/device/faults.h"
#include "backend/ops/ops.h"

#include <ATen/record_function.h>

namespace loratrf {

namespace {

void add(at::Tensor& sum, const at::Tensor& value) {
    sum = sum.defined() ? sum + value.detach() : value.detach();
}

} // namespace

at::Tensor loss_sum(Model& model, const PackedBatch& batch, const ForwardContext& context) {
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
    return ops::head_loss(model.final_norm(hidden.index_select(0, rows)), model.head_weight(), targets);
}

at::Tensor mean_loss(Model& model, std::span<const PackedBatch> batches, const ForwardContext& context) {
    at::Tensor sum;
    int64_t supervised = 0;
    for (const PackedBatch& batch : batches) {
        const at::Tensor loss = loss_sum(model, batch, context);
        sum = sum.defined() ? sum + loss : loss;
        supervised += batch.supervised();
    }
    return sum / static_cast<double>(std::max<int64_t>(1, supervised));
}

std::optional<Update> update(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                             double learning_rate,
                             const std::function<std::optional<ForwardContext>(size_t micro)>& context) {
    int64_t tokens = 0, supervised = 0;
    for (const PackedBatch& batch : batches) {
        tokens += batch.data_tokens();
        supervised += batch.supervised();
    }
    Update result;
    optimizer.zero_grad();
    const bool whole = with_clear_errors([&] {
        for (size_t i = 0; i < batches.size(); ++i) {
            const std::optional<ForwardContext> given = context(i);
            if (!given)
                return false;
            at::Tensor loss = loss_sum(model, batches[i], *given) / static_cast<double>(supervised);
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
    RECORD_FUNCTION("loratrf.optimizer", {});
    const AdamW::Outcome outcome = optimizer.step(learning_rate, result.loss, [&] { adapter.correct_gradients(); });
    result.norm = outcome.norm;
    result.finite = outcome.finite;
    return result;
}

} // namespace loratrf
