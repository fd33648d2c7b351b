#include "ui/setup/setup_page.h"

#include "backend/io/error.h"
#include "ui/setup/cost_card.h"
#include "ui/setup/data_card.h"
#include "ui/setup/machine.h"
#include "ui/setup/method_card.h"
#include "ui/setup/model_card.h"
#include "ui/setup/options_dialog.h"
#include "ui/setup/recipe_card.h"
#include "ui/setup/start_bar.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QScrollArea>
#include <QSettings>

#include <limits>
#include <numeric>

namespace loratrf {

namespace {

const char* const formKey = "setup/form";
const char* const methodsKey = "setup/methods"; // options of methods that are not the chosen one

QVBoxLayout* makeColumn(std::initializer_list<QWidget*> cards) {
    auto* column = new QVBoxLayout;
    column->setSpacing(space::wide);
    for (QWidget* card : cards) {
        column->addWidget(card);
    }
    column->addStretch(1); // cards keep their height
    return column;
}

RunLength lengthOf(const RecipeOutline& outline, bool pairs) {
    return {
        .steps = outline.steps, .steps_per_epoch = outline.steps_per_epoch, .pairs = pairs ? outline.train_rows : 0};
}

} // namespace

SetupPage::SetupPage(StudioBackend& backend, ModelShelf* models, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_model(new ModelCard(backend, models)), m_data(new DataCard(backend)),
      m_method(new MethodCard(backend)), m_recipe(new RecipeCard), m_cost(new CostCard(backend)), m_bar(new StartBar),
      m_strip(new MessageStrip), m_others(new MessageStrip) {
    setAcceptDrops(true);
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    page->setSpacing(space::normal + 4);
    page->addWidget(new TextLabel(tr("Set up"), TextLabel::Rank::PageTitle));
    m_strip->setObjectName("setupStrip");
    m_others->setObjectName("otherProblems");
    page->addWidget(m_strip);
    page->addWidget(m_others);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::wide);
    columns->addLayout(makeColumn({m_model, m_data}), 1);
    columns->addLayout(makeColumn({m_method, m_recipe, m_cost}), 1);
    page->addLayout(columns, 1);
    m_model->setObjectName("modelCard");
    m_data->setObjectName("dataCard");
    m_method->setObjectName("methodCard");
    m_recipe->setObjectName("recipeCard");
    m_cost->setObjectName("costCard");
    for (QWidget* card : std::initializer_list<QWidget*>{m_model, m_data, m_method, m_recipe, m_cost}) {
        card->setMinimumWidth(1); // both columns equally wide, whatever is in them
    }

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the keys reach it from what lies in it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_bar);
    listen();
    setFocusProxy(m_model);
    restore();
    qApp->installEventFilter(this); // text fields would keep Ctrl+Z for themselves
}

void SetupPage::listen() {
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // several changes at once are looked at once
    connect(&m_soon, &QTimer::timeout, this, &SetupPage::refresh);
    m_memorySoon.setSingleShot(true);
    m_memorySoon.setInterval(400);
    connect(&m_memorySoon, &QTimer::timeout, this, &SetupPage::askForMemory);
    const auto soon = [this] { m_soon.start(); };
    connect(m_model, &ModelCard::changed, this, soon);
    connect(m_data, &DataCard::changed, this, soon);
    connect(m_method, &MethodCard::changed, this, soon);
    connect(m_recipe, &RecipeCard::changed, this, soon);
    connect(m_model, &ModelCard::modelChanged, this, [this] {
        m_method->setModel(m_model->model());
        m_data->setModel(m_model->model() ? m_model->path() : QString());
        m_soon.start();
    });
    connect(m_recipe, &RecipeCard::presetChosen, this, &SetupPage::applyPreset);
    connect(m_recipe, &RecipeCard::keepPresetWanted, this, &SetupPage::askKeepPreset);
    connect(m_recipe, &RecipeCard::loadWanted, this, &SetupPage::askLoad);
    connect(m_recipe, &RecipeCard::saveWanted, this, &SetupPage::askSave);
    connect(m_cost, &CostCard::budgetWanted, this, [this](qint64 tokens) {
        TrainOptions changed = options();
        changed.token_budget = tokens;
        setOptions(changed);
    });
    connect(m_bar, &StartBar::startWanted, this, &SetupPage::start);
    connect(m_bar, &StartBar::queueWanted, this, &SetupPage::queue);
    connect(m_bar, &StartBar::optionsWanted, this, &SetupPage::showOptions);
    connect(&m_history, &FormHistory::wanted, this, &SetupPage::become);
    connect(&m_backend, &StudioBackend::memoryForeseen, this, &SetupPage::showMemory);
    connect(&m_backend, &StudioBackend::memoryUnknown, this, &SetupPage::noMemory);
    connect(&m_backend, &StudioBackend::diskForeseen, this, [this](const DiskCosts& costs, qint64 freeBytes) {
        if (!m_memoryAsked.isEmpty()) { // else for a form that has changed since
            m_cost->showDisk(costs, freeBytes);
        }
    });
    connect(m_data, &DataCard::rowsCounted, this, soon);
    connect(&m_backend, &StudioBackend::busyChanged, this, [this, soon] {
        m_memoryAsked.clear();
        soon();
    });
    connect(&m_backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "train") {
            m_strip->setMessage(Level::Problem, engineText(message));
        }
    });
}

