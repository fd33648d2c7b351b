#include "ui/runs/sample_history.h"

#include <set>

namespace loratrf {

void SampleHistory::append(const SampleEvent& event) {
    Prompt& prompt = m_prompts[event.probe];
    prompt.text = QString::fromStdString(event.prompt);
    prompt.answers[event.step] = QString::fromStdString(event.answer);
}

void SampleHistory::dropAfter(int64_t step) {
    for (auto& [number, prompt] : m_prompts) {
        prompt.answers.erase(prompt.answers.upper_bound(step), prompt.answers.end());
    }
    std::erase_if(m_prompts, [](const auto& entry) { return entry.second.answers.empty(); });
}

std::vector<int64_t> SampleHistory::steps() const {
    std::set<int64_t> steps;
    for (const auto& [number, prompt] : m_prompts) {
        for (const auto& [step, answer] : prompt.answers) {
            steps.insert(step);
        }
    }
    return {steps.begin(), steps.end()};
}

} // namespace loratrf
