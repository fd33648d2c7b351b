#include "ui/setup/recipe_card.h"

#include "ui/setup/choice_box.h"
#include "ui/setup/recipe_fields.h"
#include "ui/setup/schedule_curve.h"
#include "ui/widgets/form.h"
#include "ui/widgets/guide_link.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace loratrf {

RecipeCard::RecipeCard(QWidget* parent)
    : Card(tr("Recipe"), tr("How long and how fast it learns."), parent), m_presets(new ChoiceBox),
      m_sentence(new TextLabel({}, TextLabel::Rank::Muted)), m_basic(new Form), m_advanced(new Form),
      m_curve(new ScheduleCurve), m_fold(new Fold(tr("Advanced"), m_advanced)), m_fields(new RecipeFields(this)) {
    explainIn("training");
    makePresets();
    body()->addWidget(m_basic);
    body()->addWidget(m_curve);
    body()->addWidget(m_fold);
    fillBasic();
    fillCourse();
    fillWatching();
    fillMachine();
    for (const char* name : {"tokenBudget", "recompute", "compute", "baseWeights"}) {
        loratrf::explainIn(findChild<QWidget*>(name), "memory");
    }
    connect(m_fields, &RecipeFields::changed, this, &RecipeCard::changed);
    read(TrainOptions{});
}

void RecipeCard::makePresets() {
    auto* line = new QHBoxLayout;
    m_presets->setObjectName("preset");
    m_presets->setAccessibleName(tr("Preset"));
    m_presets->setToolTip(tr("A recipe to start from; everything can be changed afterwards. Model and data stay as "
                             "chosen unless the preset names them"));
    line->addWidget(m_presets, 1);
    auto* own = new QPushButton(tr("Own p&reset"));
    own->setObjectName("ownPreset");
    own->setToolTip(tr("Keep these options under a name or in a file, or take them from one"));
    auto* menu = new QMenu(own);
    connect(menu->addAction(tr("&Keep as a preset…")), &QAction::triggered, this, &RecipeCard::keepPresetWanted);
    m_remove = menu->addAction(tr("&Remove the chosen preset"));
    m_remove->setObjectName("removePreset");
    connect(m_remove, &QAction::triggered, this, &RecipeCard::removePreset);
    menu->addSeparator();
    connect(menu->addAction(tr("&Load options…")), &QAction::triggered, this, &RecipeCard::loadWanted);
    connect(menu->addAction(tr("&Save options…")), &QAction::triggered, this, &RecipeCard::saveWanted);
    own->setMenu(menu);
    line->addWidget(own);
    body()->addLayout(line);
    m_sentence->setObjectName("presetSentence");
    body()->addWidget(m_sentence);
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        const QString file = m_presets->itemData(index).toString();
        if (!file.isEmpty()) {
            Q_EMIT presetChosen(file);
        }
    });
    showPresets();
}

void RecipeCard::showPresets() {
    m_listed = m_shelf.list();
    m_presets->clear();
    m_presets->addChoice(tr("Choose a preset…"), {}, {}, QString());
    for (const Preset& preset : m_listed) {
        m_presets->addChoice(preset.title, preset.sentence, {}, preset.file);
    }
    m_presets->setEnabled(!m_listed.empty());
    showSuiting();
    markPreset({});
}

void RecipeCard::setSituation(const Situation& situation) {
    if (situation != m_situation) {
        m_situation = situation;
        showSuiting();
    }
}

void RecipeCard::showSuiting() {
    std::vector<Suits> suits;
    for (const Preset& preset : m_listed) {
        suits.push_back(preset.suits);
    }
    const PresetChoice choice = choosePreset(suits, m_situation);
    const bool several = std::ranges::count_if(choice.reasons, [](const QString& one) { return !one.isEmpty(); }) > 1;
    for (std::size_t i = 0; i < m_listed.size(); ++i) {
        const QString& reason = choice.reasons[i];
        const QString source = !m_listed[i].own   ? reason
                               : reason.isEmpty() ? tr("your own")
                                                  : tr("your own, %1").arg(reason);
        const int index = static_cast<int>(i) + 1; // after the invitation to choose
        m_presets->setSource(index, source, several && choice.best == i ? tr("suits best") : QString());
    }
}

