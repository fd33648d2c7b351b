#include "ui/setup/setup_page.h"

#include "backend/io/error.h"
#include "ui/setup/data_card.h"
#include "ui/setup/method_card.h"
#include "ui/setup/model_card.h"
#include "ui/setup/recipe_card.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSettings>

namespace loratrf {

namespace {

const char* const formKey = "setup/form";
const char* const optionsFilter = "Options (*.json);;All files (*)";

bool isModelPath(const QString& path) {
    return QFileInfo(path).isDir() || path.endsWith(".gguf", Qt::CaseInsensitive);
}

QVBoxLayout* makeColumn(std::initializer_list<QWidget*> cards) {
    auto* column = new QVBoxLayout;
    column->setSpacing(space::wide);
    for (QWidget* card : cards) {
        column->addWidget(card);
    }
    column->addStretch(1); // cards keep their height
    return column;
}

QString unknownText(const std::vector<Problem>& unknown) {
    QStringList lines;
    for (const Problem& problem : unknown) {
        lines << qs(problem.field) + ": " + qs(problem.message);
    }
    return lines.join('\n');
}

} // namespace

SetupPage::SetupPage(StudioBackend& backend, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_model(new ModelCard(backend)), m_data(new DataCard(backend)),
      m_method(new MethodCard(backend)), m_recipe(new RecipeCard), m_strip(new MessageStrip),
      m_others(new MessageStrip) {
    setAcceptDrops(true);
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    page->setSpacing(space::normal + 4);
    page->addWidget(new TextLabel("Set up", TextLabel::Rank::PageTitle));
    m_strip->setObjectName("setupStrip");
    m_others->setObjectName("otherProblems");
    page->addWidget(m_strip);
    page->addWidget(m_others);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::wide);
    columns->addLayout(makeColumn({m_model, m_data}), 1);
    columns->addLayout(makeColumn({m_method, m_recipe}), 1);
    page->addLayout(columns, 1);
    for (QWidget* card : {static_cast<QWidget*>(m_model), static_cast<QWidget*>(m_data),
                          static_cast<QWidget*>(m_method), static_cast<QWidget*>(m_recipe)}) {
        card->setMinimumWidth(1); // both columns equally wide, whatever is in them
    }

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(makeBar());

    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // several changes at once are looked at once
    connect(&m_soon, &QTimer::timeout, this, &SetupPage::refresh);
    m_memorySoon.setSingleShot(true);
    m_memorySoon.setInterval(400);
    connect(&m_memorySoon, &QTimer::timeout, this, [this] { askForMemory(options()); });
    connect(&backend, &StudioBackend::memoryForeseen, this, &SetupPage::showMemory);
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
    connect(m_recipe, &RecipeCard::presetChosen, this, &SetupPage::load);
    connect(m_recipe, &RecipeCard::loadWanted, this, &SetupPage::askLoad);
    connect(m_recipe, &RecipeCard::saveWanted, this, &SetupPage::askSave);
    connect(&backend, &StudioBackend::busyChanged, this, soon);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "train") {
            m_strip->setMessage(Level::Problem, message);
        }
    });
    setFocusProxy(m_model);
    restore();
}

