#include "ui/library/library_page.h"

#include "ui/library/curves_plot.h"
#include "ui/library/library_jobs.h"
#include "ui/library/library_model.h"
#include "ui/library/option_table.h"
#include "ui/library/run_actions.h"
#include "ui/library/run_details.h"
#include "ui/library/run_reader.h"
#include "ui/library/run_table.h"
#include "ui/library/trade_off_plot.h"
#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/text_tabs.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <numeric>

namespace loratrf {

namespace {

constexpr int look_interval_ms = 3000; // while a run goes on: its steps grow

enum View { Details, Curves, Options, TradeOff };

QStringList foldersOf(const std::vector<LibraryRun>& runs) {
    QStringList folders;
    for (const LibraryRun& run : runs) {
        folders << run.folder;
    }
    return folders;
}

} // namespace

LibraryPage::LibraryPage(StudioBackend& backend, RunLibrary& library, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_library(library), m_model(new LibraryModel(this)),
      m_filter(new LibraryFilter(*m_model, this)), m_reader(new RunReader(backend, this)),
      m_table(new RunTable(*m_filter)), m_actions(new RunActions(backend, *m_table)), m_details(new RunDetails),
      m_curves(new CurvesPlot(*m_reader)), m_options(new OptionTable(backend, *m_reader)), m_tradeOff(new TradeOffPlot),
      m_search(new QLineEdit), m_state(new QComboBox), m_starred(new QCheckBox(tr("Starred &only"))),
      m_summary(new TextLabel({}, TextLabel::Rank::Muted)), m_strip(new MessageStrip), m_jobs(new LibraryJobs(library)),
      m_list(new QStackedWidget), m_empty(makeEmptyNote(tr("Looking for runs…"), this)), m_tabs(new TextTabs),
      m_views(new QStackedWidget) {
    m_list->addWidget(m_empty);
    m_list->addWidget(m_table);
    m_strip->setObjectName(QStringLiteral("libraryStrip"));
    auto* above = new QWidget;
    auto* list = new QVBoxLayout(above);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(space::normal);
    list->addWidget(m_list, 1);
    list->addWidget(m_actions);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("librarySplitter"));
    splitter->addWidget(above);
    splitter->addWidget(makePanel());
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({3000, 2000}); // in that proportion
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(makeTop());
    layout->addWidget(m_strip);
    layout->addWidget(m_jobs);
    layout->addWidget(splitter, 1);
    setFocusProxy(m_search);
    listen();
    updateSelection();
    updateSummary();
}

QWidget* LibraryPage::makeTop() {
    auto* top = new QWidget;
    m_search->setObjectName(QStringLiteral("librarySearch"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setPlaceholderText(tr("Search names, methods, models, data, tags, notes"));
    m_search->setToolTip(tr("Runs that have all these words somewhere (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_state->setObjectName(QStringLiteral("libraryState"));
    m_state->setAccessibleName(tr("State"));
    m_state->setToolTip(tr("Runs of one state alone"));
    m_state->addItem(tr("All states"));
    for (const LibraryState state : {LibraryState::Running, LibraryState::Finished, LibraryState::Stopped,
                                     LibraryState::Failed, LibraryState::Lost}) {
        m_state->addItem(stateWord(state), int(state));
    }
    m_starred->setObjectName(QStringLiteral("libraryStarred"));
    m_starred->setToolTip(tr("Only runs that you marked with a star"));
    m_summary->setObjectName(QStringLiteral("librarySummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* columns = new QPushButton(tr("Col&umns"));
    columns->setObjectName(QStringLiteral("libraryColumns"));
    columns->setToolTip(tr("Which columns the table shows"));
    auto* columnMenu = new QMenu(columns);
    columns->setMenu(columnMenu);
    connect(columnMenu, &QMenu::aboutToShow, this, [this, columnMenu] {
        columnMenu->clear();
        m_table->fillColumnMenu(*columnMenu);
    });
    auto* folder = new QPushButton(tr("Fol&der"));
    folder->setObjectName(QStringLiteral("libraryFolder"));
    folder->setToolTip(tr("The project folder, in which runs are kept"));
    auto* folderMenu = new QMenu(folder);
    folder->setMenu(folderMenu);
    folderMenu->addAction(tr("&Choose project folder…"), this, &LibraryPage::chooseFolder);
    folderMenu->addAction(tr("&Show in files"), this,
                          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_library.folder())); });
    folderMenu->addAction(tr("&Look for changes"), QKeySequence(Qt::Key_F5), this, &LibraryPage::look);
    folderMenu->addAction(tr("&Read all runs again"), this, [this] {
        m_looking = true;
        m_library.rebuild();
    });

    auto* compare = new QPushButton(tr("Compare &methods…"));
    compare->setObjectName(QStringLiteral("compareMethodsButton"));
    compare->setToolTip(tr("Train several methods on the same rows, seeds and budget, and judge them on unseen rows"));
    connect(compare, &QPushButton::clicked, this, &LibraryPage::compareWanted);

    auto* title = new QHBoxLayout;
    title->setSpacing(space::normal);
    title->addWidget(new TextLabel(tr("Library"), TextLabel::Rank::PageTitle));
    title->addWidget(m_summary, 1);
    title->addWidget(compare);
    title->addWidget(folder);
    auto* filters = new QHBoxLayout;
    filters->setSpacing(space::normal);
    filters->addWidget(m_search, 1);
    filters->addWidget(m_state);
    filters->addWidget(m_starred);
    filters->addWidget(columns);
    auto* layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addLayout(title);
    layout->addLayout(filters);

    connect(m_search, &QLineEdit::textChanged, m_filter, &LibraryFilter::setSearch);
    connect(m_state, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant state = m_state->currentData();
        m_filter->setState(state.isValid() ? std::optional(LibraryState(state.toInt())) : std::nullopt);
    });
    connect(m_starred, &QCheckBox::toggled, m_filter, &LibraryFilter::setStarred);
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QWidget::addAction(find);
    connect(find, &QAction::triggered, m_search, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    return top;
}

QWidget* LibraryPage::makePanel() {
    auto* panel = new QWidget;
    m_tabs->setObjectName(QStringLiteral("libraryTabs"));
    m_tabs->addTab(tr("Details"));
    m_tabs->addTab(tr("Curves"));
    m_tabs->addTab(tr("Options"));
    m_tabs->addTab(tr("Trade-off"));
    for (QWidget* view : std::initializer_list<QWidget*>{m_details, m_curves, m_options, m_tradeOff}) {
        m_views->addWidget(view);
    }
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addWidget(m_tabs);
    layout->addWidget(m_views, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int view) {
        m_views->setCurrentIndex(view);
        updatePanel();
    });
    return panel;
}

void LibraryPage::listen() {
    connect(&m_library, &RunLibrary::listed, this, &LibraryPage::takeList);
    connect(&m_library, &RunLibrary::changed, this, &LibraryPage::takeChanges);
    connect(&m_library, &RunLibrary::progress, this, [this](int done, int total) {
        m_progress = m_left.appended(tr("reading run %1 of %2…").arg(countText(done), countText(total)),
                                     {.what = {}, .done = done, .total = total});
        updateSummary();
    });
    connect(&m_library, &RunLibrary::scanned, this, [this] {
        m_looking = false;
        m_progress.clear();
        updateSummary();
    });
    connect(&m_library, &RunLibrary::failed, this,
            [this](const QString& message) { m_strip->setMessage(Level::Problem, engineText(message)); });
    connect(&m_library, &RunLibrary::remarked, this, [this](const QString& text) {
        if (m_strip->text().isEmpty()) {
            m_strip->setMessage(Level::Info, text);
        }
    });
    connect(&m_library, &RunLibrary::tensorBoardSaved, this, &LibraryPage::showSaved);
    connect(&m_library, &RunLibrary::verifying, m_details, &RunDetails::setChecking);
    connect(&m_library, &RunLibrary::verified, m_details, &RunDetails::setCheck);
    connect(&m_library, &RunLibrary::verified, m_actions, [this](const RunCheck& check) {
        if (!check.stopped) {
            m_actions->setGoesOn(check.folder, check.goesOn);
        }
    });

    connect(m_table, &RunTable::selectionMoved, this, &LibraryPage::updateSelection);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& at) {
        if (const auto run = one(); run && at.column() != LibraryModel::Star) {
            Q_EMIT openWanted(run->folder);
        }
    });
    connect(m_table, &RunTable::starClicked, this, [this](const QString& folder, bool star) {
        if (const LibraryRun* run = m_model->find(folder)) {
            RunWords words = run->words;
            words.star = star;
            m_library.setWords(folder, words);
        }
    });
    connect(m_table, &RunTable::menuWanted, this, [this](const QPoint& at) {
        QMenu menu(this);
        m_actions->fill(menu);
        menu.exec(at);
    });
    connect(m_actions, &RunActions::openWanted, this, &LibraryPage::openWanted);
    connect(m_actions, &RunActions::resumeWanted, this, &LibraryPage::resumeWanted);
    connect(m_actions, &RunActions::duplicateWanted, this, &LibraryPage::duplicate);
    connect(m_actions, &RunActions::verifyWanted, this, &LibraryPage::verify);
    connect(m_actions, &RunActions::tensorBoardWanted, this, &LibraryPage::saveTensorBoard);
    connect(m_actions, &RunActions::trashWanted, this, [this](const QStringList& folders) {
        m_strip->clear();
        m_library.trash(folders);
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_filter, signal, &m_summarySoon, qOverload<>(&QTimer::start));
    }
    connect(m_filter, &QAbstractItemModel::modelReset, &m_summarySoon, qOverload<>(&QTimer::start));
    m_summarySoon.setSingleShot(true); // a search takes rows away in many small parts
    m_summarySoon.setInterval(0);
    connect(&m_summarySoon, &QTimer::timeout, this, &LibraryPage::updateSummary);
    connect(m_details, &RunDetails::wordsChanged, &m_library, &RunLibrary::setWords);
    connect(m_tradeOff, &TradeOffPlot::runChosen, m_table, &RunTable::select);
    connect(m_reader, &RunReader::arrived, this, [this](const QString& folder) {
        if (folder == m_duplicating) {
            m_duplicating.clear();
            const RunModel* run = m_reader->run(folder);
            if (run != nullptr && run->info()) {
                TrainOptions options = run->info()->options;
                options.run.clear(); // a new run has a folder of its own
                Q_EMIT duplicateWanted(options);
            } else {
                m_strip->setMessage(Level::Problem, m_reader->problem(folder));
            }
        }
        m_curves->refresh();
        m_options->refresh();
    });
    connect(&m_backend, &StudioBackend::busyChanged, this, [this] {
        m_actions->refresh();
        look();
    });
    m_again.setInterval(look_interval_ms);
    connect(&m_again, &QTimer::timeout, this, &LibraryPage::look);
}

void LibraryPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_opened) {
        m_opened = m_looking = true;
        m_library.open();
    } else {
        look();
    }
}

