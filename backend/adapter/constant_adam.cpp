#include "backend/adapter/constant_adam.h"

#include <c10/core/GradMode.h>

namespace loratrf {

namespace {
constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
}

ConstantAdam::ConstantAdam(std::vector<at::Tensor> values, double rate) : m_values(std::move(values)), m_rate(rate) {
    int64_t count = 0;
    for (const at::Tensor& value : m_values)
        count += value.numel();
    const at::TensorOptions options = m_values.front().options().requires_grad(false);
    m_first = at::zeros({count}, options);
    m_second = at::zeros({count}, options);
    m_steps = at::zeros({}, options);
}

void ConstantAdam::step(const std::vector<at::Tensor>& gradients, const at::Tensor& finite) {
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> flat;
    for (size_t i = 0; i < m_values.size(); ++i)
        flat.push_back(gradients[i].defined() ? gradients[i].flatten() : at::zeros_like(m_values[i]).flatten());
    const at::Tensor gradient = at::cat(flat);
    const at::Tensor good = (finite > 0) & gradient.isfinite().all();
    m_steps.add_(good);
    m_first.copy_(at::where(good, beta1 * m_first + (1 - beta1) * gradient, m_first));
    m_second.copy_(at::where(good, beta2 * m_second + (1 - beta2) * gradient.square(), m_second));
    const at::Tensor change = m_rate * (m_first / (1 - at::pow(beta1, m_steps))) /
                              ((m_second / (1 - at::pow(beta2, m_steps))).sqrt() + epsilon);
    const at::Tensor kept = at::where(good, change, at::zeros_like(change));
    int64_t begin = 0;
    for (at::Tensor& value : m_values) {
        value.sub_(kept.narrow(0, begin, value.numel()).view_as(value));
        begin += value.numel();
    }
}

std::vector<std::pair<std::string, at::Tensor>> ConstantAdam::state(const std::string& prefix) const {
    return {{prefix + ".first", m_first}, {prefix + ".second", m_second}, {prefix + ".steps", m_steps}};
}

} // namespace loratrf
