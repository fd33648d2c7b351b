#pragma once
// One run from its opening to its end. What comes before the first step is in trainer_opening.cpp, all else in
// trainer.cpp, in the order in which it happens.

#include "backend/adapter/adapter.h"
#include "backend/data/packing.h"
#include "backend/train/alarms.h"
#include "backend/train/base.h"
#include "backend/train/checkpoint.h"
#include "backend/train/divergence.h"
#include "backend/train/foresight.h"
#include "backend/train/optimizer.h"
#include "backend/train/pending_step.h"
#include "backend/train/prefix_sharing.h"
#include "backend/train/recipe.h"
#include "backend/train/reporter.h"
#include "backend/train/run_clock.h"
#include "backend/train/run_evaluation.h"
#include "backend/train/site_norms.h"
#include "backend/train/step_batches.h"
#include "backend/train/trainer.h"
#include "backend/train/training_data.h"
#include "backend/train/update.h"
#include "backend/train/watchdog.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

class Trainer {
public:
    Trainer(const RunFolder& run, const TrainOptions& options, Control& control, const EventSink& sink)
        : m_run(run), m_options(options), m_control(control), m_sink(sink), m_reporter(sink) {}

    TrainResult run(const Continuation& from); // once

private:
    // Before the first step: trainer_opening.cpp.
    void prepare(const Continuation& from);
    void require_room() const;
    void refer(bool fresh, const EventSink& sink);
    void restore(int64_t step);
    void begin(const Continuation& from);

    // Steps and what lies between them.
    void train();
    void between_steps();
    void steer();
    void change(const SteerEvent& event);
    bool stop_wanted();
    bool step();
    bool take_less_memory(const std::vector<PackedBatch>& batches);
    bool after_step(const at::Tensor& finite);
    at::Tensor development_loss();
    int64_t expected_steps() const;
    // What the steps have taken so far, those not yet read included.
    double step_seconds() const { return m_state.step_seconds + m_clock.interval(); }
    LossOptions loss_options() const { return {.preference_beta = m_options.preference_beta}; }

    // What is told and kept of them.
    void flush();
    std::string find_trouble(const PendingStep& step, Sign sign);
    [[noreturn]] void give_up();
    void evaluate(bool counts);
    void answer_untrained();
    void probe_all();
    void answer_probe();
    void checkpoint();
    TrainResult finish();

    const RunFolder& m_run;
    const TrainOptions& m_options;
    Control& m_control;
    const EventSink& m_sink;
    Reporter m_reporter;

    std::optional<Foresight> m_foresight;
    std::optional<Recipe> m_recipe;
    Base m_base;
    TrainingData m_data;
    std::optional<RowEncoder> m_encoder;
    std::optional<RunEvaluation> m_evaluation;
    std::unique_ptr<Adapter> m_adapter;
    std::optional<AdamW> m_optimizer;
    std::optional<SiteNorms> m_site_norms; // of its parameters
    std::vector<std::vector<int32_t>> m_probes;
    std::vector<PackedBatch> m_development;
    std::string m_new_reference; // where one was computed that is not written yet, its reference_start()

    PrefixSharing m_sharing;
    std::optional<StepBatches> m_batches;
    int64_t m_steps_per_epoch = 1, m_trainable = 0, m_base_parameters = 0;
    TrainState m_state;
    std::vector<PendingStep> m_pending;
    bool m_keeps_good = false, m_out_of_patience = false, m_over = false, m_end_replaced = false;
    bool m_has_gradients = false; // of the newest step
    bool m_base_waits = false;    // without its hooks the model will be at the end the base that it began with
    BadSteps m_bad_steps;
    Alarms m_alarms{m_reporter, m_data};
    int64_t m_good_step = 0, m_first_step = 0, m_last_checkpoint = -1;
    RunClock m_clock; // its interval: the steps since the last flush
};

} // namespace loratrf
