#pragma once
// A model's shape made narrow and shallow, so that a method can be tried on it in milliseconds. What it takes there is
// carried on to the true sizes, in which it is a polynomial: linear in the layers, at most a square in the width.

#include "backend/model/config.h"

#include <array>
#include <cstddef>
#include <exception>
#include <vector>

namespace loratrf {

inline constexpr int64_t narrow_vocabulary = 32;

// Head dimensions and numbers of layers; a model of each pair of them is tried.
struct NarrowSizes {
    std::vector<int64_t> head_dims, layers;
};
// At least one, the quickest first: the next is for a method that is asked for more than so narrow a model has (a rank,
// a layer's own options).
std::vector<NarrowSizes> narrow_sizes(const ModelConfig& config);

ModelConfig narrowed(const ModelConfig& config, int64_t head_dim, int64_t layers);

// The value at x of the polynomial through (nodes[i], values[i]).
template <std::size_t N>
std::array<double, N> carried_on(const std::vector<double>& nodes, const std::vector<std::array<double, N>>& values,
                                 double x) {
    std::array<double, N> sum{};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        double weight = 1;
        for (std::size_t j = 0; j < nodes.size(); ++j)
            if (j != i)
                weight *= (x - nodes[j]) / (nodes[i] - nodes[j]);
        for (std::size_t k = 0; k < N; ++k)
            sum.at(k) += weight * values[i].at(k);
    }
    return sum;
}

// The same of what `measure` finds at each of the nodes.
template <typename Measure>
auto carried_on(const std::vector<int64_t>& nodes, int64_t x, const Measure& measure) {
    std::vector<double> places;
    std::vector<decltype(measure(x))> values;
    for (const int64_t node : nodes) {
        places.push_back(static_cast<double>(node));
        values.push_back(measure(node));
    }
    return carried_on(places, values, static_cast<double>(x));
}

// What `measure` finds with the first of the config's narrow_sizes that it does not throw for; the last may throw.
template <typename Measure>
auto first_that_works(const ModelConfig& config, const Measure& measure) {
    const std::vector<NarrowSizes> sizes = narrow_sizes(config);
    for (std::size_t i = 0;; ++i) {
        try {
            return measure(sizes[i]);
        } catch (const std::exception&) {
            if (i + 1 == sizes.size())
                throw;
        }
    }
}

} // namespace loratrf
