#include "backend/ops/causal_attention.h"

#include "backend/ops/attention_tiles.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/native/CPUBlas.h>
#include <ATen/record_function.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loratrf::ops {

namespace {

using tiles::side;

// C [m, n] (+)= A [m, k] B [k, n], all dense.
void product(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, bool add) {
    at::native::cpublas::brgemm(m, n, k, k, n, n, add, a, b, c, /*is_vnni=*/false);
}

// The tiles read plain memory: what they are told of it must be so.
void require_rows(const at::Tensor& x, int64_t tokens, int64_t width, at::ScalarType type) {
    TORCH_CHECK(x.dim() == 2 && x.size(0) == tokens && x.size(1) == width && x.stride(1) == 1 &&
                    x.scalar_type() == type,
                "expected rows [", tokens, ", ", width, "] of ", type, ", found ", x.sizes(), " of ", x.scalar_type());
}

void require_fitting(const AttentionInput& in) {
    const int64_t tokens = in.offsets.back(), half = in.head_dim / 2;
    const at::ScalarType type = in.q.scalar_type();
    TORCH_CHECK(type == at::kFloat || type == at::kBFloat16, "tiles of ", type);
    TORCH_CHECK(in.heads % in.kv_heads == 0 && in.head_dim % 2 == 0 && in.offsets.front() >= 0);
    require_rows(in.q, tokens, in.heads * in.head_dim, type);
    require_rows(in.k, tokens, in.kv_heads * in.head_dim, type);
    require_rows(in.v, tokens, in.kv_heads * in.head_dim, type);
    for (const at::Tensor& angles : {in.cosine, in.sine})
        TORCH_CHECK(angles.is_contiguous() && angles.sizes() == at::IntArrayRef({tokens, half}), "expected angles [",
                    tokens, ", ", half, "], found ", angles.sizes());
}

int64_t whole_tiles(int64_t tokens) {
    return (tokens + side - 1) / side;
}

// Tokens in a row: a sequence's own, or the prefix that all sequences share.
struct Stretch {
    int64_t begin = 0, length = 0;
    int64_t before = 0; // keys of the shared prefix that are seen too, ahead of its own
    int64_t keys() const { return before + length; }
};

// Stretches that one thread takes one after the other, as they see the same prefix: its keys and values are made ready
// once, and the gradients for it add up in one place.
struct Part {
    std::vector<Stretch> stretches;
    int64_t longest = 0; // keys of one stretch
    int64_t pairs = 0;   // of queries and keys, about twice
    void add(const Stretch& stretch) {
        stretches.push_back(stretch);
        longest = std::max(longest, stretch.keys());
        pairs += stretch.length * (stretch.before + stretch.keys());
    }
};

constexpr size_t most_parts = 8; // with a shared prefix, as each has a gradient for all of it

std::vector<Part> parts_of(const AttentionInput& in) {
    const int64_t shared = in.offsets.front();
    const size_t sequences = in.offsets.size() - 1;
    std::vector<Part> parts(shared > 0 ? std::min(most_parts, sequences) : sequences);
    for (size_t s = 0; s < sequences; ++s)
        parts[s % parts.size()].add({in.offsets[s], in.offsets[s + 1] - in.offsets[s], shared});
    if (shared > 0)
        parts.emplace_back().add({0, shared, 0});
    return parts;
}

// One head of a part.
struct Unit {
    const Part& part;
    size_t index; // of the part
    int64_t head;
};

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

// Largest first, dealt out in turn, so that threads end together.
template <typename Work>
void for_units(const std::vector<Part>& parts, int64_t heads, const Work& work) {
    std::vector<Unit> units;
    for (size_t i = 0; i < parts.size(); ++i)
        for (int64_t head = 0; head < heads; ++head)
            units.push_back({parts[i], i, head});
    std::vector<size_t> order(units.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), [&](size_t i) { return units[i].part.pairs; });
    const int64_t threads = std::min<int64_t>(at::get_num_threads(), static_cast<int64_t>(units.size()));
    at::parallel_for(0, threads, 1, [&](int64_t first, int64_t last) {
        Scratch scratch;
        for (int64_t thread = first; thread < last; ++thread)
            for (auto i = static_cast<size_t>(thread); i < units.size(); i += static_cast<size_t>(threads))
                work(units[order[i]], scratch);
    });
}

