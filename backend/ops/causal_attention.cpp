#include "backend/ops/causal_attention.h"

#include "backend/ops/attention_tiles.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/native/CPUBlas.h>
#include <ATen/record_function.h>

#include <algorithm>
#include <cmath>

namespace loratrf::ops {

namespace {

using tiles::side;

// C [m, n] (+)= A [m, k] B [k, n], all dense.
void product(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, bool add) {
    at::native::cpublas::brgemm(m, n, k, k, n, n, add, a, b, c, /*is_vnni=*/false);
}

// One head of one sequence.
struct Unit {
    int64_t begin = 0, length = 0, head = 0;
    int64_t tiles() const { return (length + side - 1) / side; }
};

// Longest first, dealt out in turn, so that threads end together.
std::vector<Unit> units_of(const AttentionInput& in) {
    std::vector<Unit> units;
    for (size_t s = 0; s + 1 < in.offsets.size(); ++s)
        for (int64_t head = 0; head < in.heads; ++head)
            units.push_back({in.offsets[s], in.offsets[s + 1] - in.offsets[s], head});
    std::ranges::stable_sort(units, std::ranges::greater(), &Unit::length);
    return units;
}

// Scratch of one thread, grown to the longest sequence.
struct Scratch {
    std::vector<float> memory;
    size_t used = 0;
    void reset(size_t numbers) {
        if (memory.size() < numbers + 16)
            memory.resize(numbers + 16);
        used = 0;
    }
    float* take(int64_t numbers) {
        auto* start = memory.data() + used;
        used += static_cast<size_t>(numbers);
        return start;
    }
    float* zeros(int64_t numbers) {
        float* start = take(numbers);
        std::fill_n(start, numbers, 0.0F);
        return start;
    }
};

template <typename Work>
void for_units(const std::vector<Unit>& units, const Work& work) {
    const int64_t threads = std::min<int64_t>(at::get_num_threads(), static_cast<int64_t>(units.size()));
    at::parallel_for(0, threads, 1, [&](int64_t first, int64_t last) {
        Scratch scratch;
        for (int64_t thread = first; thread < last; ++thread)
            for (auto i = static_cast<size_t>(thread); i < units.size(); i += static_cast<size_t>(threads))
                work(units[i], scratch);
    });
}

// One sequence's rows of one head, in scratch; zeros up to whole tiles.
template <typename T>
class Rows {
public:
    Rows(const AttentionInput& in, const Unit& unit) : m_in(in), m_unit(unit) {
        const int64_t half = in.head_dim / 2;
        m_cosine = in.cosine.const_data_ptr<float>() + unit.begin * half;
        m_sine = in.sine.const_data_ptr<float>() + unit.begin * half;
    }
    int64_t kv_head() const { return m_unit.head / (m_in.heads / m_in.kv_heads); }
    const T* of(const at::Tensor& x, int64_t head) const {
        return x.const_data_ptr<T>() + m_unit.begin * x.stride(0) + head * m_in.head_dim;
    }
    float* load(const at::Tensor& x, int64_t head, bool rotate, double scale, Scratch& scratch) const {
        const int64_t d = m_in.head_dim, padded = m_unit.tiles() * side;
        float* rows = scratch.take(padded * d);
        tiles::load(of(x, head), x.stride(0), m_unit.length, d, rotate ? m_cosine : nullptr, m_sine,
                    static_cast<float>(scale), rows);
        std::fill(rows + m_unit.length * d, rows + padded * d, 0.0F);
        return rows;
    }
    // Each tile [side, d] of the rows as [d, side].
    float* transposed(const float* rows, Scratch& scratch) const {
        const int64_t size = side * m_in.head_dim;
        float* result = scratch.take(m_unit.tiles() * size);
        for (int64_t tile = 0; tile < m_unit.tiles(); ++tile)
            tiles::transpose(rows + tile * size, side, m_in.head_dim, result + tile * size);
        return result;
    }
    const float* cosine() const { return m_cosine; }
    const float* sine() const { return m_sine; }

private:
    const AttentionInput& m_in;
    const Unit& m_unit;
    const float *m_cosine = nullptr, *m_sine = nullptr;
};

double score_scale(const AttentionInput& in) {
    return 1 / std::sqrt(static_cast<double>(in.head_dim));
}

// The first tile of keys that any query of tile `query` sees.
int64_t first_tile(int64_t query, int64_t window) {
    return window > 0 ? std::max<int64_t>(0, query * side - window + 1) / side : 0;
}

template <typename T>
void forward_unit(const AttentionInput& in, const AttentionOutput& result, const Unit& unit, Scratch& scratch) {
    const int64_t d = in.head_dim, count = unit.tiles(), size = side * d;
    scratch.reset(static_cast<size_t>(count * (4 * size + side * side) + size + 2 * side));
    const Rows<T> rows(in, unit);
    const float* q = rows.load(in.q, unit.head, true, score_scale(in), scratch);
    const float* k = rows.transposed(rows.load(in.k, rows.kv_head(), true, 1, scratch), scratch);
    const float* v = rows.load(in.v, rows.kv_head(), false, 1, scratch);
    float *scores = scratch.take(count * side * side), *out = scratch.take(size), *inverse = scratch.take(side),
          *lse = scratch.take(side);
    const tiles::Causal causal{unit.length, in.window};
    for (int64_t i = 0; i < count; ++i) {
        const int64_t first = first_tile(i, in.window);
        for (int64_t j = first; j <= i; ++j)
            product(side, side, d, q + i * size, k + j * size, scores + (j - first) * side * side, false);
        tiles::softmax(scores, i - first + 1, i * side, first * side, causal, inverse, lse);
        for (int64_t j = first; j <= i; ++j)
            product(side, d, side, scores + (j - first) * side * side, v + j * size, out, j > first);
        const int64_t n = std::min(side, unit.length - i * side), row = unit.begin + i * side;
        for (int64_t r = 0; r < n; ++r)
            for (int64_t c = 0; c < d; ++c)
                out[r * d + c] *= inverse[r];
        T* to = result.out.mutable_data_ptr<T>() + row * result.out.stride(0) + unit.head * d;
        tiles::store(out, n, d, nullptr, nullptr, to, result.out.stride(0));
        std::copy_n(lse, n, result.lse.mutable_data_ptr<float>() + unit.head * result.lse.stride(0) + row);
    }
}

// dk and dv of this head alone go to [T, heads, d]; heads that share keys are summed afterwards.
template <typename T>
void backward_unit(const AttentionInput& in, const AttentionOutput& output, const at::Tensor& dout,
                   const AttentionGradient& grads, const Unit& unit, Scratch& scratch) {
    const int64_t d = in.head_dim, count = unit.tiles(), size = side * d, padded = count * side;
    scratch.reset(static_cast<size_t>(count * 10 * size + 2 * padded + 2 * side * side + size));
    const Rows<T> rows(in, unit);
    const float* q = rows.load(in.q, unit.head, true, score_scale(in), scratch);
    const float* q_columns = rows.transposed(q, scratch);
    const float* k = rows.load(in.k, rows.kv_head(), true, 1, scratch);
    const float* k_columns = rows.transposed(k, scratch);
    const float* v = rows.load(in.v, rows.kv_head(), false, 1, scratch);
    const float* g = rows.load(dout, unit.head, false, 1, scratch);
    const float* g_columns = rows.transposed(g, scratch);
    float* dq_columns = scratch.zeros(count * size); // each tile as [d, side]: so no tile of scores is ever turned
    float *dk = scratch.zeros(count * size), *dv = scratch.zeros(count * size);
    float *delta = scratch.zeros(padded), *lse = scratch.zeros(padded);
    tiles::row_products(rows.of(output.out, unit.head), output.out.stride(0), g, unit.length, d, delta);
    std::copy_n(output.lse.const_data_ptr<float>() + unit.head * output.lse.stride(0) + unit.begin, unit.length, lse);
    float *p = scratch.take(side * side), *ds = scratch.take(side * side), *dq = scratch.take(size);
    const tiles::Causal causal{unit.length, in.window};
    for (int64_t j = 0; j < count; ++j)                                        // tiles of keys, rows below
        for (int64_t i = j; i < count && first_tile(i, in.window) <= j; ++i) { // tiles of queries, columns
            product(side, side, d, k + j * size, q_columns + i * size, p, false);
            tiles::probabilities(p, j * side, i * side, causal, lse + i * side);
            product(side, d, side, p, g + i * size, dv + j * size, true);
            product(side, side, d, v + j * size, g_columns + i * size, ds, false);
            tiles::softmax_backward(p, ds, delta + i * side);
            product(side, d, side, ds, q + i * size, dk + j * size, true);
            product(d, side, side, k_columns + j * size, ds, dq_columns + i * size, true);
        }
    const auto write = [&](const float* from, int64_t first, int64_t n, const at::Tensor& to, bool rotated) {
        const int64_t rotation = first * (d / 2);
        tiles::store(from, n, d, rotated ? rows.cosine() + rotation : nullptr, rows.sine() + rotation,
                     to.mutable_data_ptr<T>() + (unit.begin + first) * to.stride(0) + unit.head * d, to.stride(0));
    };
    const auto scale = static_cast<float>(score_scale(in)); // in dk it is in q already
    for (int64_t i = 0; i < count; ++i) {
        tiles::transpose(dq_columns + i * size, d, side, dq);
        for (int64_t c = 0; c < size; ++c)
            dq[c] *= scale;
        write(dq, i * side, std::min(side, unit.length - i * side), grads.q, true);
    }
    write(dk, 0, unit.length, grads.k, true);
    write(dv, 0, unit.length, grads.v, false);
}

AttentionInput with_fp32_rotation(const AttentionInput& in) {
    return {in.q,        in.k,        in.v,     in.cosine.to(at::kFloat), in.sine.to(at::kFloat), in.offsets, in.heads,
            in.kv_heads, in.head_dim, in.window};
}

template <typename Float, typename BFloat16>
void by_type(const at::Tensor& x, const Float& as_float, const BFloat16& as_bfloat16) {
    if (x.scalar_type() == at::kFloat)
        as_float();
    else
        as_bfloat16();
}

} // namespace

bool has_causal_attention() {
    static const bool works = [] {
        std::vector<float> a(side * side), b(a), c(a);
        try {
            product(side, side, side, a.data(), b.data(), c.data(), false);
            return true;
        } catch (const c10::Error&) {
            return false;
        }
    }();
    return works;
}

AttentionOutput causal_attention(const AttentionInput& given) {
    RECORD_FUNCTION("loratrf.attention", {});
    const AttentionInput in = with_fp32_rotation(given);
    const AttentionOutput result{at::empty({in.q.size(0), in.heads * in.head_dim}, in.q.options()),
                                 at::empty({in.heads, in.q.size(0)}, in.q.options().dtype(at::kFloat))};
    for_units(units_of(in), [&](const Unit& unit, Scratch& scratch) {
        by_type(
            in.q, [&] { forward_unit<float>(in, result, unit, scratch); },
            [&] { forward_unit<c10::BFloat16>(in, result, unit, scratch); });
    });
    return result;
}

AttentionGradient causal_attention_backward(const AttentionInput& given, const AttentionOutput& output,
                                            const at::Tensor& dout) {
    RECORD_FUNCTION("loratrf.attention", {});
    const AttentionInput in = with_fp32_rotation(given);
    const int64_t tokens = in.q.size(0);
    const std::vector<int64_t> wide{tokens, in.heads * in.head_dim};
    AttentionGradient grads{at::empty(wide, in.q.options()), at::empty(wide, in.q.options()),
                            at::empty(wide, in.q.options())};
    for_units(units_of(in), [&](const Unit& unit, Scratch& scratch) {
        by_type(
            in.q, [&] { backward_unit<float>(in, output, dout, grads, unit, scratch); },
            [&] { backward_unit<c10::BFloat16>(in, output, dout, grads, unit, scratch); });
    });
    if (in.heads != in.kv_heads)
        for (at::Tensor* shared : {&grads.k, &grads.v})
            *shared = shared->view({tokens, in.kv_heads, in.heads / in.kv_heads, in.head_dim})
                          .sum(2)
                          .view({tokens, in.kv_heads * in.head_dim});
    return grads;
}

} // namespace loratrf::ops
