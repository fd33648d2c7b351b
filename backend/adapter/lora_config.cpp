#include "backend/adapter/lora_config.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/adapter/path_patterns.h"
#include "backend/io/safetensors.h"

#include <algorithm>
#include <set>

namespace loratrf {

namespace {

using Texts = std::vector<std::string>;

// What this program understands or what says nothing about the forward pass of a trained adapter on linear layers:
// - fan_in_fan_out describes how Conv1D (GPT-2) stores its weight; PEFT sets it to false for every linear layer;
// - loftq_config, eva_config, lora_ga_config and qalora_group_size belong to ways of starting, or to other flags.
const std::set<std::string> understood = {
    "alpha_pattern",
    "auto_mapping",
    "base_model_name_or_path",
    "bias",
    "eva_config",
    "exclude_modules",
    "fan_in_fan_out",
    "inference_mode",
    "init_lora_weights",
    "layers_pattern",
    "layers_to_transform",
    "loftq_config",
    "lora_alpha",
    "lora_dropout",
    "lora_ga_config",
    "loratrf_method",
    "megatron_config",
    "megatron_core",
    "modules_to_save",
    "peft_type",
    "peft_version",
    "qalora_group_size",
    "r",
    "rank_pattern",
    "revision",
    "runtime_config",
    "target_modules",
    "task_type",
    "use_dora",
    "use_rslora",
};

// The configuration with every read checked.
class LoraConfigReader {
public:
    LoraConfigReader(const std::filesystem::path& folder, const std::string& a_end)
        : m_where((folder / "adapter_config.json").string()), m_config(read_adapter_config(folder)),
          m_paths(adapted_paths(folder, a_end)) {}

    MethodOptions options() const {
        refuse_what_is_unknown();
        MethodOptions options;
        options["rank"] = static_cast<int64_t>(number("r", 1, 4096, /*whole=*/true));
        options["alpha"] = number("lora_alpha", 0.001, 65536);
        options["dropout"] = m_config.contains("lora_dropout") ? number("lora_dropout", 0, 0.999) : 0.0;
        options["targets"] = targets();
        options["rank_pattern"] = patterns("rank_pattern", PathPatterns::Kind::Ranks);
        options["alpha_pattern"] = patterns("alpha_pattern", PathPatterns::Kind::Alphas);
        options["rank_stabilised"] = states(m_config, "use_rslora");
        options["bias"] = bias();
        options["trained_modules"] = modules();
        return options;
    }

private:
    [[noreturn]] void refuse(ErrorCode code, const std::string& why) const { throw Error(code, m_where + ": " + why); }
    [[noreturn]] void refuse_value(const std::string& key, const std::string& expected) const {
        refuse(ErrorCode::BadValue,
               "\"" + key + "\" should be " + expected + ", is " + m_config[key].dump().substr(0, 200));
    }

    static Texts adapted_paths(const std::filesystem::path& folder, const std::string& end) {
        const std::string begin = peft_name("", "");
        Texts paths;
        const SafetensorsFile file(adapter_tensor_file(folder));
        for (const TensorInfo& tensor : file.tensors())
            if (tensor.name.starts_with(begin) && tensor.name.ends_with(end) &&
                tensor.name.size() > begin.size() + end.size())
                paths.push_back(tensor.name.substr(begin.size(), tensor.name.size() - begin.size() - end.size()));
        return paths;
    }

    // Numbers alone change nothing in PEFT's configurations: it is flags, texts and structures that turn things on.
    void refuse_what_is_unknown() const {
        for (const auto& [key, value] : m_config.items())
            if (!understood.contains(key) && states(m_config, key.c_str()) && !value.is_number())
                refuse(ErrorCode::Unsupported, "\"" + key + "\" is not supported");
        static const std::set<Json> harmless = {true, false, nullptr, "gaussian", "orthogonal", "eva"};
        if (m_config.contains("init_lora_weights") && !harmless.contains(m_config["init_lora_weights"]))
            refuse(ErrorCode::Unsupported, "\"init_lora_weights\" is " + m_config["init_lora_weights"].dump() +
                                               ", which changes the base model's weights too; convert the adapter to "
                                               "plain LoRA with PEFT");
    }

    double number(const char* key, double least, double most, bool whole = false) const {
        return read_number(m_config, key, least, most, m_where, whole);
    }

    Texts texts(const char* key) const {
        const Json& value = m_config[key];
        if (!value.is_array() || !std::ranges::all_of(value, [](const Json& item) { return item.is_string(); }))
            refuse_value(key, "a list of texts");
        return value.get<Texts>();
    }

    // A pattern matches the whole path, a name in a list its end.
    bool names(const char* key, const std::string& path) const {
        if (m_config[key].is_string())
            return Regex("^(?:" + m_config[key].get<std::string>() + ")$", Regex::Kind::Pattern,
                         m_where + ", \"" + key + "\"")
                .find(path, 0)
                .has_value();
        return std::ranges::any_of(texts(key),
                                   [&](const std::string& name) { return path == name || path.ends_with("." + name); });
    }

