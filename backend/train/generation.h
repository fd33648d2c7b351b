#pragma once
// Text generation with a key-value cache, several sequences at a time.

#include "backend/model/model.h"

#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <vector>

namespace loratrf {

struct Sampling {
    double temperature = 0; // 0: greedy
    int64_t top_k = 0;      // 0: off
    double top_p = 1;
};

// Draws one id from logits [V] on the CPU. The order of filters is temperature, top-k, top-p, as in transformers.
int32_t sample(std::span<const float> logits, const Sampling& sampling, std::mt19937_64& random);

struct GenerationOptions {
    int64_t max_tokens = 256; // and never beyond the model's context
    Sampling sampling;
    uint64_t seed = 1; // sequence i draws from seed + i
    std::vector<int32_t> stop_ids;
    int64_t vocabulary = 0; // ids below it may be drawn; 0: all. Embeddings are often padded beyond the tokenizer's
    int64_t batch = 32;     // sequences computed together
};

struct Generated {
    std::vector<int32_t> ids; // the stop token left out
    bool ended = false;       // by a stop token
};

// Continues every prompt. `on_token(prompt, id)` sees each id as it comes; returning false stops everything.
std::vector<Generated> generate_ids(Model& model, const std::vector<std::vector<int32_t>>& prompts,
                                    const GenerationOptions& options,
                                    const std::function<bool(size_t prompt, int32_t id)>& on_token = {});

} // namespace loratrf
