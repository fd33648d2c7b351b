#pragma once
// IA3: learned factors on keys, values and the feed-forward's inner state. Liu et al. 2022, arXiv 2205.05638, 3.3.
//
//   attention targets:     y = l * (W x + b),  l [out]
//   feed-forward targets:  y = W (l * x) + b,  l [in]
//
// l starts at one, so step 0 equals the base model exactly.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method ia3_method();

} // namespace loratrf
