#include "backend/ops/filter_ops.h"

#include "backend/ops/filter_kernels.h"
#include "backend/ops/row_split.h"
#include "backend/ops/thin_products.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace loratrf::ops {

namespace {

constexpr int64_t least_rows = 8; // of a thread: it has sums of its own

void require_rows(const at::Tensor& x, const TaskFilter& filter) {
    const bool wide = x.scalar_type() == at::kDouble;
    const int64_t d = x.size(1), r = filter.c.size(0);
    TORCH_CHECK(
        x.is_contiguous() && filter.xi.sizes() == at::IntArrayRef({d}) && filter.c.sizes() == at::IntArrayRef({r, d}) &&
            filter.d.sizes() == at::IntArrayRef({d, r}) && filter.c.scalar_type() == (wide ? at::kDouble : at::kFloat),
        "a filter of ", filter.xi.sizes(), ", ", filter.c.sizes(), " and ", filter.d.sizes(), " for rows ", x.sizes());
}

void require_beside(const at::Tensor& x, const BesideFilter& beside) {
    if (beside.z.defined())
        TORCH_CHECK(beside.z.is_contiguous() && beside.z.scalar_type() == x.scalar_type() &&
                        beside.z.sizes() == at::IntArrayRef({x.size(0), beside.b.size(1)}) &&
                        beside.b.size(0) == x.size(1),
                    "a low-rank term of ", beside.z.sizes(), " and ", beside.b.sizes(), " for rows ", x.sizes());
}

template <typename T>
const T* z_of(const BesideFilter& beside) {
    return beside.z.defined() ? beside.z.const_data_ptr<T>() : nullptr;
}

// The factors laid out as the kernels read them; made for one pass, as 210 of them would be 16 MB.
template <typename W>
class Factors {
public:
    Factors(const TaskFilter& filter, const BesideFilter& beside) {
        m_packed.r = filter.c.size(0);
        m_packed.q = beside.z.defined() ? beside.z.size(1) : 0;
        m_packed.d = filter.c.size(1);
        m_packed.scale = static_cast<W>(filter.scale);
        const int64_t r = m_packed.r, q = m_packed.q, d = m_packed.d;
        const at::Tensor xi = filter.xi.contiguous(), c = filter.c.contiguous();
        m_memory = at::empty({2 * r + 1 + q, d}, filter.c.options());
        W* to = std::copy_n(c.const_data_ptr<W>(), r * d, m_memory.mutable_data_ptr<W>());
        to = std::copy_n(xi.const_data_ptr<W>(), d, to);
        const at::Tensor into = filter.d.contiguous();
        thin::transpose(into.const_data_ptr<W>(), d, r, W(1), to);
        if (q > 0) {
            const at::Tensor b = beside.b.to(filter.c.scalar_type()).contiguous();
            thin::transpose(b.const_data_ptr<W>(), d, q, static_cast<W>(beside.scale), to + r * d);
        }
        m_packed.factors = m_memory.const_data_ptr<W>();
        m_packed.xi_length = std::max(length(m_packed.factors + r * d, d), static_cast<W>(filter::shortest));
    }
    const filter::Packed<W>& packed() const { return m_packed; }

private:
    static W length(const W* x, int64_t d) {
        double squares = 0;
        for (int64_t i = 0; i < d; ++i)
            squares += static_cast<double>(x[i]) * static_cast<double>(x[i]);
        return static_cast<W>(std::sqrt(squares));
    }

    at::Tensor m_memory;
    filter::Packed<W> m_packed;
};

// The gradients of the factors from each thread's sums [threads, 2r + 1 + q, d]; few numbers, but often: plain loops,
// as each operator would take longer than they do.
template <typename W>
class AddedUp {
public:
    explicit AddedUp(const at::Tensor& sums) : m_sums(sums), m_d(sums.size(2)) {
        W* total = sums.mutable_data_ptr<W>();
        const int64_t all = sums.size(1) * m_d;
        for (int64_t thread = 1; thread < sums.size(0); ++thread) {
            const W* own = total + thread * all;
#pragma omp simd
            for (int64_t i = 0; i < all; ++i)
                total[i] += own[i];
        }
    }
    // n of them from `row` on, as [n, d].
    at::Tensor rows(int64_t row, int64_t n) const {
        const at::Tensor to = at::empty({n, m_d}, m_sums.options());
        std::copy_n(from(row), n * m_d, to.mutable_data_ptr<W>());
        return to;
    }
    // As [d, n].
    at::Tensor columns(int64_t row, int64_t n, W factor) const {
        const at::Tensor columns = at::empty({m_d, n}, m_sums.options());
        thin::transpose(from(row), n, m_d, factor, columns.mutable_data_ptr<W>());
        return columns;
    }
    // What xi pulls itself by is taken off.
    at::Tensor of_xi(int64_t row, const W* xi, double pull) const {
        const at::Tensor sum = at::empty({m_d}, m_sums.options());
        W* to = sum.mutable_data_ptr<W>();
        for (int64_t i = 0; i < m_d; ++i)
            to[i] = from(row)[i] - static_cast<W>(pull) * xi[i];
        return sum;
    }

private:
    const W* from(int64_t row) const {
        return m_sums.const_data_ptr<W>() + row * m_d;
    }

