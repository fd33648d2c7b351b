#include "backend/adapter/lora_fa.h"

#include "backend/adapter/lora_family.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"

#include <ATen/ops/linalg_pinv.h>
#include <c10/core/GradMode.h>

namespace loratrf {

namespace {

struct LoraFaHook : PlainLoraHook { // without dropout the term is LoRA's
    at::Tensor gram_inverse;        // (A A^T + 1e-8 I)^-1 / s^2 [r, r], made when first needed

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        at::Tensor z = at::linear(x, pair.a.to(x.scalar_type())); // [T, r]
        if (context.training && pair.dropout > 0)
            z = ops::dropout(z, pair.dropout, mix_seed(context.dropout_seed, pair.index));
        const at::Tensor term = at::linear(z * pair.scale, pair.b.to(x.scalar_type()));
        if (context.recorder)
            context.recorder->add_ratio(site, term, base);
        return base + term;
    }

    void correct() {
        if (!gram_inverse.defined()) {
            const at::Tensor a = pair.a.cpu();
            const at::Tensor gram = at::mm(a, a.t()) + 1e-8 * at::eye(a.size(0), a.options());
            gram_inverse = (at::linalg_pinv(gram) / (pair.scale * pair.scale)).to(pair.a.device());
        }
        at::Tensor gradient = pair.b.mutable_grad();
        gradient.copy_(at::mm(gradient, gram_inverse)); // in place: the optimiser holds this memory
    }
};

class LoraFa : public LoraFamily {
public:
    LoraFa(Model& model, LoraOptions options, bool corrected, uint64_t seed)
        : LoraFamily(model, std::move(options), seed, [] { return std::make_shared<LoraFaHook>(); }),
          m_corrected(corrected) {
        for (const auto& hook : hooks())
            hook->pair.a.requires_grad_(false);
    }

    void correct_gradients() override {
        if (!m_corrected)
            return;
        const at::NoGradGuard no_grad;
        for (const auto& hook : hooks())
            static_cast<LoraFaHook&>(*hook).correct();
    }

    void load(const std::filesystem::path& folder) override {
        LoraFamily::load(folder);
        for (const auto& hook : hooks())
            static_cast<LoraFaHook&>(*hook).gram_inverse.reset();
    }

private:
    bool m_corrected = true;
};

bool is_corrected(const MethodInfo& info, const MethodOptions& options) {
    return std::get<std::string>(option_value(info, options, "version")) == "corrected";
}

} // namespace

Method lora_fa_method() {
    MethodInfo info =
        plain_lora_info({{.key = "version",
                          .label = "Version",
                          .help = "corrected: gradients as close to the full ones as they can be; v1: as they are.",
                          .value = std::string("corrected"),
                          .choices = {"corrected", "v1"},
                          .of_training = true}});
    info.key = "lorafa";
    info.label = "LoRA-FA";
    info.sentence = "LoRA with its first factor frozen: half the trained numbers, less memory, often a little worse.";
    info.source = "Zhang et al. 2023, arXiv 2308.03303";
    Method method = lora_family_method<LoraFa>(info, is_corrected);
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_lora(model, lora_options(info, options),
                          [](const ProjectionInfo& projection, int64_t rank) { return rank * projection.out; });
    };
    return method;
}

} // namespace loratrf