void RecipeCard::markPreset(const QString& file) {
    const int index = file.isEmpty() ? 0 : std::max(0, m_presets->findData(file));
    m_presets->setCurrentIndex(index);
    m_sentence->setText(m_presets->sentence(index));
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_remove->setEnabled(index > 0 && m_listed[static_cast<std::size_t>(index) - 1].own);
}

void RecipeCard::removePreset() {
    const int index = m_presets->currentIndex();
    if (index <= 0) {
        return;
    }
    const Preset preset = m_listed[static_cast<std::size_t>(index) - 1];
    auto* box = new QMessageBox(QMessageBox::Question, tr("Remove preset"), tr("Remove \"%1\"?").arg(preset.title),
                                QMessageBox::Cancel, window());
    box->setObjectName("removePresetQuestion");
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // a title is no markup
    box->setInformativeText(tr("Its file is deleted for good: %1").arg(preset.file));
    QPushButton* remove = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    remove->setObjectName("removePresetYes");
    box->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, preset] {
        if (m_shelf.remove(preset)) {
            showPresets();
        }
    });
    box->open();
}

void RecipeCard::fillBasic() {
    m_fields->addReal(m_basic, "epochs", tr("E&pochs"),
                      tr("Passes over the training rows; may be a fraction. More for few rows, fewer where the "
                         "evaluation loss begins to rise. Usual: 1 to 5"),
                      &TrainOptions::epochs, 0, 1e6);
    m_fields->addReal(
        m_basic, "learning_rate", tr("&Learning rate"),
        tr("Size of a step. Too high: the loss jumps; too low: nothing happens. Lower it for small data or "
           "full fine-tuning. Usual for adapters: 5e-5 to 1e-3; on preference pairs 5e-6 to 5e-5"),
        &TrainOptions::learning_rate, 0, 10);
    m_fields->addWhole(
        m_basic, "batch_size", tr("&Batch size"),
        tr("Rows a step averages over, whatever the memory. Larger: steadier and fewer steps. Usual: 4 to "
           "32"),
        &TrainOptions::batch_size, 1);
    m_fields->addChoice(m_basic, "device", tr("&Device"),
                        tr("Where to compute. auto takes the GPU when there is one; cuda:1 names the second GPU"),
                        &TrainOptions::device, {{"auto", "auto"}, {"cpu", "cpu"}, {"cuda", "cuda"}}, true);
    m_fields->addFlag(m_basic, "keep_best", tr("&Keep the best weights"),
                      tr("The adapter that is exported is the one with the lowest evaluation loss, not the last one. "
                         "Switch it off to get the last step's, or where nothing is evaluated"),
                      &TrainOptions::keep_best, 2);
}

