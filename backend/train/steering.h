#pragma once
// What was changed of a run's recipe while it was under way. The journal keeps it; a resumed run reads it there and
// takes every change up at the step it was made after.

#include "backend/api/engine.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace loratrf {

class Steering {
public:
    // In the order of the journal: a later change of the same thing replaces those of its own and of later steps, which
    // belong to a way that was given up.
    void add(const SteerEvent& change);

    // What holds for the updates after `step`; `planned` where nothing was changed until then.
    double learning_rate(int64_t step, double planned) const;
    int64_t end(int64_t step, int64_t planned) const;
    int64_t token_budget(int64_t step, int64_t planned) const;
    std::string recompute(int64_t step, const std::string& planned) const;
    bool forget_end(); // whether there was a change of it

private:
    std::map<int64_t, double> m_rates; // by step
    std::map<int64_t, int64_t> m_ends, m_budgets;
    std::map<int64_t, std::string> m_levels;
};

// What a wish becomes after update number `step`: `refuse` is told what cannot be, and why.
SteerEvent accepted(const RecipeChange& wish, int64_t step, bool clock_ends,
                    const std::function<void(const std::string&)>& refuse);

Steering read_steering(const std::filesystem::path& journal); // a missing file: nothing was changed

} // namespace loratrf
