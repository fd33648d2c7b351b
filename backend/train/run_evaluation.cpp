#include "backend/train/run_evaluation.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr int64_t sample_tokens = 96; // longest sample answer

std::string last_question(const Row& row) {
    for (auto message = row.messages.rbegin(); message != row.messages.rend(); ++message)
        if (message->role == "user")
            return message->content;
    return {};
}

} // namespace

std::optional<RunEvaluation::Outcome> RunEvaluation::loss(TrainState& state) const {
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
    } else {
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

void RunEvaluation::show_sample(int64_t step) const {
    const std::vector<Row> first(m_data.eval_rows.begin(),
                                 m_data.eval_rows.begin() + std::min<std::ptrdiff_t>(1, m_data.eval_rows.size()));
    for (const Answer& answer : answer_rows(m_base, first, m_encoder, std::min(m_options.max_answer, sample_tokens),
                                            [&](int64_t) { return !m_control.stop; }))
        m_reporter.say(
            SampleEvent{.step = step, .probe = 0, .prompt = last_question(first.front()), .answer = answer.text});
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
