#include "backend/train/optimizer.h"

#include <ATen/ops/_fused_adamw.h>
#include <c10/core/GradMode.h>

namespace loratrf {

AdamW::AdamW(const std::vector<Parameter>& parameters, const AdamWOptions& options) : m_options(options) {
    const at::NoGradGuard no_grad;
    for (const bool decay : {true, false}) {
        int64_t total = 0;
        at::TensorOptions type;
        for (const Parameter& p : parameters)
            if (p.decay == decay) {
                total += p.value.numel();
                type = p.value.options();
            }
        if (total == 0)
            continue;
        Group group;
        group.name = decay ? "decay" : "no_decay";
        group.weight_decay = decay ? options.weight_decay : 0;
        group.values = at::empty({total}, type.requires_grad(false));
        group.grads = at::zeros_like(group.values);
        group.first = at::zeros_like(group.values);
        group.second = at::zeros_like(group.values);
        group.steps = at::zeros({}, group.values.options().dtype(at::kFloat));
        int64_t offset = 0;
        for (const Parameter& p : parameters) {
            if (p.decay != decay)
                continue;
            const int64_t count = p.value.numel();
            at::Tensor slice = group.values.narrow(0, offset, count).view(p.value.sizes());
            slice.copy_(p.value);
            p.value.set_data(slice); // whoever holds the parameter now sees the flat buffer
            p.value.mutable_grad() = group.grads.narrow(0, offset, count).view(p.value.sizes());
            offset += count;
        }
        m_groups.push_back(std::move(group));
    }
}

void AdamW::zero_grad() {
    for (Group& group : m_groups)
        group.grads.zero_();
}

AdamW::Outcome AdamW::step(double learning_rate, const at::Tensor& loss) {
    const at::NoGradGuard no_grad;
    at::Tensor squares;
    for (const Group& group : m_groups) {
        const at::Tensor square = group.grads.norm().square();
        squares = squares.defined() ? squares + square : square;
    }
    Outcome outcome;
    outcome.norm = squares.sqrt();
    outcome.finite = (at::isfinite(outcome.norm) & at::isfinite(loss.to(outcome.norm.scalar_type()))).to(at::kFloat);
    const at::Tensor skip = 1 - outcome.finite; // the kernel leaves everything alone where this is 1
    for (Group& group : m_groups) {
        const std::vector<at::Tensor> now = group.kept();
        for (size_t i = 0; i < group.good.size(); ++i)
            group.good[i].copy_(at::where(outcome.finite.to(at::kBool), now[i], group.good[i]));
        if (m_options.clip_norm > 0)
            group.grads.mul_((m_options.clip_norm / (outcome.norm + 1e-6)).clamp_max(1.0));
        group.steps.add_(outcome.finite);
        at::_fused_adamw_({group.values}, {group.grads}, {group.first}, {group.second}, {}, {group.steps},
                          learning_rate, m_options.beta1, m_options.beta2, group.weight_decay, m_options.epsilon,
                          /*amsgrad=*/false,
                          /*maximize=*/false, /*grad_scale=*/std::nullopt, /*found_inf=*/skip);
    }
    return outcome;
}

void AdamW::keep_good_state() {
    const at::NoGradGuard no_grad;
    for (Group& group : m_groups) {
        group.good.clear();
        for (const at::Tensor& tensor : group.kept())
            group.good.push_back(tensor.clone());
    }
}

void AdamW::restore_good_state() {
    const at::NoGradGuard no_grad;
    for (Group& group : m_groups) {
        const std::vector<at::Tensor> now = group.kept();
        for (size_t i = 0; i < group.good.size(); ++i)
            now[i].copy_(group.good[i]);
    }
}

std::vector<std::pair<std::string, at::Tensor>> AdamW::state() const {
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    for (const Group& group : m_groups) {
        tensors.emplace_back(group.name + ".first", group.first);
        tensors.emplace_back(group.name + ".second", group.second);
        tensors.emplace_back(group.name + ".steps", group.steps);
    }
    return tensors;
}

} // namespace loratrf
