#include "ui/plots/figures.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr double giga = 1e9;
constexpr double missing = std::numeric_limits<double>::quiet_NaN(); // a gap

QString say(const char* text) {
    return QCoreApplication::translate("Figures", text);
}

QString shortNumber(double value) {
    return std::isfinite(value) ? numberText(value, 'g', 4) : QStringLiteral("–");
}

// One number of each training step.
Figure ofSteps(const char* key, const QString& title, const QString& help, double (*value)(const StepEvent&),
               QString (*text)(double)) {
    Figure figure;
    figure.key = QLatin1String(key);
    figure.title = title;
    figure.help = help;
    figure.count = [](const RunModel& model) { return model.steps().size(); };
    figure.point = [value](const RunModel& model, std::size_t index) {
        const StepEvent& step = model.steps()[index];
        return QPointF(static_cast<double>(step.step), value(step));
    };
    figure.text = text;
    return figure;
}

Figure ofPairs(const char* key, const QString& title, const QString& help, double (*value)(const StepEvent&),
               QString (*text)(double)) {
    Figure figure = ofSteps(key, title, help, value, text);
    figure.offered = [](const RunModel& model) { return model.hasPairs(); };
    figure.count = [](const RunModel& model) { return model.hasPairs() ? model.steps().size() : std::size_t(0); };
    return figure;
}

Figure activityFigure() {
    Figure figure;
    figure.key = QStringLiteral("activity");
    figure.title = say("Filter activity");
    figure.help = say("The first measure of the heatmap, mean over all places of the adapter: how far filters let it "
                      "through or, without filters, how large it is. Near 0 the adapter does nothing");
    figure.count = [](const RunModel& model) { return model.activity().reports(); };
    figure.point = [](const RunModel& model, std::size_t index) {
        return QPointF(static_cast<double>(model.activity().step(index)), model.activity().mean(index));
    };
    figure.text = shortNumber;
    figure.smooth = false;
    return figure;
}

} // namespace

Figure lossFigure() {
    Figure figure = ofSteps(
        "loss", say("Loss"),
        say("Mean cross-entropy of the answers' tokens; of preference pairs the mean of -log σ(margin of their "
            "rewards), 0.69 at first. The evaluation's counts; where it rises while that of training falls, the rows "
            "are learnt by heart"),
        [](const StepEvent& step) { return step.loss; }, lossText);
    return figure;
}

std::vector<Figure> otherFigures() {
    Figure rate = ofSteps(
        "learning_rate", say("Learning rate"), say("Size of the steps, as schedule and changes while it ran made it"),
        [](const StepEvent& step) { return step.learning_rate; }, shortNumber);
    rate.smooth = false;
    const Figure norm = ofSteps(
        "grad_norm", say("Gradient norm"),
        say("Length of the whole gradient before clipping. Peaks far above the rest come before a loss that jumps"),
        [](const StepEvent& step) { return step.grad_norm; }, shortNumber);
    const Figure speed = ofSteps(
        "tokens_per_second", say("Tokens per second"),
        say("Speed of the steps alone, without evaluations and checkpoints"),
        [](const StepEvent& step) { return step.tokens_per_second; },
        [](double value) { return std::isfinite(value) ? countText(std::llround(value)) : QStringLiteral("–"); });
    Figure memory = ofSteps(
        "memory", say("Memory (GB)"), say("What the program holds after a step, beside what was foreseen for the run"),
        [](const StepEvent& step) { return static_cast<double>(step.memory_bytes) / giga; },
        [](double value) { return sizeText(std::llround(value * giga)); });
    memory.smooth = false;
    memory.level = [](const RunModel& model) { return static_cast<double>(model.plannedMemory()) / giga; };
    memory.levelName = say("planned %1");
    return {norm, rate, speed, memory, activityFigure()};
}

Figure preferredFigure() {
    Figure figure = ofPairs(
        "preferred", say("Preferred"),
        say("Share of the pairs whose chosen answer gained more than the rejected one. Half is what chance gives; the "
            "evaluation's counts"),
        [](const StepEvent& step) { return step.pairs ? step.pairs->preferred : missing; }, percentText);
    figure.top = 1;
    figure.level = [](const RunModel&) { return 0.5; };
    figure.levelName = say("by chance %1");
    return figure;
}

Figure rewardsFigure() {
    Figure figure = ofPairs(
        "rewards", say("Rewards"),
        say("How much likelier answers became than they were before training, times β. The margin, the chosen answers' "
            "reward less the rejected ones', should rise; where both fall far, answers come apart: lower the learning "
            "rate"),
        [](const StepEvent& step) { return step.pairs ? step.pairs->margin : missing; }, shortNumber);
    figure.subject = say("Margin of the rewards");
    return figure;
}

} // namespace loratrf
