#include "backend/bench/step_bench.h"

#include "backend/adapter/adapter_files.h"
#include "backend/bench/gemm_ceiling.h"
#include "backend/bench/step_flops.h"
#include "backend/bench/time_split.h"
#include "backend/data/token_stream.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"
#include "backend/train/base.h"
#include "backend/train/foresight.h"
#include "backend/train/preference.h"
#include "backend/train/prefix_sharing.h"
#include "backend/train/schedule.h"
#include "backend/train/stopwatch.h"
#include "backend/train/training_data.h"
#include "backend/train/update.h"

#include <ATen/Parallel.h>
#include <ATen/record_function.h>

#include <algorithm>
#include <sys/resource.h>

namespace loratrf {

namespace {

struct Rows {
    std::vector<Sequence> sequences;
    EpochPlan apart, shared; // the same steps, planned without and with shared prefixes
};

Rows read_rows(const BenchOptions& options, const Base& base, const EventSink& sink) {
    if (options.stream.empty()) {
        TrainingData data = load_training_data(options.train, *base.tokenizer, sink);
        EpochPlan apart = plan_training_epoch(data, options.train, 0, false),
                  shared = plan_training_epoch(data, options.train, 0, true);
        return {std::move(data.train), std::move(apart), std::move(shared)};
    }
    TokenStream stream = read_token_stream(options.stream, base.model->config().vocabulary);
    Rows rows{std::move(stream.sequences), {}, {}};
    for (const std::vector<int64_t>& step : stream.steps)
        for (EpochPlan* plan : {&rows.apart, &rows.shared})
            plan->push_back(plan_epoch(rows.sequences, step, static_cast<int64_t>(step.size()),
                                       options.train.token_budget, plan == &rows.shared)
                                .front());
    return rows;
}

int64_t page_faults() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt + usage.ru_majflt;
}

class Bench {
public:
    Bench(const BenchOptions& options, Control& control, const EventSink& sink)
        : m_options(options), m_control(control), m_sink(sink) {}

    BenchResult run() {
        load();
        m_peak_loaded = memory_peak(m_base.device); // before the products that are only measured
        GemmCeiling ceiling(shapes(), m_base.model->type(), m_base.device);
        if (m_options.steps > 0 && m_options.ceiling)
            ceiling.measure();
        start_memory();
        for (int64_t i = 0; i < m_options.untimed; ++i)
            m_result.untimed.push_back(step());
        for (int64_t i = 0; i < m_options.steps; ++i)
            m_result.steps.push_back(step());
        finish_memory();
        if (m_options.steps > 0 && m_options.ceiling)
            ceiling.measure();
        if (m_options.steps > 0)
            sum_up(ceiling);
        if (m_options.split)
            split();
        return std::move(m_result);
    }

private:
    void load() {
        const TrainOptions& options = m_options.train;
        const Method& method = find_method(options.method);
        Stopwatch watch;
        watch.go();
        Foresight foresight(options, choose_device(options.device));
        m_base = open_base(options.model, options.device, compute_for(method, options.compute), options.threads, m_sink,
                           base_weights_for(method, options.base_weights));
        m_result.load_seconds = watch.seconds();
        m_rows = read_rows(m_options, m_base, m_sink);
        m_adapter = method.attach(*m_base.model, options.method_options, options.seed);
        m_sharing = decide_prefix_sharing(options.share_prefix, *m_base.model, m_rows.sequences, m_rows.shared);
        m_result.sharing = m_sharing.note;
        foresee(foresight);
        measure_epoch();
        m_adapter->plan(total(), static_cast<int64_t>(plan().size()));
        m_adapter->prepare(*m_base.model, to_input(first_rows(), m_base.device));
        if (!options.adapter.empty())
            m_adapter->load(options.adapter);
        refer();
        m_optimizer.emplace(m_adapter->parameters(), AdamWOptions{options.beta1, options.beta2, options.adam_epsilon,
                                                                  options.weight_decay, options.clip_norm});
        for (const Parameter& parameter : m_adapter->parameters())
            m_result.trainable += parameter.value.numel();
        if (good_state_fits(m_result.trainable))
            m_optimizer->keep_good_state();
        const std::vector<NamedTensor> weights = m_base.model->weights();
        m_frozen_base =
            std::ranges::none_of(weights, [](const NamedTensor& w) { return w.tensor && w.tensor->requires_grad(); });
        m_result.model = options.model;
        m_result.method = options.method;
        m_result.device = device_label(m_base.device);
        m_result.compute = m_base.compute.why;
        m_result.threads = at::get_num_threads();
    }

