#pragma once
// The ways to cut pieces. Behaviours are those of Hugging Face's NormalizedString::split.

#include "backend/text/pretokenizer.h"
#include "backend/text/regex.h"

namespace loratrf {

enum class SplitBehaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

PieceStep split_step(Regex regex, SplitBehaviour behaviour, bool invert);
PieceStep digits_step(bool individual);

// Rewrites spaces as `symbol`, puts one before the pieces that `prefix` names, cuts before each symbol if `split`.
enum class PrefixScheme { Always, First, Never };
PieceStep metaspace_step(std::string symbol, PrefixScheme prefix, bool split);

// A space before each piece that does not begin with one.
PieceStep prefix_space_step();

} // namespace loratrf
