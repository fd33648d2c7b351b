#include "backend/api/row_tokens.h"

#include "backend/train/base.h"

namespace loratrf {

namespace {

void add_tokens(const Tokenizer& tokenizer, const std::vector<int32_t>& ids, const std::vector<bool>& supervised,
                std::vector<PreviewToken>& tokens) {
    const std::vector<std::string> texts = token_texts(tokenizer, ids);
    for (size_t i = 0; i < texts.size(); ++i)
        tokens.push_back({.id = ids[i], .text = texts[i], .supervised = supervised[i]});
}

} // namespace

PreviewRow preview_row(const Tokenizer& tokenizer, const RowEncoder& encoder, const Row& row) {
    PreviewRow preview{.line = row.line, .tokens = {}, .error = {}};
    try {
        Sequence sequence = encoder.encode(row);
        std::vector<Sequence> fitted = encoder.fit(sequence);
        if (fitted.empty()) {
            preview.error = "longer than the maximum length, so it is left out";
            fitted.push_back(std::move(sequence));
        }
        for (const Sequence& part : fitted) {
            add_tokens(tokenizer, part.ids, part.supervised, preview.tokens);
            add_tokens(tokenizer, part.rejected_ids, part.rejected_supervised, preview.rejected);
        }
    } catch (const Error& fault) {
        preview.error = fault.what();
    }
    return preview;
}

RowTokens::RowTokens() = default;
RowTokens::~RowTokens() = default;

PreviewRow RowTokens::encoded(const std::string& model, const DataOptions& options, int64_t line,
                              const std::function<Row()>& make) {
    if (!m_tokenizer || model != m_model) {
        m_tokenizer = open_tokenizer(model);
        m_model = model;
    }
    try {
        return preview_row(*m_tokenizer, RowEncoder(*m_tokenizer, options), make());
    } catch (const Error& fault) {
        if (fault.code() == ErrorCode::Io)
            throw;
        return {.line = line, .tokens = {}, .error = fault.what()};
    }
}

PreviewRow RowTokens::show(const RowFile& file, int64_t row, const std::string& model, const DataOptions& options) {
    return encoded(model, options, file.line(row), [&] { return file.row(row, options); });
}

PreviewRow RowTokens::show_change(const RowFile& file, int64_t row, const std::string& text, const std::string& model,
                                  const DataOptions& options) {
    return encoded(model, options, file.line(row), [&] { return file.row_of(text, row, options); });
}

} // namespace loratrf
