#pragma once
// Gradients against central differences in float64, for any function of tensors.

#include "backend/device/device.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QString>

#include <functional>
#include <vector>

namespace support {

using TensorFunction = std::function<at::Tensor(const std::vector<at::Tensor>&)>;

inline at::Tensor draw(at::IntArrayRef shape, uint64_t seed) {
    return at::randn(shape, loratrf::seeded_generator(seed), at::TensorOptions(at::kDouble));
}

// `found_gradient`, of the scalar `value` by x, against (value(x+e) - value(x-e)) / 2e at every `stride`-th
// coordinate of x, which is contiguous. Returns what differs, or nothing.
inline QString quotient_fault(const QString& name, const at::Tensor& x, const at::Tensor& found_gradient,
                              const std::function<at::Tensor()>& value, double tolerance, int64_t stride = 1) {
    const at::NoGradGuard no_grad;
    constexpr double step = 1e-6;
    const at::Tensor gradient = found_gradient.contiguous();
    auto* place = x.data_ptr<double>();
    for (int64_t i = 0; i < x.numel(); i += stride) {
        const double before = place[i];
        place[i] = before + step;
        const double up = value().item<double>();
        place[i] = before - step;
        const double down = value().item<double>();
        place[i] = before;
        const double numeric = (up - down) / (2 * step), found = gradient.data_ptr<double>()[i];
        if (!(std::abs(found - numeric) <= tolerance * (1 + std::abs(numeric))))
            return QString("%1[%2]: gradient %3, difference quotient %4").arg(name).arg(i).arg(found).arg(numeric);
    }
    return {};
}

// The same of a leaf's gradient that is already there; undefined: zero.
inline QString coordinate_fault(const QString& name, const at::Tensor& leaf, const std::function<at::Tensor()>& value,
                                double tolerance, int64_t stride = 1) {
    const at::Tensor gradient = leaf.grad().defined() ? leaf.grad() : at::zeros_like(leaf);
    return quotient_fault(name, leaf, gradient, value, tolerance, stride);
}

// Compares d(sum w f)/d(input) for a fixed random w with difference quotients, coordinate by coordinate.
inline QString gradient_fault(const TensorFunction& function, const std::vector<at::Tensor>& at_point,
                              double tolerance = 1e-7) {
    std::vector<at::Tensor> inputs;
    for (const at::Tensor& input : at_point)
        inputs.push_back(input.detach().clone().requires_grad_());
    at::Tensor cotangent;
    const auto value = [&] {
        const at::Tensor out = function(inputs);
        if (!cotangent.defined())
            cotangent = draw(out.sizes(), 99);
        return (out * cotangent).sum();
    };
    value().backward();
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!inputs[i].grad().defined())
            return QString("input %1 has no gradient").arg(i);
        if (const QString fault = coordinate_fault(QString("input %1").arg(i), inputs[i], value, tolerance);
            !fault.isEmpty())
            return fault;
    }
    return {};
}

} // namespace support

#define VERIFY_GRADIENT(...)                                                                                           \
    do {                                                                                                               \
        const QString fault_here = support::gradient_fault(__VA_ARGS__);                                               \
        QVERIFY2(fault_here.isEmpty(), qPrintable(fault_here));                                                        \
    } while (false)
