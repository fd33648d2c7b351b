#pragma once
// Loss and exact match of a model (with whatever hooks it carries) on sequences and rows.

#include "backend/api/engine.h"
#include "backend/data/dataset.h"
#include "backend/model/model.h"
#include "backend/train/base.h"

#include <functional>
#include <span>
#include <vector>

namespace loratrf {

struct EvalLoss {
    double loss_sum = 0; // over supervised tokens
    int64_t supervised = 0;
    double mean() const { return supervised ? loss_sum / static_cast<double>(supervised) : 0; }
    void add(const EvalLoss& other) {
        loss_sum += other.loss_sum;
        supervised += other.supervised;
    }
};

// Calls visit for every row in some order, and for a preference pair a second time with its rejected answer. No
// gradient is kept. `on_done(rows)` is called after every batch; returning false stops early.
void for_each_loss(Model& model, std::span<const Sequence> data, int64_t token_budget,
                   const std::function<void(size_t row, bool rejected, const EvalLoss& loss)>& visit,
                   const std::function<bool(int64_t done)>& on_done = {});

// Greedy answers to the rows' last turns and whether they equal the expected ones, outer white space aside.
struct Answer {
    int64_t line = 0;
    std::string prompt, expected, text;
    bool match = false;
};
std::vector<Answer> answer_rows(const Base& base, const std::vector<Row>& rows, const RowEncoder& encoder,
                                int64_t max_tokens, const std::function<bool(int64_t done)>& on_done = {});

std::string trimmed(const std::string& text);

} // namespace loratrf
