#pragma once
// Layer x token matrices: what every site does with each token of a text.

#include "backend/adapter/adapter.h"
#include "backend/train/training_data.h"

namespace loratrf {

inline constexpr size_t default_probes = 2;
inline constexpr size_t longest_probe = 160; // tokens: more cannot be told apart on a screen

// Token ids of the run's probe texts: the user's own, or the prompts of the first evaluation (else training) rows.
std::vector<std::vector<int32_t>> make_probes(const TrainOptions& options, const TrainingData& data,
                                              const RowEncoder& encoder);

FilterEvent probe_filters(Model& model, const Adapter& adapter, const Tokenizer& tokenizer,
                          const std::vector<int32_t>& ids, int64_t step, int64_t probe);

} // namespace loratrf
