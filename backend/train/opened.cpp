#include "backend/train/opened.h"

#include "backend/adapter/strength.h"
#include "backend/io/files.h"
#include "backend/train/run_folder.h"

namespace loratrf {

ResolvedModel resolve_model(const std::string& model_or_run, const std::string& adapter, bool base_only) {
    ResolvedModel what{.model = model_or_run, .adapter = adapter, .run = {}};
    if (is_run(model_or_run)) {
        // The run's journal, which can be long, says nothing of it.
        what.run = options_from_json(read_text_file(open_run(model_or_run).options(), 16 << 20));
        what.model = what.run->model;
        if (what.adapter.empty() && !base_only)
            what.adapter = adapter_of_run(model_or_run);
    }
    if (base_only)
        what.adapter.clear();
    return what;
}

std::string adapter_of_run(const std::string& folder) {
    const RunFolder run = open_run(folder);
    if (std::filesystem::exists(run.adapter() / "adapter_config.json"))
        return run.adapter().string();
    const std::optional<int64_t> step = run.newest_valid();
    if (!step)
        throw Error(ErrorCode::NotFound, folder + ": the run has neither an adapter nor a checkpoint yet");
    return run.checkpoint(*step).string();
}

std::string compute_for_use(const MethodInfo& method, const std::string& compute) {
    return method.needs_fp32 ? "fp32" : compute;
}

Opened open_model(const ResolvedModel& what, const std::string& device, const std::string& compute, int64_t threads,
                  const EventSink& sink, double strength) {
    Opened opened;
    if (what.run)
        opened.data_options = what.run->data_options;
    const Method& method = what.adapter.empty() ? find_method(TrainOptions().method) : method_of_adapter(what.adapter);
    const std::string type = compute_for_use(method.info, compute);
    // A base that had to stay packed to fit has to here.
    const BaseWeights kept = what.run ? base_weights_for(method, what.run->base_weights) : BaseWeights::Unpacked;
    opened.base = open_base(what.model, device, type, threads, sink, kept);
    if (!what.adapter.empty())
        opened.adapter = load_adapter(*opened.base.model, what.adapter, strength).adapter;
    return opened;
}

} // namespace loratrf