double score_scale(const AttentionInput& in) {
    return 1 / std::sqrt(static_cast<double>(in.head_dim));
}

// One stretch's rows of one head: into scratch, and gradients back.
template <typename T>
class Rows {
public:
    Rows(const AttentionInput& in, const Stretch& stretch, int64_t head)
        : m_in(in), m_stretch(stretch), m_head(head), m_kv_head(head / (in.heads / in.kv_heads)) {
        const int64_t half = in.head_dim / 2;
        m_cosine = in.cosine.const_data_ptr<float>() + stretch.begin * half;
        m_sine = in.sine.const_data_ptr<float>() + stretch.begin * half;
    }
    void queries(float* to) const { load(m_in.q, m_head, true, score_scale(m_in), 0, to); }
    void keys(float* to) const { load(m_in.k, m_kv_head, true, 1, m_stretch.before, to); }
    void values(float* to) const { load(m_in.v, m_kv_head, false, 1, m_stretch.before, to); }
    void of_head(const at::Tensor& x, float* to) const { load(x, m_head, false, 1, 0, to); }
    const T* of_head(const at::Tensor& x) const {
        return x.const_data_ptr<T>() + m_stretch.begin * x.stride(0) + m_head * m_in.head_dim;
    }
    // n rows from the stretch's row `first` on, rotated back where they were rotated.
    template <typename To>
    void store(const float* rows, int64_t first, int64_t n, bool rotated, const at::Tensor& to) const {
        const int64_t d = m_in.head_dim, rotation = first * (d / 2);
        tiles::row_kernels<To>(m_in.level)
            .store(rows, n, d, rotated ? m_cosine + rotation : nullptr, m_sine + rotation,
                   to.mutable_data_ptr<To>() + (m_stretch.begin + first) * to.stride(0) + m_head * d, to.stride(0));
    }

private:
    // To row `before` and those after it; zeros up to whole tiles.
    void load(const at::Tensor& x, int64_t head, bool rotate, double scale, int64_t before, float* to) const {
        const int64_t d = m_in.head_dim, end = before + m_stretch.length;
        tiles::row_kernels<T>(m_in.level)
            .load(x.const_data_ptr<T>() + m_stretch.begin * x.stride(0) + head * d, x.stride(0), m_stretch.length, d,
                  rotate ? m_cosine : nullptr, m_sine, static_cast<float>(scale), to + before * d);
        std::fill(to + end * d, to + whole_tiles(end) * side * d, 0.0F);
    }

    const AttentionInput& m_in;
    const Stretch& m_stretch;
    int64_t m_head, m_kv_head;
    const float *m_cosine = nullptr, *m_sine = nullptr;
};

// Tiles [side, d] first .. last - 1 of the rows, each as [d, side].
void transpose_tiles(CpuLevel level, const float* rows, int64_t first, int64_t last, int64_t d, float* to) {
    const tiles::TileKernels& kernels = tiles::tile_kernels(level);
    for (int64_t tile = first; tile < last; ++tile)
        kernels.transpose(rows + tile * side * d, side, d, to + tile * side * d);
}

// Keys and values of one head: those of the shared prefix, and behind them those of one stretch after the other.
template <typename T>
class Keys {
public:
    Keys(const AttentionInput& in, const Unit& unit, Scratch& scratch) : m_d(in.head_dim), m_level(in.level) {
        const int64_t numbers = whole_tiles(unit.part.longest) * side * m_d;
        m_k = scratch.take(numbers);
        m_k_columns = scratch.take(numbers);
        m_v = scratch.take(numbers);
        const Stretch prefix{0, unit.part.stretches.front().before, 0};
        if (prefix.length > 0)
            load(Rows<T>(in, prefix, unit.head), prefix);
    }
    void load(const Rows<T>& rows, const Stretch& stretch) {
        rows.keys(m_k);
        rows.values(m_v);
        transpose_tiles(m_level, m_k, stretch.before / side, whole_tiles(stretch.keys()), m_d, m_k_columns);
    }
    const float* k(int64_t tile) const { return m_k + tile * side * m_d; }
    const float* k_columns(int64_t tile) const { return m_k_columns + tile * side * m_d; }
    const float* v(int64_t tile) const { return m_v + tile * side * m_d; }

private:
    int64_t m_d;
    CpuLevel m_level;
    float *m_k = nullptr, *m_k_columns = nullptr, *m_v = nullptr;
};

