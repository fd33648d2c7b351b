#include "backend/ops/low_rank_ops.h"

#include "backend/ops/low_rank_kernels.h"
#include "backend/ops/matmul.h"
#include "backend/ops/row_split.h"
#include "backend/ops/thin_products.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace loratrf::ops {

namespace {

constexpr int64_t least_rows = 8;     // of a thread
constexpr int64_t least_columns = 64; // of a thread, whole vectors
constexpr int64_t largest_rank = 64;  // a wider product is no longer thin

bool has_kernels(const at::Tensor& rows, const LowRank& term) {
    return rows.scalar_type() != at::kBFloat16 && term.a.size(0) <= largest_rank;
}

template <typename Work>
void by_wide_type(const at::Tensor& x, const Work& work) {
    x.scalar_type() == at::kDouble ? work(double()) : work(float());
}

void require_rows(const at::Tensor& x, int64_t d, const LowRank& term) {
    TORCH_CHECK(x.is_contiguous() && x.dim() == 2 && x.size(1) == d && x.scalar_type() == term.a.scalar_type() &&
                    term.b.scalar_type() == term.a.scalar_type() && term.b.size(1) == term.a.size(0),
                "a low-rank term of ", term.a.sizes(), " and ", term.b.sizes(), " for rows ", x.sizes());
}

enum class Pass { Forward, Inner, Backward };

// The factors laid out for one pass: 210 of them would be 40 MB.
template <typename W>
class Layout {
public:
    Layout(const LowRank& given, Pass pass) : m_a(given.a.contiguous()), m_b(given.b.contiguous()) {
        m_term.r = m_a.size(0);
        m_term.in = m_a.size(1);
        m_term.out = m_b.size(0);
        m_term.scale = static_cast<W>(given.scale);
        m_term.a_rows = m_a.const_data_ptr<W>();
        if (pass == Pass::Backward)
            lay_b_columns();
        else
            lay_a_columns(pass == Pass::Forward);
    }
    const low_rank::Term<W>& term() const { return m_term; }

private:
    void lay_a_columns(bool and_b_rows) {
        const int64_t r = m_term.r, in = m_term.in, out = m_term.out, width = thin::padded(r);
        m_memory = at::empty({in * width + (and_b_rows ? r * out : 0)}, m_a.options());
        W *columns = m_memory.mutable_data_ptr<W>(), *rows = columns + in * width;
        m_term.a_columns = columns;
        const W* a = m_term.a_rows;
        for (int64_t i = 0; i < in; ++i, columns += width) {
            for (int64_t j = 0; j < r; ++j)
                columns[j] = a[j * in + i];
            std::fill(columns + r, columns + width, W(0));
        }
        if (!and_b_rows)
            return;
        thin::transpose(m_b.const_data_ptr<W>(), out, r, m_term.scale, rows);
        m_term.b_rows = rows;
    }
    void lay_b_columns() {
        const int64_t r = m_term.r, out = m_term.out, width = thin::padded(r);
        const W* b = m_b.const_data_ptr<W>();
        m_term.b_columns = b;
        if (r == width)
            return;
        m_memory = at::empty({out * width}, m_b.options());
        W* columns = m_memory.mutable_data_ptr<W>();
        m_term.b_columns = columns;
        for (int64_t i = 0; i < out; ++i, columns += width, b += r)
            std::fill(std::copy_n(b, r, columns), columns + width, W(0));
    }

    at::Tensor m_a, m_b, m_memory;
    low_rank::Term<W> m_term;
};

// z^T x, [r, d]; columns are dealt out to threads, so the sums do not depend on how many there are.
template <typename W>
at::Tensor sum_over_rows(const at::Tensor& z, const at::Tensor& x, CpuLevel level) {
    const int64_t n = x.size(0), d = x.size(1), r = z.size(1);
    at::Tensor sum = at::zeros({r, d}, x.options());
    at::parallel_for(0, (d + least_columns - 1) / least_columns, 1, [&](int64_t begin, int64_t end) {
        const int64_t first = begin * least_columns, last = std::min(end * least_columns, d);
        low_rank::kernels<W>(level).sum(z.const_data_ptr<W>(), r, x.const_data_ptr<W>() + first,
                                        sum.mutable_data_ptr<W>() + first, n, d, last - first);
    });
    return sum;
}

} // namespace

