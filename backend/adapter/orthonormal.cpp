#include "backend/adapter/orthonormal.h"

namespace loratrf {

at::Tensor orthonormal_rows(const at::Tensor& v) {
    const at::Tensor below = v.tril(-1);
    const at::Tensor tau = 2 / (1 + below.square().sum(0));
    return (at::linalg_householder_product(below, tau) * v.diagonal().detach().sign()).t();
}

at::Tensor householder_vectors(const at::Tensor& rows) {
    auto [v, tau] = at::geqrf(rows.t()); // of orthonormal columns: what is on the diagonal is +-1 up to rounding
    // Where LAPACK makes no reflection (tau = 0: nothing below the diagonal) orthonormal_rows() makes one all the same.
    v.diagonal().copy_(at::where(tau == 0, -v.diagonal().sign(), v.diagonal().sign()));
    return v;
}

} // namespace loratrf
