#pragma once
// The text on which forgetting is measured: resources/compare/general.txt, part of the program.

#include <string>
#include <vector>

namespace loratrf {

std::vector<std::string> general_paragraphs();

} // namespace loratrf
