#pragma once
// AdamW over flat buffers: every parameter, gradient and moment of a group lies in one tensor.
// Loshchilov and Hutter 2019, arXiv 1711.05101; the update is ATen's fused kernel, equal to torch.optim.AdamW.

#include "backend/adapter/adapter.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace loratrf {

struct AdamWOptions {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weight_decay = 0, clip_norm = 1;
};

// Whether a copy of the state of so many parameters may be kept in memory for the case of a divergence: 512 MiB at
// most, of fp32 values and two moments.
inline bool good_state_fits(int64_t parameters) {
    return parameters * 12 <= int64_t{512} << 20;
}

class AdamW {
public:
    // Moves the parameters' storage into flat buffers; names, shapes and values stay.
    AdamW(const std::vector<Parameter>& parameters, const AdamWOptions& options);

    void zero_grad();

    // Clips by the global norm and updates, unless loss or norm is not finite: then nothing changes. Nothing is read
    // from the device. `loss` is a scalar on the parameters' device.
    struct Outcome {
        at::Tensor norms;  // [parameters] of each one's gradient before clipping, in the order of names()
        at::Tensor norm;   // of all of them, scalar
        at::Tensor finite; // scalar 1 or 0
    };
    // `correct` may change the gradients once they are clipped.
    Outcome step(double learning_rate, const at::Tensor& loss, const std::function<void()>& correct = {});

    std::vector<std::string> names() const; // of the parameters, in the optimiser's order
    at::Tensor weight_norms() const;        // [parameters] of their values now, in that order

    // Takes over the moments of parameters that were resized: what was kept keeps them, what is new starts at zero.
    AdamW resized(const std::vector<Parameter>& parameters, const std::vector<Resized>& changes) const;

    // From now on a copy of values and moments is kept from before the newest step that was finite: the weights that
    // step was computed with are known to be good, those after it are not yet. Costs three times the values' bytes.
    void keep_good_state();
    void restore_good_state();

    // The parameter with the largest gradient of those there are now, or the first whose gradient is not finite: all
    // are read. No name: the gradients are all 0, or none is finite.
    struct Largest {
        std::string name;
        double norm = 0;
        double share = 0; // of the norm of all gradients
    };
    Largest largest_gradient() const;

    // Moments and step counts, for checkpoints.
    std::vector<std::pair<std::string, at::Tensor>> state() const;

private:
    struct Group {
        std::string name;
        double weight_decay = 0;
        double rate = 1;
        std::vector<std::string> members; // names of its parameters, in order
        std::vector<std::vector<int64_t>> shapes;
        at::Tensor values, grads, first, second;         // [n]
        std::vector<at::Tensor> value_parts, grad_parts; // of each parameter, views of these
        at::Tensor steps;                                // scalar fp32, as the fused kernel wants it
        std::vector<at::Tensor> good;                    // copies of `kept()`; empty: not asked for
        std::vector<at::Tensor> kept() const { return {values, first, second, steps}; }
    };
    // Where a parameter lies: its group, and its place in the group's buffers.
    struct Place {
        const Group* group = nullptr;
        int64_t offset = 0, count = 0;
        std::vector<int64_t> shape;
    };
    Place find(const std::string& name) const;
    at::Tensor norms(std::vector<at::Tensor> Group::*parts) const; // [parameters]; there are some

    AdamWOptions m_options;
    std::vector<Group> m_groups;
};

} // namespace loratrf
