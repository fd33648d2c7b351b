#include "backend/ops/filter_ops.h"

#include "backend/ops/filter_kernels.h"
#include "backend/ops/row_split.h"
#include "backend/ops/thin_products.h"

#include <ATen/ATen.h>

#include <algorithm>

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

// A filter's factors laid out as the kernels read them; made for one pass, as 210 of them would be 40 MB.
template <typename W>
class Factors {
public:
    Factors(const TaskFilter& filter, bool backward) {
        const at::Tensor xi = filter.xi.contiguous(), c = filter.c.contiguous(), d = filter.d.contiguous();
        m_packed.r = c.size(0);
        m_packed.d = c.size(1);
        m_packed.scale = static_cast<W>(filter.scale);
        m_packed.xi_length = static_cast<W>(std::max(xi.norm().item<double>(), filter::shortest));
        const int64_t r = m_packed.r, width = m_packed.d, columns = width * thin::padded(r);
        m_memory = at::empty({columns + width * (2 * r + 1)}, c.options());
        W* to = m_memory.mutable_data_ptr<W>();
        const W *c_data = c.const_data_ptr<W>(), *d_data = d.const_data_ptr<W>(), *xi_data = xi.const_data_ptr<W>();
        (backward ? m_packed.d_columns : m_packed.c_columns) = to;
        for (int64_t i = 0; i < width; ++i, to += thin::padded(r)) {
            for (int64_t j = 0; j < r; ++j)
                to[j] = backward ? d_data[i * r + j] : c_data[j * width + i];
            std::fill(to + r, to + thin::padded(r), W(0));
        }
        m_packed.d_rows = to;
        for (int64_t i = 0; i < width; ++i)
            for (int64_t j = 0; j < r; ++j)
                to[j * width + i] = d_data[i * r + j];
        to += r * width;
        m_packed.c_and_xi = to;
        if (backward)
            to = std::copy_n(c_data, r * width, to);
        m_packed.xi = to;
        std::copy_n(xi_data, width, to);
    }
    const filter::Packed<W>& packed() const { return m_packed; }

private:
    at::Tensor m_memory;
    filter::Packed<W> m_packed;
};

} // namespace

at::Tensor add_filtered(at::Tensor& h, const TaskFilter& filter, CpuLevel level) {
    require_rows(h, filter);
    const int64_t d = h.size(1), r = filter.c.size(0), width = 2 + 2 * r;
    const at::TensorOptions wide = filter.c.options();
    at::Tensor kept = at::empty({h.size(0), width}, wide);
    by_type(h, [&]<typename T>(T) {
        using W = rows::Wide<T>;
        const Factors<W> factors(filter, /*backward=*/false);
        for_rows(h, least_rows, [&](int64_t begin, int64_t end) {
            const at::Tensor scratch = at::empty({filter::scratch_size(r, d)}, wide);
            filter::kernels<T>(level).forward(h.mutable_data_ptr<T>() + begin * d, factors.packed(),
                                              kept.mutable_data_ptr<W>() + begin * width, end - begin,
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

FilterGradient add_filtered_backward(at::Tensor& y, const TaskFilter& filter, const at::Tensor& kept,
                                     const at::Tensor& dy, CpuLevel level) {
    require_rows(y, filter);
    require_rows(dy, filter);
    TORCH_CHECK(y.sizes() == dy.sizes() && y.scalar_type() == dy.scalar_type() && kept.is_contiguous());
    const int64_t d = y.size(1), r = filter.c.size(0), threads = at::get_num_threads();
    const at::TensorOptions wide = filter.c.options();
    FilterGradient grads;
    grads.h = at::empty_like(dy);
    at::Tensor sums = at::zeros({threads, 2 * r + 1, d}, wide), pulls = at::zeros({threads}, wide);
    by_type(y, [&]<typename T>(T) {
        using W = rows::Wide<T>;
        const Factors<W> factors(filter, /*backward=*/true);
        for_rows(y, least_rows, [&](int64_t begin, int64_t end) {
            const int64_t thread = at::get_thread_num();
            W* own = sums.mutable_data_ptr<W>() + thread * (2 * r + 1) * d;
            filter::Sums<W> sum{own, own + (r + 1) * d, 0};
            const at::Tensor scratch = at::empty({filter::scratch_size(r, d)}, wide);
            filter::kernels<T>(level).backward(y.mutable_data_ptr<T>() + begin * d, dy.const_data_ptr<T>() + begin * d,
                                               grads.h.mutable_data_ptr<T>() + begin * d, factors.packed(),
                                               kept.const_data_ptr<W>() + begin * kept.size(1), sum, end - begin,
                                               scratch.mutable_data_ptr<W>());
            pulls.mutable_data_ptr<W>()[thread] += sum.pull;
        });
    });
    const at::Tensor sum = threads == 1 ? sums[0] : sums.sum(0);
    grads.c = sum.narrow(0, 0, r);
    grads.xi = sum[r] - filter.xi * pulls.sum();
    grads.d = sum.narrow(0, r + 1, r).t();
    return grads;
}

} // namespace loratrf::ops
