#include "backend/adapter/adalora.h"
#include "backend/adapter/adamole.h"
#include "backend/adapter/adapter_files.h"
#include "backend/adapter/alora.h"
#include "backend/adapter/bitfit.h"
#include "backend/adapter/dora.h"
#include "backend/adapter/full.h"
#include "backend/adapter/head_only.h"
#include "backend/adapter/ia3.h"
#include "backend/adapter/lora.h"
#include "backend/adapter/lora_fa.h"
#include "backend/adapter/lora_plus.h"
#include "backend/adapter/loratrf.h"
#include "backend/adapter/loreft.h"
#include "backend/adapter/milora.h"
#include "backend/adapter/pissa.h"
#include "backend/adapter/rslora.h"
#include "backend/adapter/vera.h"

namespace loratrf {

const std::vector<Method>& method_registry() {
    // The first that reads a folder opens it: LoRA comes before those whose files are the same.
    static const std::vector<Method> registry = {
        loratrf_method(), lora_method(),    rslora_method(), lora_plus_method(), lora_fa_method(), dora_method(),
        pissa_method(),   adalora_method(), alora_method(),  milora_method(),    adamole_method(), loreft_method(),
        ia3_method(),     vera_method(),    bitfit_method(), head_only_method(), full_method(),
    };
    return registry;
}

std::function<bool(const Json&)> reads_type(const std::string& peft_type) {
    return [peft_type](const Json& config) { return config["peft_type"] == peft_type; };
}

at::Tensor Adapter::merged(const std::string& /*weight*/, const at::Tensor& /*base*/) const {
    throw Error(ErrorCode::Unsupported,
                "this method's update depends on the input, so no weight can hold it: export the adapter instead");
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
    const Json config = read_adapter_config(folder);
    for (const Method& method : method_registry())
        if (method.reads(config))
            return method;
    throw Error(ErrorCode::Unsupported, folder.string() + ": adapters of type \"" +
                                            config["peft_type"].get<std::string>() + "\" are not supported");
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
