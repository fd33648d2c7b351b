#include "backend/ops/ops.h"

#include "backend/device/device.h"
#include "backend/ops/wide.h"

#include <optional>

namespace loratrf::ops {

namespace {

// [n, heads, d] -> [1, heads, n, d] without a copy
at::Tensor heads_first(const at::Tensor& x) {
    return x.transpose(0, 1).unsqueeze(0);
}

at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int64_t window) {
    const int64_t n = q.size(2), m = k.size(2);
    std::optional<at::Tensor> mask;
    const bool windowed = window > 0 && m > window;
    if (windowed || (n != m && n > 1)) {
        const at::Tensor query = at::arange(m - n, m, q.options().dtype(at::kLong)).unsqueeze(1);
        const at::Tensor key = at::arange(m, q.options().dtype(at::kLong)).unsqueeze(0);
        mask = key <= query;
        if (windowed)
            mask = *mask & (key > query - window);
    }
    const bool causal = !mask && n > 1;
    // torch 2.11's bf16 attention on the CPU takes 2.3 times as long backwards as its fp32 one, casts included.
    const bool widen = q.device().is_cpu() && q.scalar_type() == at::kBFloat16 && q.requires_grad();
    const at::ScalarType type = widen ? at::kFloat : q.scalar_type();
    return at::scaled_dot_product_attention(q.to(type), k.to(type), v.to(type), mask, 0.0, causal, std::nullopt,
                                            /*enable_gqa=*/q.size(1) != k.size(1))
        .to(q.scalar_type());
}

} // namespace

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
    const at::Tensor wide = x.to(wide_type(x.scalar_type()));
    const at::Tensor scale = at::rsqrt(wide.square().mean(-1, true) + eps);
    return weight * (wide * scale).to(x.scalar_type());
}

at::Tensor rope(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine) {
    const std::vector<at::Tensor> half = x.chunk(2, -1); // one split: its backward is one concatenation
    const at::Tensor c = cosine.unsqueeze(1), s = sine.unsqueeze(1);
    return at::cat({half[0] * c - half[1] * s, half[1] * c + half[0] * s}, -1);
}

at::Tensor packed_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            const std::vector<int64_t>& offsets, int64_t window) {
    std::vector<int64_t> lengths;
    if (offsets.front() > 0)
        lengths.push_back(offsets.front());
    for (size_t s = 0; s + 1 < offsets.size(); ++s)
        lengths.push_back(offsets[s + 1] - offsets[s]);
    // One split instead of a slice each: its backward is one concatenation, not a full-size zero tensor per sequence.
    const std::vector<at::Tensor> queries = q.split_with_sizes(lengths), keys = k.split_with_sizes(lengths),
                                  values = v.split_with_sizes(lengths);
    std::vector<at::Tensor> outputs;
    outputs.reserve(lengths.size());
    for (size_t s = 0; s < lengths.size(); ++s) {
        const auto seen = [&](const std::vector<at::Tensor>& parts) {
            return heads_first(s > 0 && offsets.front() > 0 ? at::cat({parts[0], parts[s]}) : parts[s]);
        };
        outputs.push_back(attend(heads_first(queries[s]), seen(keys), seen(values), window)
                              .squeeze(0)
                              .transpose(0, 1)); // [length, heads, d]
    }
    return at::cat(outputs, 0).reshape({q.size(0), q.size(1) * q.size(2)});
}

at::Tensor cached_attention(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values, int64_t window) {
    const at::Tensor out = attend(heads_first(q), keys.unsqueeze(0), values.unsqueeze(0), window);
    return out.squeeze(0).transpose(0, 1).reshape({q.size(0), q.size(1) * q.size(2)});
}

at::Tensor decode_attention(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values,
                            const at::Tensor& positions, int64_t window) {
    const at::Tensor key = at::arange(keys.size(2), positions.options()).unsqueeze(0), own = positions.unsqueeze(1);
    at::Tensor seen = key <= own; // [S, m]
    if (window > 0)
        seen = seen & (key > own - window);
    const at::Tensor mask = seen.unsqueeze(1).unsqueeze(1);
    // The heads that share keys stand side by side as rows of one query, so that no key is copied for them.
    const at::Tensor rows = q.reshape({q.size(0), keys.size(1), -1, q.size(2)});
    return at::scaled_dot_product_attention(rows, keys, values, mask).reshape({q.size(0), -1});
}

at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up) {
    return at::silu(gate) * up;
}

at::Tensor task_filter(const at::Tensor& h, const at::Tensor& xi) {
    constexpr double eps = 1e-8;
    const at::ScalarType wide = wide_type(h.scalar_type());
    const at::Tensor hw = h.to(wide), xw = xi.to(wide);
    const at::Tensor length = at::linalg_vector_norm(hw, 2, at::IntArrayRef{-1}).clamp_min(eps);
    return (at::mv(hw, xw) / (length * xw.norm().clamp_min(eps))).clamp(0, 1);
}

at::Tensor dropout(const at::Tensor& x, double p, uint64_t seed) {
    if (p <= 0)
        return x;
    // The mask is drawn on the CPU so that every device sees the same one.
    const at::Tensor kept = at::rand(x.sizes(), seeded_generator(seed), at::TensorOptions(at::kFloat)) >= p;
    return x * kept.to(x.device()).to(x.scalar_type()).mul_(1.0 / (1.0 - p));
}

} // namespace loratrf::ops
