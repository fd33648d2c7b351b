#include "backend/api/export_check.h"

#include "backend/data/dataset.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace loratrf {

namespace {

// Prose, numbers and code: what is asked of every model.
constexpr std::array fixed_texts = {
    "Once upon a time there was a small model. It could write 3 short lines:\n1.",
    "Dear Ms Keller, on 14 March we sent you 250 boxes at 3.75 each. The invoice comes to",
    "def add(a, b):\n    return a + b\n\nprint(add(2, 3))  #",
};
constexpr size_t most_own = 3;
constexpr size_t longest = 128; // tokens of a text: its end is compared, and that is where the answer lies

std::string percent(double share) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g %%", 100 * share);
    return text.data();
}

bool shares_differ(const Agreement& agreement, const ExportLimits& limits) { // never where it is no number
    return std::abs(agreement.kept() - 1) > limits.kept;
}

void add_probe_texts(const TrainOptions& options, const RowEncoder& encoder, std::vector<std::vector<int32_t>>& texts) {
    for (const std::string& text : options.probe_texts)
        if (texts.size() < most_own)
            texts.push_back(encoder.encode_prompt({{"user", text}}));
}

// The rows may have been moved since the run, so what cannot be read is left out.
void add_rows(const TrainOptions& options, const RowEncoder& encoder, std::vector<std::vector<int32_t>>& texts) {
    try {
        read_rows(options.eval_data.empty() ? options.data : options.eval_data, options.data_options, [&](Row&& row) {
            try {
                if (texts.size() < most_own)
                    texts.push_back(encoder.encode(row).ids);
            } catch (const Error&) {
                // a row that training could not use either
            }
            return texts.size() < most_own;
        });
    } catch (const Error&) {
    }
}

} // namespace

ComparedTexts compared_texts(const ExportRequest& request, const ExportSource& source, const Tokenizer& tokenizer,
                             int64_t context) {
    ComparedTexts compared;
    if (!request.prompt.empty()) {
        compared.texts = {RowEncoder(tokenizer, source.data_options).encode_prompt({{"user", request.prompt}})};
        return compared;
    }
    if (request.verify && source.run) {
        const RowEncoder encoder(tokenizer, source.data_options);
        add_probe_texts(source.run->options, encoder, compared.texts);
        add_rows(source.run->options, encoder, compared.texts);
        std::erase_if(compared.texts, [](const std::vector<int32_t>& text) { return text.empty(); });
        compared.own = static_cast<int64_t>(compared.texts.size());
    }
    for (const char* text : fixed_texts)
        compared.texts.push_back(tokenizer.encode(text));
    for (std::vector<int32_t>& text : compared.texts) {
        const size_t most = std::min(longest, static_cast<size_t>(context));
        if (text.size() > most)
            text.erase(text.begin(), text.end() - static_cast<std::ptrdiff_t>(most));
    }
    return compared;
}

ExportCheck::ExportCheck(std::vector<std::vector<int32_t>> texts, DType type, Progress progress)
    : m_texts(std::move(texts)), m_type(type), m_progress(std::move(progress)) {}

std::vector<at::Tensor> ExportCheck::heard(Model& model) const {
    std::vector<at::Tensor> list;
    for (const std::vector<int32_t>& text : m_texts) {
        m_progress(static_cast<int64_t>(list.size()), static_cast<int64_t>(m_texts.size()));
        list.push_back(said(model, text));
    }
    return list;
}

void ExportCheck::hear_base(Model& model) {
    m_base = heard(model);
}

void ExportCheck::hear_expected(Model& model) {
    m_expected = heard(model);
}

Agreement ExportCheck::compared(Model& model) const {
    const std::vector<at::Tensor> found = heard(model);
    Agreement agreement;
    for (size_t i = 0; i < found.size(); ++i)
        agreement.add(m_base.empty() ? at::Tensor() : m_base[i], m_expected[i], found[i]);
    return agreement;
}

bool ExportCheck::judge(Model& written) {
    m_agreement = compared(written);
    const ExportLimits limits = export_limits(m_type);
    if (!(m_agreement.difference() <= limits.difference))
        refuse("logits differ by " + percent(m_agreement.difference()) + " of the largest");
    if (shares_differ(m_agreement, limits)) {
        if (m_type == DType::F32)
            refuse_share();
        return false;
    }
    require_tokens();
    return true;
}

void ExportCheck::judge_rounding(Model* merged) {
    if (!merged)
        refuse_share();
    const Agreement exact = compared(*merged);
    const ExportLimits limits = export_limits(DType::F32);
    if (!(exact.difference() <= limits.difference) || shares_differ(exact, limits))
        refuse_share();
    require_tokens();
}

void ExportCheck::require_tokens() const {
    const int64_t other = m_agreement.places() - m_agreement.same();
    const double most = export_limits(m_type).tokens * static_cast<double>(m_agreement.places());
    if (other > std::max<int64_t>(1, std::llround(most)))
        refuse("at " + std::to_string(other) + " of " + std::to_string(m_agreement.places()) +
               " places another token is the likeliest");
}

void ExportCheck::refuse_share() const {
    refuse("the adapter moves the logits by " + percent(m_agreement.change()) + " of their size, and " +
           percent(m_agreement.kept()) + " of that is found");
}

void ExportCheck::refuse(const std::string& why) const {
    throw Error(ErrorCode::Internal,
                "what was written computes something else than the base model with its adapter (" + why +
                    "), so it was not kept. " +
                    (m_type == DType::F32 ? "Please report it."
                                          : std::string(dtype_name(m_type)) +
                                                " may be too coarse for this adapter: choose a finer type; if "
                                                "that is refused too, please report it."));
}

ExportLimits export_limits(DType type) {
    // Rounding shifts logits by some hundredths of the largest, and hides movements that are smaller than itself.
    switch (type) {
    case DType::F32:
        return {.difference = 1e-3, .kept = 0.02, .tokens = 0.02};
    case DType::F16:
        return {.difference = 0.25, .kept = 0.1, .tokens = 0.05};
    case DType::Q8_0:
        return {.difference = 0.25, .kept = 0.5, .tokens = 0.2};
    default: // bf16
        return {.difference = 0.25, .kept = 0.25, .tokens = 0.1};
    }
}

int64_t compared_bytes(int64_t vocabulary) {
    const auto texts = static_cast<int64_t>(most_own + fixed_texts.size());
    return 2 * texts * compared_tokens * vocabulary * static_cast<int64_t>(sizeof(float)); // base and expected
}

} // namespace loratrf
