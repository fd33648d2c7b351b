#pragma once
// Base weights that train themselves: all of them, biases, head, embeddings.

#include "backend/adapter/adapter.h"

namespace loratrf {

// Puts an fp32 leaf in the place of every chosen base weight, named as in the Hugging Face model, in the order of
// Model::weights(). Biases, embedding and head may be chosen in a bf16 model (they are cast where they are used);
// norms and projections need an fp32 one: Throws Error(InvalidOption).
std::vector<Parameter> train_weights(Model& model, const std::function<bool(const std::string& name)>& chosen);

} // namespace loratrf
