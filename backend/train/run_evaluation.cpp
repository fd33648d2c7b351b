#include "backend/train/run_evaluation.h"

#include "backend/train/generation.h"
#include "backend/train/preference.h"
#include "backend/train/smaller_step.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace loratrf {

namespace {

constexpr int64_t sample_tokens = 96; // longest sample answer
constexpr size_t most_samples = 3;    // prompts
constexpr size_t most_rows = 5;       // named as the hardest, and as the easiest
constexpr std::ptrdiff_t excerpt_tokens = 48;

std::string last_question(const Row& row) {
    for (auto message = row.messages.rbegin(); message != row.messages.rend(); ++message)
        if (message->role == "user")
            return message->content;
    return {};
}

RowLoss described(const Sequence& row, double loss, const Tokenizer& tokenizer) {
    const auto answer = std::find(row.supervised.begin(), row.supervised.end(), true) - row.supervised.begin();
    const auto end = std::find(row.supervised.begin() + answer, row.supervised.end(), false) - row.supervised.begin();
    const auto text = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
        return tokenizer.decode({row.ids.begin() + from, row.ids.begin() + to}, true);
    };
    const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, answer - excerpt_tokens);
    const std::ptrdiff_t to = std::min(end, answer + excerpt_tokens);
    return {.line = row.line,
            .loss = loss,
            .prompt = (from > 0 ? "… " : "") + text(from, answer),
            .answer = text(answer, to) + (to < end ? " …" : "")};
}

// The hardest first, the easiest last; a loss that is no number is the hardest.
std::vector<size_t> by_loss(const std::vector<double>& losses) {
    std::vector<size_t> order(losses.size());
    std::iota(order.begin(), order.end(), size_t{0});
    const auto key = [&](size_t row) {
        return std::isnan(losses[row]) ? std::numeric_limits<double>::infinity() : losses[row];
    };
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) > key(b); });
    return order;
}

} // namespace

std::function<bool(int64_t)> RunEvaluation::progress() const {
    return [this](int64_t done) {
        m_reporter.progress("Evaluating", done, static_cast<int64_t>(m_data.eval.size()));
        return !m_control.stop;
    };
}

EvalEvent RunEvaluation::token_losses(int64_t token_budget, std::vector<double>& losses) const {
    EvalLoss total;
    losses.assign(m_data.eval.size(), 0);
    for_each_loss(
        *m_base.model, m_data.eval, token_budget,
        [&](size_t row, bool, const EvalLoss& loss) {
            total.add(loss);
            losses[row] = loss.mean();
        },
        progress());
    return {.loss = total.mean(), .perplexity = std::exp(total.mean()), .supervised = total.supervised};
}

EvalEvent RunEvaluation::pair_losses(int64_t token_budget, std::vector<double>& losses) const {
    const PreferenceLoss loss = preference_loss(pair_log_probs(*m_base.model, m_data.eval, token_budget, progress()),
                                                m_data.eval, m_options.preference_beta);
    const double* values = loss.pairs.data_ptr<double>();
    losses.assign(values, values + loss.pairs.numel());
    EvalEvent event{.loss = loss.pairs.mean().item<double>(),
                    .perplexity = std::numeric_limits<double>::quiet_NaN(),
                    .pairs = pair_figures(loss.figures)};
    for (const Sequence& row : m_data.eval)
        event.supervised += row.supervised_count();
    return event;
}

std::optional<RunEvaluation::Outcome> RunEvaluation::loss(TrainState& state, bool counts) {
    if (m_data.eval.empty()) {
        state.evaluated_step = state.step;
        return Outcome{};
    }
    std::vector<double> losses; // [rows]
    EvalEvent event;
    progress()(0); // a first batch can take long
    pass_that_fits(*m_base.model, m_options.token_budget, m_data.longest, [&](int64_t token_budget) {
        event = m_data.pairs() ? pair_losses(token_budget, losses) : token_losses(token_budget, losses);
    });
    if (m_control.stop)
        return std::nullopt; // an incomplete figure is none
    event.step = state.step;
    const std::vector<size_t> order = by_loss(losses);
    const auto describe = [&](size_t row) {
        RowLoss said = described(m_data.eval[row], losses[row], *m_base.tokenizer);
        said.file = file_of(m_data.eval_files, static_cast<int64_t>(row));
        return said;
    };
    const size_t hard = std::min(most_rows, (order.size() + 1) / 2), easy = std::min(most_rows, order.size() / 2);
    std::transform(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(hard), std::back_inserter(event.hardest),
                   describe);
    std::transform(order.rbegin(), order.rbegin() + static_cast<std::ptrdiff_t>(easy),
                   std::back_inserter(event.easiest), describe);
    if (state.step == 0) {
        event.generated = state.generated;
        event.exact = state.exact_before;
        state.first_eval_loss = event.loss;
    }
    state.evaluated_step = state.step;
    m_newest_loss = event.loss;
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
    m_reporter.progress("Answering the sample prompts", 0, 0);
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

void RunEvaluation::say_untrained(const TrainState& state) const {
    if (state.generated > 0)
        say_answers(0, state.first_eval_loss, {.generated = state.generated, .exact = state.exact_before});
}

void RunEvaluation::say_final(const TrainState& state, const ExactMatch& found) const {
    const bool best = m_options.keep_best && state.best_step > 0;
    say_answers(best ? state.best_step : state.step, best ? state.best_eval_loss : m_newest_loss, found);
}

void RunEvaluation::say_answers(int64_t step, double loss, const ExactMatch& found) const {
    m_reporter.say(EvalEvent{.step = step,
                             .loss = loss,
                             .perplexity = m_data.pairs() ? std::numeric_limits<double>::quiet_NaN() : std::exp(loss),
                             .supervised = 0,
                             .best = false,
                             .generated = found.generated,
                             .exact = found.exact});
}

RunEvaluation::ExactMatch RunEvaluation::exact_match(bool trained) const {
    const char* const what =
        trained ? "Answering the evaluation rows" : "The untrained model answers the evaluation rows";
    const std::vector<Answer> answers =
        answer_rows(m_base, m_data.eval_rows, m_encoder, m_options.max_answer, [&](int64_t done) {
            m_reporter.progress(what, done, static_cast<int64_t>(m_data.eval_rows.size()));
            return !m_control.stop;
        });
    return {.generated = static_cast<int64_t>(answers.size()),
            .exact = std::count_if(answers.begin(), answers.end(), [](const Answer& a) { return a.match; })};
}

} // namespace loratrf
