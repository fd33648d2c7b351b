#pragma once
// AdamW without decay, at a constant rate, for a few small tensors that the recipe's optimiser does not own.
// Kingma and Ba 2015, arXiv 1412.6980, with PyTorch's betas and epsilon.

#include <ATen/ATen.h>

#include <string>
#include <utility>
#include <vector>

namespace loratrf {

class ConstantAdam {
public:
    ConstantAdam(std::vector<at::Tensor> values, double rate);

    // Nothing changes where `finite` (a scalar) is 0 or a gradient is no number; nothing is read from the device.
    // An undefined gradient is zero.
    void step(const std::vector<at::Tensor>& gradients, const at::Tensor& finite);

    // Moments and step count, to be filled in place when training resumes.
    std::vector<std::pair<std::string, at::Tensor>> state(const std::string& prefix) const;

private:
    std::vector<at::Tensor> m_values;
    double m_rate = 0;
    at::Tensor m_first, m_second, m_steps; // [n] of all values end to end; scalar
};

} // namespace loratrf
