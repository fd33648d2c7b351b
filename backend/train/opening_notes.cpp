#include "backend/train/opening_notes.h"

#include "backend/device/device.h"
#include "backend/ops/causal_attention.h"

#include <algorithm>

namespace loratrf {

namespace {

constexpr double most_usual_preference_rate = 1e-4;

std::string packing_note(const TrainOptions& options, const Base& base) {
    if (std::ranges::any_of(base.model->weights(), [](const NamedTensor& weight) { return weight.packed; }))
        return "linear layers of the base stay as their file stores them and are unpacked at each use";
    if (const MethodInfo& method = method_info(options.method); method.changes_base)
        return "base_weights stored has no effect: " + method.label + " changes the base's weights";
    return "base_weights stored has no effect: the model's file stores them in no fewer bits than are computed with";
}

} // namespace

std::vector<NoteEvent> opening_notes(const TrainOptions& options, const Base& base, const TrainingData& data,
                                     const std::vector<std::string>& warnings, const Foresight& foresight,
                                     const PrefixSharing& sharing, int64_t step) {
    std::vector<NoteEvent> notes;
    const auto say = [&](Level level, const std::string& text) {
        if (!text.empty())
            notes.push_back({.level = level, .step = step, .text = text});
    };
    if (base.device.is_cpu()) {
        if (options.device != "cpu")
            say(Level::Info, cuda_problem());
        if (const std::string slow = base.model->slow_layers({.training = true}); !slow.empty())
            say(Level::Info, "slower and larger steps in " + slow);
        if (!ops::has_causal_attention())
            say(Level::Info,
                "attention takes about twice as long as it could: LibTorch's kernel computes it, as oneDNN "
                "has no small products for this CPU");
    }
    if (options.base_weights == "stored")
        say(Level::Info, packing_note(options, base));
    say(Level::Info, foresight.note());
    say(Level::Warning, foresight.warning());
    say(Level::Info, sharing.note);
    if (data.pairs()) {
        say(Level::Info, "the rows are preference pairs: the chosen answers are to become likelier against the "
                         "rejected ones than they were before training (DPO)");
        if (options.learning_rate > most_usual_preference_rate)
            say(Level::Warning, "the learning rate is high for preference pairs: 0.000005 to 0.00005 is usual, and "
                                "more makes the chosen answers less likely too");
    }
    if (!options.adapter.empty() && step == 0)
        say(Level::Info, "starts from the adapter in " + options.adapter);
    for (const auto* texts : {&data.notes, &warnings})
        for (const std::string& text : *texts)
            say(Level::Warning, text);
    if (const int64_t context = base.model->config().context; context > 0 && data.longest > context)
        say(Level::Warning, "the longest row has " + std::to_string(data.longest) + " tokens, the model was made for " +
                                std::to_string(context));
    return notes;
}

} // namespace loratrf
