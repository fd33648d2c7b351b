#include "backend/text/vocabulary.h"

#include "backend/io/json.h"

namespace loratrf {

void Vocabulary::add(std::string token, int64_t id, const std::string& where) {
    if (id < 0 || id > largest_token_id)
        throw Error(ErrorCode::BadValue, where + ": the token \"" + token.substr(0, 100) + "\" has the id " +
                                             std::to_string(id) + "; 0 to " + std::to_string(largest_token_id) +
                                             " are possible.");
    if (token.size() > longest_token)
        throw Error(ErrorCode::LengthOverflow, where + ": the token with id " + std::to_string(id) + " is " +
                                                   std::to_string(token.size()) + " bytes long; at most " +
                                                   std::to_string(longest_token) + " are read.");
    if (!is_utf8(token))
        throw Error(ErrorCode::BadUtf8, where + ": the token with id " + std::to_string(id) + " is not UTF-8.");
    const auto index = static_cast<size_t>(id);
    if (index >= m_tokens.size()) {
        m_tokens.resize(index + 1);
        m_used.resize(index + 1);
    }
    if (m_used[index])
        throw Error(ErrorCode::BadValue, where + ": the tokens \"" + m_tokens[index].substr(0, 100) + "\" and \"" +
                                             token.substr(0, 100) + "\" both have the id " + std::to_string(id) + ".");
    if (!m_ids.emplace(token, static_cast<int32_t>(id)).second)
        throw Error(ErrorCode::DuplicateKey,
                    where + ": the token \"" + token.substr(0, 100) + "\" is in the vocabulary twice.");
    m_tokens[index] = std::move(token);
    m_used[index] = true;
}

std::optional<int32_t> Vocabulary::find(std::string_view token) const {
    const auto found = m_ids.find(token);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

} // namespace loratrf