void RecipeCard::fillCourse() {
    Form* form = m_advanced;
    m_fields->addSchedule(
        form, tr("Learning rate over time"),
        tr("After the warm-up: stay, fall evenly, or fall slowly at both ends. Cosine suits most runs; "
           "constant where you will go on later"));
    m_fields->addReal(
        form, "warmup", tr("Warm-up"),
        tr("Below 1: share of all steps in which the learning rate rises; 1 and more: number of steps. More "
           "where the first steps jump. Usual: 0.03 to 0.1"),
        &TrainOptions::warmup, 0, 1e9);
    m_fields->addReal(form, "min_lr_ratio", tr("Lowest learning rate"),
                      tr("What the schedule ends at, as a share of the learning rate. Usual: 0 to 0.1"),
                      &TrainOptions::min_lr_ratio, 0, 1);
    m_fields->addWhole(form, "max_steps", tr("Largest number of steps"),
                       tr("Stops after this many steps, whatever the epochs. For a quick try: 20 to 100"),
                       &TrainOptions::max_steps, 0, tr("by epochs"));
    m_fields->addReal(
        form, "max_seconds", tr("Longest time in seconds"),
        tr("Stops once the steps have taken so long; the schedule follows the clock then. For comparisons "
           "under equal time"),
        &TrainOptions::max_seconds, 0, 1e9, tr("no limit"));
    m_fields->addWhole(
        form, "patience", tr("Patience"),
        tr("Stops after this many evaluations without improvement. Usual: 2 to 5, with several evaluations "
           "an epoch"),
        &TrainOptions::patience, 0, tr("never stop early"));
    m_fields->addReal(
        form, "weight_decay", tr("Weight decay"),
        tr("Pulls the adapter's weights towards zero. Try 0.01 to 0.1 where the evaluation loss rises early"),
        &TrainOptions::weight_decay, 0, 10);
    m_fields->addReal(form, "clip_norm", tr("Gradient clipping"),
                      tr("Largest norm of a step's gradient; tames outliers. Usual: 0.5 to 1"),
                      &TrainOptions::clip_norm, 0, 1e6, tr("off"));
    m_fields->addReal(form, "beta1", tr("Adam beta 1"), tr("Memory of the mean gradient. Rarely changed: 0.9"),
                      &TrainOptions::beta1, 0, 1);
    m_fields->addReal(form, "beta2", tr("Adam beta 2"),
                      tr("Memory of the squared gradient. 0.95 to 0.999; lower for short runs"), &TrainOptions::beta2,
                      0, 1);
    m_fields->addReal(form, "adam_epsilon", tr("Adam epsilon"),
                      tr("Keeps the division from zero. Rarely changed: 1e-8"), &TrainOptions::adam_epsilon, 0, 1);
    m_fields->addWhole(form, "max_bad_steps", tr("Bad steps before stopping"),
                       tr("So many steps in a row without a finite result end the run; the last good state is kept. "
                          "Usual: 3 to 10"),
                       &TrainOptions::max_bad_steps, 1);
    m_fields->addReal(
        form, "preference_beta", tr("Preference strength β"),
        tr("Counts for preference pairs only: how strongly the adapter is held to the model it began as. Small lets it "
           "move far. Raise it where answers become odd or ever longer, lower it where little changes. Usual: 0.05 to "
           "0.5"),
        &TrainOptions::preference_beta, 0, 100);
    m_fields->addWhole(
        form, "seed", tr("Seed"),
        tr("The same seed, data and machine give the same adapter. Change it to see how much luck there is"),
        &TrainOptions::seed, 0);
}

void RecipeCard::fillWatching() {
    Form* form = m_advanced;
    m_fields->addWhole(
        form, "eval_every", tr("Evaluate every … steps"),
        tr("How often the evaluation rows are looked at. Often enough for patience to work, seldom enough "
           "not to cost time: 5 to 10 times an epoch"),
        &TrainOptions::eval_every, 0, tr("each epoch"));
    m_fields->addWhole(
        form, "max_answer", tr("Longest generated answer"),
        tr("Tokens of an answer that is generated to be compared. A little more than your longest answer"),
        &TrainOptions::max_answer, 1);
    m_fields->addFlag(
        form, "exact_match", tr("Compare answers exactly"),
        tr("Also generates the evaluation rows' answers before and after and counts those that are equal. "
           "For short answers with one right wording; takes time"),
        &TrainOptions::exact_match, 2);
    m_fields->addWhole(
        form, "checkpoint_every", tr("Checkpoint every … steps"),
        tr("A run can go on from its newest checkpoint. For long runs: what you would not like to lose, a "
           "quarter of an hour's steps"),
        &TrainOptions::checkpoint_every, 0, tr("each epoch"));
    m_fields->addWhole(
        form, "keep_checkpoints", tr("Checkpoints kept"),
        tr("The newest ones, besides the best. Each takes the adapter's size three times. Usual: 1 to 3"),
        &TrainOptions::keep_checkpoints, 1);
    m_fields->addWhole(form, "log_every", tr("Report every … steps"),
                       tr("How often loss and speed are read from the device. 1, or 10 for very short steps"),
                       &TrainOptions::log_every, 1);
    m_fields->addWhole(form, "activity_every", tr("Filter activity every … steps"),
                       tr("How often the heatmap gets a new column. 1, or more for runs of many thousand steps"),
                       &TrainOptions::activity_every, 1);
    m_fields->addWhole(form, "probe_every", tr("Probe texts every … steps"),
                       tr("How often the layer by token picture is taken. Each costs a forward pass a text"),
                       &TrainOptions::probe_every, 0, tr("at evaluations"));
    m_fields->addLines(form, "probe_texts", tr("Probe texts"),
                       tr("Messages whose layer by token picture is drawn during the run. Two or three short ones that "
                          "matter to you"),
                       &TrainOptions::probe_texts, tr("One a line; empty: the first evaluation rows"));
}