TrainOptions SetupPage::options() const {
    TrainOptions options = m_base;
    options.model = m_model->path().toStdString();
    m_data->write(options);
    m_method->write(options);
    m_recipe->write(options);
    return options;
}

void SetupPage::setOptions(const TrainOptions& options) {
    m_base = options;
    m_model->setPath(qs(options.model));
    m_data->read(options);
    m_method->read(options);
    m_recipe->read(options);
    m_soon.start();
}

void SetupPage::setMachine(const Machine& machine) {
    TrainOptions now = options();
    now.device = machine.device.toStdString();
    now.threads = machine.threads;
    setOptions(now);
}

void SetupPage::setModel(const QString& path) {
    m_model->setPath(path);
}

void SetupPage::setData(const QString& file, const QString& evalFile) {
    TrainOptions changed = options();
    if (changed.data != file.toStdString()) { // what was set for other rows stays with them
        changed.more_data.clear();
        changed.eval_share = TrainOptions{}.eval_share;
        changed.data_options = {};
    }
    changed.data = file.toStdString();
    changed.eval_data = evalFile.toStdString();
    setOptions(changed);
}

void SetupPage::restore() {
    const QString text = QSettings().value(formKey).toString();
    TrainOptions options;
    fillIn(options, savedMachine());
    QStringList remarks;
    if (!text.isEmpty()) {
        try {
            options = m_backend.fromJson(text, nullptr);
        } catch (const Error& error) {
            remarks
                << tr("The form of last time could not be read, so it starts afresh: %1").arg(engineText(error.what()));
        }
    }
    take(options, remarks);
    restoreMethods();
    m_history.begin(m_backend.toJson(this->options()));
}

void SetupPage::restoreMethods() {
    for (const QString& text : QSettings().value(methodsKey).toStringList()) {
        try {
            const TrainOptions kept = m_backend.fromJson(text, nullptr);
            m_method->keep(kept.method, kept.method_options);
        } catch (const Error&) {
            // Of a method that this program no longer has: nothing of the form is lost.
        }
    }
}

void SetupPage::saveMethods() const {
    QStringList texts;
    for (const auto& [method, options] : m_method->kept()) {
        if (options.empty()) {
            continue;
        }
        TrainOptions kept;
        kept.method = method;
        kept.method_options = options;
        texts << m_backend.toJson(kept);
    }
    QSettings().setValue(methodsKey, texts);
}

SetupPage::State SetupPage::state() const {
    return {options(), m_history.past(), m_cost->measuring()};
}

void SetupPage::setState(const State& state) {
    setOptions(state.form);
    m_history.setPast(state.past, m_backend.toJson(options()));
    m_cost->goOnMeasuring(state.measuring);
}

void SetupPage::become(const QString& state) {
    try {
        setOptions(m_backend.fromJson(state, nullptr));
    } catch (const Error& error) {
        m_strip->setMessage(Level::Problem, engineText(error.what()));
    }
    m_history.settle(m_backend.toJson(options()));
}

