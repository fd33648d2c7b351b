#pragma once
// Single rows of an open file as a model sees them.

#include "backend/api/engine.h"
#include "backend/data/row_file.h"

#include <memory>
#include <optional>
#include <string>

namespace loratrf {

// A row as tokens. Where it is not used, `error` says why; one that is only too long has its tokens all the same.
PreviewRow preview_row(const Tokenizer& tokenizer, const RowEncoder& encoder, const Row& row);

// Keeps the tokenizer of the last model, as opening one takes longer than any row.
class RowTokens {
public:
    RowTokens();
    ~RowTokens();

    // What is wrong with the row is the answer's `error`. Throws Error where the model has no usable tokenizer, or the
    // file cannot be read any more.
    PreviewRow show(const RowFile& file, int64_t row, const std::string& model, const DataOptions& options);
    // The same for a text that would stand in the row's place.
    PreviewRow show_change(const RowFile& file, int64_t row, const std::string& text, const std::string& model,
                           const DataOptions& options);

private:
    PreviewRow encoded(const std::string& model, const DataOptions& options, int64_t line,
                       const std::function<Row()>& make);

    std::string m_model;
    std::unique_ptr<Tokenizer> m_tokenizer;
};

} // namespace loratrf
