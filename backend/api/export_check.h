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

    // Throws Error(Internal) where what was written is not near enough to what is expected. False: it is, but of what
    // the adapter does another share is found than passes. In a type that rounds that may be rounding's doing: many
    // changes of weights that are small beside them are lost, others grow. judge_rounding() tells.
    bool judge(Model& written);
    // Throws Error(Internal) unless rounding alone is to blame: `merged` is a model with the adapter merged in and
    // nothing rounded, which says what is expected, and whose weights, rounded once, are those that were written. Null:
    // there is none.
    void judge_rounding(Model* merged);

    const Agreement& agreement() const { return m_agreement; }

private:
    std::vector<at::Tensor> heard(Model& model) const;
    Agreement compared(Model& model) const;
    void require_tokens() const;
    [[noreturn]] void refuse(const std::string& why) const;
    [[noreturn]] void refuse_share() const;

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