void SetupPage::showOptions() {
    const TrainOptions now = options();
    OptionsDialog dialog(m_backend.toJson(now), m_backend.commandLine(now), window());
    connect(&dialog, &OptionsDialog::saveWanted, this, &SetupPage::askSave);
    connect(&dialog, &OptionsDialog::loadWanted, &dialog, [this, &dialog] {
        dialog.accept();
        askLoad();
    });
    dialog.exec();
}

QString SetupPage::summary(const TrainOptions& now, int longest) const {
    const MethodInfo* method = nullptr;
    for (const MethodInfo& info : m_backend.methods()) {
        method = info.key == now.method ? &info : method;
    }
    const auto nameOf = [longest](const std::string& path) {
        return shortened(QFileInfo(qs(path)).fileName(), longest);
    };
    const QString length = now.max_steps > 0 ? tr("%n step(s)", nullptr, static_cast<int>(now.max_steps))
                           : now.epochs == 1 ? tr("1 epoch")
                                             : tr("%1 epochs").arg(numberText(now.epochs));
    const QString how = method != nullptr ? engineText(method->label) : qs(now.method);
    const QString rate = numberText(now.learning_rate);
    const int rows = static_cast<int>(now.batch_size);
    if (now.model.empty() || now.data.empty()) { // what is missing is said below
        return tr("%1 · %2, %n row(s) a step, learning rate %3", nullptr, rows).arg(how, length, rate);
    }
    return tr("%1 on %2 with %3 · %4, %n row(s) a step, learning rate %5", nullptr, rows)
        .arg(how, nameOf(now.model), nameOf(now.data), length, rate);
}

void SetupPage::refresh() {
    const TrainOptions now = options();
    const QString state = m_backend.toJson(now);
    QSettings().setValue(formKey, state);
    saveMethods();
    m_history.note(state);
    if (state != m_presetState) {
        m_recipe->markPreset({});
        m_presetState.clear();
    }
    m_bar->setCommand(m_backend.commandLine(now));
    m_recipe->setRunsFolder(QFileInfo(m_backend.newRun(qs(now.method))).path());
    m_bar->setSummary(summary(now, 40), summary(now, std::numeric_limits<int>::max()));
    const RecipeOutline outline = m_backend.outlineRecipe(now, m_data->rows());
    m_recipe->showOutline(outline, now);
    showProblems(now, state);
    m_cost->setLength(lengthOf(outline, m_data->ofPairs()));
    if (state != m_memoryAsked) {
        forgetMemory();
    }
    sayWhatIsKnown();
    m_memorySoon.start();
}

void SetupPage::sayWhatIsKnown() {
    Situation now{.parameters = {}, .rows = {}, .pairs = {}, .memoryFits = m_memoryFits};
    if (m_model->model() && m_model->model()->parameters > 0) {
        now.parameters = m_model->model()->parameters;
    }
    const std::vector<int64_t> rows = m_data->rows();
    if (const int64_t all = std::accumulate(rows.begin(), rows.end(), int64_t(0)); all > 0) {
        now.rows = all;
        now.pairs = m_data->ofPairs();
    }
    m_recipe->setSituation(now);
}

void SetupPage::forgetMemory() {
    m_memoryAsked.clear();
    m_memoryFits.reset();
    sayWhatIsKnown();
    m_cost->noDisk();
    m_bar->setMemory({}, true);
    m_model->setFit(Fit::Unknown, {});
    m_cost->awaitMemory(!m_model->model()  ? tr("Choose a model to see what memory the run needs.")
                        : m_backend.busy() ? tr("A training run is under way; the memory is worked out when it has "
                                                "ended.")
                                           : tr("Working out the memory…"));
}

void SetupPage::askForMemory() {
    const TrainOptions now = options();
    const QString key = m_backend.toJson(now);
    if (key == m_memoryAsked) {
        return;
    }
    forgetMemory();
    if (m_model->model() && !m_backend.busy()) {
        m_memoryAsked = key;
        m_backend.foreseeMemory(*m_model->model(), now);
    }
}

void SetupPage::noMemory(const QString& why) {
    if (!m_memoryAsked.isEmpty()) {
        m_cost->noMemory(engineText(why));
    }
}

