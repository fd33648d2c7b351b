#include "backend/train/agreement.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr double measurable = 1e-4; // movement of the logits that is more than rounding of fp32

double total(const at::Tensor& values) {
    return values.sum(at::kDouble).item<double>();
}

} // namespace

PackedInput one_prompt(const std::vector<int32_t>& ids) {
    const auto count = static_cast<int64_t>(ids.size());
    return {.ids = at::tensor(ids, at::kInt).to(at::kLong),
            .positions = at::arange(count, at::kLong),
            .offsets = {0, count},
            .prompts = {}};
}

at::Tensor said(Model& model, const std::vector<int32_t>& text) {
    const at::NoGradGuard no_grad;
    const at::Tensor hidden = model.hidden(one_prompt(text), {}); // [T, d]
    return model.logits(hidden.slice(0, std::max<int64_t>(0, hidden.size(0) - compared_tokens)));
}

void Agreement::add(const at::Tensor& base, const at::Tensor& expected, const at::Tensor& found) {
    const double difference = ((found - expected).abs().max() / expected.abs().max()).item<double>();
    m_difference = std::isnan(difference) ? difference : std::max(m_difference, difference);
    m_places += expected.size(0);
    m_same += (expected.argmax(1) == found.argmax(1)).sum().item<int64_t>();
    if (!base.defined())
        return;
    const at::Tensor movement = expected - base;
    m_size += total(expected.square());
    m_moved += total(movement.square());
    m_found += total((found - base) * movement);
}

double Agreement::change() const {
    return m_size > 0 ? std::sqrt(m_moved / m_size) : 0;
}

double Agreement::kept() const {
    return change() > measurable ? m_found / m_moved : std::numeric_limits<double>::quiet_NaN();
}

} // namespace loratrf
