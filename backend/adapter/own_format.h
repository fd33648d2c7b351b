#pragma once
// Adapter folders of methods PEFT does not know: their type makes PEFT refuse them instead of loading a part, and
// load_adapter.py beside them opens them in transformers.

#include "backend/adapter/adapter.h"
#include "backend/io/json.h"

namespace loratrf {

// Every option of the method under its key, or under PEFT's where PEFT has it too (rank "r", alpha "lora_alpha",
// dropout "lora_dropout", targets "target_modules").
Json own_config(const std::string& peft_type, const MethodInfo& info, const MethodOptions& options,
                const std::string& model);

// Throws Error(BadValue) where one of these options of a folder is not within the bounds and choices that its
// OptionSpec states, or `validate` has something against them. `where` begins the message.
void require_stored_options(const MethodOptions& options, const MethodInfo& info,
                            const std::function<std::vector<Problem>(const MethodOptions&)>& validate,
                            const std::string& where);

// The options own_config() wrote, as require_stored_options() wants them. Throws Error.
MethodOptions read_own_options(const std::filesystem::path& folder, const MethodInfo& info,
                               const std::function<std::vector<Problem>(const MethodOptions&)>& validate);

} // namespace loratrf
