#include "backend/train/probes.h"

#include "backend/data/packing.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>

namespace loratrf {

std::vector<std::vector<int32_t>> make_probes(const TrainOptions& options, const TrainingData& data,
                                              const RowEncoder& encoder) {
    std::vector<std::vector<int32_t>> probes;
    for (const std::string& text : options.probe_texts)
        probes.push_back(encoder.encode_prompt({{"user", text}}));
    const std::vector<Sequence>& rows = data.eval.empty() ? data.train : data.eval;
    for (size_t i = 0; options.probe_texts.empty() && i < rows.size() && i < default_probes; ++i)
        probes.push_back(rows[i].ids);
    for (auto& probe : probes)
        if (probe.size() > longest_probe)
            probe.resize(longest_probe);
    return probes;
}

FilterEvent probe_filters(Model& model, const Adapter& adapter, const Tokenizer& tokenizer,
                          const std::vector<int32_t>& ids, int64_t step, int64_t probe) {
    const at::NoGradGuard no_grad;
    FilterEvent event{
        .step = step, .probe = probe, .tokens = token_texts(tokenizer, ids), .sites = adapter.sites(), .values = {}};
    const std::vector<Sequence> rows = {{.line = 0, .ids = ids, .supervised = std::vector<bool>(ids.size(), false)}};
    const std::vector<int64_t> which = {0};
    ActivityRecorder recorder(adapter.sites().size(), /*keep_tokens=*/true);
    model.hidden(to_input(pack(rows, which), model.device()), {.recorder = &recorder});
    event.values = recorder.token_values();
    event.filter = recorder.has_filter();
    if (event.values.empty()) // nothing acts on tokens: trained base weights
        event.sites.clear();
    return event;
}

} // namespace loratrf
