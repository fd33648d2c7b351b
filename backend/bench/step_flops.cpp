#include "backend/bench/step_flops.h"

namespace loratrf {

StepSize step_size(std::span<const PackedBatch> batches) {
    StepSize size;
    for (const PackedBatch& batch : batches) {
        size.tokens += batch.tokens();
        size.data_tokens += batch.data_tokens();
        size.supervised += batch.supervised();
        const auto shared = static_cast<double>(batch.shared_prefix());
        size.squared_lengths += shared * shared;
        for (size_t s = 0; s + 1 < batch.offsets.size(); ++s) {
            const double length = shared + static_cast<double>(batch.offsets[s + 1] - batch.offsets[s]);
            size.squared_lengths += length * length - shared * shared;
        }
    }
    return size;
}

double step_flops(const ModelConfig& model, int64_t adapter_parameters, const StepSize& step) {
    double linear = 0;
    for (const ProjectionInfo& projection : projection_list(model))
        linear += static_cast<double>(projection.in) * static_cast<double>(projection.out);
    const auto hidden = static_cast<double>(model.hidden), tokens = static_cast<double>(step.tokens);
    const auto queries = static_cast<double>(model.heads * model.head_dim),
               keys = static_cast<double>(model.kv_heads * model.head_dim);
    return tokens * (4 * linear + 6 * static_cast<double>(adapter_parameters)) +
           4 * static_cast<double>(step.supervised) * hidden * static_cast<double>(model.vocabulary) +
           6 * static_cast<double>(model.layers) * queries * step.squared_lengths -
           2 * tokens * hidden * (queries + 2 * keys);
}

} // namespace loratrf
