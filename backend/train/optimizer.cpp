#include "backend/train/optimizer.h"

#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adamw.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <sstream>

namespace loratrf {

AdamW::AdamW(const std::vector<Parameter>& parameters, const AdamWOptions& options) : m_options(options) {
    const at::NoGradGuard no_grad;
    std::map<std::pair<bool, double>, std::vector<const Parameter*>> members; // by (no decay, rate)
    for (const Parameter& p : parameters)
        members[{!p.decay, p.rate}].push_back(&p);
    for (const auto& [kind, list] : members) {
        const auto& [no_decay, rate] = kind;
        int64_t total = 0;
        for (const Parameter* p : list)
            total += p->value.numel();
        Group group;
        group.name = no_decay ? "no_decay" : "decay";
        if (rate != 1) {
            std::ostringstream times;
            times << rate;
            group.name += ".x" + times.str();
        }
        group.weight_decay = no_decay ? 0 : options.weight_decay;
        group.rate = rate;
        group.values = at::empty({total}, list.front()->value.options().requires_grad(false));
        group.grads = at::zeros_like(group.values);
        group.first = at::zeros_like(group.values);
        group.second = at::zeros_like(group.values);
        group.steps = at::zeros({}, group.values.options().dtype(at::kFloat));
        int64_t offset = 0;
        for (const Parameter* p : list) {
            const int64_t count = p->value.numel();
            at::Tensor slice = group.values.narrow(0, offset, count).view(p->value.sizes());
            slice.copy_(p->value);
            at::Tensor value = p->value;
            value.set_data(slice); // whoever holds the parameter now sees the flat buffer
            const at::Tensor gradient = group.grads.narrow(0, offset, count).view(p->value.sizes());
            value.mutable_grad() = gradient;
            group.value_parts.push_back(slice);
            group.grad_parts.push_back(gradient);
            group.members.push_back(p->name);
            group.shapes.push_back(p->value.sizes().vec());
            offset += count;
        }
        m_groups.push_back(std::move(group));
    }
}

AdamW::Place AdamW::find(const std::string& name) const {
    for (const Group& group : m_groups) {
        int64_t offset = 0;
        for (size_t i = 0; i < group.members.size(); ++i) {
            const int64_t count = c10::multiply_integers(group.shapes[i]);
            if (group.members[i] == name)
                return {&group, offset, count, group.shapes[i]};
            offset += count;
        }
    }
    return {};
}

AdamW AdamW::resized(const std::vector<Parameter>& parameters, const std::vector<Resized>& changes) const {
    const at::NoGradGuard no_grad;
    AdamW next(parameters, m_options);
    for (const Group& group : next.m_groups) {
        for (const std::string& name : group.members) {
            const Place from = find(name), to = next.find(name);
            if (!from.group)
                continue;
            group.steps.copy_(from.group->steps);
            const auto change =
                std::find_if(changes.begin(), changes.end(), [&](const Resized& r) { return r.name == name; });
            for (const auto moment : {&Group::first, &Group::second}) {
                const at::Tensor old = (from.group->*moment).narrow(0, from.offset, from.count).view(from.shape);
                const at::Tensor place = (group.*moment).narrow(0, to.offset, to.count).view(to.shape);
                if (change == changes.end()) {
                    place.copy_(old);
                    continue;
                }
                for (size_t i = 0; i < change->kept.size(); ++i)
                    if (change->kept[i] >= 0)
                        place.select(change->dim, static_cast<int64_t>(i))
                            .copy_(old.select(change->dim, change->kept[i]));
            }
        }
    }
    return next;
}

void AdamW::zero_grad() {
    for (Group& group : m_groups)
        group.grads.zero_();
}

std::vector<std::string> AdamW::names() const {
    std::vector<std::string> list;
    for (const Group& group : m_groups)
        list.insert(list.end(), group.members.begin(), group.members.end());
    return list;
}

at::Tensor AdamW::norms(std::vector<at::Tensor> Group::*parts) const {
    const at::NoGradGuard no_grad;
    std::vector<at::Tensor> all;
    for (const Group& group : m_groups)
        all.insert(all.end(), (group.*parts).begin(), (group.*parts).end());
    return at::stack(at::_foreach_norm(all));
}

at::Tensor AdamW::weight_norms() const {
    return norms(&Group::value_parts);
}

AdamW::Outcome AdamW::step(double learning_rate, const at::Tensor& loss, const std::function<void()>& correct) {
    const at::NoGradGuard no_grad;
    Outcome outcome;
    outcome.norms = norms(&Group::grad_parts);
    outcome.norm = outcome.norms.norm();
    outcome.finite = (at::isfinite(outcome.norm) & at::isfinite(loss.to(outcome.norm.scalar_type()))).to(at::kFloat);
    const at::Tensor skip = 1 - outcome.finite; // the kernel leaves everything alone where this is 1
    if (m_options.clip_norm > 0)
        for (Group& group : m_groups)
            group.grads.mul_((m_options.clip_norm / (outcome.norm + 1e-6)).clamp_max(1.0));
    if (correct)
        correct();
    for (Group& group : m_groups) {
        const std::vector<at::Tensor> now = group.kept();
        for (size_t i = 0; i < group.good.size(); ++i)
            group.good[i].copy_(at::where(outcome.finite.to(at::kBool), now[i], group.good[i]));
        group.steps.add_(outcome.finite);
        at::_fused_adamw_({group.values}, {group.grads}, {group.first}, {group.second}, {}, {group.steps},
                          learning_rate * group.rate, m_options.beta1, m_options.beta2, group.weight_decay,
                          m_options.epsilon,
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

AdamW::Largest AdamW::largest_gradient() const {
    if (m_groups.empty())
        return {};
    const std::vector<std::string> names = this->names();
    const at::Tensor read = norms(&Group::grad_parts).to(at::kDouble).cpu();
    const std::span<const double> values(read.data_ptr<double>(), names.size());
    const auto finite = [](double value) { return std::isfinite(value); };
    auto named = std::ranges::find_if_not(values, finite);
    if (named == values.end())
        named = std::ranges::max_element(values);
    const bool stands_out = *named != 0 && (std::isfinite(*named) || std::ranges::any_of(values, finite));
    const double all = std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
    return {.name = stands_out ? names[static_cast<size_t>(named - values.begin())] : std::string(),
            .norm = *named,
            .share = *named / all};
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
