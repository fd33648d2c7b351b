#include "backend/train/agreement.h"

#include "backend/train/generation.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int64_t compared_tokens = 256; // a token's logits are as many as the vocabulary

} // namespace

PackedInput one_prompt(const std::vector<int32_t>& ids) {
    const auto count = static_cast<int64_t>(ids.size());
    return {.ids = at::tensor(ids, at::kInt).to(at::kLong),
            .positions = at::arange(count, at::kLong),
            .offsets = {0, count},
            .prompts = {}};
}

Response response_to(Model& model, const std::vector<int32_t>& prompt, int64_t tokens) {
    const at::NoGradGuard no_grad;
    const at::Tensor hidden = model.hidden(one_prompt(prompt), {}); // [T, d]
    GenerationOptions options;
    options.max_tokens = tokens;
    return {model.logits(hidden.slice(0, std::max<int64_t>(0, hidden.size(0) - compared_tokens))),
            generate_ids(model, {prompt}, options).front().ids};
}

Agreement agreement(const Response& expected, const Response& found) {
    const auto ends =
        std::mismatch(expected.greedy.begin(), expected.greedy.end(), found.greedy.begin(), found.greedy.end());
    return {.difference = ((found.logits - expected.logits).abs().max() / expected.logits.abs().max()).item<double>(),
            .tokens = static_cast<int64_t>(expected.greedy.size()),
            .same = ends.first - expected.greedy.begin()};
}

} // namespace loratrf
