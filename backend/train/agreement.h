#pragma once
// Whether two models say the same: what a written model is compared with.

#include "backend/model/model.h"

#include <cstdint>
#include <vector>

namespace loratrf {

// One sequence on the CPU, all of it prompt.
PackedInput one_prompt(const std::vector<int32_t>& ids);

// What a model says to a prompt.
struct Response {
    at::Tensor logits;           // [T, vocabulary], fp32, of the prompt's last 256 tokens at most
    std::vector<int32_t> greedy; // how it goes on
};
Response response_to(Model& model, const std::vector<int32_t>& prompt, int64_t tokens);

struct Agreement {
    double difference = 0; // the largest of the logits, as a share of the largest expected logit
    int64_t tokens = 0;    // greedy ones expected
    int64_t same = 0;      // of them, up to the first that differs
};
Agreement agreement(const Response& expected, const Response& found);

} // namespace loratrf