void LibraryPage::look() {
    if (m_opened && isVisible() && !m_looking) {
        m_looking = true;
        m_library.scan();
    }
}

void LibraryPage::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Choose project folder"), m_library.folder());
    if (!folder.isEmpty()) {
        setFolder(folder);
    }
}

void LibraryPage::keepWords() {
    m_details->keep();
}

LibraryPage::State LibraryPage::state() {
    keepWords();
    return {.search = m_search->text(),
            .state = m_state->currentIndex(),
            .starred = m_starred->isChecked(),
            .runs = m_model->runs(),
            .selected = foldersOf(m_table->selected()),
            .opened = m_opened,
            .listed = m_listed,
            .looking = m_looking};
}

void LibraryPage::setState(const State& state) {
    m_search->setText(state.search);
    m_state->setCurrentIndex(state.state);
    m_starred->setChecked(state.starred);
    m_opened = state.opened;
    m_listed = state.listed;
    m_looking = state.looking;
    m_model->setRuns(state.runs);
    m_table->selectRuns(state.selected);
    updateSelection();
}

void LibraryPage::setFolder(const QString& folder) {
    m_details->keep();
    m_strip->clear();
    m_opened = m_looking = true;
    m_listed = false;
    m_model->setRuns({});
    m_library.setFolder(folder);
    updateSelection();
}

