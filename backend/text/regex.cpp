#include "backend/text/regex.h"

#include "backend/io/error.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace loratrf {
namespace {

constexpr size_t longest_pattern = 1 << 16;
constexpr uint32_t match_limit = 5'000'000;
constexpr uint32_t depth_limit = 100'000;
constexpr uint32_t heap_limit_kib = 64 * 1024;
constexpr size_t jit_stack_limit = 8 << 20;

// What a thread needs to match; creating it for every call would cost more than the match.
struct MatchState {
    pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
    pcre2_match_context* context = pcre2_match_context_create(nullptr);
    pcre2_jit_stack* stack = pcre2_jit_stack_create(32 << 10, jit_stack_limit, nullptr);

    MatchState() {
        if (!data || !context)
            throw Error(ErrorCode::OutOfMemory, "No memory for matching patterns.");
        pcre2_set_match_limit(context, match_limit);
        pcre2_set_depth_limit(context, depth_limit);
        pcre2_set_heap_limit(context, heap_limit_kib);
        pcre2_jit_stack_assign(context, nullptr, stack);
    }
    ~MatchState() {
        pcre2_jit_stack_free(stack);
        pcre2_match_context_free(context);
        pcre2_match_data_free(data);
    }
    MatchState(const MatchState&) = delete;
    MatchState& operator=(const MatchState&) = delete;
};

std::string pcre2_message(int code) {
    PCRE2_UCHAR buffer[256] = {};
    pcre2_get_error_message(code, buffer, sizeof buffer);
    return reinterpret_cast<const char*>(buffer);
}

} // namespace

struct Regex::Impl {
    pcre2_code* code = nullptr; // null for a literal
    std::string literal;
    std::string where;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { pcre2_code_free(code); }
};

Regex::Regex(const std::string& pattern, Kind kind, const std::string& where) : m_impl(std::make_unique<Impl>()) {
    if (pattern.empty() || pattern.size() > longest_pattern)
        throw Error(ErrorCode::LengthOverflow, where + ": a pattern of " + std::to_string(pattern.size()) +
                                                   " bytes; 1 to " + std::to_string(longest_pattern) + " are read.");
    m_impl->where = where;
    if (kind == Kind::Literal) {
        m_impl->literal = pattern;
        return;
    }
    const std::string translated = pattern_for_pcre2(pattern, where);
    // ^ and $ are line anchors in Oniguruma's Ruby syntax.
    const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
    int error = 0;
    PCRE2_SIZE offset = 0;
    m_impl->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(), options, &error,
                                 &offset, nullptr);
    if (!m_impl->code)
        throw Error(ErrorCode::Unsupported, where + ": the pattern \"" + pattern.substr(0, 200) +
                                                "\" is not understood: " + pcre2_message(error) + ".");
    // Without JIT (an architecture PCRE2 has none for) the interpreter gives the same matches, only slower.
    pcre2_jit_compile(m_impl->code, PCRE2_JIT_COMPLETE);
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::optional<std::pair<size_t, size_t>> Regex::find(std::string_view text, size_t from) const {
    if (from >= text.size())
        return std::nullopt;
    if (!m_impl->code) {
        const size_t at = text.find(m_impl->literal, from);
        return at == std::string_view::npos ? std::nullopt : std::optional(std::pair{at, at + m_impl->literal.size()});
    }
    thread_local MatchState state;
    const int result = pcre2_match(m_impl->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                                   PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, state.data, state.context);
    if (result == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (result < 0)
        throw Error(ErrorCode::BadValue, m_impl->where + ": a pattern gave up on a text of " +
                                             std::to_string(text.size()) + " bytes (" + pcre2_message(result) +
                                             "). The tokenizer's pattern is too expensive to run.");
    const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(state.data);
    return std::pair<size_t, size_t>{bounds[0], bounds[1]};
}

} // namespace loratrf
