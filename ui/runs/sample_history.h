#pragma once
// What a run answered to its fixed prompts at each evaluation.

#include "backend/api/events.h"

#include <QString>

#include <map>
#include <vector>

namespace loratrf {

class SampleHistory {
public:
    struct Prompt {
        QString text;
        std::map<int64_t, QString> answers; // by step
    };

    void clear() { m_prompts.clear(); }
    void append(const SampleEvent& event);
    void dropAfter(int64_t step); // answers of later steps, which a resumed run gives anew

    bool isEmpty() const { return m_prompts.empty(); }
    const std::map<int64_t, Prompt>& prompts() const { return m_prompts; } // by number
    std::vector<int64_t> steps() const;                                    // with any answer, ascending

private:
    std::map<int64_t, Prompt> m_prompts;
};

} // namespace loratrf