void LibraryPage::takeList(const std::vector<LibraryRun>& runs) {
    m_listed = true;
    const QStringList selected = foldersOf(m_table->selected());
    m_model->setRuns(runs);
    m_table->selectRuns(selected);
    updateSelection();
}

void LibraryPage::takeChanges(const std::vector<LibraryRun>& runs, const QStringList& gone) {
    for (const LibraryRun& run : runs) {
        const LibraryRun* before = m_model->find(run.folder);
        if (before != nullptr && (before->step != run.step || before->state != run.state)) {
            m_reader->forget(run.folder);
            m_actions->setGoesOn(run.folder, true);
        }
    }
    m_model->apply(runs, gone);
    updateSelection();
}

std::optional<LibraryRun> LibraryPage::one() const {
    const std::vector<LibraryRun> runs = m_table->selected();
    return runs.size() == 1 ? std::optional(runs.front()) : std::nullopt;
}

void LibraryPage::updateSelection() {
    m_actions->refresh();
    updatePanel();
    updateSummary();
    const std::vector<LibraryRun>& runs = m_model->runs();
    const bool running =
        std::any_of(runs.begin(), runs.end(), [](const LibraryRun& run) { return run.state == LibraryState::Running; });
    running ? m_again.start() : m_again.stop();
}

