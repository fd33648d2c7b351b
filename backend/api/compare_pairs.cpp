#include "backend/api/compare_pairs.h"

#include "backend/device/faults.h"
#include "backend/train/opened.h"
#include "backend/train/preference.h"
#include "backend/train/smaller_step.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <utility>

namespace loratrf {

namespace {

using LogProbs = std::vector<std::array<double, 2>>;

TestFigures judged(const LogProbs& log_probs, const std::vector<Sequence>& rows, double beta) {
    const PreferenceLoss loss = preference_loss(log_probs, rows, beta);
    TestFigures figures;
    figures.loss = loss.pairs.mean().item<double>();
    figures.pairs = static_cast<int64_t>(rows.size());
    figures.likelier =
        std::ranges::count_if(log_probs, [](const std::array<double, 2>& pair) { return pair[0] > pair[1]; });
    figures.against_base = pair_figures(loss.figures);
    return figures;
}

// Throws Error(Cancelled) once the user stops.
EventSink watched(const Control& control, const EventSink& sink) {
    return until_stopped(control, sink, "the evaluation was cancelled");
}

// Says how far a pass over the rows is.
std::function<bool(int64_t)> rows_said(const EventSink& sink, const char* what, size_t rows) {
    return [sink, what, rows](int64_t done) {
        sink(ProgressEvent{.what = what, .done = done, .total = static_cast<int64_t>(rows)});
        return true;
    };
}

} // namespace

bool holds_pairs(const std::filesystem::path& file, const DataOptions& options) {
    bool pairs = false;
    read_rows(file, options, [&](const Row& row) {
        pairs = !row.rejected.empty();
        return false;
    });
    return pairs;
}

TestPairs::TestPairs(const TrainOptions& recipe, const DataOptions& reading, const std::filesystem::path& file,
                     std::filesystem::path folder, const ReadProgress& progress)
    : m_recipe(recipe), m_folder(std::move(folder)) {
    m_data.eval = load_dataset(file, *open_tokenizer(recipe.model), reading, progress).sequences;
    for (const Sequence& row : m_data.eval)
        m_data.longest = std::max(m_data.longest, row.longest_side());
}

TestFigures TestPairs::of_base(Control& control, const EventSink& sink) {
    refer(m_recipe.compute, watched(control, sink));
    LogProbs log_probs;
    for (const Sequence& row : m_data.eval)
        log_probs.push_back(row.reference);
    TestFigures figures = judged(log_probs, m_data.eval, m_recipe.preference_beta);
    figures.against_base.preferred = std::numeric_limits<double>::quiet_NaN();
    return figures;
}

TestFigures TestPairs::of_run(const std::string& run, const MethodInfo& method, Control& control,
                              const EventSink& sink) {
    const std::string compute = compute_for_use(method, m_recipe.compute);
    const EventSink said = watched(control, sink);
    refer(compute, said);
    return with_clear_errors([&] {
        const Opened opened =
            open_model(resolve_model(run, {}, false), m_recipe.device, compute, m_recipe.threads, said);
        LogProbs log_probs;
        pass_that_fits(*opened.base.model, m_recipe.token_budget, m_data.longest, [&](int64_t tokens) {
            log_probs = pair_log_probs(*opened.base.model, m_data.eval, tokens,
                                       rows_said(said, "Evaluating", m_data.eval.size()));
        });
        return judged(log_probs, m_data.eval, m_recipe.preference_beta);
    });
}

// A trial that computes in another type than the base model did would seem to have learnt the difference.
void TestPairs::refer(const std::string& compute, const EventSink& sink) {
    if (m_compute == compute)
        return;
    const std::filesystem::path file = m_folder / ("reference-" + compute + ".safetensors");
    const std::string start = "base model, " + compute;
    with_clear_errors([&] {
        if (take_up_reference(m_data, start, file))
            return;
        const Opened opened =
            open_model(resolve_model(m_recipe.model, {}, false), m_recipe.device, compute, m_recipe.threads, sink);
        set_reference(m_data, *opened.base.model, m_recipe.token_budget,
                      rows_said(sink, "Computing the untrained model's preferences", m_data.eval.size()));
        save_reference(m_data, start, file);
    });
    m_compute = compute;
}

} // namespace loratrf
