#pragma once
// BitFit: the biases of the model train, nothing else. Ben Zaken et al. 2022, arXiv 2106.10199.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method bitfit_method();

} // namespace loratrf
