#include "backend/train/evaluation.h"

#include "backend/data/packing.h"
#include "backend/ops/ops.h"
#include "backend/train/generation.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <numeric>

namespace loratrf {

EvalLoss evaluate_loss(Model& model, std::span<const Sequence> data, int64_t token_budget,
                       const std::function<bool(int64_t done)>& on_done, std::vector<EvalLoss>* per_sequence) {
    const c10::InferenceMode inference;
    if (per_sequence)
        per_sequence->assign(data.size(), {});
    std::vector<int64_t> order(data.size());
    std::iota(order.begin(), order.end(), int64_t{0});

    EvalLoss total;
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
            const double* values = losses.data_ptr<double>();
            size_t sequence = 0;
            for (size_t i = 0; i < batch.predict_rows.size(); ++i) {
                while (batch.predict_rows[i] >= batch.offsets[sequence + 1])
                    ++sequence;
                total.loss_sum += values[i];
                ++total.supervised;
                if (per_sequence) {
                    EvalLoss& own = (*per_sequence)[static_cast<size_t>(batch.sequences[sequence])];
                    own.loss_sum += values[i];
                    ++own.supervised;
                }
            }
            done += static_cast<int64_t>(batch.sequences.size());
            if (on_done && !on_done(done))
                return total;
        }
    }
    return total;
}

std::string trimmed(const std::string& text) {
    const size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<Answer> answer_rows(const Base& base, const std::vector<Row>& rows, const RowEncoder& encoder,
                                int64_t max_tokens, const std::function<bool(int64_t done)>& on_done) {
    std::vector<Answer> answers;
    constexpr size_t at_once = 60; // rows between two reports of progress
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
        const std::vector<Generated> generated = generate_ids(*base.model, prompts, options, [&](size_t, int32_t) {
            return go_on = !on_done || on_done(static_cast<int64_t>(begin));
        });
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
