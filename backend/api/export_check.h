#pragma once
// Whether exported files say what the base model says with its adapter at work: they are opened anew and asked.

#include "backend/api/export_request.h"
#include "backend/text/tokenizer.h"
#include "backend/train/agreement.h"

#include <functional>
#include <string>
#include <vector>

namespace loratrf {

// What both sides are asked: token ids. The request's prompt where it has one; else the run's probe texts and first
// evaluation rows (without such a file training rows), as far as they are there, and fixed texts beside them.
struct ComparedTexts {
    std::vector<std::vector<int32_t>> texts;
    int64_t own = 0; // of them the run's
};
ComparedTexts compared_texts(const ExportRequest& request, const ExportSource& source, const Tokenizer& tokenizer,
                             int64_t context);

class ExportCheck {
public:
    using Progress = std::function<void(int64_t done, int64_t total)>;
    ExportCheck(std::vector<std::vector<int32_t>> texts, DType type, Progress progress);

    void hear_base(Model& model);     // before the adapter is attached; left out where there is none
    void hear_expected(Model& model); // the base model, its adapter at work

    // Throws Error(Internal) where what was written is not near enough to what is expected, or where it lacks part of
    // what the adapter does.
    void judge(Model& written);
    const Agreement& agreement() const { return m_agreement; }

private:
    std::vector<at::Tensor> heard(Model& model) const;

    std::vector<std::vector<int32_t>> m_texts;
    DType m_type;
    Progress m_progress;
    std::vector<at::Tensor> m_base, m_expected; // of each text
    Agreement m_agreement;
};

// What passes, by the type of the numbers.
struct ExportLimits {
    double difference = 0; // largest Agreement::difference
    double kept = 0;       // farthest from 1 that Agreement::kept may be
    double tokens = 0;     // share of the places where another token may be the likeliest
};
ExportLimits export_limits(DType type);

int64_t compared_bytes(int64_t vocabulary); // that the comparison holds, at most

} // namespace loratrf
