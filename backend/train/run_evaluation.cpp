#include "backend/train/run_evaluation.h"

#include "backend/train/generation.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr int64_t sample_tokens = 96; // longest sample answer
constexpr size_t most_samples = 3;    // prompts

std::string last_question(const Row& row) {
    for (auto message = row.messages.rbegin(); message != row.messages.rend(); ++message)
        if (message->role == "user")
            return message->content;
    return {};
}

} // namespace

std::optional<RunEvaluation::Outcome> RunEvaluation::loss(TrainState& state, bool counts) const {
    const EvalLoss loss = evaluate_loss(*m_base.model, m_data.eval, m_options.token_budget, [&](int64_t done) {
        m_reporter.progress("Evaluating", done, static_cast<int64_t>(m_data.eval.size()));
        return !m_control.stop;
    });
    if (m_control.stop)
        return std::nullopt; // an incomplete figure is none
    EvalEvent event{
        .step = state.step, .loss = loss.mean(), .perplexity = std::exp(loss.mean()), .supervised = loss.supervised};
    if (state.step == 0) {
        event.generated = state.generated;
        event.exact = state.exact_before;
        state.first_eval_loss = event.loss;
    }
    state.evaluated_step = state.step;
    event.best = std::isfinite(event.loss) && !(event.loss >= state.best_eval_loss);
    Outcome outcome{.best = event.best};
    if (event.best) {
        state.best_eval_loss = event.loss;
        state.best_step = state.step;
        state.evaluations_without_gain = 0;
    } else if (counts) {
        ++state.evaluations_without_gain;
        outcome.patience_over = m_options.patience > 0 && state.evaluations_without_gain >= m_options.patience;
        if (outcome.patience_over)
            m_reporter.note(Level::Info, state.step,
                            "no better evaluation for " + std::to_string(m_options.patience) +
                                " times: stopping early");
    }
    m_reporter.say(event);
    return outcome;
}

void RunEvaluation::show_samples(int64_t step) const {
    std::vector<std::string> asked;
    std::vector<std::vector<int32_t>> prompts;
    for (const std::string& text : m_options.probe_texts)
        if (asked.size() < most_samples) {
            asked.push_back(text);
            prompts.push_back(m_encoder.encode_prompt({{"user", text}}));
        }
    for (size_t i = 0; m_options.probe_texts.empty() && i < std::min(most_samples, m_data.eval_rows.size()); ++i) {
        asked.push_back(last_question(m_data.eval_rows[i]));
        prompts.push_back(m_encoder.prompt(m_data.eval_rows[i]).ids);
    }
    if (prompts.empty())
        return;
    GenerationOptions options;
    options.max_tokens = std::min(m_options.max_answer, sample_tokens);
    options.stop_ids = m_base.stop_ids;
    options.vocabulary = m_base.tokenizer->vocab_size();
    bool whole = true;
    const std::vector<Generated> answers =
        generate_ids(*m_base.model, prompts, options, [&](size_t, int32_t) { return whole = !m_control.stop; });
    for (size_t i = 0; whole && i < answers.size(); ++i)
        m_reporter.say(SampleEvent{.step = step,
                                   .probe = static_cast<int64_t>(i),
                                   .prompt = asked[i],
                                   .answer = m_base.tokenizer->decode(answers[i].ids, true)});
}

void RunEvaluation::say_final(const TrainState& state, const ExactMatch& found) const {
    m_reporter.say(EvalEvent{.step = state.step,
                             .loss = state.best_eval_loss,
                             .perplexity = std::exp(state.best_eval_loss),
                             .supervised = 0,
                             .best = false,
                             .generated = found.generated,
                             .exact = found.exact});
}

RunEvaluation::ExactMatch RunEvaluation::exact_match() const {
    const std::vector<Answer> answers =
        answer_rows(m_base, m_data.eval_rows, m_encoder, m_options.max_answer, [&](int64_t done) {
            m_reporter.progress("Answering the evaluation rows", done, static_cast<int64_t>(m_data.eval_rows.size()));
            return !m_control.stop;
        });
    return {.generated = static_cast<int64_t>(answers.size()),
            .exact = std::count_if(answers.begin(), answers.end(), [](const Answer& a) { return a.match; })};
}

} // namespace loratrf