    // PEFT takes the first number behind a dot as the layer's.
    bool layer_chosen(const std::string& path) const {
        const std::string layers = "model.layers.";
        if (!path.starts_with(layers))
            return false;
        const std::string index = path.substr(layers.size(), path.find('.', layers.size()) - layers.size());
        if (states(m_config, "layers_pattern")) {
            const Texts patterns = m_config["layers_pattern"].is_string()
                                       ? Texts{m_config["layers_pattern"].get<std::string>()}
                                       : texts("layers_pattern");
            if (std::ranges::none_of(patterns, [&](const std::string& pattern) {
                    return Regex("^(?:(?:^|.*?\\.)" + pattern + "\\." + index + "\\.)", Regex::Kind::Pattern,
                                 m_where + ", \"layers_pattern\"")
                        .find(path, 0)
                        .has_value();
                }))
                return false;
        }
        const Json& chosen = m_config["layers_to_transform"];
        const Json list = chosen.is_array() ? chosen : Json::array({chosen});
        return std::ranges::any_of(list, [&](const Json& layer) {
            if (!layer.is_number_integer())
                refuse_value("layers_to_transform", "whole numbers");
            return std::to_string(layer.get<int64_t>()) == index;
        });
    }

    bool adapts(const std::string& path) const {
        if (states(m_config, "exclude_modules") && names("exclude_modules", path))
            return false;
        if (m_config["target_modules"] == "all-linear")
            return true;
        if (!names("target_modules", path))
            return false;
        const Json& target = m_config["target_modules"];
        const bool by_full_path = target.is_array() && std::ranges::find(target, Json(path)) != target.end();
        return target.is_string() || by_full_path || !limits_layers() || layer_chosen(path);
    }

    bool limits_layers() const { // 0 alone is a layer too
        return m_config.contains("layers_to_transform") && !m_config["layers_to_transform"].is_null() &&
               m_config["layers_to_transform"] != Json::array();
    }

public:
    // Names where they say it all; else the paths the file has values for.
    Texts targets() const {
        if (!m_config.contains("target_modules") || m_config["target_modules"].is_null())
            refuse(ErrorCode::MissingField, "\"target_modules\" is missing");
        const Json& target = m_config["target_modules"];
        if (target.is_array() && !states(m_config, "exclude_modules") && !limits_layers())
            return texts("target_modules");
        if (target == "all-linear" && !states(m_config, "exclude_modules"))
            return all_targets();
        for (const std::string& path : m_paths)
            if (!adapts(path))
                refuse(ErrorCode::Unsupported,
                       "the values of " + path + " belong to no part of the adapter this configuration describes");
        return m_paths;
    }

private:
    std::string patterns(const char* key, PathPatterns::Kind kind) const {
        if (!states(m_config, key))
            return {};
        const std::string where = m_where + ", \"" + key + "\"";
        const PathPatterns used = PathPatterns(kind, m_config[key], where).only_used(m_paths);
        if (PathPatterns(kind, used.text(), where).json() != used.json())
            refuse(ErrorCode::Unsupported, "\"" + std::string(key) + "\" holds a pattern with both \"=\" and \",\"");
        return used.text();
    }

    std::string bias() const {
        if (!states(m_config, "bias"))
            return "none";
        for (const char* known : {"none", "all", "lora_only"})
            if (m_config["bias"] == known)
                return known;
        refuse_value("bias", "none, all or lora_only");
    }

    Texts modules() const {
        Texts modules;
        if (!states(m_config, "modules_to_save"))
            return modules;
        for (const std::string& module : texts("modules_to_save"))
            if (module == "lm_head" || module == "embed_tokens")
                modules.push_back(module);
            else if (module == "model.embed_tokens")
                modules.emplace_back("embed_tokens");
            else
                refuse(ErrorCode::Unsupported,
                       "\"modules_to_save\": \"" + module + "\" is not supported; lm_head and embed_tokens are");
        return modules;
    }

    std::string m_where;
    Json m_config;
    Texts m_paths; // that the file holds factors for
};

} // namespace

bool states(const Json& config, const char* key) {
    return config.contains(key) && !config[key].is_null() && config[key] != Json(false) && !config[key].empty();
}

double read_number(const Json& config, const char* key, double least, double most, const std::string& where,
                   bool whole) {
    if (!config.contains(key) || config[key].is_null())
        throw Error(ErrorCode::MissingField, where + ": " + key + " is missing");
    const Json& value = config[key];
    if (!value.is_number() || (whole && !value.is_number_integer()) || !(value.get<double>() >= least) ||
        !(value.get<double>() <= most))
        throw Error(ErrorCode::BadValue, where + ": \"" + key + "\" should be " +
                                             (whole ? "a whole number" : "a number") + " from " +
                                             plain_number(least).dump() + " to " + plain_number(most).dump() + ", is " +
                                             value.dump().substr(0, 200));
    return value.get<double>();
}

bool is_plain_lora(const Json& config) {
    return config["peft_type"] == "LORA" && !states(config, "use_dora");
}

MethodOptions read_lora_config(const std::filesystem::path& folder) {
    return LoraConfigReader(folder, ".lora_A.weight").options();
}

std::vector<std::string> read_targets(const std::filesystem::path& folder, const std::string& a_end) {
    return LoraConfigReader(folder, a_end).targets();
}

} // namespace loratrf