    // What preference pairs are judged against, as in training; of those alone that the steps take.
    void refer() {
        if (!m_rows.sequences.front().is_pair())
            return;
        std::vector<int64_t> taken;
        for (int64_t i = 0; i < std::min(total(), static_cast<int64_t>(plan().size())); ++i)
            for (const auto& micro : plan()[m_options.longest ? m_longest : static_cast<size_t>(i)])
                taken.insert(taken.end(), micro.begin(), micro.end());
        std::ranges::sort(taken);
        const auto repeated = std::ranges::unique(taken);
        taken.erase(repeated.begin(), repeated.end());
        std::vector<Sequence> pairs;
        for (const int64_t row : taken)
            pairs.push_back(m_rows.sequences[static_cast<size_t>(row)]);
        const std::vector<std::array<double, 2>> log_probs = pair_log_probs(
            *m_base.model, pairs, m_options.train.token_budget, [this](int64_t) { return !m_control.stop; });
        for (size_t i = 0; i < taken.size(); ++i)
            m_rows.sequences[static_cast<size_t>(taken[i])].reference = log_probs[i];
    }

    // With as many tokens as the largest micro-batch has here.
    void foresee(Foresight& foresight) {
        int64_t tokens = 0;
        for (const auto& step : plan())
            for (const auto& micro : step)
                tokens = std::max(tokens, packed(micro).tokens());
        foresight.decide({tokens}, m_options.train.token_budget);
        if (m_sink && !foresight.warning().empty())
            m_sink(NoteEvent{.level = Level::Warning, .step = 0, .text = foresight.warning()});
        m_recompute = recompute_of(foresight.recompute());
        m_result.plan = foresight.plan();
    }

    const EpochPlan& plan() const { return m_sharing.on ? m_rows.shared : m_rows.apart; }
    PackedBatch packed(const std::vector<int64_t>& micro) const { return pack(m_rows.sequences, micro, m_sharing.on); }
    PackedBatch first_rows() const { return pack(m_rows.sequences, m_rows.apart.front().front()); }

    void measure_epoch() {
        int64_t most = 0;
        for (size_t i = 0; i < plan().size(); ++i) {
            int64_t tokens = 0;
            for (const auto& micro : plan()[i])
                for (const int64_t row : micro)
                    tokens += m_rows.sequences[static_cast<size_t>(row)].tokens();
            m_result.epoch_tokens += tokens;
            if (tokens > most) {
                most = tokens;
                m_longest = i;
            }
        }
        m_result.epoch_steps = static_cast<int64_t>(plan().size());
    }

    const std::vector<std::vector<int64_t>>& next_batch() const {
        return plan()[m_options.longest ? m_longest : static_cast<size_t>(m_done) % plan().size()];
    }

    int64_t total() const { return m_options.untimed + m_options.steps + (m_options.split ? 1 : 0); }

    LossOptions loss_options() const { return {.preference_beta = m_options.train.preference_beta}; }

    // As large as the micro-batches are in the mean.
    std::vector<GemmShape> shapes() const {
        int64_t micros = 0, tokens = 0, supervised = 0;
        for (const auto& step : plan())
            for (const auto& micro : step) {
                const PackedBatch batch = packed(micro);
                ++micros;
                tokens += batch.tokens();
                supervised += batch.supervised();
            }
        return gemm_shapes(m_base.model->config(), std::max<int64_t>(1, tokens / micros),
                           std::clamp<int64_t>(supervised / micros, 1, ops::head_chunk_rows));
    }

