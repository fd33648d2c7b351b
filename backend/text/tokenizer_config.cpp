#include "backend/text/tokenizer_config.h"

#include "backend/io/files.h"
#include "backend/text/json_fields.h"

#include <charconv>

namespace loratrf {
namespace {

constexpr uint64_t largest_config = 64 << 20;

// A token is written as text or as an object with its content.
std::optional<std::string> token_content(const Json& value, const std::string& where) {
    if (value.is_null())
        return std::nullopt;
    if (value.is_object())
        return required_string(value, "content", where);
    if (!value.is_string())
        throw Error(ErrorCode::BadJson, where + ": a token's text was expected, found " + value.type_name() + ".");
    return value.get<std::string>();
}

void read_special_tokens(const Json& object, const std::string& where, TokenizerConfig& config) {
    for (const char* key :
         {"bos_token", "eos_token", "pad_token", "unk_token", "cls_token", "sep_token", "mask_token"}) {
        const auto found = object.find(key);
        if (found == object.end())
            continue;
        const auto content = token_content(*found, where + ", " + key);
        if (!content)
            continue;
        config.special_contents.push_back(*content);
        const std::string_view name = key;
        auto* target = name == "bos_token"   ? &config.bos
                       : name == "eos_token" ? &config.eos
                       : name == "pad_token" ? &config.pad
                                             : nullptr;
        if (target && !*target)
            *target = content;
    }
    const auto additional = object.find("additional_special_tokens");
    if (additional == object.end() || !additional->is_array())
        return;
    for (const Json& entry : *additional)
        if (const auto content = token_content(entry, where + ", additional_special_tokens"))
            config.special_contents.push_back(*content);
}

// A text, or a list of named templates of which "default" counts.
std::string read_template(const Json& value, const std::string& where) {
    if (value.is_null())
        return {};
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_array())
        for (const Json& entry : value)
            if (required_string(entry, "name", where) == "default")
                return required_string(entry, "template", where);
    throw Error(ErrorCode::BadJson,
                where + ": chat_template should be a text, or a list that names a template \"default\".");
}

int64_t parse_id(const std::string& text, const std::string& where) {
    int64_t id = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (fault != std::errc() || end != text.data() + text.size())
        throw Error(ErrorCode::BadValue, where + ": \"" + text.substr(0, 50) + "\" is not a token id.");
    return id;
}

Json read_object(const std::filesystem::path& file, const std::string& where) {
    Json object = parse_json(read_text_file(file, largest_config), where);
    if (!object.is_object())
        throw Error(ErrorCode::BadJson, where + ": an object was expected, found " + object.type_name() + ".");
    return object;
}

} // namespace

AddedToken parse_added_token(const Json& entry, std::optional<int64_t> id, const std::string& where) {
    AddedToken token;
    token.content = required_string(entry, "content", where);
    if (!id) {
        const Json& value = required_field(entry, "id", where);
        if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<uint64_t>() > INT32_MAX))
            throw Error(ErrorCode::BadValue, where + ": the id " + value.dump().substr(0, 50) + " of \"" +
                                                 token.content.substr(0, 100) + "\" is not a token id.");
        id = value.get<int64_t>();
    }
    if (*id < 0 || *id > largest_token_id)
        throw Error(ErrorCode::BadValue, where + ": the id " + std::to_string(*id) + " of \"" +
                                             token.content.substr(0, 100) + "\" is out of range.");
    token.id = static_cast<int32_t>(*id);
    token.special = bool_or(entry, "special", false, where);
    token.normalized = bool_or(entry, "normalized", !token.special, where);
    token.single_word = bool_or(entry, "single_word", false, where);
    token.lstrip = bool_or(entry, "lstrip", false, where);
    token.rstrip = bool_or(entry, "rstrip", false, where);
    return token;
}

TokenizerConfig read_tokenizer_config(const std::filesystem::path& folder) {
    TokenizerConfig config;
    if (const auto file = folder / "tokenizer_config.json"; std::filesystem::exists(file)) {
        const std::string where = "tokenizer_config.json of " + folder.string();
        const Json object = read_object(file, where);
        read_special_tokens(object, where, config);
        config.tokenizer_class = string_or(object, "tokenizer_class", "", where);
        config.legacy = bool_or(object, "legacy", false, where);
        const auto stated = [&](const char* key) {
            return object.contains(key) && !object[key].is_null() ? std::optional(bool_or(object, key, false, where))
                                                                  : std::nullopt;
        };
        config.add_bos = stated("add_bos_token");
        config.add_eos = stated("add_eos_token");
        config.lower_case = bool_or(object, "do_lower_case", true, where);
        if (const auto found = object.find("strip_accents"); found != object.end() && !found->is_null())
            config.strip_accents = bool_or(object, "strip_accents", true, where);
        if (const auto found = object.find("chat_template"); found != object.end())
            config.chat_template = read_template(*found, where);
        if (const auto added = object.find("added_tokens_decoder"); added != object.end() && added->is_object())
            for (const auto& [key, entry] : added->items())
                config.added.push_back(parse_added_token(entry, parse_id(key, where), where));
    }
    if (const auto file = folder / "special_tokens_map.json"; std::filesystem::exists(file)) {
        const std::string where = "special_tokens_map.json of " + folder.string();
        read_special_tokens(read_object(file, where), where, config);
    }
    if (const auto file = folder / "chat_template.jinja"; std::filesystem::exists(file)) {
        config.chat_template = read_text_file(file, largest_config);
        if (!is_utf8(config.chat_template))
            throw Error(ErrorCode::BadUtf8, "chat_template.jinja of " + folder.string() + " is not UTF-8.");
    }
    return config;
}

} // namespace loratrf
