#pragma once
// The reports of a finished comparison: results.json (everything), results.csv (one line a method), results.md (the
// table with its explanation) and plots/*.svg. Preference pairs have figures of their own, and no exact answers.

#include "backend/api/compare.h"
#include "backend/io/json.h"

namespace loratrf {

// Writes all of them into the comparison's folder and names them.
std::vector<std::string> write_reports(const CompareOptions& options, const CompareResult& result);

Json results_json(const CompareOptions& options, const CompareResult& result);
std::string results_csv(const CompareResult& result);
std::string results_markdown(const CompareOptions& options, const CompareResult& result);

Json finite_json(double number); // null for what is no finite number
Json test_json(const TestFigures& test);

} // namespace loratrf
