#include "ui/shell/pages.h"

#include "ui/export/export_page.h"
#include "ui/filters/filters_page.h"
#include "ui/library/compare_dialog.h"
#include "ui/library/library_page.h"
#include "ui/library/run_library.h"
#include "ui/run/run_page.h"
#include "ui/run/run_queue.h"
#include "ui/runs/shown_run.h"
#include "ui/services.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/kept_fields.h"
#include "ui/shell/rail.h"
#include "ui/shell/typed_texts.h"
#include "ui/studio_backend.h"
#include "ui/try/try_page.h"
#include "ui/widgets/guide_link.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace loratrf {

namespace {

// The set-up form, the chat and the notes about a run remember what is typed in them by themselves.
const QStringList typedFields = {QStringLiteral("probeText"),       QStringLiteral("compareText"),
                                 QStringLiteral("statisticsData"),  QStringLiteral("exportPath"),
                                 QStringLiteral("exportPrompt"),    QStringLiteral("evaluateData"),
                                 QStringLiteral("evaluateAnswers"), QStringLiteral("evaluateMaxTokens")};

} // namespace

Pages::Pages(const Services& services, ShownRun& shown, QWidget* parent)
    : QWidget(parent), m_backend(services.backend), m_runs(services.library), m_comparison(services.comparison),
      m_shown(shown), m_rail(new Rail), m_stack(new QStackedWidget),
      m_setup(new SetupPage(services.backend, services.models)),
      m_run(new RunPage(services.backend, shown, services.queue)), m_filters(new FiltersPage(services.backend, shown)),
      m_library(new LibraryPage(services.backend, services.library)), m_try(new TryPage(services.backend)),
      m_export(new ExportPage(services.backend)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addWidget(m_stack, 1);
    addPage(m_setup, tr("Set up"), "settings", "railSetup", tr("Choose model, data, method and recipe (Ctrl+1)"));
    m_runButton = addPage(m_run, tr("Run"), "chart", "railRun", tr("Watch the training run (Ctrl+2)"));
    addPage(m_filters, tr("Filters"), "heatmap", "railFilters", tr("See what the adapter lets through (Ctrl+3)"));
    addPage(m_library, tr("Library"), "library", "railLibrary", tr("Find, compare and go on with runs (Ctrl+4)"));
    addPage(m_try, tr("Try"), "chat", "railTry", tr("Compare answers and evaluate (Ctrl+5)"));
    addPage(m_export, tr("Export"), "export", "railExport", tr("Take the result along (Ctrl+6)"));

    explainIn(m_setup, "start");
    explainIn(m_run, "run");
    explainIn(m_filters, "loratrf");
    explainIn(m_library, "compare");
    explainIn(m_try, "compare");
    explainIn(m_export, "export");

    connect(m_rail, &Rail::pageChosen, this, &Pages::setPage);
    connect(m_stack, &QStackedWidget::currentChanged, this, &Pages::pageChanged);
    connect(m_setup, &SetupPage::started, this, [this] { setPage(Run); });
    connect(m_setup, &SetupPage::runDropped, this, &Pages::openRun);
    connect(m_run, &RunPage::resultWanted, this, [this] { setPage(Try); });
    connect(m_try, &TryPage::runChosen, m_export, &ExportPage::showRun);
    leadsOn(m_run);
    leadsOn(m_filters);
    leadsOn(m_try);
    leadsOn(m_export);
    connectLibrary();
    if (services.queue != nullptr) {
        connectQueue(*services.queue);
    }
    connect(&m_backend, &StudioBackend::busyChanged, this, [this](bool busy) { m_runButton->setMarked(busy); });
    m_runButton->setMarked(m_backend.busy());
    new TypedTexts(typedFields, {m_filters, m_try, m_export}, this);
    setPage(SetUp);
    setFocusProxy(m_setup);
}

Pages::~Pages() {
    delete m_compare;
}

void Pages::connectLibrary() {
    connect(m_library, &LibraryPage::openWanted, this, &Pages::openRun);
    connect(m_library, &LibraryPage::resumeWanted, this, [this](const QString& folder, double epochs) {
        m_backend.resume(folder, epochs);
        setPage(Run);
    });
    connect(m_library, &LibraryPage::compareWanted, this, &Pages::showComparison);
    connect(m_library, &LibraryPage::duplicateWanted, this, &Pages::setUpAgain);
}

