#include "backend/train/evaluation.h"

#include "backend/data/packing.h"
#include "backend/ops/ops.h"
#include "backend/train/generation.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <numeric>

namespace loratrf {

void for_each_loss(Model& model, std::span<const Sequence> data, int64_t token_budget,
                   const std::function<void(size_t row, bool rejected, const EvalLoss& loss)>& visit,
                   const std::function<bool(int64_t done)>& on_done) {
    if (data.empty())
        return;
    const c10::InferenceMode inference;
    std::vector<int64_t> order(data.size());
    std::iota(order.begin(), order.end(), int64_t{0});
    int64_t done = 0;
    for (const auto& step : plan_epoch(data, order, static_cast<int64_t>(data.size()), token_budget)) {
        for (const auto& micro : step) {
            const PackedBatch batch = pack(data, micro);
            const at::Tensor hidden = model.hidden(to_input(batch, model.device()), {});
            const at::Tensor rows = at::tensor(batch.predict_rows, at::kLong).to(model.device());
            const at::Tensor targets =
                at::tensor(std::vector<int64_t>(batch.targets.begin(), batch.targets.end()), at::kLong)
                    .to(model.device());
            const at::Tensor losses =
                ops::head_loss_rows(model.final_norm(hidden.index_select(0, rows)), model.head_weight(), targets)
                    .to(at::kDouble)
                    .cpu();
            const double* value = losses.data_ptr<double>();
            const std::vector<int64_t> supervised = batch.supervised_of_sequences();
            for (size_t s = 0; s < supervised.size(); ++s) {
                EvalLoss loss{.loss_sum = 0, .supervised = supervised[s]};
                for (int64_t i = 0; i < supervised[s]; ++i)
                    loss.loss_sum += *value++;
                visit(static_cast<size_t>(batch.sequences[s]), batch.pairs() && s % 2 == 1, loss);
            }
            done += static_cast<int64_t>(micro.size());
            if (on_done && !on_done(done))
                return;
        }
    }
}

std::string trimmed(const std::string& text) {
    const size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<Answer> answer_rows(const Base& base, const std::vector<Row>& rows, const RowEncoder& encoder,
                                int64_t max_tokens, const std::function<bool(int64_t done)>& on_done) {
    std::vector<Answer> answers;
    constexpr size_t at_once = 60; // rows between two reports of progress
    if (on_done && !on_done(0))    // reading the first prompts takes a while
        return answers;
    for (size_t begin = 0; begin < rows.size(); begin += at_once) {
        std::vector<std::vector<int32_t>> prompts;
        for (size_t i = begin; i < std::min(rows.size(), begin + at_once); ++i) {
            RowEncoder::Prompt prompt = encoder.prompt(rows[i]);
            answers.push_back({.line = rows[i].line,
                               .prompt = base.tokenizer->decode(prompt.ids, true),
                               .expected = prompt.answer,
                               .text = {}});
            prompts.push_back(std::move(prompt.ids));
        }
        GenerationOptions options;
        options.max_tokens = max_tokens;
        options.stop_ids = base.stop_ids;
        options.vocabulary = base.tokenizer->vocab_size();
        options.batch = static_cast<int64_t>(at_once);
        bool go_on = true;
        // The answers of a batch grow together: it counts as done in proportion to its longest.
        std::vector<int64_t> lengths(prompts.size());
        int64_t longest = 0;
        const auto on_token = [&](size_t row, int32_t) {
            longest = std::max(longest, ++lengths[row]);
            const int64_t share = static_cast<int64_t>(prompts.size()) * (longest - 1) / max_tokens;
            return go_on = go_on && (!on_done || on_done(static_cast<int64_t>(begin) + share));
        };
        const std::vector<Generated> generated = generate_ids(*base.model, prompts, options, on_token);
        if (!go_on) {
            answers.resize(begin);
            return answers;
        }
        for (size_t i = 0; i < generated.size(); ++i) {
            Answer& answer = answers[begin + i];
            answer.text = base.tokenizer->decode(generated[i].ids, true);
            answer.match = trimmed(answer.text) == trimmed(answer.expected);
        }
        if (on_done && !on_done(static_cast<int64_t>(answers.size())))
            break;
    }
    return answers;
}

} // namespace loratrf
