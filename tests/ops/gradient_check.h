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

// Compares d(sum w f)/d(input) for a fixed random w with (f(x+e) - f(x-e)) / 2e, coordinate by coordinate. Returns what
// differs, or nothing.
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
    constexpr double step = 1e-6;
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!inputs[i].grad().defined())
            return QString("input %1 has no gradient").arg(i);
        const at::Tensor gradient = inputs[i].grad().contiguous();
        const at::NoGradGuard no_grad;
        auto* place = inputs[i].data_ptr<double>();
        for (int64_t j = 0; j < inputs[i].numel(); ++j) {
            const double before = place[j];
            place[j] = before + step;
            const double up = value().item<double>();
            place[j] = before - step;
            const double down = value().item<double>();
            place[j] = before;
            const double numeric = (up - down) / (2 * step), found = gradient.data_ptr<double>()[j];
            if (!(std::abs(numeric - found) <= tolerance * (1 + std::abs(numeric))))
                return QString("input %1, coordinate %2: gradient %3, difference quotient %4")
                    .arg(i)
                    .arg(j)
                    .arg(found)
                    .arg(numeric);
        }
    }
    return {};
}

} // namespace support

#define VERIFY_GRADIENT(...)                                                                                           \
    do {                                                                                                               \
        const QString fault_here = support::gradient_fault(__VA_ARGS__);                                               \
        QVERIFY2(fault_here.isEmpty(), qPrintable(fault_here));                                                        \
    } while (false)
