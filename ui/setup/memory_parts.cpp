#include "ui/setup/memory_parts.h"

#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <array>

namespace loratrf {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("loratrf::MemoryParts", text);
}

struct Words {
    const char *name, *help;
    int64_t MemoryPlan::*bytes;
};
constexpr std::array<Words, 9> words = {{
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Base model"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts",
                       "The frozen weights, in the number type they compute in. A smaller model "
                       "or bf16 needs less"),
     &MemoryPlan::weights},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Adapter"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "What is trained, and what the method holds beside it. A smaller rank "
                                               "needs less"),
     &MemoryPlan::adapter},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Gradients"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Four bytes for each trained parameter"), &MemoryPlan::gradients},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Optimiser"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Two moments, eight bytes for each trained parameter"),
     &MemoryPlan::optimizer},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Last good state"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "A copy that a run goes back to when its loss stops being a number"),
     &MemoryPlan::good_state},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Kept for backward"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts",
                       "What the forward pass keeps for the backward pass. Grows with the tokens "
                       "at a time; computing again needs less"),
     &MemoryPlan::activations},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Working space"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "What the largest moment of a step holds beside all that"),
     &MemoryPlan::working},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Slack"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Blocks that wait for the next tensor, or are larger than it"),
     &MemoryPlan::slack},
    {QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Program"),
     QT_TRANSLATE_NOOP("loratrf::MemoryParts", "This program, its libraries and the tokenizer"), &MemoryPlan::program},
}};

} // namespace

std::vector<MemoryPart> memoryParts(const MemoryPlan& plan) {
    std::vector<MemoryPart> parts;
    for (const Words& part : words) {
        parts.push_back({translated(part.name), translated(part.help), plan.*part.bytes});
    }
    return parts;
}

Fit fitOf(const MemoryPlan& plan, int64_t freeBytes) {
    const int64_t total = plan.total();
    return total > freeBytes ? Fit::TooLarge : total > freeBytes - freeBytes / 10 ? Fit::Tight : Fit::Fits;
}

QString memorySentence(const MemoryPlan& plan, int64_t freeBytes) {
    const bool fits = plan.total() <= freeBytes;
    const char* text = nullptr;
    if (plan.recompute == "layer") {
        text =
            fits
                ? QT_TRANSLATE_NOOP("loratrf::MemoryParts",
                                    "Needs about %1 of %2 free memory, with layers computed again in the backward pass")
                : QT_TRANSLATE_NOOP(
                      "loratrf::MemoryParts",
                      "Needs about %1 of %2 free memory, with layers computed again in the backward pass: a "
                      "smaller token budget or a smaller model would fit");
    } else if (plan.recompute == "nothing") {
        text = fits ? QT_TRANSLATE_NOOP("loratrf::MemoryParts", "Needs about %1 of %2 free memory")
                    : QT_TRANSLATE_NOOP(
                          "loratrf::MemoryParts",
                          "Needs about %1 of %2 free memory: a smaller token budget or a smaller model would fit");
    } else {
        text =
            fits ? QT_TRANSLATE_NOOP("loratrf::MemoryParts",
                                     "Needs about %1 of %2 free memory, with feed-forward parts computed again in the "
                                     "backward pass")
                 : QT_TRANSLATE_NOOP("loratrf::MemoryParts",
                                     "Needs about %1 of %2 free memory, with feed-forward parts computed again in the "
                                     "backward pass: a smaller token budget or a smaller model would fit");
    }
    return translated(text).arg(sizeText(plan.total()), sizeText(freeBytes));
}

} // namespace loratrf
