#pragma once
// Direct preference optimisation: the chosen answer of a pair is to become likelier against the rejected one than it
// was for the model that training starts from. Rafailov et al. 2023, arXiv 2305.18290, equation 7.

#include "backend/api/events.h"
#include "backend/api/options.h"
#include "backend/data/dataset.h"

#include <ATen/ATen.h>

#include <array>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

namespace loratrf {

class Model;
struct TrainingData;

// With c and r the log-probabilities of the chosen and the rejected answer, c0 and r0 those of the model that training
// starts from: rewards beta (c - c0) and beta (r - r0), margin their difference, loss -log sigmoid(margin).
struct PreferenceLoss {
    at::Tensor pairs;   // [N] the losses
    at::Tensor figures; // [N, 3] members of PairFigures in order; without gradient
};

// log_probs, reference [2 N]: of both answers of each pair, the chosen one's first.
PreferenceLoss preference_loss(const at::Tensor& log_probs, const at::Tensor& reference, double beta);

// Of rows that are pairs, with the log-probabilities pair_log_probs() gives; fp64 on the CPU.
PreferenceLoss preference_loss(std::span<const std::array<double, 2>> log_probs, std::span<const Sequence> rows,
                               double beta);

PairFigures pair_figures(const double* means);       // [3] in the order of its members
PairFigures pair_figures(const at::Tensor& figures); // their means

// The log-probabilities of both answers of each row, all of them pairs. `on_done(rows)` is called after every batch;
// returning false stops early.
std::vector<std::array<double, 2>> pair_log_probs(Model& model, std::span<const Sequence> data, int64_t token_budget,
                                                  const std::function<bool(int64_t done)>& on_done = {});

// Fills Sequence::reference of all rows with those of this model. `on_done(rows)` as above, over training and
// evaluation rows; where it stops early, nothing is filled. What does not fit into memory is begun again in smaller
// micro-batches. Throws Error(OutOfMemory) where not even single rows fit.
void set_reference(TrainingData& data, Model& model, int64_t token_budget,
                   const std::function<bool(int64_t done)>& on_done);

// All that decides these numbers beside the rows, wherever the run lies.
std::string reference_start(const std::string& model_fingerprint, const TrainOptions& options);

// The same from a file that save_reference wrote, so that a run goes on with the numbers it began with. Throws
// Error(InvalidOption) where the rows are not those it was written for, Error(BadValue) where the numbers are others
// than were written, and what SafetensorsFile throws.
void save_reference(const TrainingData& data, const std::string& start, const std::filesystem::path& file);
void load_reference(TrainingData& data, const std::filesystem::path& file);

// The same for a run that begins anew: false where the file is of another start or of other rows, damaged or not there.
bool take_up_reference(TrainingData& data, const std::string& start, const std::filesystem::path& file);

} // namespace loratrf
