#include "backend/train/agreement.h"

#include "backend/train/generation.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace loratrf {

Response response_to(Model& model, const std::vector<int32_t>& prompt, int64_t tokens) {
    const at::NoGradGuard no_grad;
    const auto count = static_cast<int64_t>(prompt.size());
    const PackedInput input{.ids = at::tensor(prompt, at::kInt).to(at::kLong),
                            .positions = at::arange(count, at::kLong),
                            .offsets = {0, count},
                            .prompts = {}};
    GenerationOptions options;
    options.max_tokens = tokens;
    return {model.logits(model.hidden(input, {})), generate_ids(model, {prompt}, options).front().ids};
}

Agreement agreement(const Response& expected, const Response& found) {
    const auto ends =
        std::mismatch(expected.greedy.begin(), expected.greedy.end(), found.greedy.begin(), found.greedy.end());
    return {.difference = ((found.logits - expected.logits).abs().max() / expected.logits.abs().max()).item<double>(),
            .tokens = static_cast<int64_t>(expected.greedy.size()),
            .same = ends.first - expected.greedy.begin()};
}

} // namespace loratrf
