#pragma once
// What a run measures and shows of itself on its evaluation rows: loss, exact answers, a sample answer.

#include "backend/train/checkpoint.h"
#include "backend/train/evaluation.h"
#include "backend/train/reporter.h"
#include "backend/train/training_data.h"

#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace loratrf {

// Everything given is the trainer's and outlives it; the options are those of the present step.
class RunEvaluation {
public:
    RunEvaluation(const Base& base, const TrainingData& data, const RowEncoder& encoder, const TrainOptions& options,
                  const Control& control, Reporter& reporter)
        : m_base(base), m_data(data), m_encoder(encoder), m_options(options), m_control(control), m_reporter(reporter) {
    }

    // The loss after update number state.step: said, and kept in `state`. nullopt: a stop came first, nothing changed.
    // Without evaluation rows there is none to say; the moment is kept all the same, as what is shown beside it
    // follows. One without gain counts for the patience where it is one of the run's own, not one that was asked for
    // between.
    struct Outcome {
        bool best = false;          // lower than all before
        bool patience_over = false; // too many evaluations without gain
    };
    std::optional<Outcome> loss(TrainState& state, bool counts = true);

    // Says the answers to a few prompts, always the same, so that people see them change: the probe texts, or the first
    // evaluation rows.
    void show_samples(int64_t step) const;

    // Of the evaluation rows, fewer where a stop comes first.
    struct ExactMatch {
        int64_t generated = 0, exact = 0;
    };
    ExactMatch exact_match(bool trained) const; // trained: the model is by now, for the words of its progress
    // Say those of the adapter that is kept, at the step it is of, and those of `state` of the model before the first
    // step, if any: counts beside that step's evaluation, with no supervised tokens of their own, not other
    // evaluations.
    void say_untrained(const TrainState& state) const;
    void say_final(const TrainState& state, const ExactMatch& found) const;

private:
    // An evaluation's figures but its step, and the loss of each row; incomplete where a stop comes first.
    EvalEvent token_losses(int64_t token_budget, std::vector<double>& losses) const;
    EvalEvent pair_losses(int64_t token_budget, std::vector<double>& losses) const;
    std::function<bool(int64_t)> progress() const;
    void say_answers(int64_t step, double loss, const ExactMatch& found) const;

    const Base& m_base;
    const TrainingData& m_data;
    const RowEncoder& m_encoder;
    const TrainOptions& m_options;
    const Control& m_control;
    Reporter& m_reporter;
    double m_newest_loss = std::numeric_limits<double>::quiet_NaN(); // of this process
};

} // namespace loratrf
