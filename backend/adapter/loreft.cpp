#include "backend/adapter/loreft.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/adapter/orthonormal.h"
#include "backend/adapter/own_format.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <set>

namespace loratrf {

namespace {

constexpr const char* peft_type = "LOREFT";

// How far a file's R may be from what its Householder vectors make: rounding, not another rotation.
constexpr double rotation_tolerance = 1e-4;

struct LoReftOptions {
    int64_t rank = 8, first = 7, last = 7;
    double dropout = 0;
    std::vector<std::string> layers; // empty: all
};

struct EditHook : BlockHook {
    std::shared_ptr<const LoReftOptions> options;
    std::string path;
    size_t site = 0;
    at::Tensor v;            // [d, r], makes R
    at::Tensor weight, bias; // W [r, d], b [r]

    at::Tensor after(const at::Tensor& h, const ForwardContext& context) override {
        const std::vector<int64_t> rows = edited(context);
        if (rows.empty())
            return h;
        const at::Tensor row = at::tensor(rows, at::kLong).to(h.device());               // [K]
        const at::Tensor state = h.index_select(0, row).to(weight.scalar_type());        // [K, d]
        const at::Tensor rotation = orthonormal_rows(v);                                 // [r, d]
        const at::Tensor edit = at::linear(state, weight - rotation, bias).mm(rotation); // [K, d]
        at::Tensor changed = state + edit;
        if (context.training && options->dropout > 0)
            changed = ops::dropout(changed, options->dropout, mix_seed(context.dropout_seed, site));
        if (context.recorder)
            record(*context.recorder, row, edit, state, h);
        return h.index_copy(0, row, changed.to(h.scalar_type()));
    }

    // Rows of the packed batch: the first and last tokens of each prompt that this call holds.
    std::vector<int64_t> edited(const ForwardContext& context) const {
        std::vector<int64_t> rows;
        const PackedInput& input = *context.input;
        for (size_t s = 0; s + 1 < input.offsets.size(); ++s) {
            if (context.cache && context.cache->lengths[s] > 0) // goes on from a prompt that was edited before
                continue;
            const int64_t prompt = input.prompt(s);
            for (int64_t t = 0; t < prompt; ++t)
                if (t < options->first || t >= prompt - options->last)
                    rows.push_back(input.offsets[s] + t);
        }
        return rows;
    }

    void record(ActivityRecorder& recorder, const at::Tensor& row, const at::Tensor& edit, const at::Tensor& state,
                const at::Tensor& h) const {
        const at::NoGradGuard no_grad;
        if (recorder.wants_ratio())
            recorder.add_ratio(site, at::zeros_like(h).index_copy(0, row, edit.to(h.scalar_type())), h);
        recorder.add("edit_size", site, edit.norm(2, -1) / state.norm(2, -1).clamp_min(1e-12));
    }
};

MethodInfo loreft_info() {
    MethodInfo info;
    info.key = "loreft";
    info.label = "LoReFT";
    info.sentence = "Trains no weights but small edits of what the model makes of a prompt's first and last words.";
    info.source = "Wu et al. 2024, arXiv 2404.03592";
    info.export_note =
        "Opens in this program, and in transformers by the load_adapter.py beside it. PEFT refuses it; it "
        "edits states at certain words, which no merged weight can do.";
    info.options = {
        {.key = "rank",
         .label = "Rank",
         .help =
             "Dimensions of the states that each edit can change; its start is random, so the first losses are not the "
             "base model's.",
         .value = int64_t{8},
         .minimum = 1,
         .maximum = 4096},
        {.key = "first",
         .label = "First words",
         .help = "Tokens edited at the beginning of each prompt.",
         .value = int64_t{7},
         .minimum = 0,
         .maximum = 4096},
        {.key = "last",
         .label = "Last words",
         .help = "Tokens edited at the end of each prompt.",
         .value = int64_t{7},
         .minimum = 0,
         .maximum = 4096},
        {.key = "layers",
         .label = "Blocks",
         .help = "Numbers of the blocks whose output is edited, from 0; none given: all.",
         .value = std::vector<std::string>{},
         .advanced = true},
        {.key = "dropout",
         .label = "Dropout",
         .help = "Share of an edited state set to zero while training.",
         .value = 0.0,
         .minimum = 0,
         .maximum = 0.9,
         .advanced = true,
         .of_training = true},
    };
    return info;
}

const MethodInfo& info() {
    static const MethodInfo made = loreft_info();
    return made;
}

LoReftOptions loreft_options(const MethodOptions& options) {
    const auto whole = [&](const char* key) { return std::get<int64_t>(option_value(info(), options, key)); };
    LoReftOptions o;
    o.rank = whole("rank");
    o.first = whole("first");
    o.last = whole("last");
    o.dropout = std::get<double>(option_value(info(), options, "dropout"));
    o.layers = std::get<std::vector<std::string>>(option_value(info(), options, "layers"));
    return o;
}

std::optional<int64_t> layer_number(const std::string& text) {
    int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() && number >= 0 ? std::optional(number)
                                                                                   : std::nullopt;
}

std::vector<Problem> check(const MethodOptions& options) {
    const LoReftOptions o = loreft_options(options);
    std::vector<Problem> problems;
    std::set<std::string> seen;
    for (const std::string& layer : o.layers) {
        if (!layer_number(layer))
            problems.push_back({.field = "method_options.layers",
                                .message = "\"" + layer + "\" is no number of a block; expected 0, 1, 2, ..."});
        else if (!seen.insert(layer).second)
            problems.push_back({.field = "method_options.layers", .message = "Block " + layer + " is named twice."});
    }
    if (o.first + o.last == 0)
        problems.push_back(
            {.field = "method_options.first", .message = "No word is edited: choose first or last words."});
    return problems;
}

// The blocks edited in a model of `layers` blocks of width `hidden`, in order. Throws Error(InvalidOption).
std::vector<int64_t> chosen_layers(const LoReftOptions& o, int64_t layers, int64_t hidden) {
    if (o.rank > hidden)
        throw Error(ErrorCode::InvalidOption, "LoReFT of rank " + std::to_string(o.rank) +
                                                  " does not fit into hidden states of width " +
                                                  std::to_string(hidden) + "; choose a rank up to that");
    std::vector<int64_t> chosen;
    for (const std::string& text : o.layers) {
        const std::optional<int64_t> layer = layer_number(text);
        if (!layer || *layer >= layers)
            throw Error(ErrorCode::InvalidOption, "LoReFT is to edit block \"" + text +
                                                      "\", but this model has blocks 0 to " +
                                                      std::to_string(layers - 1));
        chosen.push_back(*layer);
    }
    std::ranges::sort(chosen);
    if (o.layers.empty()) {
        chosen.resize(static_cast<size_t>(layers));
        std::iota(chosen.begin(), chosen.end(), int64_t{0});
    }
    return chosen;
}

class LoReft : public Adapter {
public:
    LoReft(Model& model, const MethodOptions& given, uint64_t seed)
        : m_given(given), m_options(std::make_shared<LoReftOptions>(loreft_options(given))) {
        at::Generator generator = seeded_generator(mix_seed(seed, 1));
        m_layers = chosen_layers(*m_options, model.config().layers, model.config().hidden);
        for (const int64_t layer : m_layers) {
            m_hooks.push_back(make_hook(model, layer, generator));
            m_sites.push_back("layer " + std::to_string(layer));
            model.set_block_hook(layer, m_hooks.back());
        }
    }

