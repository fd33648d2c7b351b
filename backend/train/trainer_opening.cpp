// What comes before the first step of a run: everything is opened and checked, then the run says that it begins.

#include "backend/adapter/strength.h"
#include "backend/device/device.h"
#include "backend/io/files.h"
#include "backend/train/disk_costs.h"
#include "backend/train/opening_notes.h"
#include "backend/train/preference.h"
#include "backend/train/probes.h"
#include "backend/train/schedule.h"
#include "backend/train/steering.h"
#include "backend/train/template_file.h"
#include "backend/train/trainer_class.h"

#include <algorithm>
#include <utility>

namespace loratrf {

// Whatever can be found wrong is found here, before anything is written.
void Trainer::prepare(const Continuation& from) {
    const EventSink sink = [this](const Event& event) {
        if (m_sink)
            m_sink(event);
        if (m_control.stop)
            throw Error(ErrorCode::Cancelled, "stopped before the training began; nothing was changed");
    };
    const at::Device device = choose_device(m_options.device);
    return_memory(device);
    reset_memory_peak(device); // the peak is this run's, whatever ran before it
    m_foresight.emplace(m_options, device);
    const Method& method = find_method(m_options.method);
    m_base = open_base(m_options.model, m_options.device, compute_for(method, m_options.compute), m_options.threads,
                       sink, base_weights_for(method, m_options.base_weights));
    m_data = load_training_data(m_options, *m_base.tokenizer, sink);
    std::vector<int64_t> lengths;
    for (const Sequence& row : m_data.train)
        lengths.push_back(row.tokens());
    const Steering earlier = read_steering(m_run.journal());
    m_foresight->decide(lengths, earlier.token_budget(std::max<int64_t>(0, from.step), m_options.token_budget),
                        m_data.pairs() ? 2 : 1);
    m_encoder.emplace(*m_base.tokenizer, m_options.data_options);

    m_base_parameters = parameter_count(m_base.model->config());
    {
        const std::vector<at::Tensor> weights = weight_tensors(*m_base.model);
        m_adapter = method.attach(*m_base.model, m_options.method_options, m_options.seed);
        m_base_waits = m_options.adapter.empty() && !method.info.changes_base && has_weights(*m_base.model, weights);
    }
    const EpochPlan shared = plan_training_epoch(m_data, m_options, 0, true);
    m_sharing = decide_prefix_sharing(m_options.share_prefix, *m_base.model, m_data.train, shared);
    m_steps_per_epoch = static_cast<int64_t>(shared.size());
    m_batches.emplace(m_data, m_steps_per_epoch, m_sharing.on);
    m_recipe.emplace(m_options, m_foresight->recompute(), planned_steps(m_options, m_steps_per_epoch));
    m_evaluation.emplace(m_base, m_data, *m_encoder, m_recipe->now(), m_control, m_reporter);
    if (m_recipe->planned_steps() > 0)
        m_adapter->plan(m_recipe->planned_steps(), m_steps_per_epoch);
    m_end_replaced = m_recipe->take_up(earlier, from.new_end);
    m_probes = make_probes(m_options, m_data, *m_encoder);
    require_room();
    if (from.step >= 0)
        m_state = load_checkpoint(m_run, from.step, *m_adapter); // shapes may follow from it
    else {
        m_state.data_fingerprint = m_data.fingerprint;
        m_state.model_fingerprint = m_base.fingerprint;
        const EpochPlan apart = plan_training_epoch(m_data, m_options, 0, false); // a start is that of rows in full
        m_adapter->prepare(*m_base.model, to_input(pack(m_data.train, apart.front().front()), m_base.device));
        if (!m_options.adapter.empty())
            m_adapter->load(m_options.adapter);
    }
    if (m_data.pairs())
        refer(from.step < 0, sink);
    m_recipe->hold_after(m_state.step);
    for (const Parameter& p : m_adapter->parameters())
        m_trainable += p.value.numel();
    m_keeps_good = good_state_fits(m_trainable);
    m_optimizer.emplace(m_adapter->parameters(), AdamWOptions{m_options.beta1, m_options.beta2, m_options.adam_epsilon,
                                                              m_options.weight_decay, m_options.clip_norm});
    m_site_norms.emplace(m_optimizer->names(), m_adapter->sites(), m_base.device);
    if (from.step >= 0)
        restore(from.step);
    if (m_keeps_good)
        m_optimizer->keep_good_state();
}

// On the disk, for all that the run will leave there.
void Trainer::require_room() const {
    std::vector<int64_t> probes;
    for (const std::vector<int32_t>& probe : m_probes)
        probes.push_back(static_cast<int64_t>(probe.size()));
    const auto rows = static_cast<int64_t>(m_data.train.size() + m_data.eval.size());
    const RunLength length{
        .steps = m_recipe->planned_steps(), .steps_per_epoch = m_steps_per_epoch, .pairs = m_data.pairs() ? rows : 0};
    require_disk(disk_costs(*m_adapter, m_options.model, probes), m_options, length,
                 disk_within_reach(m_run.path, free_disk(m_run.path)));
}

// What the preference pairs are judged against: the model as it is before the first step.
void Trainer::refer(bool fresh, const EventSink& sink) {
    if (!fresh)
        return load_reference(m_data, m_run.reference());
    const std::string start = reference_start(m_base.fingerprint, m_options);
    if (take_up_reference(m_data, start, m_run.reference()))
        return; // the run ended before its first checkpoint
    const auto rows = static_cast<int64_t>(m_data.train.size() + m_data.eval.size());
    set_reference(m_data, *m_base.model, m_options.token_budget, [&](int64_t done) {
        sink(ProgressEvent{.what = "Computing the untrained model's preferences", .done = done, .total = rows});
        return true;
    });
    m_new_reference = start;
}

void Trainer::restore(int64_t step) {
    load_optimizer(m_run, step, *m_optimizer);
    require_same_run(m_state, m_options, m_base.fingerprint, m_data.fingerprint, m_recipe->total_steps());
    m_clock.add(m_state.seconds);
    m_good_step = m_last_checkpoint = m_first_step = step;
}

void Trainer::begin(const Continuation& from) {
    m_reporter.open_journal(m_run.journal());
    write_file_atomically(m_run.options(), to_json(m_options));
    if (!m_new_reference.empty())
        save_reference(m_data, m_new_reference, m_run.reference());
    if (from.drop_later)
        drop_checkpoints_after(m_run, m_state.step, m_state.best_step);
    write_file_atomically(template_file(m_run.path), m_encoder->template_source());
    m_reporter.say(StartEvent{.run = m_run.path.string(),
                              .method = m_options.method,
                              .device = device_label(m_base.device),
                              .compute = m_base.compute.why,
                              .total_steps = m_recipe->total_steps(),
                              .steps_per_epoch = m_steps_per_epoch,
                              .first_step = m_state.step,
                              .trainable = m_trainable,
                              .base = m_base_parameters,
                              .train_examples = static_cast<int64_t>(m_data.train.size()),
                              .eval_examples = static_cast<int64_t>(m_data.eval.size()),
                              .sites = m_adapter->sites(),
                              .measures = measures_of(*m_adapter),
                              .learning_rate = m_recipe->now().learning_rate,
                              .patience = m_options.patience,
                              .planned_memory = m_foresight->plan() ? m_foresight->plan()->total() : 0});
    if (m_end_replaced)
        change({.step = m_state.step, .end_step = m_recipe->planned_steps()});
    m_reporter.say(StateEvent{.state = RunState::Running, .step = m_state.step, .message = {}});
    for (const NoteEvent& note :
         opening_notes(m_options, m_base, m_data, m_encoder->warnings(), *m_foresight, m_sharing, m_state.step))
        m_reporter.say(note);
}

} // namespace loratrf
