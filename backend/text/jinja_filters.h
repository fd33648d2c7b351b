#pragma once
// The two halves of the filter table.

#include "backend/text/jinja_builtins.h"

#include <unordered_map>

namespace loratrf::jinja {

using FilterTable = std::unordered_map<std::string_view, Native>;
const FilterTable& text_filters();
const FilterTable& sequence_filters();

} // namespace loratrf::jinja
