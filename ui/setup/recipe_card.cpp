#include "ui/setup/recipe_card.h"

#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <limits>
#include <memory>

namespace loratrf {

namespace {

// The name a preset gives itself, else that of its file.
QString presetTitle(const QFileInfo& info) {
    QFile file(info.filePath());
    if (file.open(QIODevice::ReadOnly)) {
        const QString name = QJsonDocument::fromJson(file.readAll()).object().value("name").toString();
        if (!name.isEmpty()) {
            return name;
        }
    }
    QString title = info.completeBaseName().replace('-', ' ').replace('_', ' ');
    return title.isEmpty() ? title : title.left(1).toUpper() + title.mid(1);
}

} // namespace

QString camelCase(const QString& key) {
    QString name;
    bool upper = false;
    for (const QChar letter : key) {
        if (letter == '_') {
            upper = true;
            continue;
        }
        name += upper ? letter.toUpper() : letter;
        upper = false;
    }
    return name;
}

RecipeCard::RecipeCard(QWidget* parent)
    : Card("Recipe", "How long and how fast it learns.", parent), m_presets(new QComboBox), m_basic(new Form),
      m_advanced(new Form), m_fold(new Fold("Advanced", m_advanced)) {
    auto* line = new QHBoxLayout;
    m_presets->setObjectName("preset");
    m_presets->setAccessibleName("Preset");
    m_presets->setToolTip("A recipe to start from; everything can be changed afterwards. Model and data stay as chosen "
                          "unless the preset names them");
    ignoreWheelUnlessFocused(m_presets);
    line->addWidget(m_presets, 1);
    auto* own = new QPushButton("Own preset");
    own->setToolTip("Keep these options in a file, or take them from one");
    auto* menu = new QMenu(own);
    connect(menu->addAction("Load options…"), &QAction::triggered, this, &RecipeCard::loadWanted);
    connect(menu->addAction("Save options…"), &QAction::triggered, this, &RecipeCard::saveWanted);
    own->setMenu(menu);
    line->addWidget(own);
    body()->addLayout(line);
    body()->addWidget(m_basic);
    body()->addWidget(m_fold);
    fillPresets();
    fillBasic();
    fillAdvanced();
    read(TrainOptions{});
}

void RecipeCard::fillPresets() {
    m_presets->addItem("Choose a preset…");
    const QFileInfoList files = QDir(":/presets").entryInfoList({"*.json"}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        m_presets->addItem(presetTitle(file), file.filePath());
    }
    m_presets->setEnabled(!files.isEmpty());
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        const QString file = m_presets->itemData(index).toString();
        if (!file.isEmpty()) {
            Q_EMIT presetChosen(file);
        }
    });
}

void RecipeCard::fillBasic() {
    addReal(m_basic, "epochs", "Epochs", "Passes over the training rows; may be a fraction", &TrainOptions::epochs, 0,
            1e6);
    addReal(m_basic, "learning_rate", "Learning rate",
            "Size of a step. Too high: the loss jumps; too low: nothing happens. 1e-4 to 1e-3 is usual for adapters",
            &TrainOptions::learning_rate, 0, 10);
    addWhole(m_basic, "batch_size", "Batch size", "Rows a step averages over", &TrainOptions::batch_size, 1);
    addText(m_basic, "device", "Device", "Where to compute: auto takes the GPU when there is one",
            &TrainOptions::device, {}, {"auto", "cpu", "cuda"});
    addFlag(m_basic, "keep_best", "Keep the best weights",
            "The adapter that is exported is the one with the lowest evaluation loss, not the last one",
            &TrainOptions::keep_best);
}