void LibraryPage::updatePanel() {
    std::vector<LibraryRun> runs = m_table->selected();
    const std::size_t selected = runs.size();
    if (selected == 1) {
        m_details->setRun(runs.front());
    } else if (selected == 0) {
        m_details->clear(tr("Select a run to see what became of it, and several to compare them."));
    } else {
        const qint64 bytes = std::accumulate(runs.begin(), runs.end(), qint64(0),
                                             [](qint64 sum, const LibraryRun& run) { return sum + run.size; });
        m_details->clear(tr("%1 are selected, %2 on disk. Curves, Options and Trade-off compare them.")
                             .arg(tr("%n run(s)", nullptr, int(selected)), sizeText(bytes)));
    }
    if (m_tabs->currentIndex() == TradeOff) {
        m_tradeOff->setRuns(selected > 1 ? runs : m_filter->shown());
    }
    if (runs.size() > std::size_t(most_overlaid)) {
        runs.resize(std::size_t(most_overlaid));
    }
    const bool compares = m_tabs->currentIndex() == Curves || m_tabs->currentIndex() == Options;
    QStringList wanted = compares ? foldersOf(runs) : QStringList();
    if (!m_duplicating.isEmpty()) {
        wanted << m_duplicating;
    }
    if (compares || !m_duplicating.isEmpty()) {
        m_reader->want(wanted);
    }
    if (compares) {
        m_curves->setRuns(runs, int(selected - runs.size()));
        m_options->setRuns(runs);
    }
}

void LibraryPage::updateSummary() {
    const int all = m_model->rowCount(), shown = m_filter->rowCount();
    const QString runs =
        shown == all ? tr("%n run(s)", nullptr, all) : tr("%1 of %2 runs").arg(countText(shown), countText(all));
    const QString text = m_progress.isEmpty() ? tr("%1 in %2").arg(runs, m_library.folder())
                                              : tr("%1 in %2, %3").arg(runs, m_library.folder(), m_progress);
    m_summary->setText(text);
    m_summary->setToolTip(text);
    m_empty->setText(!m_listed || (all == 0 && m_looking) ? tr("Looking for runs…")
                     : all == 0 ? tr("No runs in this folder yet. What you train appears here; Folder chooses "
                                     "another project folder.")
                                : tr("No run matches the search."));
    m_list->setCurrentIndex(shown > 0 ? 1 : 0);
    if (m_tabs->currentIndex() == TradeOff && m_table->selected().size() < 2) {
        m_tradeOff->setRuns(m_filter->shown());
    }
}

void LibraryPage::duplicate(const QString& folder) {
    m_strip->clear();
    m_duplicating = folder;
    m_reader->forget(folder);
    m_reader->want({folder});
}

void LibraryPage::saveTensorBoard(const QStringList& folders) {
    const QString below =
        QFileDialog::getExistingDirectory(this, tr("Choose a folder for TensorBoard"), m_library.folder());
    if (!below.isEmpty()) {
        m_strip->clear();
        m_jobs->saveTensorBoard(folders, below);
    }
}

void LibraryPage::showSaved(const SavedFigures& saved) {
    if (saved.stopped) {
        m_strip->setMessage(Level::Info, tr("Cancelled: no figures were saved for TensorBoard."));
        return;
    }
    QStringList lines;
    if (saved.runs > 0) {
        lines << tr("%n run(s) saved. TensorBoard shows them with: tensorboard --logdir %1", nullptr, saved.runs)
                     .arg(saved.folder);
    }
    for (const QString& fault : saved.faults) {
        lines << engineText(fault);
    }
    m_strip->setMessage(saved.faults.isEmpty() ? Level::Info : Level::Problem, lines.join(QLatin1Char('\n')));
}

void LibraryPage::verify(const QString& folder) {
    m_strip->clear();
    m_tabs->setCurrentIndex(Details);
    m_details->setChecking(folder);
    m_jobs->verify(folder);
}

} // namespace loratrf