at::Tensor add_low_rank(at::Tensor& y, const at::Tensor& x, const LowRank& term, CpuLevel level) {
    if (!has_kernels(x, term)) {
        const at::Tensor z = ops::linear(x, term.a, {});
        y.addmm_(z, term.b.t(), 1, term.scale);
        return z;
    }
    require_rows(x, term.a.size(1), term);
    require_rows(y, term.b.size(0), term);
    const int64_t r = term.a.size(0), in = x.size(1), out = y.size(1);
    at::Tensor z = at::empty({x.size(0), r}, x.options());
    by_wide_type(x, [&]<typename W>(W) {
        const Layout<W> layout(term, Pass::Forward);
        for_rows(in > out ? x : y, least_rows, [&](int64_t begin, int64_t end) {
            const at::Tensor scratch = at::empty({low_rank::scratch_size(r)}, x.options());
            low_rank::kernels<W>(level).forward(
                x.const_data_ptr<W>() + begin * in, y.mutable_data_ptr<W>() + begin * out, layout.term(),
                z.mutable_data_ptr<W>() + begin * r, end - begin, scratch.mutable_data_ptr<W>());
        });
    });
    return z;
}

at::Tensor low_rank_inner(const at::Tensor& x, const LowRank& term, CpuLevel level) {
    if (!has_kernels(x, term))
        return ops::linear(x, term.a, {});
    require_rows(x, term.a.size(1), term);
    const int64_t r = term.a.size(0), in = x.size(1);
    at::Tensor z = at::empty({x.size(0), r}, x.options());
    by_wide_type(x, [&]<typename W>(W) {
        const Layout<W> layout(term, Pass::Inner);
        for_rows(x, least_rows, [&](int64_t begin, int64_t end) {
            const at::Tensor scratch = at::empty({low_rank::scratch_size(r)}, x.options());
            low_rank::kernels<W>(level).inner(x.const_data_ptr<W>() + begin * in, layout.term(),
                                              z.mutable_data_ptr<W>() + begin * r, end - begin,
                                              scratch.mutable_data_ptr<W>());
        });
    });
    return z;
}

LowRankGradient add_low_rank_backward(at::Tensor* dx, const at::Tensor& x, const at::Tensor& z, const at::Tensor& dy,
                                      const LowRank& term, WantedOfLowRank wanted, CpuLevel level) {
    LowRankGradient grads;
    if (!has_kernels(dy, term)) {
        const at::Tensor dz = at::mm(dy, term.b).mul_(term.scale); // [T, r]
        if (wanted.b)
            grads.b = ops::linear(z.t(), dy.t(), {}).t().mul_(term.scale);
        grads.a = low_rank_inner_backward(dx, x, dz, term, wanted.a, level);
        return grads;
    }
    require_rows(dy, term.b.size(0), term);
    require_rows(x, term.a.size(1), term);
    if (dx)
        require_rows(*dx, term.a.size(1), term);
    const int64_t r = term.a.size(0), in = x.size(1), out = dy.size(1);
    const at::Tensor dz = at::empty({dy.size(0), r}, dy.options());
    by_wide_type(dy, [&]<typename W>(W) {
        const Layout<W> layout(term, Pass::Backward);
        for_rows(in > out ? x : dy, least_rows, [&](int64_t begin, int64_t end) {
            const at::Tensor scratch = at::empty({low_rank::scratch_size(r)}, dy.options());
            low_rank::kernels<W>(level).backward(
                dy.const_data_ptr<W>() + begin * out, dx ? dx->mutable_data_ptr<W>() + begin * in : nullptr,
                layout.term(), dz.mutable_data_ptr<W>() + begin * r, end - begin, scratch.mutable_data_ptr<W>());
        });
        if (wanted.a)
            grads.a = sum_over_rows<W>(dz, x, level);
        if (wanted.b)
            grads.b = sum_over_rows<W>(z, dy, level).t().mul_(term.scale);
    });
    return grads;
}

at::Tensor low_rank_inner_backward(at::Tensor* dx, const at::Tensor& x, const at::Tensor& dz, const LowRank& term,
                                   bool wanted, CpuLevel level) {
    if (!has_kernels(x, term)) {
        if (dx)
            dx->addmm_(dz, term.a);
        return wanted ? ops::linear(dz.t(), x.t(), {}) : at::Tensor();
    }
    require_rows(x, term.a.size(1), term);
    TORCH_CHECK(dz.is_contiguous() && dz.scalar_type() == x.scalar_type() &&
                dz.sizes() == at::IntArrayRef({x.size(0), term.a.size(0)}));
    at::Tensor da;
    by_wide_type(x, [&]<typename W>(W) {
        if (dx) {
            require_rows(*dx, term.a.size(1), term);
            const at::Tensor a = term.a.contiguous();
            const low_rank::Term<W> of_a{.a_rows = a.const_data_ptr<W>(), .r = a.size(0), .in = a.size(1)};
            for_rows(*dx, least_rows, [&](int64_t begin, int64_t end) {
                low_rank::kernels<W>(level).outer(dz.const_data_ptr<W>() + begin * of_a.r,
                                                  dx->mutable_data_ptr<W>() + begin * of_a.in, of_a, end - begin);
            });
        }
        if (wanted)
            da = sum_over_rows<W>(dz, x, level);
    });
    return da;
}

} // namespace loratrf::ops