// The first tile of keys that any query from `query` on sees.
int64_t first_tile(int64_t query, int64_t window) {
    return window > 0 ? std::max<int64_t>(0, query - window + 1) / side : 0;
}

template <typename T>
void forward_unit(const AttentionInput& in, const AttentionOutput& result, const Unit& unit, Scratch& scratch) {
    const tiles::TileKernels& kernels = tiles::tile_kernels(in.level);
    const int64_t d = in.head_dim, size = side * d, most = whole_tiles(unit.part.longest);
    scratch.reset(static_cast<size_t>(most * (4 * size + side * side) + size + 2 * side));
    Keys<T> keys(in, unit, scratch);
    float *q = scratch.take(most * size), *scores = scratch.take(most * side * side), *out = scratch.take(size),
          *inverse = scratch.take(side), *lse = scratch.take(side);
    for (const Stretch& stretch : unit.part.stretches) {
        const Rows<T> rows(in, stretch, unit.head);
        rows.queries(q);
        keys.load(rows, stretch);
        const tiles::Causal causal{stretch.keys(), in.window};
        for (int64_t i = 0; i < whole_tiles(stretch.length); ++i) {
            const int64_t query = stretch.before + i * side, first = first_tile(query, in.window),
                          end = whole_tiles(std::min(query + side, stretch.keys()));
            for (int64_t j = first; j < end; ++j)
                product(side, side, d, q + i * size, keys.k_columns(j), scores + (j - first) * side * side, false);
            kernels.softmax(scores, end - first, query, first * side, causal, inverse, lse);
            for (int64_t j = first; j < end; ++j)
                product(side, d, side, scores + (j - first) * side * side, keys.v(j), out, j > first);
            const int64_t n = std::min(side, stretch.length - i * side);
            for (int64_t r = 0; r < n; ++r)
                for (int64_t c = 0; c < d; ++c)
                    out[r * d + c] *= inverse[r];
            rows.template store<T>(out, i * side, n, false, result.out);
            std::copy_n(lse, n,
                        result.lse.mutable_data_ptr<float>() + unit.head * result.lse.stride(0) + stretch.begin +
                            i * side);
        }
    }
}

// Gradients of k and v for each head alone, before those of heads that share keys are summed.
struct KeyGradient {
    at::Tensor k, v;               // [T, heads * d], without the shared prefix
    at::Tensor prefix_k, prefix_v; // [parts, prefix, heads * d] fp32, undefined without one
};

// What one unit's backward pass works on, in whole tiles. Names of rows are those of the header; in what ends in
// _columns each tile of rows [side, d] lies transposed, [d, side], so that no tile of scores has to be.
struct BackwardScratch {
    BackwardScratch(int64_t most, int64_t d, Scratch& scratch)
        : q(scratch.take(most * side * d)), q_columns(scratch.take(most * side * d)), g(scratch.take(most * side * d)),
          g_columns(scratch.take(most * side * d)), delta(scratch.take(most * side)), lse(scratch.take(most * side)),
          p(scratch.take(side * side)), ds(scratch.take(side * side)), dq(scratch.take(side * d)),
          dq_columns(scratch.take(most * side * d)), dk(scratch.zeros(most * side * d)),
          dv(scratch.zeros(most * side * d)) {}
    float *q, *q_columns, *g, *g_columns; // of a stretch's queries
    float *delta, *lse;                   // [queries]
    float *p, *ds;                        // one tile, keys as rows, queries as columns
    float *dq, *dq_columns;               // of one tile of queries; of a stretch's
    float *dk, *dv;                       // of the prefix's keys and the stretch's own behind them
};