void RecipeCard::fillAdvanced() {
    Form* form = m_advanced;
    addSchedule(form);
    addReal(form, "warmup", "Warm-up",
            "Below 1: share of all steps in which the learning rate rises; 1 and more: number of steps",
            &TrainOptions::warmup, 0, 1e9);
    addReal(form, "min_lr_ratio", "Lowest learning rate", "What the schedule ends at, as a share of the learning rate",
            &TrainOptions::min_lr_ratio, 0, 1);
    addWhole(form, "max_steps", "Largest number of steps", "Stops after this many steps", &TrainOptions::max_steps, 0,
             "by epochs");
    addWhole(form, "token_budget", "Tokens at a time",
             "How many tokens are computed together. Memory and speed only; the result is the same",
             &TrainOptions::token_budget, 1);
    addWhole(form, "seed", "Seed", "The same seed, data and machine give the same adapter", &TrainOptions::seed, 0);
    addWhole(form, "patience", "Patience", "Stops after this many evaluations without improvement",
             &TrainOptions::patience, 0, "never stop early");
    addWhole(form, "eval_every", "Evaluate every … steps", "How often the evaluation rows are looked at",
             &TrainOptions::eval_every, 0, "each epoch");
    addReal(form, "weight_decay", "Weight decay", "Pulls the adapter's weights towards zero",
            &TrainOptions::weight_decay, 0, 10);
    addReal(form, "clip_norm", "Gradient clipping", "Largest norm of a step's gradient", &TrainOptions::clip_norm, 0,
            1e6, "off");
    addReal(form, "beta1", "Adam beta 1", "Memory of the mean gradient", &TrainOptions::beta1, 0, 1);
    addReal(form, "beta2", "Adam beta 2", "Memory of the squared gradient", &TrainOptions::beta2, 0, 1);
    addReal(form, "adam_epsilon", "Adam epsilon", "Keeps the division from zero", &TrainOptions::adam_epsilon, 0, 1);
    addWhole(form, "max_bad_steps", "Bad steps before stopping",
             "So many steps in a row without a finite result end the run; the last good state is kept",
             &TrainOptions::max_bad_steps, 1);
    addWhole(form, "checkpoint_every", "Checkpoint every … steps", "A run can go on from its newest checkpoint",
             &TrainOptions::checkpoint_every, 0, "each epoch");
    addWhole(form, "keep_checkpoints", "Checkpoints kept", "The newest ones, besides the best",
             &TrainOptions::keep_checkpoints, 1);
    addWhole(form, "log_every", "Report every … steps", "How often loss and speed are read from the device",
             &TrainOptions::log_every, 1);
    addWhole(form, "activity_every", "Filter activity every … steps", "How often the heatmap gets a new column",
             &TrainOptions::activity_every, 1);
    addWhole(form, "probe_every", "Probe texts every … steps", "How often the layer by token picture is taken",
             &TrainOptions::probe_every, 0, "at evaluations");
    addText(form, "compute", "Number type", "auto takes bf16 where the processor is fast at it", &TrainOptions::compute,
            {}, {"auto", "fp32", "bf16"});
    addWhole(form, "threads", "Processor threads", "Threads the computation may use", &TrainOptions::threads, 0, "all");
    addText(form, "name", "Name of the run", "Shown in lists", &TrainOptions::name, "none");
    addText(form, "run", "Run folder", "A new folder for everything the run writes", &TrainOptions::run,
            "runs/<date>-<method>");
    addProbes(form);
}

template <typename Integer>
void RecipeCard::addWhole(Form* form, const char* key, const QString& label, const QString& help,
                          Integer TrainOptions::*member, int minimum, const QString& zero) {
    auto* box = new QSpinBox;
    box->setObjectName(camelCase(key));
    box->setRange(minimum, std::numeric_limits<int>::max());
    box->setSpecialValueText(zero);
    form->addField(key, label, box, help);
    auto shown = std::make_shared<int>();
    m_bindings.push_back({[=](const TrainOptions& options) {
                              constexpr Integer most = std::numeric_limits<int>::max();
                              box->setValue(static_cast<int>(std::min(options.*member, most)));
                              *shown = box->value();
                          },
                          [=](TrainOptions& options) {
                              if (box->value() != *shown) {
                                  options.*member = static_cast<Integer>(box->value());
                              }
                          }});
    connect(box, &QSpinBox::valueChanged, this, &RecipeCard::changed);
}

void RecipeCard::addReal(Form* form, const char* key, const QString& label, const QString& help,
                         double TrainOptions::*member, double minimum, double maximum, const QString& zero) {
    auto* box = new NumberSpin;
    box->setObjectName(camelCase(key));
    box->setRange(minimum, maximum);
    box->setSpecialValueText(zero);
    form->addField(key, label, box, help);
    auto shown = std::make_shared<double>();
    m_bindings.push_back({[=](const TrainOptions& options) {
                              box->setValue(options.*member);
                              *shown = box->value();
                          },
                          [=](TrainOptions& options) {
                              if (box->value() != *shown) {
                                  options.*member = box->value();
                              }
                          }});
    connect(box, &QDoubleSpinBox::valueChanged, this, &RecipeCard::changed);
}

