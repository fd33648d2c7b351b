#pragma once
// Full fine-tuning: every base weight trains. The yardstick the adapters are compared with.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method full_method();

} // namespace loratrf
