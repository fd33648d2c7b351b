#include "backend/model/weight.h"

#include "backend/io/quants.h"
#include "backend/model/unpack.h"
#include "backend/ops/matmul.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

struct Held : torch::CustomClassHolder {
    explicit Held(Weight given) : weight(std::move(given)) {}
    Weight weight;
};

struct PackedLinear : torch::autograd::Function<PackedLinear> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& x,
                              const c10::intrusive_ptr<Held>& held) {
        context->saved_data["weight"] = c10::IValue::make_capsule(held);
        return ops::linear(x, held->weight.values(), {});
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list grads) {
        const auto held = c10::static_intrusive_pointer_cast<Held>(context->saved_data["weight"].toCapsule());
        at::Tensor dx;
        ops::add_linear_backward(dx, grads[0], held->weight.values());
        return {dx, at::Tensor()};
    }
};

} // namespace

Weight::Weight(at::Tensor rows, DType stored, int64_t in, at::ScalarType type)
    : m_values(std::move(rows)), m_stored(stored), m_in(in), m_type(type) {
    const BlockLayout layout = block_layout(stored);
    if (in % layout.elements != 0 || m_values.size(1) != in / layout.elements * layout.bytes)
        throw Error(ErrorCode::Internal, "packed rows of " + std::to_string(m_values.size(1)) + " bytes for " +
                                             std::to_string(in) + " numbers");
}

at::Tensor Weight::values() const {
    return m_stored ? unpack(m_values, *m_stored, m_in, m_type) : m_values;
}

at::Tensor Weight::first(int64_t count) const {
    at::Tensor numbers = m_values;
    if (m_stored) {
        const int64_t rows = std::min((count + m_in - 1) / m_in, m_values.size(0));
        numbers = unpack(m_values.narrow(0, 0, rows), *m_stored, m_in, m_type);
    }
    numbers = numbers.flatten();
    return numbers.narrow(0, 0, std::min(count, numbers.numel()));
}

at::Tensor Weight::times_few(const at::Tensor& x) const {
    constexpr int64_t most = 8;
    const bool few = m_stored && x.is_cpu() && x.scalar_type() != at::kDouble && x.dim() == 2 && x.size(0) <= most;
    if (!few)
        return {};
    return multiply_few(x.to(at::kFloat).contiguous(), m_values, *m_stored).to(x.scalar_type());
}

at::Tensor& Weight::tensor() {
    if (m_stored)
        throw Error(ErrorCode::Internal, "a packed weight cannot change");
    return m_values;
}

at::Tensor linear(const at::Tensor& x, const Weight& weight, const at::Tensor& bias) {
    if (!at::GradMode::is_enabled()) {
        const at::Tensor y = weight.times_few(x);
        if (y.defined())
            return bias.defined() ? y + bias : y;
    }
    if (!weight.is_packed() || !at::GradMode::is_enabled() || !x.requires_grad())
        return ops::linear(x, weight.values(), bias);
    const at::Tensor y = PackedLinear::apply(x, c10::make_intrusive<Held>(weight));
    return bias.defined() ? y + bias : y;
}

} // namespace loratrf
