#include "backend/adapter/rational.h"

namespace loratrf {

at::Tensor rational(const at::Tensor& x, const at::Tensor& numerator, const at::Tensor& denominator) {
    const std::vector<at::Tensor> a = numerator.unbind(), b = denominator.unbind();
    at::Tensor above = a.back(), below = b.back() * x; // Horner's rule
    for (size_t i = a.size() - 1; i-- > 0;)
        above = above * x + a[i];
    for (size_t i = b.size() - 1; i-- > 0;)
        below = (below + b[i]) * x;
    return above / (1 + below.abs());
}

} // namespace loratrf
