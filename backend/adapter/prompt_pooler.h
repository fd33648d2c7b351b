#pragma once
// One vector for each sequence of a packed batch, from its prompt's hidden states alone.

#include "backend/model/model.h"

namespace loratrf {

enum class Pooling { Attention, Mean, Max, Last };

// x [T, d] -> [S, d]. Attention: softmax over the prompt's tokens of x w, w [d], as weights (arXiv 2410.18035,
// section 3.2); max by feature; last: the prompt's last token. `attention` is w, undefined for the others.
at::Tensor pool_prompts(const at::Tensor& x, const PackedInput& input, Pooling pooling, const at::Tensor& attention);

} // namespace loratrf
