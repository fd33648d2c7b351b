#pragma once
// An adapter made to act more or less strongly than it was trained to.

#include "backend/adapter/adapter.h"

namespace loratrf {

// load_adapter(), and from then on everything the adapter adds, at projections and blocks, is multiplied by `strength`:
// an output y that it makes of the base's output b becomes b + strength (y - b). 0 gives the base model, 1 is
// load_adapter(). What sites report stays what it would be at 1. For use, not for training or export. Throws
// Error(Unsupported) where the adapter also changes weights of the base, Error(InvalidOption) for a strength that is
// not finite.
LoadedAdapter load_adapter(Model& model, const std::filesystem::path& folder, double strength);

// The same for an adapter that is attached already: `before` are the tensors of the model's weights as they were
// without it.
void set_strength(Model& model, const std::vector<at::Tensor>& before, double strength);
std::vector<at::Tensor> weight_tensors(Model& model);                   // the tensors themselves, nothing is copied
bool has_weights(Model& model, const std::vector<at::Tensor>& tensors); // exactly these, none put in place of one

} // namespace loratrf
