#include "backend/adapter/routing.h"

#include <utility>

namespace loratrf {

at::Tensor k_largest(const at::Tensor& p, int64_t k) {
    return at::zeros_like(p, at::kBool).scatter(-1, std::get<1>(p.detach().topk(k, -1)), true);
}

void BalanceLoss::add(const at::Tensor& chosen, const at::Tensor& probability) {
    const at::Tensor times = chosen.sum(0).to(probability.scalar_type()), sum = probability.sum(0);
    m_chosen = m_chosen.defined() ? m_chosen + times : times;
    m_probability = m_probability.defined() ? m_probability + sum : sum;
    m_count += chosen.size(0);
}

at::Tensor BalanceLoss::take() {
    if (m_count == 0)
        return {};
    const auto n = static_cast<double>(m_count);
    const at::Tensor loss =
        static_cast<double>(m_chosen.numel()) * ((m_chosen / n) * (std::exchange(m_probability, {}) / n)).sum();
    m_chosen.reset();
    m_count = 0;
    return loss;
}

} // namespace loratrf