void RecipeCard::fillMachine() {
    Form* form = m_advanced;
    m_fields->addWhole(form, "token_budget", tr("Tokens at a time"),
                       tr("How many tokens are computed together. Memory and speed only; the result is the same. Less "
                          "where memory is short. Usual: 512 to 8,192"),
                       &TrainOptions::token_budget, 1);
    m_fields->addChoice(
        form, "recompute", tr("Compute again"),
        tr("What the backward pass computes again instead of keeping it (processor only). Automatic: as "
           "little as the free memory allows; whole layers need the least memory and most time"),
        &TrainOptions::recompute,
        {{"auto", tr("automatic")},
         {"nothing", tr("nothing")},
         {"feed-forward", tr("feed-forward parts")},
         {"layer", tr("whole layers")}});
    m_fields->addChoice(
        form, "compute", tr("Number type"),
        tr("Of base weights and activations. auto takes bf16 where the processor is fast at it; fp32 is "
           "exact and takes twice the memory"),
        &TrainOptions::compute, {{"auto", "auto"}, {"fp32", "fp32"}, {"bf16", "bf16"}});
    m_fields->addChoice(form, "base_weights", tr("Base weights"),
                        tr("How the frozen weights lie in memory. As stored: as the model's file has them, 4 to 8 bits "
                           "each in a GGUF file, and unpacked at each use; a little slower, the result is the same. "
                           "Where memory is short"),
                        &TrainOptions::base_weights, {{"unpacked", tr("unpacked")}, {"stored", tr("as stored")}});
    m_fields->addWhole(form, "threads", tr("Processor threads"),
                       tr("Threads the computation may use. Fewer leave the machine usable; more than its cores bring "
                          "nothing"),
                       &TrainOptions::threads, 0, tr("all"));
    m_fields->addText(form, "name", tr("Name of the run"), tr("Shown in lists. What you will want to know it by"),
                      &TrainOptions::name, tr("none"));
    m_fields->addText(form, "run", tr("Run folder"),
                      tr("A new folder for everything the run writes; on any disk with room for its checkpoints"),
                      &TrainOptions::run, {});
    m_run = findChild<QLineEdit*>("run");
}

void RecipeCard::setRunsFolder(const QString& folder) {
    m_run->setPlaceholderText(tr("%1/<date>-<method>").arg(folder));
}

void RecipeCard::read(const TrainOptions& options) {
    m_fields->read(options);
}

void RecipeCard::write(TrainOptions& options) const {
    m_fields->write(options);
}

void RecipeCard::showOutline(const RecipeOutline& outline, const TrainOptions& options) {
    m_curve->setOutline(outline, options);
}

bool RecipeCard::setProblem(const QString& field, const QString& text, bool warning) {
    if (m_basic->setProblem(field, text, warning)) {
        return true;
    }
    const bool mine = m_advanced->setProblem(field, text, warning);
    if (mine && !warning) {
        m_fold->setOpen(true);
    }
    return mine;
}

void RecipeCard::clearProblems() {
    m_basic->clearProblems();
    m_advanced->clearProblems();
}

} // namespace loratrf
