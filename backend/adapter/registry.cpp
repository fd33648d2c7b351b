#include "backend/adapter/adapter_files.h"
#include "backend/adapter/full.h"
#include "backend/adapter/lora.h"
#include "backend/adapter/loratrf.h"

#include <algorithm>

namespace loratrf {

const std::vector<Method>& method_registry() {
    static const std::vector<Method> registry = {
        loratrf_method(),
        lora_method(),
        full_method(),
    };
    return registry;
}

const Method& find_method(const std::string& key) {
    std::string known;
    for (const Method& method : method_registry()) {
        if (method.info.key == key)
            return method;
        known += (known.empty() ? "" : ", ") + method.info.key;
    }
    throw Error(ErrorCode::InvalidOption, "method \"" + key + "\" is unknown; this build has " + known);
}

const Method& method_of_adapter(const std::filesystem::path& folder) {
    const auto type = read_adapter_config(folder)["peft_type"].get<std::string>();
    for (const Method& method : method_registry())
        if (std::find(method.peft_types.begin(), method.peft_types.end(), type) != method.peft_types.end())
            return method;
    throw Error(ErrorCode::Unsupported, folder.string() + ": adapters of type \"" + type + "\" are not supported");
}

LoadedAdapter load_adapter(Model& model, const std::filesystem::path& folder) {
    const Method& method = method_of_adapter(folder);
    LoadedAdapter loaded;
    loaded.method = method.info.key;
    loaded.options = method.read_options(folder);
    loaded.adapter = method.attach(model, loaded.options, 0);
    loaded.adapter->load(folder);
    return loaded;
}

} // namespace loratrf
