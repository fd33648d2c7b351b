#include "backend/model/rope_factors.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loratrf {

std::vector<double> rope_factors(const ModelConfig& c) {
    std::vector<double> factors;
    for (int64_t i = 0; i < c.head_dim; i += 2) {
        const double wavelength =
            2 * std::numbers::pi * std::pow(c.rope_theta, static_cast<double>(i) / static_cast<double>(c.head_dim));
        const double turns = static_cast<double>(c.rope_original_context) / wavelength;
        const double blend = std::clamp((turns - c.rope_low_freq) / (c.rope_high_freq - c.rope_low_freq), 0.0, 1.0);
        factors.push_back(c.rope_scaling == RopeScaling::Llama3 ? 1 / ((1 - blend) / c.rope_factor + blend) : 1.0);
    }
    return factors;
}

void find_llama3_rule(const std::vector<double>& factors, ModelConfig& config) {
    ModelConfig candidate = config;
    candidate.rope_scaling = RopeScaling::Llama3;
    candidate.rope_factor = *std::max_element(factors.begin(), factors.end());
    candidate.rope_low_freq = 1;
    candidate.rope_high_freq = 4;
    for (int64_t context = 64; context <= int64_t{1} << 24; context *= 2) {
        candidate.rope_original_context = context;
        const std::vector<double> found = rope_factors(candidate);
        const bool same =
            std::equal(found.begin(), found.end(), factors.begin(), factors.end(), [](double a, double b) {
                return std::fabs(a - b) <= 1e-5 * std::fabs(b); // stored as fp32
            });
        if (same) {
            config = candidate;
            return;
        }
    }
    throw Error(ErrorCode::Unsupported,
                "The RoPE factors of the GGUF file follow no llama3 rule this program can state "
                "in a config.json. Export as GGUF, or use the model's Hugging Face folder.");
}

} // namespace loratrf
