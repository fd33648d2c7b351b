#pragma once
#include "backend/text/jinja_ast.h"

namespace loratrf::jinja {

// Throws Error(Template) with the line of what is wrong or not supported.
Body parse_template(const std::string& source);

} // namespace loratrf::jinja
