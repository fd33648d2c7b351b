#pragma once
// The JSON files of a comparison: what they are called, and one reader for all of them.

#include "backend/api/compare.h"
#include "backend/io/json.h"

#include <filesystem>
#include <string>
#include <vector>

namespace loratrf {

inline constexpr const char* compare_plan_format = "loratrf-compare";      // compare.json
inline constexpr const char* compare_result_format = "loratrf-comparison"; // results.json
inline constexpr int64_t compare_version = 1;

// What the methods have of preference pairs in results.json and results.csv, in the order of the columns.
struct NamedSummary {
    const char* key;
    Summary MethodResult::*summary;
};
inline constexpr NamedSummary pair_summaries[] = {{"preferred", &MethodResult::preferred},
                                                  {"likelier", &MethodResult::likelier},
                                                  {"margin", &MethodResult::margin},
                                                  {"chosen_reward", &MethodResult::chosen_reward}};

// One object of a file; `where` is for messages: "results.json, methods 3". Throws Error(BadJson, MissingField).
class Fields {
public:
    Fields(const Json& json, std::string where);

    std::string text(const char* key) const;
    int64_t whole(const char* key) const;
    double number(const char* key) const; // null where there was none
    bool flag(const char* key) const;
    Fields object(const char* key) const { return {at(key), m_where + ", " + key}; }
    bool has(const char* key) const { return m_json.contains(key); }
    std::vector<Fields> list(const char* key) const;
    std::vector<double> numbers(const char* key) const;
    std::vector<int64_t> wholes(const char* key) const;
    const Json& at(const char* key) const;
    void require_format(const char* format) const; // and the version

    [[noreturn]] void fail(const std::string& key, const std::string& expected) const;

private:
    const Json& m_json;
    std::string m_where;
};

Json read_compare_file(const std::filesystem::path& file);
TestFigures test_figures(const Fields& fields);

} // namespace loratrf
