#include "backend/text/added_tokens.h"

#include "backend/text/chat_template.h"
#include "backend/text/unicode_text.h"

#include <algorithm>
#include <cctype>

namespace loratrf {

namespace {

// A template's words, line ends and quotes are no turn tokens: those have a mark and a name.
bool is_mark_and_name(const std::string& content) {
    const auto has = [&](const auto& kind) { return std::any_of(content.begin(), content.end(), kind); };
    return has([](unsigned char c) { return std::ispunct(c) != 0; }) &&
           has([](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; });
}

} // namespace

void ForbiddenRanges::add(size_t begin, size_t end) {
    if (begin == end)
        return;
    if (!m_ranges.empty() && m_ranges.back().second == begin)
        m_ranges.back().second = end;
    else
        m_ranges.emplace_back(begin, end);
}

bool ForbiddenRanges::touches(size_t begin, size_t end) const {
    const auto after = std::upper_bound(m_ranges.begin(), m_ranges.end(), begin,
                                        [](size_t at, const auto& range) { return at < range.second; });
    return after != m_ranges.end() && after->first < end;
}

void AddedTokens::add(AddedToken token, const std::string& where) {
    if (token.content.empty())
        return;
    if (token.id < 0 || token.id > largest_token_id)
        throw Error(ErrorCode::BadValue, where + ": the added token \"" + token.content.substr(0, 100) +
                                             "\" has the id " + std::to_string(token.id) + ", which is out of range.");
    const auto [named, is_new] = m_ids.try_emplace(token.content, token.id);
    const auto taken = m_tokens.find(token.id);
    if (named->second != token.id || (is_new && taken != m_tokens.end()))
        throw Error(ErrorCode::BadValue, where + ": the added token \"" + token.content.substr(0, 100) +
                                             "\" contradicts another one with its name or its id " +
                                             std::to_string(token.id) + ".");
    m_tokens.insert_or_assign(token.id, std::move(token));
}

void AddedTokens::mark_special(const std::string& content) {
    if (const auto found = m_ids.find(content); found != m_ids.end())
        m_tokens.at(found->second).special = true;
}

void AddedTokens::find_control_tokens(const std::string& chat_template) {
    TemplateLiterals literals;
    literals.add(chat_template);
    for (const std::string& name : preset_template_names())
        literals.add(preset_template(name));
    for (auto& [id, token] : m_tokens)
        token.control = token.special || (is_mark_and_name(token.content) && literals.write(token.content));
}

void AddedTokens::prepare(const Normalizer& normalizer, const std::string& chat_template) {
    find_control_tokens(chat_template);
    m_normalized.contents.reserve(m_tokens.size()); // views into it must stay good
    for (const auto& [id, token] : m_tokens) {
        if (!token.normalized || normalizer.empty()) {
            m_raw.add(token.content, token);
            m_raw_in_mixed.add(token.content, token);
            continue;
        }
        const std::string& written = m_normalized.contents.emplace_back(normalizer.apply(token.content));
        if (token.special && written == token.content) {
            m_raw.add(token.content, token);
            m_raw_in_mixed.add(token.content, token);
            continue;
        }
        if (token.control)
            m_raw_in_mixed.add(token.content, token);
        m_normalized.add(written, token);
    }
    m_raw.finish();
    m_raw_in_mixed.finish();
    m_normalized.finish();
}

void AddedTokens::Finder::add(std::string_view content, const AddedToken& token) {
    if (content.empty())
        return;
    tokens.insert_or_assign(content, &token);
    lengths[static_cast<unsigned char>(content[0])].push_back(content.size());
}

void AddedTokens::Finder::finish() {
    for (std::vector<size_t>& list : lengths) {
        std::sort(list.begin(), list.end(), std::greater<>());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
}

template <class Allowed>
const AddedToken* AddedTokens::Finder::longest_at(std::string_view text, size_t at, size_t& length,
                                                  const Allowed& allowed) const {
    for (const size_t candidate : lengths[static_cast<unsigned char>(text[at])]) {
        if (candidate > text.size() - at)
            continue;
        const auto found = tokens.find(text.substr(at, candidate));
        if (found == tokens.end() || !allowed(*found->second, at, at + candidate))
            continue;
        length = candidate;
        return found->second;
    }
    return nullptr;
}

template <class Allowed>
std::vector<Fragment> AddedTokens::split_with(const Finder& finder, std::string_view text, const Allowed& allowed) {
    std::vector<Fragment> fragments;
    size_t done = 0;
    if (!finder.tokens.empty()) {
        for (size_t at = 0; at < text.size();) {
            size_t length = 0;
            const AddedToken* token = finder.longest_at(text, at, length, allowed);
            if (!token) {
                ++at;
                continue;
            }
            size_t begin = at;
            size_t end = at + length;
            at = end;
            if (token->single_word) {
                const bool after_word =
                    begin > 0 && is_word_character(character_at(text, previous_character(text, begin)));
                const bool before_word = end < text.size() && is_word_character(character_at(text, end));
                if (after_word || before_word)
                    continue;
            }
            while (token->lstrip && begin > done) {
                const size_t before = previous_character(text, begin);
                if (!is_white_space(character_at(text, before)))
                    break;
                begin = before;
            }
            while (token->rstrip && end < text.size() && is_white_space(character_at(text, end)))
                end += character_length(text[end]);
            at = end;
            if (done < begin)
                fragments.push_back({done, begin, std::nullopt});
            fragments.push_back({begin, end, token->id});
            done = end;
        }
    }
    if (done < text.size())
        fragments.push_back({done, text.size(), std::nullopt});
    return fragments;
}

std::vector<Fragment> AddedTokens::split(std::string_view text, const ForbiddenRanges& forbidden) const {
    if (forbidden.empty())
        return split_with(m_raw, text, [](const AddedToken&, size_t, size_t) { return true; });
    return split_with(m_raw_in_mixed, text, [&](const AddedToken& token, size_t begin, size_t end) {
        return !token.control || !forbidden.touches(begin, end);
    });
}

std::vector<Fragment> AddedTokens::split_normalized(std::string_view text, bool control_allowed) const {
    return split_with(m_normalized, text,
                      [&](const AddedToken& token, size_t, size_t) { return control_allowed || !token.control; });
}

const AddedToken* AddedTokens::with_id(int32_t id) const {
    const auto found = m_tokens.find(id);
    return found == m_tokens.end() ? nullptr : &found->second;
}

const AddedToken* AddedTokens::with_content(std::string_view content) const {
    const auto found = m_ids.find(std::string(content));
    return found == m_ids.end() ? nullptr : with_id(found->second);
}

int32_t AddedTokens::size() const {
    int32_t size = 0;
    for (const auto& [id, token] : m_tokens)
        size = std::max(size, id + 1);
    return size;
}

} // namespace loratrf
