#include "backend/api/disk_plan.h"

#include "backend/adapter/adapter_files.h"
#include "backend/api/memory_plan.h"
#include "backend/io/files.h"
#include "backend/model/llama.h"
#include "backend/model/made_up_weights.h"
#include "backend/model/model_sizes.h"
#include "backend/train/disk_costs.h"
#include "backend/train/narrow_model.h"
#include "backend/train/probes.h"
#include "backend/train/run_folder.h"
#include "backend/train/site_norms.h"

#include <array>
#include <cmath>
#include <string_view>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

constexpr double entry_bytes = 70;            // of a tensor in the header of its file, its name left out
constexpr int64_t adapter_text_bytes = 1'500; // of its folder: chat template, manifest, the rest of the header
constexpr int64_t state_text_bytes = 2'000;   // of a checkpoint: state.json, manifest, headers
constexpr int64_t run_text_bytes = 6'500;     // of a run: options, report, template, what the journal begins with
constexpr double measure_bytes = 250;         // of a measure where the journal begins
constexpr double value_bytes = 12;            // of a number in the journal
constexpr double token_bytes = 10;            // of a token's text there
constexpr double line_bytes = 70;             // of a line there, and of the name of what it lists

// What an adapter stores and says. Tensors: bytes.
enum Figure { Stored, Entries, Texts, Moments, State, Sites, SiteNames, Measures, TokenValues, figure_count };
using Figures = std::array<double, figure_count>;

double entry_of(const std::string& name) {
    return entry_bytes + static_cast<double>(name.size());
}

Figures figures_of(Adapter& adapter, const std::string& model) {
    Figures figures{};
    const AdapterContents contents = adapter.contents(model);
    for (const Parameter& tensor : contents.tensors) {
        figures[Stored] += static_cast<double>(tensor.value.nbytes());
        figures[Entries] += entry_of(tensor.name);
    }
    figures[Texts] = static_cast<double>(config_text(contents.config).size());
    if (needs_loader(contents.config))
        figures[Texts] += static_cast<double>(std::string_view(loader_text()).size());
    for (const Parameter& parameter : adapter.parameters())
        figures[Moments] += 2 * static_cast<double>(parameter.value.nbytes());
    for (const auto& [name, tensor] : adapter.state())
        figures[State] += static_cast<double>(tensor.nbytes()) + entry_of(name);
    figures[Sites] = static_cast<double>(adapter.sites().size());
    for (const std::string& site : adapter.sites())
        figures[SiteNames] += static_cast<double>(site.size()) + 3; // quotes, comma
    for (const Measure& measure : measures_of(adapter)) {
        figures[Measures] += 1;
        if (measure.key == adapter_ratio_measure().key) // else nothing acts on tokens: trained base weights
            figures[TokenValues] = 1;
    }
    return figures;
}

// The same of the method on a model of the true shape. What trains is counted, as it may hang on the vocabulary.
Figures foreseen(const ModelConfig& config, const TrainOptions& options, const NarrowSizes& sizes) {
    const Method& method = find_method(options.method);
    const auto trained = [&](const ModelConfig& one) {
        return static_cast<double>(method.count(model_sizes(one), options.method_options));
    };
    const auto measured = [&](int64_t head_dim, int64_t layers) {
        const ModelConfig narrow = narrowed(config, head_dim, layers);
        WeightReader weights(std::make_unique<MadeUpWeights>(narrow), narrow, at::kFloat);
        LlamaModel model(narrow, weights, at::kCPU, at::kFloat);
        const auto adapter = method.attach(model, options.method_options, options.seed);
        Figures figures = figures_of(*adapter, options.model);
        figures[Stored] -= 4 * trained(narrow);
        figures[Moments] -= 8 * trained(narrow);
        return figures;
    };
    Figures figures = carried_on(sizes.head_dims, config.head_dim, [&](int64_t head_dim) {
        return carried_on(sizes.layers, config.layers, [&](int64_t layers) { return measured(head_dim, layers); });
    });
    figures[Stored] += 4 * trained(config);
    figures[Moments] += 8 * trained(config);
    return figures;
}

DiskCosts costs_of(const Figures& f, const std::vector<int64_t>& probes) {
    DiskCosts costs;
    const double files = f[Stored] + f[Entries] + f[Texts];
    costs.adapter = std::llround(files) + adapter_text_bytes;
    costs.checkpoint = std::llround(files + f[Moments] + f[State]) + state_text_bytes;
    costs.texts = run_text_bytes + std::llround(f[SiteNames] + f[Measures] * measure_bytes);
    costs.activity = std::llround(line_bytes + f[Measures] * (line_bytes + f[Sites] * value_bytes));
    for (const int64_t tokens : probes) {
        const auto count = static_cast<double>(tokens);
        costs.probes += std::llround(line_bytes + count * token_bytes +
                                     f[TokenValues] * (f[SiteNames] + count * f[Sites] * value_bytes));
    }
    return costs;
}

} // namespace

DiskCosts disk_costs(const TrainOptions& options) {
    require_model(options.model);
    return disk_costs(config_of(options.model), options);
}

DiskCosts disk_costs(const ModelConfig& config, const TrainOptions& options) {
    const size_t probes = options.probe_texts.empty() ? default_probes : options.probe_texts.size();
    return first_that_works(config, [&](const NarrowSizes& sizes) {
        return costs_of(foreseen(config, options, sizes),
                        std::vector<int64_t>(probes, static_cast<int64_t>(longest_probe)));
    });
}

DiskCosts disk_costs(Adapter& adapter, const std::string& model, const std::vector<int64_t>& probes) {
    return costs_of(figures_of(adapter, model), probes);
}

int64_t free_disk(const fs::path& folder) {
    std::error_code unknown;
    fs::path place = fs::absolute(folder, unknown);
    while (!fs::exists(place, unknown) && place.has_relative_path())
        place = place.parent_path();
    const fs::space_info space = fs::space(place, unknown);
    return unknown ? -1 : static_cast<int64_t>(space.available);
}

int64_t disk_within_reach(const fs::path& run, int64_t free) {
    if (free < 0)
        return free;
    const RunFolder folder{run}; // its adapter stays until the new one is written
    return free + static_cast<int64_t>(bytes_below(folder.checkpoints()) + bytes_below(folder.reference()) +
                                       bytes_below(folder.journal()));
}

void require_disk(const DiskCosts& costs, const TrainOptions& options, const RunLength& length, int64_t free) {
    const DiskPlan plan = plan_disk(costs, options, length);
    if (free < 0 || plan.total() <= free)
        return;
    std::string text = options.run + ": the run would need about " + gigabytes(plan.total()) + " of disk space, " +
                       std::to_string(plan.at_once) + " times " + gigabytes(plan.checkpoint) +
                       " of it for checkpoints, but " + gigabytes(free) + " are free. ";
    const int64_t keep = most_checkpoints(costs, options, length, free);
    if (keep > 0)
        text += "What would fit: keep_checkpoints " + std::to_string(keep);
    else
        text += "No number of checkpoints fits: make room, or choose a run folder on another disk.";
    throw Error(ErrorCode::Io, text);
}

} // namespace loratrf
