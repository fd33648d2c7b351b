#pragma once
// Tokens that are found in the text before anything else: control tokens and those a user added.

#include "backend/text/normalizer.h"
#include "backend/text/vocabulary.h"

#include <array>
#include <unordered_set>

namespace loratrf {

struct AddedToken {
    std::string content;
    int32_t id = 0;
    bool special = false;
    bool normalized = false; // looked for in the normalised text, and written normalised itself
    bool single_word = false;
    bool lstrip = false; // takes the white space before it
    bool rstrip = false;
    bool control = false; // set by prepare(): what message content cannot write
};

// A part of a text: ordinary text, or an added token.
struct Fragment {
    size_t begin = 0;
    size_t end = 0;
    std::optional<int32_t> token;
};

// Where control tokens do not count: sorted, non-overlapping stretches of the text.
class ForbiddenRanges {
public:
    void add(size_t begin, size_t end);
    bool empty() const { return m_ranges.empty(); }
    bool touches(size_t begin, size_t end) const;

private:
    std::vector<std::pair<size_t, size_t>> m_ranges;
};

class AddedTokens {
public:
    // A second token with the same content replaces the first. Throws Error(BadValue) when the id names another token.
    void add(AddedToken token, const std::string& where);
    void mark_special(const std::string& content); // no effect where `content` is no added token

    // Builds the look-up; nothing may be added afterwards. Control tokens are the special ones and those that
    // `chat_template` or one of the presets writes, whatever the file calls them.
    void prepare(const Normalizer& normalizer, const std::string& chat_template);

    // Leftmost-longest, as Hugging Face's added_vocabulary.rs: first in the text as written, then in the normalised
    // rest.
    std::vector<Fragment> split(std::string_view text, const ForbiddenRanges& forbidden) const;
    std::vector<Fragment> split_normalized(std::string_view text, bool control_allowed) const;

    const AddedToken* with_id(int32_t id) const;
    const AddedToken* with_content(std::string_view content) const;
    int32_t size() const; // one above the largest id

private:
    void find_control_tokens(const std::string& chat_template);

    // Finds the longest of its tokens at a place by trying the lengths that occur for the first byte.
    struct Finder {
        std::unordered_map<std::string_view, const AddedToken*> tokens;
        std::array<std::vector<size_t>, 256> lengths; // by first byte, longest first
        std::vector<std::string> contents;            // owns normalised contents

        void add(std::string_view content, const AddedToken& token);
        void finish();
        template <class Allowed>
        const AddedToken* longest_at(std::string_view text, size_t at, size_t& length, const Allowed& allowed) const;
    };

    template <class Allowed>
    static std::vector<Fragment> split_with(const Finder& finder, std::string_view text, const Allowed& allowed);

    std::unordered_map<int32_t, AddedToken> m_tokens;
    std::unordered_map<std::string, int32_t> m_ids;
    Finder m_raw;
    Finder m_raw_in_mixed; // m_raw and the control tokens that the normalizer would change
    Finder m_normalized;
};

} // namespace loratrf