    at::Tensor m_sums;
    int64_t m_d;
};

} // namespace

at::Tensor add_filtered(at::Tensor& h, const TaskFilter& filter, const BesideFilter& beside, CpuLevel level) {
    require_rows(h, filter);
    require_beside(h, beside);
    const int64_t d = h.size(1), r = filter.c.size(0), width = 2 + 2 * r;
    const at::TensorOptions wide = filter.c.options();
    at::Tensor kept = at::empty({h.size(0), width}, wide);
    by_type(h, [&]<typename T>(T) {
        using W = rows::Wide<T>;
        const Factors<W> factors(filter, beside);
        const int64_t q = factors.packed().q;
        for_rows(h, least_rows, [&](int64_t begin, int64_t end) {
            const at::Tensor scratch = at::empty({filter::scratch_size(r, q, d)}, wide);
            filter::kernels<T>(level).forward(h.mutable_data_ptr<T>() + begin * d, z_of<T>(beside) + begin * q,
                                              factors.packed(), kept.mutable_data_ptr<W>() + begin * width, end - begin,
                                              scratch.mutable_data_ptr<W>());
        });
    });
    return kept;
}

at::Tensor filter_strength(const at::Tensor& kept) {
    return kept.select(1, 1).clamp(0, 1);
}

at::Tensor filter_term(const at::Tensor& kept, const TaskFilter& filter) {
    const int64_t r = filter.c.size(0);
    return at::mm(kept.narrow(1, 2 + r, r), filter.d.t());
}

FilterGradient add_filtered_backward(const at::Tensor& y, const TaskFilter& filter, const at::Tensor& kept,
                                     const at::Tensor& dy, const BesideFilter& beside, CpuLevel level) {
    require_rows(y, filter);
    require_rows(dy, filter);
    require_beside(y, beside);
    TORCH_CHECK(y.sizes() == dy.sizes() && y.scalar_type() == dy.scalar_type() && kept.is_contiguous());
    const int64_t d = y.size(1), r = filter.c.size(0), threads = at::get_num_threads();
    const at::TensorOptions wide = filter.c.options();
    FilterGradient grads;
    grads.h = at::empty_like(dy);
    const int64_t q = beside.z.defined() ? beside.z.size(1) : 0, all = 2 * r + 1 + q;
    const at::Tensor sums = at::zeros({threads, all, d}, wide), dz = at::empty({y.size(0), q}, wide);
    std::vector<double> pulls(static_cast<size_t>(threads));
    by_type(y, [&]<typename T>(T) {
        using W = rows::Wide<T>;
        const Factors<W> factors(filter, beside);
        for_rows(y, least_rows, [&](int64_t begin, int64_t end) {
            const int64_t thread = at::get_thread_num();
            W* own = sums.mutable_data_ptr<W>() + thread * all * d;
            filter::Sums<W> sum{own, own + (r + 1) * d, 0};
            const at::Tensor scratch = at::empty({filter::scratch_size(r, q, d)}, wide);
            filter::kernels<T>(level).backward(
                y.const_data_ptr<T>() + begin * d, z_of<T>(beside) + begin * q, dy.const_data_ptr<T>() + begin * d,
                grads.h.mutable_data_ptr<T>() + begin * d, dz.mutable_data_ptr<W>() + begin * q, factors.packed(),
                kept.const_data_ptr<W>() + begin * kept.size(1), sum, end - begin, scratch.mutable_data_ptr<W>());
            pulls[static_cast<size_t>(thread)] += static_cast<double>(sum.pull);
        });
        const AddedUp<W> total(sums);
        grads.c = total.rows(0, r);
        grads.xi = total.of_xi(r, factors.packed().factors + r * d, std::accumulate(pulls.begin(), pulls.end(), 0.0));
        grads.d = total.columns(r + 1, r, 1);
        if (q > 0) {
            grads.beside_z = dz;
            grads.beside_b = total.columns(2 * r + 1, q, static_cast<W>(beside.scale));
        }
    });
    return grads;
}

} // namespace loratrf::ops
