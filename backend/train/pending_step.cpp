#include "backend/train/pending_step.h"

#include "backend/train/preference.h"

namespace loratrf {

void read_numbers(std::vector<PendingStep>& steps) {
    std::vector<at::Tensor> numbers;
    for (const PendingStep& step : steps)
        for (const at::Tensor& value : {step.loss, step.norm, step.finite, step.pairs})
            if (value.defined())
                numbers.push_back(value.to(at::kDouble).reshape({-1}));
    const at::Tensor read = at::cat(numbers).cpu();
    const double* values = read.data_ptr<double>();
    for (PendingStep& step : steps) {
        step.event.loss = *values++;
        step.event.grad_norm = *values++;
        step.event.skipped = *values++ == 0;
        if (step.pairs.defined()) {
            step.event.pairs = pair_figures(values);
            values += 3;
        }
    }
}

void tell_pace(std::vector<PendingStep>& steps, double interval, double seconds, int64_t memory_bytes) {
    int64_t tokens = 0;
    for (const PendingStep& step : steps)
        tokens += step.event.tokens;
    for (PendingStep& step : steps) {
        step.event.tokens_per_second = interval > 0 ? static_cast<double>(tokens) / interval : 0;
        step.event.seconds = seconds;
        step.event.memory_bytes = memory_bytes;
    }
}

} // namespace loratrf
