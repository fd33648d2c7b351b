#pragma once
// What LoRA and its kin share: y = W x + b + s B A dropout(x) on every adapted projection, s = alpha / r or
// alpha / sqrt r, with all that PEFT offers around it: ranks and alphas by pattern, trained biases, further modules
// trained as a whole. Hu et al. 2021, arXiv 2106.09685, section 4.1; files as PEFT's LoraConfig has them.
//
// A method of the family gives its own hooks, or overrides what it does otherwise, and starts from
// lora_family_method(); lora.cpp is the plainest of them.

#include "backend/adapter/low_rank.h"
#include "backend/adapter/path_patterns.h"

namespace loratrf {

struct LoraOptions : LowRankOptions {
    PathPatterns ranks, alphas;       // before `rank` and `alpha`
    bool rank_stabilised = false;     // s = alpha / sqrt r
    std::string bias = "none";        // which biases of the base train: none, all, lora_only (of adapted projections)
    std::vector<std::string> modules; // lm_head, embed_tokens: train as a whole

    // Targets are ends of paths, as in PEFT: "q_proj", "layers.0.self_attn.q_proj".
    bool adapts(const std::string& path) const;
    int64_t rank_of(const std::string& path) const;
    double alpha_of(const std::string& path) const;
    double scale_of(const std::string& path) const;
};

// Those of low_rank_specs() and rank_pattern, alpha_pattern, bias, trained_modules.
std::vector<OptionSpec> lora_specs();
// rank_stabilised, for methods that leave the choice.
OptionSpec rank_stabilised_spec();
LoraOptions lora_options(const MethodInfo& info, const MethodOptions& options); // throws Error(InvalidOption)
std::vector<Problem> check_lora(const MethodInfo& info, const MethodOptions& options);
std::vector<Problem> check_target_paths(std::vector<std::string> targets); // ends of paths

// Trainable parameters of one adapted projection: r (d_in + d_out).
int64_t pair_size(const ProjectionInfo& projection, int64_t rank);
// Those of the whole adapter, trained biases and modules included.
int64_t count_lora(const ModelInfo& model, const LoraOptions& options,
                   const std::function<int64_t(const ProjectionInfo&, int64_t rank)>& size = pair_size);

// One adapted projection.
struct LoraHook : ProjectionHook {
    Projection* projection = nullptr; // where it hangs
    LowRankPair pair;
    size_t site = 0;

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override;
};

// One whose apply() is LoraHook's.
struct PlainLoraHook : LoraHook {
    std::optional<ProjectionTerms> terms(const ForwardContext& context) const override;
};

class LoraFamily : public Adapter {
public:
    using MakeHook = std::function<std::shared_ptr<LoraHook>()>;
    // `make` gives the hook of a projection, empty; pair, site and projection are filled in here.
    // Throws Error(InvalidOption) for a pattern that fits no adapted projection.
    LoraFamily(
        Model& model, LoraOptions options, uint64_t seed,
        const MakeHook& make = [] { return std::make_shared<PlainLoraHook>(); });

    std::vector<Parameter> parameters() override; // what is stored and requires a gradient
    const std::vector<std::string>& sites() const override { return m_sites; }
    AdapterContents contents(const std::string& model) const override;
    void load(const std::filesystem::path& folder) override;
    at::Tensor merged(const std::string& weight, const at::Tensor& base) const override;
    // nullopt with trained biases or modules; projections without ranks are left out.
    std::optional<std::vector<LowRankDelta>> low_rank() const override;

protected:
    // Of one projection, everything the adapter's file holds, named as in it.
    virtual std::vector<Parameter> stored_of(const LoraHook& hook) const;
    // All of the file, where it holds something else than what trains.
    virtual std::vector<Parameter> exported() const { return stored(); }
    // Adds to the configuration, which is that of a plain LoRA, or changes it.
    virtual void describe(Json& /*config*/) const {}
    // The projection's weight with the update in it; both [out, in].
    virtual at::Tensor merged_weight(const LoraHook& hook, const at::Tensor& base) const;

    std::vector<Parameter> stored() const;
    const LoraOptions& options() const { return m_options; }
    const std::vector<std::shared_ptr<LoraHook>>& hooks() const { return m_hooks; }

private:
    void train_extras(Model& model);

    LoraOptions m_options;
    std::vector<std::shared_ptr<LoraHook>> m_hooks;
    std::vector<std::string> m_sites;
    std::vector<Parameter> m_extras;        // biases and modules, named as in the file
    std::vector<std::string> m_extra_names; // and their names as weights of the model
};

// A plain method of the family, whose `info.options` begin with lora_specs(): all functions filled in, to be replaced
// where a variant differs. Its folders are those of PEFT's LoRA, without magnitudes (DoRA); with the scale alpha / r
// where `info` leaves no choice.
Method lora_family_method(const MethodInfo& info);

// The same with an adapter class of its own: A(model, LoraOptions, what each of `own` reads from (info, options),
// seed).
template <class A, class... Own>
Method lora_family_method(const MethodInfo& info, Own... own) {
    Method method = lora_family_method(info);
    method.attach = [info, own...](Model& model, const MethodOptions& options,
                                   uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<A>(model, lora_options(info, options), own(info, options)..., seed);
    };
    return method;
}

// Of a method that trains in its own way what it writes as a plain LoRA: what opens it and its options, `own` before
// the choice of the scale.
MethodInfo plain_lora_info(std::vector<OptionSpec> own);

} // namespace loratrf
