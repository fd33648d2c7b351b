#include "backend/model/unpack.h"

#include "backend/io/quants.h"
#include "backend/ops/vector_math.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/record_function.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace loratrf {

namespace {

// Blocks of one type side by side, [blocks, bytes], and the fields of each.
class Blocks {
public:
    explicit Blocks(at::Tensor bytes) : m_bytes(std::move(bytes)) {}

    at::Tensor bytes(int64_t from, int64_t count) const { return m_bytes.narrow(1, from, count); }
    at::Tensor number(int64_t from) const { return as(from, 2, at::kHalf); } // [blocks, 1]
    at::Tensor integers(int64_t from, int64_t count) const { return as(from, count, at::kChar); }

    // Low halves of the bytes of `groups` equal stretches, then the high ones: [blocks, groups, 2, bytes of a stretch].
    at::Tensor nibbles(int64_t from, int64_t count, int64_t groups) const {
        const at::Tensor each = bytes(from, count).reshape({-1, groups, count / groups});
        return at::stack({each.bitwise_and(15), each.bitwise_right_shift(4)}, 2);
    }
    // What bytes hold from bit 0, from bit `width`, ..: [blocks, 8 / width] before the last dimension.
    at::Tensor bits(const at::Tensor& of, int64_t width) const {
        const at::Tensor shifts = at::arange(0, 8, width, m_bytes.options()).unsqueeze(1);
        return of.unsqueeze(-2).bitwise_right_shift(shifts).bitwise_and((int64_t{1} << width) - 1);
    }

private:
    at::Tensor as(int64_t from, int64_t count, at::ScalarType type) const {
        return bytes(from, count).contiguous().view(type).to(at::kFloat);
    }

