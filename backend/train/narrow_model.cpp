#include "backend/train/narrow_model.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr double most_weights = 1e6; // of a layer: so narrow that a try takes milliseconds
constexpr int64_t widest = 8;        // times the usual width, where a method needs more

double layer_weights(const ModelConfig& c) {
    const auto h = static_cast<double>(c.hidden), q = static_cast<double>(c.heads * c.head_dim),
               kv = static_cast<double>(c.kv_heads * c.head_dim), f = static_cast<double>(c.intermediate);
    return h * (2 * q + 2 * kv + 3 * f);
}

} // namespace

std::vector<NarrowSizes> narrow_sizes(const ModelConfig& config) {
    std::vector<NarrowSizes> sizes;
    for (int64_t width = 1; width <= widest; width *= 2) {
        std::vector<int64_t> head_dims = {4 * width, 6 * width, 8 * width};
        if (layer_weights(narrowed(config, 12 * width, 1)) <= most_weights)
            head_dims = {4 * width, 8 * width, 12 * width};
        const bool as_wide = head_dims.back() >= config.head_dim || layer_weights(config) <= most_weights / 16;
        if (as_wide)
            head_dims = {config.head_dim};
        if (config.layers > 3)
            sizes.push_back({head_dims, {2, 3}});
        sizes.push_back({head_dims, {config.layers}});
        if (as_wide)
            break;
    }
    return sizes;
}

ModelConfig narrowed(const ModelConfig& c, int64_t head_dim, int64_t layers) {
    const auto scaled = [&](int64_t width) {
        return std::max<int64_t>(1,
                                 std::llround(static_cast<double>(width * head_dim) / static_cast<double>(c.head_dim)));
    };
    ModelConfig narrow = c;
    narrow.hidden = scaled(c.hidden);
    narrow.intermediate = scaled(c.intermediate);
    narrow.head_dim = head_dim;
    narrow.layers = layers;
    narrow.vocabulary = narrow_vocabulary;
    narrow.sliding_window = 0; // would cost the square of a row's length, which nobody knows here
    return narrow;
}

} // namespace loratrf
