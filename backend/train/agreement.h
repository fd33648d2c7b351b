#pragma once
// Whether two models say the same: what a written model is compared with.

#include "backend/model/model.h"

#include <cstdint>
#include <vector>

namespace loratrf {

// One sequence on the CPU, all of it prompt.
PackedInput one_prompt(const std::vector<int32_t>& ids);

// What a model says along a text: fp32 logits [T, vocabulary] for what follows each of its last tokens.
constexpr int64_t compared_tokens = 64; // at most: a token's logits are as many as the vocabulary
at::Tensor said(Model& model, const std::vector<int32_t>& text);

// A written model beside the one it was made of, over several texts.
class Agreement {
public:
    // What one and the other say of a text; `base`: what the base model says without the adapter, undefined where there
    // is no adapter.
    void add(const at::Tensor& base, const at::Tensor& expected, const at::Tensor& found);

    double difference() const { return m_difference; } // the largest of the logits, as a share of the largest expected
    int64_t places() const { return m_places; }        // where a next token was greedily chosen
    int64_t same() const { return m_same; }            // of them, where it is the expected one

    // How far the adapter moves the logits, as a share of their size; 0: there is none.
    double change() const;
    // How much of that movement is found: 1 is all of it, 0 is the base model; above a half the logits are nearer to
    // the expected ones than to the base's. No number where the adapter moves nothing that can be measured.
    double kept() const;

private:
    double m_difference = 0;
    int64_t m_places = 0, m_same = 0;
    double m_size = 0, m_moved = 0, m_found = 0; // sums over the logits: squares of expected and of the movement; both
};

} // namespace loratrf