// Makes all of it ready for a stretch, sums at zero; what the prefix's keys get goes on growing.
template <typename T>
void load_queries(const AttentionInput& in, const AttentionOutput& output, const at::Tensor& dout, int64_t head,
                  const Stretch& stretch, const Rows<T>& rows, const BackwardScratch& s) {
    const int64_t d = in.head_dim, size = side * d, count = whole_tiles(stretch.length);
    rows.queries(s.q);
    transpose_tiles(in.level, s.q, 0, count, d, s.q_columns);
    rows.of_head(dout, s.g);
    transpose_tiles(in.level, s.g, 0, count, d, s.g_columns);
    std::fill_n(s.dq_columns, count * size, 0.0F);
    for (float* own : {s.dk, s.dv})
        std::fill(own + stretch.before * d, own + whole_tiles(stretch.keys()) * size, 0.0F);
    std::fill_n(s.delta, count * side, 0.0F);
    std::fill_n(s.lse, count * side, 0.0F);
    tiles::row_kernels<T>(in.level).row_products(rows.of_head(output.out), output.out.stride(0), s.g, stretch.length, d,
                                                 s.delta);
    std::copy_n(output.lse.const_data_ptr<float>() + head * output.lse.stride(0) + stretch.begin, stretch.length,
                s.lse);
}

// dv, dk and dq of a stretch, tile by tile of what is seen.
template <typename T>
void add_tiles(const AttentionInput& in, const Stretch& stretch, const Keys<T>& keys, const BackwardScratch& s) {
    const tiles::TileKernels& kernels = tiles::tile_kernels(in.level);
    const int64_t d = in.head_dim, size = side * d, count = whole_tiles(stretch.length);
    const tiles::Causal causal{stretch.keys(), in.window};
    const auto place = [&](int64_t i) { return stretch.before + i * side; }; // of a tile's first query
    for (int64_t j = 0; j < whole_tiles(stretch.keys()); ++j)                // tiles of keys, rows below
        for (int64_t i = std::max<int64_t>(0, j * side - stretch.before) / side;
             i < count && first_tile(place(i), in.window) <= j; ++i) { // tiles of queries, columns
            product(side, side, d, keys.k(j), s.q_columns + i * size, s.p, false);
            kernels.probabilities(s.p, j * side, place(i), causal, s.lse + i * side);
            product(side, d, side, s.p, s.g + i * size, s.dv + j * size, true);
            product(side, side, d, keys.v(j), s.g_columns + i * size, s.ds, false);
            kernels.softmax_backward(s.p, s.ds, s.delta + i * side);
            product(side, d, side, s.ds, s.q + i * size, s.dk + j * size, true);
            product(d, side, side, keys.k_columns(j), s.ds, s.dq_columns + i * size, true);
        }
}

template <typename T>
void store_query_gradient(const AttentionInput& in, const Stretch& stretch, const Rows<T>& rows,
                          const BackwardScratch& s, const at::Tensor& grad_q) {
    const int64_t d = in.head_dim, size = side * d;
    const auto scale = static_cast<float>(score_scale(in)); // in dk it is in q already
    for (int64_t i = 0; i < whole_tiles(stretch.length); ++i) {
        tiles::tile_kernels(in.level).transpose(s.dq_columns + i * size, d, side, s.dq);
        for (int64_t c = 0; c < size; ++c)
            s.dq[c] *= scale;
        rows.template store<T>(s.dq, i * side, std::min(side, stretch.length - i * side), true, grad_q);
    }
}