QWidget* SetupPage::makeBar() {
    auto* bar = new QFrame;
    bar->setAutoFillBackground(true);
    bar->setBackgroundRole(QPalette::Button); // the colour of cards
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    rule->setBackgroundRole(QPalette::Mid);
    rows->addWidget(rule);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::wide + 4, space::normal, space::wide + 4, space::normal);
    line->setSpacing(space::wide);
    rows->addLayout(line);

    auto* words = new QVBoxLayout;
    words->setSpacing(space::tight);
    m_summary = new TextLabel({});
    m_summary->setObjectName("summary");
    words->addWidget(m_summary);
    m_memory = new TextLabel({}, TextLabel::Rank::Muted);
    m_memory->setObjectName("memoryForeseen");
    QSizePolicy space = m_memory->sizePolicy();
    space.setRetainSizeWhenHidden(true); // nothing moves while it is worked out
    m_memory->setSizePolicy(space);
    m_memory->setVisible(false);
    words->addWidget(m_memory);
    m_reason = new TextLabel({}, TextLabel::Rank::Problem);
    m_reason->setObjectName("startReason");
    words->addWidget(m_reason);
    auto* commandLine = new QHBoxLayout;
    m_command = new QLineEdit;
    m_command->setObjectName("commandLine");
    m_command->setReadOnly(true);
    m_command->setAccessibleName("The same run on the command line");
    m_command->setToolTip("The same run on the command line");
    m_copy = new QPushButton("Copy");
    m_copy->setObjectName("copyCommand");
    m_copy->setToolTip("Copy the command line");
    commandLine->addWidget(m_command, 1);
    commandLine->addWidget(m_copy);
    words->addLayout(commandLine);
    line->addLayout(words, 1);

    m_start = new QPushButton("Start");
    m_start->setObjectName("startButton");
    m_start->setProperty("primary", true);
    m_start->setMinimumSize(150, 48);
    m_start->setToolTip("Start training (Ctrl+Return)");
    m_start->setShortcut(QKeySequence("Ctrl+Return"));
    line->addWidget(m_start, 0, Qt::AlignVCenter);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    connect(m_start, &QPushButton::clicked, this, &SetupPage::start);
    return bar;
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

void SetupPage::setModel(const QString& path) {
    m_model->setPath(path);
}

void SetupPage::setData(const QString& file, const QString& evalFile) {
    m_data->setPaths(file, evalFile);
}

void SetupPage::restore() {
    const QString text = QSettings().value(formKey).toString();
    TrainOptions options;
    if (!text.isEmpty()) {
        try {
            options = m_backend.fromJson(text, nullptr);
        } catch (const Error& error) {
            m_strip->setMessage(Level::Warning,
                                QString("The form of last time could not be read, so it starts afresh: ") +
                                    error.what());
        }
    }
    setOptions(options);
}

bool SetupPage::load(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_strip->setMessage(Level::Problem, path + " cannot be read: " + file.errorString());
        return false;
    }
    try {
        std::vector<Problem> unknown;
        TrainOptions loaded = m_backend.fromJson(QString::fromUtf8(file.readAll()), &unknown);
        const TrainOptions now = options();
        if (loaded.model.empty()) {
            loaded.model = now.model;
        }
        if (loaded.data.empty()) {
            loaded.data = now.data;
            loaded.eval_data = now.eval_data;
        }
        loaded.run.clear(); // a run folder is made once
        setOptions(loaded);
        m_strip->setMessage(Level::Warning, unknownText(unknown));
        return true;
    } catch (const Error& error) {
        m_strip->setMessage(Level::Problem, error.what());
        return false;
    }
}

bool SetupPage::save(const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_backend.toJson(options()).toUtf8()) < 0 || !file.commit()) {
        m_strip->setMessage(Level::Problem, path + " cannot be written: " + file.errorString());
        return false;
    }
    m_strip->setMessage(Level::Info, "Options saved in " + path);
    return true;
}

void SetupPage::askLoad() {
    const QString path = QFileDialog::getOpenFileName(window(), "Load options", {}, optionsFilter);
    if (!path.isEmpty()) {
        load(path);
    }
}

void SetupPage::askSave() {
    const QString path = QFileDialog::getSaveFileName(window(), "Save options", "options.json", optionsFilter);
    if (!path.isEmpty()) {
        save(path);
    }
}

