#include "backend/io/json.h"

#include <algorithm>
#include <unordered_set>

namespace loratrf {
namespace {

// A text of one line is often a line of a file, whose number `where` says.
std::string line_and_column(std::string_view text, size_t at) {
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const size_t newline = before.rfind('\n');
    const size_t column = 1 + (newline == std::string_view::npos ? before.size() : before.size() - newline - 1);
    const bool one_line = text.find('\n') == std::string_view::npos;
    return (one_line ? "" : "line " + std::to_string(line) + ", ") + "column " + std::to_string(column);
}

// Builds the tree from parser events; stops the parser at the first thing that is not allowed.
class TreeBuilder : public nlohmann::json_sax<Json> {
public:
    TreeBuilder(std::string_view text, const std::string& where, const JsonLimits& limits)
        : m_text(text), m_where(where), m_limits(limits) {}

    Json take() { return std::move(m_root); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }

    bool start_object(size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        Level& level = m_levels.back();
        if (!level.keys.insert(name).second && !m_limits.allow_duplicate_keys)
            throw Error(ErrorCode::DuplicateKey, m_where + ": the key \"" +
                                                     readable_utf8(std::string_view(name).substr(0, 200), true) +
                                                     "\" occurs twice in one object.");
        level.key = std::move(name);
        return true;
    }

    bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception& fault) override {
        // "[...] parse error at line 1, column 7: REASON; last read: 'TEXT'", and that text may end inside a character.
        constexpr size_t longest = 300;
        std::string_view reason = fault.what();
        if (const size_t colon = reason.find(": "); colon != std::string_view::npos)
            reason.remove_prefix(colon + 2);
        throw Error(ErrorCode::BadJson, m_where + ": not valid JSON at " +
                                            line_and_column(m_text, position > 0 ? position - 1 : 0) + ": " +
                                            readable_utf8(reason.substr(0, longest), reason.size() > longest));
    }

private:
    struct Level {
        Json* container;
        std::string key;
        std::unordered_set<std::string> keys;
    };

    Json* place(Json&& value) {
        if (++m_values > m_limits.values)
            throw Error(ErrorCode::CountTooLarge,
                        m_where + ": more than " + std::to_string(m_limits.values) + " values, the limit here.");
        if (m_levels.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Level& level = m_levels.back();
        if (level.container->is_array())
            return &level.container->get_ref<Json::array_t&>().emplace_back(std::move(value));
        auto& object = level.container->get_ref<Json::object_t&>();
        if (m_limits.allow_duplicate_keys)
            return &(object[level.key] = std::move(value));
        // The key is known to be new, so the linear search of ordered_map is left out: vocabularies have 10^5 keys.
        using Container = Json::object_t::Container;
        return &static_cast<Container&>(object).emplace_back(std::move(level.key), std::move(value)).second;
    }

    bool add(Json value) {
        place(std::move(value));
        return true;
    }

    bool open(Json container) {
        if (m_levels.size() >= static_cast<size_t>(m_limits.depth))
            throw Error(ErrorCode::TooDeep, m_where + ": nested more than " + std::to_string(m_limits.depth) +
                                                " levels deep, the limit here.");
        // A parent does not grow while its child is filled, so the pointer stays good.
        Json* placed = place(std::move(container));
        m_levels.push_back({placed, {}, {}});
        return true;
    }

    bool close() {
        m_levels.pop_back();
        return true;
    }

    std::string_view m_text;
    const std::string& m_where;
    const JsonLimits& m_limits;
    Json m_root;
    std::vector<Level> m_levels;
    uint64_t m_values = 0;
};

} // namespace

Json parse_json(std::string_view text, const std::string& where, const JsonLimits& limits) {
    size_t bad_at = 0;
    if (!is_utf8(text, &bad_at))
        throw Error(ErrorCode::BadUtf8,
                    where + ": not UTF-8 at " + line_and_column(text, bad_at) + ". Save the file as UTF-8.");
    if (const size_t nul = text.find('\0'); nul != std::string_view::npos)
        throw Error(ErrorCode::NulByte,
                    where + ": a NUL byte at " + line_and_column(text, nul) + "; the text is damaged or not JSON.");
    TreeBuilder builder(text, where, limits);
    Json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

} // namespace loratrf