void SetupPage::showMemory(const MemoryPlan& plan, qint64 freeBytes, qint64 largestBudget) {
    if (m_memoryAsked.isEmpty()) {
        return; // for a form that has changed since
    }
    const Fit fit = fitOf(plan, freeBytes);
    const QString sentence = memorySentence(plan, freeBytes);
    m_bar->setMemory(sentence, fit != Fit::TooLarge);
    m_model->setFit(fit, sentence);
    m_cost->showMemory(plan, freeBytes, largestBudget);
    m_memoryFits = fit != Fit::TooLarge;
    sayWhatIsKnown();
}

void SetupPage::showProblems(const TrainOptions& now, const QString& state) {
    m_model->clearProblems();
    m_data->clearProblems();
    m_method->clearProblems();
    m_recipe->clearProblems();
    QStringList errors, others;
    Level worst = Level::Warning;
    for (const Problem& problem : m_backend.validate(now)) {
        const QString field = qs(problem.field);
        const QString text = engineText(problem.message);
        if (!problem.warning) {
            errors << text;
        }
        // An empty field says itself what is missing; red text under it from the first moment would only shout.
        const bool empty = (field == "model" && now.model.empty()) || (field == "data" && now.data.empty());
        if (empty || m_model->setProblem(field, text, problem.warning) ||
            m_data->setProblem(field, text, problem.warning) || m_method->setProblem(field, text, problem.warning) ||
            m_recipe->setProblem(field, text, problem.warning)) {
            continue;
        }
        others << (field.isEmpty() ? text : tr("%1: %2").arg(field, text));
        worst = problem.warning ? worst : Level::Problem;
    }
    m_others->setMessage(worst, others.join('\n'));
    QString missing;
    if (m_model->isRefused()) {
        missing = tr("Before starting: choose a model that can be read.");
    } else if (errors.size() > 1) {
        missing =
            tr("Before starting: %1 (and %n more)", nullptr, static_cast<int>(errors.size()) - 1).arg(errors.first());
    } else if (!errors.isEmpty()) {
        missing = tr("Before starting: %1").arg(errors.first());
    }
    QString reason = missing;
    bool passes = false;
    if (m_backend.busy() && !m_bar->offersQueue()) {
        reason = tr("A training run is under way. Start is possible when it has ended.");
        passes = true;
    } else if (m_backend.busy() && missing.isEmpty()) {
        reason = tr("A training run is under way. Add this one to the queue and it starts by itself.");
        passes = true;
    }
    m_bar->setReason(reason, passes);
    m_bar->setQueueable(missing.isEmpty());
    const bool ready = reason.isEmpty() && !now.model.empty() && !now.data.empty();
    m_cost->setOptions(now, state,
                       ready              ? QString()
                       : m_backend.busy() ? tr("A training run is under way; its time stands on its own page.")
                                          : tr("With model and data chosen, three steps tell how long the run takes."));
}

void SetupPage::start() {
    refresh(); // what was typed a moment ago counts
    if (!m_bar->canStart()) {
        return;
    }
    m_strip->clear();
    m_backend.train(options());
    Q_EMIT started();
}

void SetupPage::queue() {
    refresh();
    if (m_bar->canQueue()) {
        m_strip->clear();
        Q_EMIT queueWanted(options());
    }
}

void SetupPage::offerQueue() {
    m_bar->offerQueue();
    m_soon.start();
}

void SetupPage::say(Level level, const QString& text) {
    m_strip->setMessage(level, text);
}

bool SetupPage::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::DragEnter && isForPage(object, *static_cast<QDragEnterEvent*>(event))) {
        event->ignore(); // so it goes on to what lies around the field, at last the page
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* widget = qobject_cast<const QWidget*>(object);
        const auto* key = static_cast<const QKeyEvent*>(event);
        const bool undo = key->matches(QKeySequence::Undo) && m_history.stack().canUndo();
        const bool redo = key->matches(QKeySequence::Redo) && m_history.stack().canRedo();
        if (widget != nullptr && (undo || redo) && isAncestorOf(widget)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void SetupPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) {
        m_soon.start(); // the folder of new runs may be another now
    }
}

} // namespace loratrf