void SetupPage::refresh() {
    const TrainOptions now = options();
    QSettings().setValue(formKey, m_backend.toJson(now));
    m_command->setText(m_backend.commandLine(now));
    m_command->setCursorPosition(0);
    const MethodInfo* method = nullptr;
    for (const MethodInfo& info : m_backend.methods()) {
        method = info.key == now.method ? &info : method;
    }
    const QString length = now.max_steps > 0 ? plural(now.max_steps, "step", "steps")
                                             : QString::number(now.epochs) + (now.epochs == 1 ? " epoch" : " epochs");
    m_summary->setText(QString("%1 on %2 with %3 · %4, %5 a step, learning rate %6")
                           .arg(method != nullptr ? qs(method->label) : qs(now.method),
                                now.model.empty() ? "no model yet" : QFileInfo(qs(now.model)).fileName(),
                                now.data.empty() ? "no data yet" : QFileInfo(qs(now.data)).fileName(), length,
                                plural(now.batch_size, "row", "rows"), QString::number(now.learning_rate)));
    showProblems(m_backend.validate(now));
    m_memorySoon.start();
}

void SetupPage::askForMemory(const TrainOptions& now) {
    const QString key = m_model->model() ? m_backend.toJson(now) : QString();
    if (key == m_memoryAsked) {
        return;
    }
    m_memoryAsked = key;
    m_memory->setVisible(false); // what stood there was for other options
    if (m_model->model()) {
        m_backend.foreseeMemory(*m_model->model(), now);
    }
}

void SetupPage::showMemory(const MemoryPlan& plan, qint64 freeBytes) {
    QString text = QString("Needs about %1 of %2 free memory").arg(sizeText(plan.total()), sizeText(freeBytes));
    if (plan.recompute != "nothing") {
        text += plan.recompute == "layer" ? ", with layers computed again in the backward pass"
                                          : ", with feed-forward parts computed again in the backward pass";
    }
    const bool fits = plan.total() <= freeBytes;
    m_memory->setRank(fits ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    m_memory->setText(text + (fits ? "" : ": a smaller token budget or a smaller model would fit"));
    m_memory->setVisible(true);
}

void SetupPage::showProblems(const std::vector<Problem>& problems) {
    m_model->clearProblems();
    m_data->clearProblems();
    m_method->clearProblems();
    m_recipe->clearProblems();
    QStringList errors, others;
    Level worst = Level::Warning;
    for (const Problem& problem : problems) {
        const QString field = qs(problem.field);
        const QString text = qs(problem.message);
        if (!problem.warning) {
            errors << text;
        }
        // An empty field says itself what is missing; red text under it from the first moment would only shout.
        const bool empty =
            (field == "model" && m_model->path().isEmpty()) || (field == "data" && options().data.empty());
        if (empty || m_model->setProblem(field, text, problem.warning) ||
            m_data->setProblem(field, text, problem.warning) || m_method->setProblem(field, text, problem.warning) ||
            m_recipe->setProblem(field, text, problem.warning)) {
            continue;
        }
        others << (field.isEmpty() ? text : field + ": " + text);
        worst = problem.warning ? worst : Level::Problem;
    }
    m_others->setMessage(worst, others.join('\n'));
    QString reason;
    if (m_backend.busy()) {
        reason = "A training run is under way. Start is possible when it has ended.";
    } else if (m_model->isRefused()) {
        reason = "Before starting: choose a model that can be read.";
    } else if (!errors.isEmpty()) {
        reason = "Before starting: " + errors.first();
        if (errors.size() > 1) {
            reason += QString(" (and %1 more)").arg(errors.size() - 1);
        }
    }
    m_reason->setRank(m_backend.busy() ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_start->setEnabled(reason.isEmpty());
    m_start->setAccessibleDescription(reason);
}

void SetupPage::start() {
    refresh(); // what was typed a moment ago counts
    if (!m_start->isEnabled()) {
        return;
    }
    m_strip->clear();
    m_backend.train(options());
    Q_EMIT started();
}

void SetupPage::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void SetupPage::dropEvent(QDropEvent* event) {
    const QString path = event->mimeData()->urls().first().toLocalFile();
    if (isModelPath(path)) {
        m_model->setPath(path);
    } else {
        m_data->setPaths(path, qs(options().eval_data));
    }
    event->acceptProposedAction();
}

} // namespace loratrf
