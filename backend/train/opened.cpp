#include "backend/train/opened.h"

#include "backend/adapter/strength.h"
#include "backend/train/run_folder.h"

namespace loratrf {

ResolvedModel resolve_model(const std::string& model_or_run, const std::string& adapter, bool base_only) {
    ResolvedModel what{.model = model_or_run, .adapter = adapter, .run = {}};
    if (is_run(model_or_run)) {
        const RunInfo info = inspect_run(model_or_run);
        what.run = info.options;
        what.model = info.options.model;
        if (what.adapter.empty() && !base_only) {
            what.adapter = !info.adapter.empty() ? info.adapter : info.newest_checkpoint;
            if (what.adapter.empty())
                throw Error(ErrorCode::NotFound,
                            model_or_run + ": the run has neither an adapter nor a checkpoint yet");
        }
    }
    if (base_only)
        what.adapter.clear();
    return what;
}

Opened open_model(const ResolvedModel& what, const std::string& device, const std::string& compute, int64_t threads,
                  const EventSink& sink, double strength) {
    Opened opened;
    if (what.run)
        opened.data_options = what.run->data_options;
    const Method& method = what.adapter.empty() ? find_method(TrainOptions().method) : method_of_adapter(what.adapter);
    // Fully trained weights are fp32 values; in bf16 they would not be the ones that were trained.
    const std::string type = method.info.needs_fp32 ? "fp32" : compute;
    // A base that had to stay packed to fit has to here.
    const BaseWeights kept = what.run ? base_weights_for(method, what.run->base_weights) : BaseWeights::Unpacked;
    opened.base = open_base(what.model, device, type, threads, sink, kept);
    if (!what.adapter.empty())
        opened.adapter = load_adapter(*opened.base.model, what.adapter, strength).adapter;
    return opened;
}

} // namespace loratrf