template <typename T>
void backward_unit(const AttentionInput& in, const AttentionOutput& output, const at::Tensor& dout,
                   const at::Tensor& grad_q, const KeyGradient& grads, const Unit& unit, Scratch& scratch) {
    const int64_t d = in.head_dim, size = side * d, shared = in.offsets.front(), most = whole_tiles(unit.part.longest);
    scratch.reset(static_cast<size_t>(most * (10 * size + 2 * side) + 2 * side * side + size));
    Keys<T> keys(in, unit, scratch);
    const BackwardScratch own(most, d, scratch);
    for (const Stretch& stretch : unit.part.stretches) {
        const Rows<T> rows(in, stretch, unit.head);
        load_queries(in, output, dout, unit.head, stretch, rows, own);
        keys.load(rows, stretch);
        add_tiles(in, stretch, keys, own);
        store_query_gradient(in, stretch, rows, own, grad_q);
        if (stretch.begin < shared)
            continue; // this is the prefix
        rows.template store<T>(own.dk + stretch.before * d, 0, stretch.length, true, grads.k);
        rows.template store<T>(own.dv + stretch.before * d, 0, stretch.length, false, grads.v);
    }
    if (shared == 0)
        return;
    const Stretch prefix{0, shared, 0};
    const Rows<T> rows(in, prefix, unit.head);
    const auto part = static_cast<int64_t>(unit.index);
    rows.template store<float>(own.dk, 0, shared, true, grads.prefix_k[part]);
    rows.template store<float>(own.dv, 0, shared, false, grads.prefix_v[part]);
}

// What the prefix gets from all parts, in its place; then heads that share keys are summed.
at::Tensor summed(const AttentionInput& in, const at::Tensor& grad, const at::Tensor& prefix) {
    if (prefix.defined())
        grad.narrow(0, 0, in.offsets.front()).copy_(prefix.sum(0));
    if (in.heads == in.kv_heads)
        return grad;
    const int64_t tokens = grad.size(0);
    return grad.view({tokens, in.kv_heads, in.heads / in.kv_heads, in.head_dim})
        .sum(2)
        .view({tokens, in.kv_heads * in.head_dim});
}

AttentionInput with_fp32_rotation(AttentionInput in) {
    in.cosine = in.cosine.to(at::kFloat);
    in.sine = in.sine.to(at::kFloat);
    return in;
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
        } catch (const std::exception&) { // torch's, or oneDNN's own
            return false;
        }
    }();
    return works;
}

AttentionOutput causal_attention(const AttentionInput& given) {
    RECORD_FUNCTION("loratrf.attention", {});
    require_fitting(given);
    const AttentionInput in = with_fp32_rotation(given);
    const AttentionOutput result{at::empty({in.q.size(0), in.heads * in.head_dim}, in.q.options()),
                                 at::empty({in.heads, in.q.size(0)}, in.q.options().dtype(at::kFloat))};
    for_units(parts_of(in), in.heads, [&](const Unit& unit, Scratch& scratch) {
        by_type(
            in.q, [&] { forward_unit<float>(in, result, unit, scratch); },
            [&] { forward_unit<c10::BFloat16>(in, result, unit, scratch); });
    });
    return result;
}

AttentionGradient causal_attention_backward(const AttentionInput& given, const AttentionOutput& output,
                                            const at::Tensor& dout) {
    RECORD_FUNCTION("loratrf.attention", {});
    require_fitting(given);
    require_rows(dout, given.q.size(0), given.heads * given.head_dim, given.q.scalar_type());
    const AttentionInput in = with_fp32_rotation(given);
    const std::vector<int64_t> wide{in.q.size(0), in.heads * in.head_dim};
    const std::vector<Part> parts = parts_of(in);
    at::Tensor q = at::empty(wide, in.q.options());
    KeyGradient keys{at::empty(wide, in.q.options()), at::empty(wide, in.q.options()), {}, {}};
    if (const int64_t shared = in.offsets.front(); shared > 0) {
        const std::vector<int64_t> each{static_cast<int64_t>(parts.size()), shared, wide[1]};
        keys.prefix_k = at::empty(each, in.q.options().dtype(at::kFloat));
        keys.prefix_v = at::empty(each, in.q.options().dtype(at::kFloat));
    }
    for_units(parts, in.heads, [&](const Unit& unit, Scratch& scratch) {
        by_type(
            in.q, [&] { backward_unit<float>(in, output, dout, q, keys, unit, scratch); },
            [&] { backward_unit<c10::BFloat16>(in, output, dout, q, keys, unit, scratch); });
    });
    return {q, summed(in, keys.k, keys.prefix_k), summed(in, keys.v, keys.prefix_v)};
}

} // namespace loratrf::ops