void RecipeCard::addFlag(Form* form, const char* key, const QString& label, const QString& help,
                         bool TrainOptions::*member) {
    auto* box = new QCheckBox(label);
    box->setObjectName(camelCase(key));
    form->addField(key, label, box, help, form == m_basic ? 2 : 1);
    m_bindings.push_back({[=](const TrainOptions& options) { box->setChecked(options.*member); },
                          [=](TrainOptions& options) { options.*member = box->isChecked(); }});
    connect(box, &QCheckBox::toggled, this, &RecipeCard::changed);
}

void RecipeCard::addText(Form* form, const char* key, const QString& label, const QString& help,
                         std::string TrainOptions::*member, const QString& placeholder, const QStringList& choices) {
    if (choices.isEmpty()) {
        auto* edit = new QLineEdit;
        edit->setObjectName(camelCase(key));
        edit->setPlaceholderText(placeholder);
        form->addField(key, label, edit, help);
        m_bindings.push_back({[=](const TrainOptions& options) { edit->setText(qs(options.*member)); },
                              [=](TrainOptions& options) { options.*member = edit->text().toStdString(); }});
        connect(edit, &QLineEdit::textChanged, this, &RecipeCard::changed);
        return;
    }
    auto* box = new QComboBox;
    box->setObjectName(camelCase(key));
    box->setEditable(key == std::string("device")); // "cuda:1"
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItems(choices);
    form->addField(key, label, box, help);
    m_bindings.push_back({[=](const TrainOptions& options) {
                              const QString text = qs(options.*member);
                              if (!box->isEditable() && box->findText(text) < 0) {
                                  box->addItem(text); // validate() says what is wrong with it
                              }
                              box->setCurrentText(text);
                          },
                          [=](TrainOptions& options) { options.*member = box->currentText().toStdString(); }});
    connect(box, &QComboBox::currentTextChanged, this, &RecipeCard::changed);
}

void RecipeCard::addSchedule(Form* form) {
    auto* box = new QComboBox;
    box->setObjectName("schedule");
    box->addItem("constant", static_cast<int>(Schedule::Constant));
    box->addItem("linear, down to the lowest", static_cast<int>(Schedule::Linear));
    box->addItem("cosine, down to the lowest", static_cast<int>(Schedule::Cosine));
    form->addField("schedule", "Learning rate over time", box,
                   "After the warm-up: stay, fall evenly, or fall slowly at both ends");
    m_bindings.push_back(
        {[=](const TrainOptions& options) { box->setCurrentIndex(box->findData(static_cast<int>(options.schedule))); },
         [=](TrainOptions& options) { options.schedule = static_cast<Schedule>(box->currentData().toInt()); }});
    connect(box, &QComboBox::currentIndexChanged, this, &RecipeCard::changed);
}

void RecipeCard::addProbes(Form* form) {
    auto* edit = new QPlainTextEdit;
    edit->setObjectName("probeTexts");
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(64);
    edit->setPlaceholderText("One a line; empty: the first evaluation rows");
    form->addField("probe_texts", "Probe texts", edit, "Messages whose layer by token picture is drawn during the run",
                   2);
    auto shown = std::make_shared<QString>();
    m_bindings.push_back({[=](const TrainOptions& options) {
                              QStringList lines;
                              for (const std::string& text : options.probe_texts) {
                                  lines << qs(text);
                              }
                              *shown = lines.join('\n');
                              edit->setPlainText(*shown);
                          },
                          [=](TrainOptions& options) {
                              if (edit->toPlainText() == *shown) {
                                  return; // a text of several lines stays one text
                              }
                              options.probe_texts.clear();
                              for (const QString& line : edit->toPlainText().split('\n', Qt::SkipEmptyParts)) {
                                  options.probe_texts.push_back(line.toStdString());
                              }
                          }});
    connect(edit, &QPlainTextEdit::textChanged, this, &RecipeCard::changed);
}

void RecipeCard::read(const TrainOptions& options) {
    for (const Binding& binding : m_bindings) {
        binding.read(options);
    }
}

void RecipeCard::write(TrainOptions& options) const {
    for (const Binding& binding : m_bindings) {
        binding.write(options);
    }
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
