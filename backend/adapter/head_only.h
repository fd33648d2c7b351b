#pragma once
// Head only: the output head trains, the rest of the model does not. The plainest baseline.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method head_only_method();

} // namespace loratrf
