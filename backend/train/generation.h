#pragma once
// Text generation with a key-value cache, several sequences at a time.

#include "backend/model/model.h"

#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <utility>
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

    int64_t alternatives = -1; // likeliest tokens kept for each place; -1: nothing of the choice is kept
    // Of the attached adapter, whose activity is kept for each place and for the prompt's last tokens; 0: it is not.
    size_t sites = 0;
};

// How a token was chosen. Probabilities are the model's own, over `vocabulary`: at temperature 1, nothing left out.
struct TokenChoice {
    double probability = 0;
    std::vector<std::pair<int32_t, double>> alternatives; // likeliest first
    std::vector<float> activity;                          // [sites] where the token was predicted; empty: nothing acted
};

struct Generated {
    std::vector<int32_t> ids;         // the stop token left out
    std::vector<TokenChoice> choices; // one an id, where alternatives or sites were asked
    // [sites, T] row-major, of the last T tokens of the prompt as they were read; empty: nothing acted.
    std::vector<float> prompt_activity;
    bool by_filter = false; // activities are filter values; else the sizes of adapter terms
    bool ended = false;     // by a stop token
};

// The choice of `id` among logits [V] on the CPU, with its `alternatives` likeliest rivals (itself among them).
TokenChoice describe_choice(std::span<const float> logits, int32_t id, int64_t alternatives);

// Continues every prompt. `on_token(prompt, id)` sees each id as it comes; returning false stops everything.
std::vector<Generated> generate_ids(Model& model, const std::vector<std::vector<int32_t>>& prompts,
                                    const GenerationOptions& options,
                                    const std::function<bool(size_t prompt, int32_t id)>& on_token = {});

} // namespace loratrf