void Pages::connectQueue(RunQueue& queue) {
    m_setup->offerQueue();
    connect(m_run, &RunPage::duplicateWanted, this, &Pages::setUpAgain);
    connect(m_setup, &SetupPage::queueWanted, &queue, [this, &queue](const TrainOptions& options) {
        queue.add(options);
        if (queue.problem().isEmpty()) {
            m_setup->say(Level::Info,
                         queue.paused()
                             ? tr("Added to the queue, which is paused. The Run page lists it and lets it go on.")
                             : tr("Added to the queue, which the Run page lists."));
        }
    });
    connect(&queue, &RunQueue::changed, m_setup, [this, &queue] {
        if (!queue.problem().isEmpty()) {
            m_setup->say(queue.problemLevel(), queue.problem());
        }
    });
}

void Pages::setUpAgain(const TrainOptions& options) {
    m_setup->setOptions(options);
    setPage(SetUp);
}

void Pages::showComparison() {
    if (m_compare == nullptr) {
        m_compare = new CompareDialog(m_backend, m_comparison, window());
        explainIn(m_compare, "compare");
    }
    m_compare->setBase(m_setup->options(), m_runs.folder());
    m_compare->show();
    m_compare->raise();
    m_compare->activateWindow();
}

RailButton* Pages::addPage(QWidget* page, const QString& text, const QString& icon, const QString& name,
                           const QString& help) {
    m_stack->addWidget(page);
    return m_rail->addPage(text, icon, name, help);
}

// The ways on from a page that has nothing to show.
template <class PageType>
void Pages::leadsOn(PageType* page) {
    connect(page, &PageType::setUpWanted, this, [this] { setPage(SetUp); });
    connect(page, &PageType::runWanted, this, &Pages::runWanted);
}

void Pages::openRun(const QString& folder) {
    m_openedFrom = page();
    m_backend.openRun(folder);
    setPage(Run);
}

void Pages::runNotOpened() {
    if (m_openedFrom && page() == Run) {
        setPage(*m_openedFrom);
    }
    m_openedFrom.reset();
}

void Pages::setPage(int page) {
    m_stack->setCurrentIndex(page);
    m_rail->setCurrent(page);
}

int Pages::page() const {
    return m_stack->currentIndex();
}

struct Pages::State {
    int page = SetUp;
    SetupPage::State setup;
    StatisticsView::State statistics;
    LibraryPage::State library;
    TryPage::State tried;
    ExportCard::State exported;
    KeptFields fields, arrangement;
    QPointer<CompareDialog> compare; // stays as it is, in its language, until it is closed
};

std::shared_ptr<const Pages::State> Pages::handOver() {
    auto state = std::make_shared<State>();
    state->page = page();
    state->setup = m_setup->state();
    state->statistics = m_filters->state();
    state->library = m_library->state();
    state->tried = m_try->state();
    state->exported = m_export->state();
    for (const QWidget* one : std::initializer_list<QWidget*>{m_run, m_filters, m_try}) {
        state->fields.insert(fieldsOf(*one));
    }
    state->arrangement = arrangementOf(*this);
    if (m_compare != nullptr && (m_compare->isVisible() || m_compare->isWorking())) {
        state->compare = m_compare;
        m_compare->disconnect(this);
        m_compare = nullptr;
    }
    return state;
}

void Pages::takeOver(const State& state) {
    m_setup->setState(state.setup);
    m_filters->setState(state.statistics);
    m_library->setState(state.library);
    m_try->setState(state.tried); // shows its run on the Export page too
    m_export->setState(state.exported);
    for (QWidget* one : std::initializer_list<QWidget*>{m_run, m_filters, m_try}) {
        putFields(state.fields, *one);
    }
    arrange(state.arrangement, *this);
    m_compare = state.compare;
    if (m_compare != nullptr) {
        connect(m_compare, &QDialog::finished, this, [this] {
            if (!m_compare->isWorking()) {
                m_compare->deleteLater(); // the next one speaks the new language
                m_compare = nullptr;
            }
        });
    }
    setPage(state.page);
}

} // namespace loratrf