    at::Tensor m_bytes;
};

at::Tensor topped(const at::Tensor& low, const at::Tensor& top) {
    return low.bitwise_or(top.bitwise_left_shift(4)).to(at::kFloat);
}

// 32 numbers of 4 bits and, before them, their fifth bits: [blocks, 32].
at::Tensor five_bits(const Blocks& b, int64_t fifth) {
    const at::Tensor bits = b.bits(b.bytes(fifth, 4).unsqueeze(2), 1); // [blocks, 4, 8, 1]
    return topped(b.nibbles(fifth + 4, 16, 1).flatten(1), bits.flatten(1));
}

// Scales and minima of the eight groups of a K block, times those of the block: [blocks, 8, 1].
struct Groups {
    at::Tensor scale, min;
};
Groups groups(const Blocks& b) {
    const at::Tensor first = b.bytes(4, 4), second = b.bytes(8, 4), third = b.bytes(12, 4);
    const auto joined = [](const at::Tensor& low, const at::Tensor& top) {
        return low.bitwise_or(top.bitwise_right_shift(6).bitwise_left_shift(4));
    };
    const at::Tensor scale = at::cat({first.bitwise_and(63), joined(third.bitwise_and(15), first)}, 1),
                     min = at::cat({second.bitwise_and(63), joined(third.bitwise_right_shift(4), second)}, 1);
    return {(b.number(0) * scale.to(at::kFloat)).unsqueeze(2), (b.number(2) * min.to(at::kFloat)).unsqueeze(2)};
}

at::Tensor six_bits(const Blocks& b) {
    const at::Tensor low = b.nibbles(0, 128, 2).reshape({-1, 2, 4, 32});     // in each half: low 2 x 32, high 2 x 32
    const at::Tensor top = b.bits(b.bytes(128, 64).reshape({-1, 2, 32}), 2); // [blocks, 2, 4, 32]
    const at::Tensor scale = (b.number(208) * b.integers(192, 16)).unsqueeze(2);
    return scale * (topped(low, top) - 32).reshape({-1, 16, 16});
}

at::Tensor numbers(const Blocks& b, DType stored) {
    switch (stored) {
    case DType::Q8_0:
        return b.integers(2, 32) * b.number(0);
    case DType::Q4_0:
        return (b.nibbles(2, 16, 1).flatten(1).to(at::kFloat) - 8) * b.number(0);
    case DType::Q4_1:
        return b.nibbles(4, 16, 1).flatten(1).to(at::kFloat) * b.number(0) + b.number(2);
    case DType::Q5_0:
        return (five_bits(b, 2) - 16) * b.number(0);
    case DType::Q5_1:
        return five_bits(b, 4) * b.number(0) + b.number(2);
    case DType::Q4_K: {
        const Groups g = groups(b);
        return g.scale * b.nibbles(16, 128, 4).reshape({-1, 8, 32}).to(at::kFloat) - g.min;
    }
    case DType::Q5_K: {
        const Groups g = groups(b);
        return g.scale * topped(b.nibbles(48, 128, 4).reshape({-1, 8, 32}), b.bits(b.bytes(16, 32), 1)) - g.min;
    }
    case DType::Q6_K:
        return six_bits(b);
    default:
        throw Error(ErrorCode::Internal, std::string("packed as ") + dtype_name(stored));
    }
}

// The loops over one row, compiled for each level.
struct RowLoops {
    // y[t apart] = x_t row for each of `count` rows x_t [d].
    void (*products)(const float* x, int64_t count, const float* row, int64_t d, float* y, int64_t apart);
    void (*rounded)(const float* row, int64_t d, c10::BFloat16* to);
};

LORATRF_INLINE void products_body(const float* x, int64_t count, const float* row, int64_t d, float* y, int64_t apart) {
    for (int64_t t = 0; t < count; ++t, x += d, y += apart) {
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (int64_t i = 0; i < d; ++i)
            sum += x[i] * row[i];
        *y = sum;
    }
}
LORATRF_INLINE void rounded_body(const float* row, int64_t d, c10::BFloat16* to) {
#pragma omp simd
    for (int64_t i = 0; i < d; ++i)
        ops::rows::narrow(row[i], to[i]);
}

#define LORATRF_ROW_LOOPS(LEVEL, TARGET)                                                                               \
    namespace LEVEL {                                                                                                  \
    TARGET void products(const float* x, int64_t count, const float* row, int64_t d, float* y, int64_t apart) {        \
        products_body(x, count, row, d, y, apart);                                                                     \
    }                                                                                                                  \
    TARGET void rounded(const float* row, int64_t d, c10::BFloat16* to) {                                              \
        rounded_body(row, d, to);                                                                                      \
    }                                                                                                                  \
    constexpr RowLoops list{products, rounded};                                                                        \
    }
LORATRF_ROW_LOOPS(v1, LORATRF_V1)
LORATRF_ROW_LOOPS(v3, LORATRF_V3)
LORATRF_ROW_LOOPS(v4, LORATRF_V4)

const RowLoops& row_loops(ops::CpuLevel level) {
    return ops::of_level(level, v1::list, v3::list, v4::list);
}

// work(row, its numbers) for every row, in the cache.
template <typename Work>
void for_unpacked_rows(const at::Tensor& rows, DType stored, int64_t in, const Work& work) {
    const auto row_bytes = static_cast<size_t>(rows.size(1));
    const std::span bytes(static_cast<const std::byte*>(rows.const_data_ptr()), rows.nbytes());
    at::parallel_for(0, rows.size(0), 16, [&](int64_t begin, int64_t end) {
        std::vector<float> row(static_cast<size_t>(in));
        for (int64_t i = begin; i < end; ++i) {
            to_f32(stored, bytes.subspan(static_cast<size_t>(i) * row_bytes, row_bytes), row);
            work(i, row.data());
        }
    });
}

at::Tensor unpack_here(const at::Tensor& rows, DType stored, int64_t in, at::ScalarType type, ops::CpuLevel level) {
    if (type == at::kBFloat16) {
        at::Tensor values = at::empty({rows.size(0), in}, type);
        auto* to = values.mutable_data_ptr<c10::BFloat16>();
        const RowLoops& loops = row_loops(level);
        for_unpacked_rows(rows, stored, in, [&](int64_t i, const float* row) { loops.rounded(row, in, to + i * in); });
        return values;
    }
    const auto row_bytes = static_cast<size_t>(rows.size(1)), columns = static_cast<size_t>(in);
    at::Tensor values = at::empty({rows.size(0), in}, at::kFloat);
    const std::span bytes(static_cast<const std::byte*>(rows.const_data_ptr()), rows.nbytes());
    const std::span floats(values.data_ptr<float>(), static_cast<size_t>(values.numel()));
    at::parallel_for(0, rows.size(0), 16, [&](int64_t begin, int64_t end) {
        const auto first = static_cast<size_t>(begin), some = static_cast<size_t>(end - begin);
        to_f32(stored, bytes.subspan(first * row_bytes, some * row_bytes),
               floats.subspan(first * columns, some * columns));
    });
    return values.to(type);
}

} // namespace

at::Tensor multiply_few(const at::Tensor& x, const at::Tensor& rows, DType stored, ops::CpuLevel level) {
    RECORD_FUNCTION("loratrf.unpack", {});
    TORCH_CHECK(x.is_contiguous() && x.scalar_type() == at::kFloat && rows.is_contiguous());
    const int64_t count = x.size(0), in = x.size(1), out = rows.size(0);
    at::Tensor y = at::empty({count, out}, x.options());
    const auto* from = x.const_data_ptr<float>();
    auto* to = y.mutable_data_ptr<float>();
    const RowLoops& loops = row_loops(level);
    for_unpacked_rows(rows, stored, in,
                      [&](int64_t i, const float* row) { loops.products(from, count, row, in, to + i, out); });
    return y;
}

at::Tensor unpack_by_operators(const at::Tensor& rows, DType stored, int64_t in) {
    if (stored == DType::F16 || stored == DType::BF16)
        return rows.view(stored == DType::F16 ? at::kHalf : at::kBFloat16).to(at::kFloat);
    const int64_t bytes = block_layout(stored).bytes;
    return numbers(Blocks(rows.view({-1, bytes})), stored).reshape({rows.size(0), in});
}

at::Tensor unpack(const at::Tensor& rows, DType stored, int64_t in, at::ScalarType type, ops::CpuLevel level) {
    RECORD_FUNCTION("loratrf.unpack", {});
    return rows.is_cpu() ? unpack_here(rows, stored, in, type, level) : unpack_by_operators(rows, stored, in).to(type);
}

} // namespace loratrf