    std::vector<Parameter> parameters() override { return trained(); }

    const std::vector<std::string>& sites() const override { return m_sites; }
    std::vector<Measure> measures() const override {
        return {adapter_ratio_measure(),
                {.key = "edit_size",
                 .label = "Edit size",
                 .help = "Size of the edit against the state, mean over the edited tokens"}};
    }

    AdapterContents contents(const std::string& model) const override {
        const at::NoGradGuard no_grad;
        std::vector<Parameter> tensors = trained();
        for (const auto& hook : m_hooks) // for whoever only applies it
            tensors.push_back({peft_name(hook->path, ".reft_R"), orthonormal_rows(hook->v)});
        Json config = own_config(peft_type, info(), m_given, model);
        config["layers"] = m_layers;
        return {tensors, config};
    }

    void load(const std::filesystem::path& folder) override {
        const at::NoGradGuard no_grad;
        std::vector<Parameter> tensors = trained();
        std::vector<at::Tensor> rotations;
        for (const auto& hook : m_hooks) {
            rotations.push_back(at::zeros_like(hook->weight));
            tensors.push_back({peft_name(hook->path, ".reft_R"), rotations.back()});
        }
        read_adapter_tensors(folder, tensors);
        for (size_t i = 0; i < m_hooks.size(); ++i) {
            const double away = (orthonormal_rows(m_hooks[i]->v) - rotations[i]).abs().max().item<double>();
            if (!(away <= rotation_tolerance))
                throw Error(ErrorCode::BadValue, (folder / "adapter_model.safetensors").string() + ": " +
                                                     peft_name(m_hooks[i]->path, ".reft_R") +
                                                     " is not the rotation its .reft_V makes: they differ by " +
                                                     std::to_string(away));
        }
    }

private:
    std::shared_ptr<EditHook> make_hook(const Model& model, int64_t layer, at::Generator& generator) const {
        const int64_t d = model.config().hidden, r = m_options->rank;
        const at::TensorOptions type = at::TensorOptions(model.device()).dtype(parameter_type(model));
        auto hook = std::make_shared<EditHook>();
        hook->options = m_options;
        hook->path = "model.layers." + std::to_string(layer);
        hook->site = m_hooks.size();
        const at::Tensor random = at::randn({d, r}, generator, at::TensorOptions(at::kDouble));
        const at::Tensor rows = std::get<0>(at::linalg_qr(random)).t();
        hook->v = householder_vectors(rows).to(type).contiguous().requires_grad_();
        hook->weight = kaiming_uniform({r, d}, generator, model.device(), parameter_type(model)).requires_grad_();
        const double bound = 1 / std::sqrt(static_cast<double>(d));
        hook->bias = at::empty({r}, at::kFloat).uniform_(-bound, bound, generator).to(type).requires_grad_();
        return hook;
    }

    std::vector<Parameter> trained() const {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks) {
            // Decay would end the signs on its diagonal.
            list.push_back({.name = peft_name(hook->path, ".reft_V"), .value = hook->v, .decay = false});
            list.push_back({peft_name(hook->path, ".reft_W.weight"), hook->weight});
            list.push_back({.name = peft_name(hook->path, ".reft_W.bias"), .value = hook->bias, .decay = false});
        }
        return list;
    }

    MethodOptions m_given;
    std::shared_ptr<const LoReftOptions> m_options;
    std::vector<int64_t> m_layers;
    std::vector<std::shared_ptr<EditHook>> m_hooks;
    std::vector<std::string> m_sites;
};

} // namespace

Method loreft_method() {
    Method method;
    method.info = info();
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions& options) {
        const LoReftOptions o = loreft_options(options);
        const auto edits = static_cast<int64_t>(chosen_layers(o, model.layers, model.hidden).size());
        return edits * (2 * model.hidden * o.rank + o.rank);
    };
    method.validate = check;
    method.attach = [](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<LoReft>(model, options, seed);
    };
    method.read_options = [](const std::filesystem::path& folder) { return read_own_options(folder, info(), check); };
    return method;
}

} // namespace loratrf
