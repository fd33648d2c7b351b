#include "backend/ops/matmul.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>

namespace loratrf::ops {

namespace {

using Linear = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, c10::string_view,
                          c10::List<std::optional<at::Scalar>>, std::optional<c10::string_view>);

// Registered by LibTorch without a C++ declaration; absent from builds without oneDNN.
const c10::TypedOperatorHandle<Linear>* onednn_linear() {
    static const auto found = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
    static const auto handle = found ? std::optional(found->typed<Linear>()) : std::nullopt;
    return handle ? &*handle : nullptr;
}

bool suits_onednn(const at::Tensor& x) {
    return x.is_cpu() && x.scalar_type() == at::kFloat && onednn_linear();
}

at::Tensor call_onednn(const at::Tensor& x, const at::Tensor& weight, const std::optional<at::Tensor>& bias) {
    return onednn_linear()->call(x, weight, bias, "none", c10::List<std::optional<at::Scalar>>(), "");
}

// A row or a few, as when text is generated: reading the weight takes the time, and MKL reads it fastest as the left
// factor of two columns or more (measured for 135M parameters: 21 ms a token, where oneDNN takes 40 and a product of
// matrix and vector 57).
// Not so where the weight is another product's rows transposed, as for gradients of factors of rank 1 to 4: steps
// took 30 to 70 % longer.
constexpr int64_t few_rows = 4;

at::Tensor linear_of_few(const at::Tensor& x, const at::Tensor& weight) {
    const at::Tensor columns = (x.size(0) == 1 ? x.expand({2, x.size(1)}) : x).contiguous().t();
    return at::mm(weight, columns).t().narrow(0, 0, x.size(0)).contiguous();
}

} // namespace

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    if (at::GradMode::is_enabled() || !suits_onednn(x))
        return at::linear(x, weight, bias.defined() ? std::optional(bias) : std::nullopt);
    if (x.dim() == 2 && x.size(0) > 0 && x.size(0) <= few_rows && weight.is_contiguous()) {
        const at::Tensor y = linear_of_few(x, weight);
        return bias.defined() ? y + bias : y;
    }
    return call_onednn(x, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

void add_linear_backward(at::Tensor& sum, const at::Tensor& dy, const at::Tensor& weight) {
    if (sum.defined() && !suits_onednn(dy))
        sum.addmm_(dy, weight);
    else if (sum.defined())
        sum.add_(call_onednn(dy, weight.t(), std::nullopt));
    else
        sum = suits_onednn(dy) ? call_onednn(dy, weight.t(), std::nullopt) : at::mm(dy, weight);
}

} // namespace loratrf::ops
