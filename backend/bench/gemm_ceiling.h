#pragma once
// How fast this machine multiplies matrices of the model's own shapes: what a training step is measured against. Each
// shape counts as fast as the faster of two libraries makes it: ATen's BLAS, and what the layers use (ops/matmul.h).

#include "backend/model/config.h"

#include <ATen/ATen.h>

#include <array>
#include <cstdint>
#include <vector>

namespace loratrf {

// x [rows, in] times W [out, in]^T, and back: g [rows, out] times W. `count` layers have this shape.
struct GemmShape {
    int64_t rows = 0, in = 0, out = 0, count = 1;
    double flops() const { // of both directions in one layer
        return 4.0 * static_cast<double>(rows) * static_cast<double>(in) * static_cast<double>(out);
    }
};

// The linear layers' shapes, each once, and the head's. `rows` tokens go through the layers at a time, `head_rows`
// through the head.
std::vector<GemmShape> gemm_shapes(const ModelConfig& model, int64_t rows, int64_t head_rows);

class GemmCeiling {
public:
    GemmCeiling(std::vector<GemmShape> shapes, at::ScalarType type, at::Device device);

    void measure(); // may be called again, to spread the samples over the time of the run

    // Of all samples so far.
    struct Rate {
        GemmShape shape;
        double flops_per_second = 0; // median of the faster library
    };
    std::vector<Rate> rates() const;
    double flops_per_second() const; // all the layers' operations over the time they take at those rates

private:
    std::vector<GemmShape> m_shapes;
    at::ScalarType m_type;
    at::Device m_device;
    std::vector<std::array<std::vector<double>, 2>> m_seconds; // [shape][library] samples of both directions
};

} // namespace loratrf
