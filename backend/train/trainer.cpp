#include "backend/train/trainer.h"

#include "backend/device/faults.h"
#include "backend/io/files.h"
#include "backend/model/recorder.h"
#include "backend/train/probes.h"
#include "backend/train/run_end.h"
#include "backend/train/schedule.h"
#include "backend/train/smaller_step.h"
#include "backend/train/steering.h"
#include "backend/train/trainer_class.h"
#include "backend/train/where.h"

#include <algorithm>
#include <cmath>
#include <thread>
#include <utility>

namespace loratrf {

namespace {

struct Stopped {}; // thrown through the method's after_step()

} // namespace

TrainResult Trainer::run(const Continuation& from) {
    try {
        return with_clear_errors([&] {
            prepare(from);
            begin(from);
            train();
            return finish();
        });
    } catch (const std::exception& fault) {
        m_reporter.say(StateEvent{.state = RunState::Failed, .step = m_state.step, .message = fault.what()});
        m_reporter.sync();
        throw;
    }
}

void Trainer::train() {
    m_clock.go();
    if (m_state.step == 0 && !m_base_waits)
        answer_untrained();
    m_clock.restart_interval();
    do
        between_steps();
    while (!m_over && !stop_wanted() && !m_out_of_patience && step());
    flush();
    checkpoint();
}

// What is due after update number m_state.step; 0: before the first.
void Trainer::between_steps() {
    steer();
    const int64_t step = m_state.step;
    m_over = m_options.max_seconds > 0 ? step_seconds() >= m_options.max_seconds : step >= m_recipe->total_steps();
    const auto due = [&](int64_t every) { return m_over || step % (every > 0 ? every : m_steps_per_epoch) == 0; };
    const bool asked = m_control.evaluate.exchange(false);
    if (asked && m_data.eval.empty())
        m_reporter.note(Level::Warning, step, "there are no evaluation rows, so nothing can be evaluated");
    const bool counts = due(m_options.eval_every);
    const bool evaluation_due = (counts || (asked && !m_data.eval.empty())) && m_state.evaluated_step < step;
    const bool probes_due = m_options.probe_every > 0 ? due(m_options.probe_every) : evaluation_due;
    if (evaluation_due || probes_due || due(m_options.log_every))
        flush();
    if (evaluation_due)
        evaluate(counts);
    if (probes_due)
        probe_all();
    if (m_control.checkpoint.exchange(false) || (due(m_options.checkpoint_every) && step > m_first_step)) {
        flush();
        checkpoint();
    }
}

// Takes up what the user wants changed, or says why it cannot be.
void Trainer::steer() {
    const RecipeChange wish = m_control.take_change();
    if (wish.learning_rate || wish.end_step) {
        flush();
        const SteerEvent event =
            accepted(wish, m_state.step, m_recipe->planned_steps() == 0,
                     [&](const std::string& why) { m_reporter.note(Level::Warning, m_state.step, why); });
        if (event.learning_rate > 0 || event.end_step > 0)
            change(event);
    }
    m_recipe->hold_after(m_state.step);
}

void Trainer::change(const SteerEvent& event) {
    m_reporter.say(event);
    m_reporter.sync(); // before an update depends on it
    m_recipe->add(event);
}

bool Trainer::stop_wanted() {
    if (!m_control.pause)
        return m_control.stop;
    m_clock.pause();
    m_reporter.say(StateEvent{.state = RunState::Paused, .step = m_state.step, .message = {}});
    while (m_control.pause && !m_control.stop) {
        answer_probe();
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    m_clock.go();
    m_reporter.say(StateEvent{.state = RunState::Running, .step = m_state.step, .message = {}});
    return m_control.stop;
}

// One optimiser update. False: stopped before it was complete, nothing changed, or it was taken back.
bool Trainer::step() {
    if (m_state.step == m_first_step)
        m_clock.first_step_begins();
    StepBatches::Step taken = m_batches->of(m_state.step, m_recipe->now());
    PendingStep pending;
    pending.rows = std::move(taken.rows);
    pending.event.tokens = taken.tokens;
    pending.event.supervised = taken.supervised;

    ActivityRecorder recorder(m_adapter->sites().size());
    const bool watch = m_options.activity_every > 0 && (m_state.step + 1) % m_options.activity_every == 0;
    pending.event.step = m_state.step + 1;
    pending.event.epoch = static_cast<double>(m_state.step + 1) / static_cast<double>(m_steps_per_epoch);
    pending.event.learning_rate = m_options.max_seconds > 0
                                      ? learning_rate_at_share(m_recipe->now(), step_seconds() / m_options.max_seconds)
                                      : learning_rate_at(m_recipe->now(), m_state.step + 1, m_recipe->total_steps());
    const auto context = [&](size_t micro) -> std::optional<ForwardContext> {
        if (stop_wanted())
            return std::nullopt;
        answer_probe();
        recorder.set_wants_ratio(micro == 0);
        ForwardContext forward;
        forward.training = true;
        forward.dropout_seed = mix_seed(m_options.seed, static_cast<uint64_t>(m_state.step), micro);
        forward.recorder = watch ? &recorder : nullptr;
        forward.recompute = recompute_of(m_recipe->now().recompute);
        return forward;
    };
    std::optional<Update> done;
    bool fits = true;
    try {
        done = update(*m_base.model, *m_adapter, *m_optimizer, taken.batches, pending.event.learning_rate, context,
                      loss_options());
    } catch (const Error& fault) {
        fits = false;
        if (fault.code() != ErrorCode::OutOfMemory || !take_less_memory(taken.batches))
            throw;
    }
    if (!fits)
        return step();
    if (!done)
        return false;
    pending.loss = done->loss;
    pending.norm = done->norm;
    pending.finite = done->finite;
    pending.pairs = done->pairs;
    ++m_state.step;
    m_has_gradients = true;
    if (watch)
        m_site_norms->report(recorder, gradient_measure(), done->norms);
    if (!after_step(done->finite))
        return false;
    m_state.tokens += pending.event.tokens;
    m_pending.push_back(std::move(pending));
    if (watch) {
        m_adapter->report(recorder);
        m_site_norms->report(recorder, weights_measure(), m_optimizer->weight_norms());
        const ActivityEvent activity{.step = m_state.step, .values = recorder.values()};
        m_reporter.say(activity);
        m_alarms.observe(activity, m_adapter->sites(), m_pending.back().rows);
    }
    return true;
}

// After a step that did not fit: what the next try does otherwise. False: nothing is left to change.
bool Trainer::take_less_memory(const std::vector<PackedBatch>& batches) {
    m_has_gradients = false;
    flush();
    const bool can_recompute = m_base.device.is_cpu() && m_base.model->slow_layers({.training = true}).empty();
    const std::optional<SteerEvent> less =
        smaller_step(m_state.step, batches, m_recipe->now().recompute, can_recompute);
    if (!less)
        return false;
    m_adapter->extra_loss(); // of the pass that failed: the next must not count it
    return_memory(m_base.device);
    m_reporter.note(Level::Warning, m_state.step,
                    "a step did not fit into memory; it is computed in smaller pieces from now on, with the same "
                    "result up to rounding");
    change(*less);
    m_recipe->hold_after(m_state.step);
    m_development.clear();
    return true;
}

// What the method does after an update. False: stopped meanwhile, and the update was taken back.
bool Trainer::after_step(const at::Tensor& finite) {
    std::vector<Resized> changes;
    try {
        changes = m_adapter->after_step({.step = m_state.step,
                                         .total_steps = expected_steps(),
                                         .steps_per_epoch = m_steps_per_epoch,
                                         .finite = finite,
                                         .development_loss = [this] { return development_loss(); }});
    } catch (const Stopped&) {
        if (finite.item<float>() > 0)
            m_optimizer->restore_good_state(); // from before this update
        --m_state.step;
        m_has_gradients = false;
        return false;
    }
    if (changes.empty())
        return true;
    m_optimizer = m_optimizer->resized(m_adapter->parameters(), changes);
    m_site_norms.emplace(m_optimizer->names(), m_adapter->sites(), m_base.device);
    m_has_gradients = false;
    if (m_keeps_good) {
        m_optimizer->keep_good_state();
        m_good_step = m_state.step; // what they were resized by were finite losses of these weights
    }
    return true;
}

at::Tensor Trainer::development_loss() {
    if (m_control.stop && m_keeps_good) // a method may ask thousands of times
        throw Stopped();
    if (m_development.empty())
        m_development = development_batches(m_data, m_recipe->now().token_budget);
    return mean_loss(*m_base.model, m_development, {}, loss_options());
}

// All the steps of the run; where a clock ends it, as many as those so far foretell.
int64_t Trainer::expected_steps() const {
    if (m_options.max_seconds == 0)
        return m_recipe->total_steps();
    const double share = std::min(1.0, step_seconds() / m_options.max_seconds);
    return std::llround(static_cast<double>(m_state.step) / std::max(share, 1e-6));
}

// Reads the pending steps' numbers from the device, all at once, and reports them.
void Trainer::flush() {
    if (m_pending.empty())
        return;
    read_numbers(m_pending);
    const double interval = m_clock.interval();
    m_clock.restart_interval();
    tell_pace(m_pending, interval, m_clock.seconds(), memory_now(m_base.device));
    m_state.step_seconds += interval;
    for (PendingStep& p : m_pending) {
        p.event.eta_seconds = m_options.max_seconds > 0
                                  ? std::max(0.0, m_options.max_seconds - m_state.step_seconds)
                                  : m_clock.since_first_step() / static_cast<double>(p.event.step - m_first_step) *
                                        static_cast<double>(m_recipe->total_steps() - p.event.step);
        if (!p.event.skipped) {
            m_state.train_loss = p.event.loss;
            m_good_step = std::max(m_good_step, p.event.step - 1); // the weights this finite loss was computed with
        }
        m_reporter.say(p.event);
        m_bad_steps.observe(p.event, m_state);
        m_alarms.observe(p, [&](Sign sign) { return find_trouble(p, sign); });
        if (p.event.skipped && m_bad_steps.in_a_row() >= m_options.max_bad_steps)
            give_up();
    }
    m_pending.clear();
}

std::string Trainer::find_trouble(const PendingStep& step, Sign sign) {
    return where_it_went_wrong(step, sign,
                               {.model = *m_base.model,
                                .adapter = *m_adapter,
                                .optimizer = *m_optimizer,
                                .steps = m_pending,
                                .now = m_state.step,
                                .has_gradients = m_has_gradients,
                                .seed = m_options.seed,
                                .recompute = recompute_of(m_recipe->now().recompute),
                                .loss = loss_options()},
                               [this](int64_t before) { return m_batches->of(before, m_recipe->now()).batches; });
}

// Back to the last state that is known to be good, kept as the checkpoint to go on from.
void Trainer::give_up() {
    m_pending.clear();
    if (m_keeps_good) {
        m_optimizer->restore_good_state();
        m_state.step = m_good_step;
        m_state.evaluated_step = std::min(m_state.evaluated_step, m_good_step);
        drop_checkpoints_after(m_run, m_good_step, m_state.best_step);
        checkpoint();
    }
    throw diverged(m_run, m_bad_steps, m_good_step);
}

// counts: for the patience
void Trainer::evaluate(bool counts) {
    const std::optional<RunEvaluation::Outcome> found = m_evaluation->loss(m_state, counts);
    if (!found)
        return;
    m_out_of_patience = found->patience_over;
    if (found->best && m_options.keep_best && m_state.step > 0)
        checkpoint();
    m_evaluation->show_samples(m_state.step);
    return_memory(m_base.device);
    m_clock.restart_interval();
}

// What the model answered before it was trained: asked first where training changes its weights for good. Elsewhere at
// the end, as nobody wants to wait for it before the first step.
void Trainer::answer_untrained() {
    if (!m_options.exact_match || m_data.eval_rows.empty() || m_state.generated > 0)
        return;
    const RunEvaluation::ExactMatch found = m_evaluation->exact_match(/*trained=*/false);
    if (m_control.stop)
        return; // an incomplete figure is none
    m_state.generated = found.generated;
    m_state.exact_before = found.exact;
}

void Trainer::probe_all() {
    for (size_t i = 0; i < m_probes.size(); ++i)
        m_reporter.say(probe_filters(*m_base.model, *m_adapter, *m_base.tokenizer, m_probes[i], m_state.step,
                                     static_cast<int64_t>(i)));
    m_clock.restart_interval();
}

void Trainer::answer_probe() {
    if (const std::optional<std::string> text = m_control.take_probe())
        m_reporter.say(probe_filters(*m_base.model, *m_adapter, *m_base.tokenizer,
                                     m_encoder->encode_prompt({{"user", *text}}), m_state.step, -1));
}

void Trainer::checkpoint() {
    if (m_state.step == 0 || m_last_checkpoint == m_state.step)
        return;
    TrainState state = m_state;
    state.seconds = m_clock.seconds();
    save_checkpoint(m_run, state, *m_adapter, *m_optimizer, m_options.model);
    m_last_checkpoint = m_state.step;
    prune_checkpoints(m_run, m_options.keep_checkpoints, m_options.keep_best ? m_state.best_step : -1);
    m_reporter.say(CheckpointEvent{.step = m_state.step,
                                   .folder = m_run.checkpoint(m_state.step).string(),
                                   .best = m_state.best_step == m_state.step});
    m_reporter.sync();
    m_clock.restart_interval();
}

TrainResult Trainer::finish() {
    TrainResult result = result_of(m_run, m_state);
    result.trainable = m_trainable;
    result.seconds = m_clock.seconds();
    const bool unevaluated = !m_data.eval.empty() && m_state.evaluated_step < m_state.step;
    bool stopped = m_control.stop && (!m_over || unevaluated);
    if (m_state.step > 0) {
        if (m_options.keep_best && m_state.best_step > 0 && m_state.best_step != m_state.step && !stopped)
            m_adapter->load(m_run.checkpoint(m_state.best_step));
        save_final_adapter(m_run, *m_adapter, m_options.model, m_encoder->template_source());
        result.adapter = m_run.adapter().string();
    }
    if (!stopped && m_base_waits && m_state.generated == 0) {
        const WithoutHooks untrained(*m_base.model);
        answer_untrained();
        m_evaluation->say_untrained(m_state);
        stopped = m_control.stop;
    }
    if (!stopped && m_options.exact_match && !m_data.eval_rows.empty()) {
        const RunEvaluation::ExactMatch found = m_evaluation->exact_match(/*trained=*/true);
        stopped = m_control.stop;
        result.exact_before = m_state.exact_before;
        result.exact_after = found.exact;
        result.generated = stopped ? 0 : found.generated; // an incomplete figure is none
        if (result.generated > 0)
            m_evaluation->say_final(m_state, found);
    }
    result.state = stopped ? RunState::Stopped : RunState::Finished;
    result.peak_memory_bytes = memory_peak(m_base.device);
    if (stopped)
        result.message = stopped_message(m_state.step, m_recipe->total_steps());
    write_file_atomically(m_run.report(), report_json(result).dump(2) + "\n");
    m_reporter.say(StateEvent{.state = result.state, .step = m_state.step, .message = result.message});
    m_reporter.sync();
    return result;
}

TrainResult run_training(const RunFolder& run, const TrainOptions& options, const Continuation& from, Control& control,
                         const EventSink& sink) {
    return Trainer(run, options, control, sink).run(from);
}

} // namespace loratrf
