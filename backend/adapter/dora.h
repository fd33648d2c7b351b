#pragma once
// DoRA: y = m / n * (W + s B A) x + b, n the norms of the rows of W + s B A, taken as constants by the gradient. Liu et
// al. 2024, arXiv 2402.09353, equations 5 and 11; what dropout acts on and the files are as in PEFT.

#include "backend/adapter/lora_family.h"

namespace loratrf {

struct DoraHook : LoraHook {
    at::Tensor magnitude; // m [out], at first the norms of the rows of W
    at::Tensor squares;   // |w_i|^2 of the rows of W [out]

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override;

    // |w_i + s (B A)_i| [out]. From |w|^2 + 2 s w . (BA) + s^2 |BA|^2, so that no [out, in] tensor is made: one pass
    // over W with r columns, in every forward pass.
    at::Tensor norms() const;

    // What is added to the base output W x + b: (m / n - 1) W x' + m / n s B A x', where `dropped` is x' and `plain`
    // W x'. All [T, in] or [T, out].
    at::Tensor term(const at::Tensor& dropped, const at::Tensor& plain, const at::Tensor& norms) const;

private:
    at::Tensor m_norms; // of the prompt, for the tokens generated after it
};

Method dora_method();

} // namespace loratrf