    // One optimiser step as in training.
    BenchStep step() {
        const TrainOptions& options = m_options.train;
        const int64_t faults = page_faults();
        Stopwatch watch;
        watch.go();
        BenchStep done;
        std::vector<PackedBatch> batches;
        {
            RECORD_FUNCTION("loratrf.data", {});
            for (const auto& micro : next_batch())
                batches.push_back(packed(micro));
        }
        ActivityRecorder recorder(m_adapter->sites().size());
        const bool watched = (m_done + 1) % options.activity_every == 0;
        const auto context = [&](size_t micro) -> std::optional<ForwardContext> {
            if (m_control.stop)
                return std::nullopt;
            recorder.set_wants_ratio(micro == 0);
            ForwardContext forward;
            forward.training = true;
            forward.dropout_seed = mix_seed(options.seed, static_cast<uint64_t>(m_done), micro);
            forward.recorder = watched ? &recorder : nullptr;
            forward.recompute = m_recompute;
            return forward;
        };
        const std::optional<Update> updated =
            update(*m_base.model, *m_adapter, *m_optimizer, batches, learning_rate_at(options, m_done + 1, total()),
                   context, loss_options());
        if (!updated)
            throw Error(ErrorCode::Cancelled, "stopped; there is no result");
        done.loss = updated->loss.item<double>();
        done.grad_norm = updated->norm.item<double>();
        after_step(updated->finite);
        done.seconds = watch.seconds();
        done.page_faults = page_faults() - faults;

        const StepSize size = step_size(batches);
        done.tokens = size.data_tokens;
        done.computed_tokens = size.tokens;
        done.supervised = size.supervised;
        done.micro_batches = static_cast<int64_t>(batches.size());
        if (m_frozen_base)
            done.flops = step_flops(m_base.model->config(), m_result.trainable, size);
        if (m_done == 1 && !m_options.gradients.empty())
            write_gradients();
        if (m_sink)
            m_sink(ProgressEvent{.what = "Steps", .done = m_done, .total = total()});
        return done;
    }

    void after_step(const at::Tensor& finite) {
        ++m_done;
        const std::vector<Resized> changes =
            m_adapter->after_step({.step = m_done,
                                   .total_steps = total(),
                                   .steps_per_epoch = static_cast<int64_t>(plan().size()),
                                   .finite = finite,
                                   .development_loss = [this] {
                                       const std::vector<PackedBatch> first = {first_rows()};
                                       return mean_loss(*m_base.model, first, {}, loss_options());
                                   }});
        if (!changes.empty())
            m_optimizer = m_optimizer->resized(m_adapter->parameters(), changes);
    }

    void write_gradients() const {
        std::vector<std::pair<std::string, at::Tensor>> tensors;
        for (const Parameter& parameter : m_adapter->parameters())
            tensors.emplace_back(parameter.name, parameter.value.grad());
        write_tensors(m_options.gradients, tensors);
    }

    void start_memory() {
        m_peak_before = memory_peak(m_base.device);
        return_memory(m_base.device);
        m_result.loaded_memory_bytes = memory_now(m_base.device);
        reset_memory_peak(m_base.device);
        m_peak_is_reset = memory_peak(m_base.device) < m_peak_before || m_peak_before == m_result.loaded_memory_bytes;
    }

    void finish_memory() {
        const int64_t peak = memory_peak(m_base.device);
        m_result.peak_memory_bytes = std::max(m_peak_loaded, peak);
        if (m_peak_is_reset || peak > m_peak_before)
            m_result.step_memory_bytes = peak;
    }

    void sum_up(const GemmCeiling& ceiling) {
        double tokens = 0, supervised = 0, flops = 0;
        for (const BenchStep& step : m_result.steps) {
            m_result.seconds += step.seconds;
            tokens += static_cast<double>(step.tokens);
            supervised += static_cast<double>(step.supervised);
            flops += step.flops;
        }
        m_result.tokens_per_second = tokens / m_result.seconds;
        m_result.supervised_per_second = supervised / m_result.seconds;
        m_result.flops_per_second = flops / m_result.seconds;
        if (!m_options.ceiling)
            return;
        for (const GemmCeiling::Rate& rate : ceiling.rates())
            m_result.gemms.push_back(
                {rate.shape.rows, rate.shape.in, rate.shape.out, rate.shape.count, rate.flops_per_second});
        m_result.ceiling = ceiling.flops_per_second();
        m_result.utilisation = m_result.flops_per_second / m_result.ceiling;
    }

    void split() {
        const TimeSplit split = split_time([this] { step(); });
        for (size_t i = 0; i < part_count; ++i)
            m_result.split.push_back({part_name(static_cast<Part>(i)), split.seconds.at(i)});
        m_result.split_seconds = split.total;
    }

    const BenchOptions& m_options;
    Control& m_control;
    const EventSink& m_sink;
    Base m_base;
    Rows m_rows;
    PrefixSharing m_sharing;
    std::unique_ptr<Adapter> m_adapter;
    std::optional<AdamW> m_optimizer;
    bool m_frozen_base = true;
    Recompute m_recompute = Recompute::Nothing;
    int64_t m_done = 0;
    size_t m_longest = 0; // step of the plan
    int64_t m_peak_loaded = 0, m_peak_before = 0;
    bool m_peak_is_reset = false;
    BenchResult m_result;
};

} // namespace

BenchResult bench_steps(const BenchOptions& options, Control& control, const EventSink& sink) {
    return Bench(options, control, sink).run();
}

} // namespace loratrf
