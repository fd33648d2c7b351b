#pragma once
// A step whose numbers still lie on the device: they are read many at a time, so that no step waits for it.

#include "backend/api/events.h"

#include <ATen/ATen.h>

#include <vector>

namespace loratrf {

struct PendingStep {
    StepEvent event;
    at::Tensor loss, norm, finite; // scalars
    at::Tensor pairs;              // [3] as Update::pairs; undefined: there are none
    std::vector<int64_t> rows;     // its training rows, to name a bad batch
};

// Fills loss, grad_norm, skipped and pairs of the events, with one read.
void read_numbers(std::vector<PendingStep>& steps);

// Fills what is the same for steps read together: they took `interval` seconds, and the run has taken `seconds` by now.
void tell_pace(std::vector<PendingStep>& steps, double interval, double seconds, int64_t memory_bytes);

} // namespace loratrf
