#pragma once
// What a run needs to go on exactly where it was: adapter, optimiser moments and a small JSON state. Data order and
// dropout are pure functions of (seed, epoch, step), so no generator state is stored.

#include "backend/adapter/adapter.h"
#include "backend/train/optimizer.h"
#include "backend/train/run_folder.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

struct TrainState {
    int64_t step = 0; // updates done
    double first_eval_loss = std::numeric_limits<double>::quiet_NaN();
    double best_eval_loss = std::numeric_limits<double>::quiet_NaN();
    int64_t best_step = -1;
    int64_t evaluated_step = -1; // of the last complete evaluation: one that a stop cut short is made up for
    int64_t evaluations_without_gain = 0;
    int64_t exact_before = 0, generated = 0;
    int64_t bad_steps = 0;                // non-finite ones in all
    double seconds = 0, step_seconds = 0; // all of it; of the steps alone
    int64_t tokens = 0;
    double train_loss = std::numeric_limits<double>::quiet_NaN();
    std::string data_fingerprint; // of the tokenised training data
    std::string model_fingerprint;
};

// Writes checkpoints/step-N whole or not at all.
void save_checkpoint(const RunFolder& run, const TrainState& state, const Adapter& adapter, const AdamW& optimizer,
                     const std::string& model);

// Verifies the manifest, then fills the adapter and its state. Throws Error.
TrainState load_checkpoint(const RunFolder& run, int64_t step, Adapter& adapter);

// Throws Error(InvalidOption) where a run in this state cannot be continued with these options: other weights, other
// training data, or an end it has passed (`total_steps`; 0: a clock ends it).
void require_same_run(const TrainState& state, const TrainOptions& options, const std::string& model_fingerprint,
                      const std::string& data_fingerprint, int64_t total_steps);

// The optimiser's moments of a checkpoint that load_checkpoint() has verified, for the parameters as they then are.
void load_optimizer(const RunFolder& run, int64_t step, AdamW& optimizer);

// A state to go back to: the newest checkpoint of a step before `before` that verifies and whose weights and moments
// are all finite. What newer ones lack goes to `notices`.
std::optional<int64_t> newest_finite(const RunFolder& run, int64_t before, std::vector<std::string>* notices = nullptr);

// Deletes the checkpoints after `step`, whose weights turned out to be bad; the best one stays.
void drop_checkpoints_after(const RunFolder& run, int64_t step, int64_t best_step);

// Of these steps, newest first, those whose checkpoints stay: the newest `keep`, and the best one beside them.
std::vector<int64_t> retained_checkpoints(const std::vector<int64_t>& steps, int64_t keep, int64_t best_step);
// Deletes all others.
void prune_checkpoints(const RunFolder& run, int64_t keep, int64_t best_step);

} // namespace loratrf
