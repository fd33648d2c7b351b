#pragma once
// Patterns from tokenizer files: written for Oniguruma, run by PCRE2 with JIT and with limits, since the file may be
// hostile.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace loratrf {

class Regex {
public:
    enum class Kind { Pattern, Literal };

    // `where` begins the message of an error. Throws Error: Unsupported for a construct whose meaning differs between
    // the two engines or that PCRE2 does not know, LengthOverflow for a pattern above 64 KiB.
    Regex(const std::string& pattern, Kind kind, const std::string& where);
    ~Regex();
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;

    // The leftmost match [first, second) at or after `from` in well-formed UTF-8; empty matches are passed over.
    // Safe to call from several threads. Throws Error(BadValue) when the pattern needs too many steps.
    std::optional<std::pair<size_t, size_t>> find(std::string_view text, size_t from) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// The pattern with \s and \S spelled out as Unicode's 25 White_Space characters: PCRE2 counts U+180E too, Oniguruma
// does not. Throws Error(Unsupported) for what cannot be carried over.
std::string pattern_for_pcre2(const std::string& pattern, const std::string& where);

} // namespace loratrf
