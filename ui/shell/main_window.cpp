#include "ui/shell/main_window.h"

#include "ui/library/library_page.h"
#include "ui/library/method_comparison.h"
#include "ui/library/run_library.h"
#include "ui/run/run_queue.h"
#include "ui/runs/shown_run.h"
#include "ui/setup/machine.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/demo.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/job_news.h"
#include "ui/shell/kept_fields.h"
#include "ui/shell/language.h"
#include "ui/shell/last_run.h"
#include "ui/shell/notifier.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/unsaved_question.h"
#include "ui/shell/welcome_page.h"
#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/guide_link.h"
#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QMenuBar>
#include <QSaveFile>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QUndoStack>
#include <QWhatsThis>

#include <algorithm>

namespace loratrf {

namespace {

const char* const arrangementKey = "window/arrangement";

QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys, auto* context, auto&& slot) {
    QAction* action = menu->addAction(text);
    action->setShortcut(keys);
    QObject::connect(action, &QAction::triggered, context, slot);
    return action;
}

} // namespace

MainWindow::MainWindow(const Services& services, QWidget* parent)
    : QMainWindow(parent), m_services(services), m_backend(services.backend),
      m_shown(new ShownRun(services.backend, this)), m_notifier(new Notifier(*this)),
      m_last(new LastRun(services, *m_shown, *this)), m_stack(new QStackedWidget) {
    applyLanguage(savedLanguage());
    applyTheme(savedThemeMode());
    applyTextScale(savedTextScale());
    setWindowTitle(QStringLiteral("LoRATRF Studio"));
    setMinimumSize(800, 440); // 1920 x 1080 at 200 % has 960 x 500 beside the task bar
    resize(QSize(1240, 860).boundedTo(screen()->availableSize() - QSize(0, 40))); // less a title bar
    setCentralWidget(m_stack);
    offerHelp();
    makePages();
    makeMenus();
    m_pages->setFocus();
    const QSettings settings;
    restoreGeometry(settings.value("window/geometry").toByteArray());
    arrange(settings.value(arrangementKey).toMap(), *m_pages);
    m_pages->setPage(std::clamp(settings.value("window/page").toInt(), int(SetUp), int(Export)));
    connectNotifier();
    connect(&m_backend, &StudioBackend::busyChanged, this, [this](bool busy) {
        if (!busy) {
            m_notifier->setProgress(-1);
        }
        closeWhenDone();
    });
    connect(&m_backend, &StudioBackend::jobEnded, this, &MainWindow::closeWhenDone);
    if (m_services.queue != nullptr) { // not from inside: what tells of a change may not be through with it
        connect(m_services.queue, &RunQueue::changed, this, &MainWindow::closeWhenDone, Qt::QueuedConnection);
    }
    connect(&m_services.comparison, &MethodComparison::failed, this, &MainWindow::closeWhenDone, Qt::QueuedConnection);
    connect(&m_backend, &StudioBackend::failed, this, &MainWindow::jobFailed);
    connect(&m_backend, &StudioBackend::diagnosed, this, &MainWindow::saveDiagnostics);
    connect(m_last, &LastRun::resumeWanted, this, [this](const QString& folder) {
        m_backend.resume(folder, 0);
        setPage(Run);
    });
    connect(qApp, &QApplication::commitDataRequest, this, [this] { keepAll(); });
}

void MainWindow::makePages() {
    m_madeIn = QLocale().name();
    m_pages = new Pages(m_services, *m_shown);
    m_stack->insertWidget(0, m_pages);
    m_stack->setCurrentIndex(0);
    connect(m_pages, &Pages::runWanted, this, &MainWindow::askRun);
}

void MainWindow::openModel(const QString& path) {
    m_pages->setup().setModel(path);
}

void MainWindow::openData(const QString& file, const QString& evalFile) {
    m_pages->setup().setData(file, evalFile);
}

void MainWindow::openPreset(const QString& file) {
    m_pages->setup().load(file);
}

void MainWindow::openRun(const QString& folder) {
    leaveWelcome();
    m_pages->openRun(folder);
}

void MainWindow::setPage(int page) {
    leaveWelcome();
    m_pages->setPage(page);
}

void MainWindow::welcome() {
    if (m_welcome != nullptr) {
        return;
    }
    m_welcome = new WelcomePage;
    m_stack->setCurrentIndex(m_stack->addWidget(m_welcome));
    connect(m_welcome, &WelcomePage::demoWanted, this, &MainWindow::setUpDemo);
    connect(m_welcome, &WelcomePage::modelWanted, this, &MainWindow::askModelFile);
    connect(m_welcome, &WelcomePage::runWanted, this, &MainWindow::askRun);
    connect(m_welcome, &WelcomePage::closed, this, &MainWindow::leaveWelcome);
}

void MainWindow::leaveWelcome() {
    if (m_welcome == nullptr) {
        return;
    }
    WelcomePage::setSeen();
    m_stack->setCurrentIndex(0);
    m_welcome->deleteLater(); // perhaps from a signal of its own
    m_welcome = nullptr;
    m_pages->setFocus();
}

void MainWindow::setUpDemo() {
    openPreset(QStringLiteral(":/presets/demo.json"));
    openData(demoRows(QStringLiteral("orders-train.jsonl")), demoRows(QStringLiteral("orders-eval.jsonl")));
    setPage(SetUp);
    SetupPage& page = m_pages->setup();
    if (!page.options().model.empty()) {
        return;
    }
    const QString model = demoModel(DropField::recent(QStringLiteral("models")), demoFolder());
    if (!model.isEmpty()) {
        openModel(model);
        return;
    }
    page.say(Level::Info,
             isInstalled()
                 ? tr("The demo also needs a small model, which is not on this machine yet, or not where it was looked "
                      "for. Download %1 from %2, as a GGUF file or a folder, and choose it here; the program itself "
                      "never uses the network. Another small chat model does as well.")
                       .arg(demoModelName, demoModelPlace)
                 : tr("The demo also needs a small model, which is not on this machine yet, or not where it was looked "
                      "for. Choose %1, as a GGUF file or a folder from Hugging Face; started by ./run, the program "
                      "brings it along. Another small chat model does as well.")
                       .arg(demoModelName));
    page.setFocus();
}

void MainWindow::askModelFile() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open model"), {}, tr("Models (*.gguf config.json);;All files (*)"));
    if (!path.isEmpty()) {
        setPage(SetUp);
        openModel(path.endsWith(QStringLiteral("/config.json")) ? QFileInfo(path).path() : path);
    }
}

void MainWindow::askModelFolder() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open model folder"));
    if (!path.isEmpty()) {
        setPage(SetUp);
        openModel(path);
    }
}

void MainWindow::askData() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open data"), {}, tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"));
    if (!path.isEmpty()) {
        setPage(SetUp);
        openData(path, {});
    }
}

void MainWindow::askRun() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open run folder"));
    if (!path.isEmpty()) {
        openRun(path);
    }
}

void MainWindow::askSettings() {
    SettingsDialog dialog(m_services.library.folder(), this);
    connect(&dialog, &SettingsDialog::themeChosen, this, &MainWindow::chooseTheme);
    connect(&dialog, &SettingsDialog::textScaleChosen, this, &MainWindow::chooseScale);
    connect(&dialog, &SettingsDialog::folderChosen, &m_pages->library(), &LibraryPage::setFolder);
    connect(&dialog, &SettingsDialog::machineChosen, this, [this](const Machine& machine) {
        saveMachine(machine);
        m_pages->setup().setMachine(machine);
    });
    connect(&dialog, &SettingsDialog::languageChosen, this, [this, &dialog](const QString& code) {
        dialog.accept(); // what is open is written in the old language
        UnsavedQuestion unsaved(this);
        unsaved.setInformativeText(tr("Another language makes the pages anew and would drop them."));
        if (unsaved.mayClose()) {
            saveLanguage(code);
            applyLanguage(code);
        }
    });
    dialog.exec();
}

void MainWindow::askDiagnostics() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save diagnostics"), QStringLiteral("loratrf-diagnostics.json"), tr("JSON (*.json);;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    m_diagnosticsFile = path;
    m_backend.diagnose(m_shown->folder());
}

void MainWindow::saveDiagnostics(const QString& report) {
    QSaveFile file(m_diagnosticsFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(report.toUtf8()) < 0 || !file.commit()) {
        say(QMessageBox::Warning, tr("Save diagnostics"),
            tr("%1 cannot be written: %2").arg(m_diagnosticsFile, file.errorString()));
    } else {
        say(QMessageBox::Information, tr("Save diagnostics"),
            tr("The diagnostics are in %1. They hold no rows, no answers and no weights, and of paths the last part "
               "alone.")
                .arg(m_diagnosticsFile));
    }
}

// Answers that no page waits for.
void MainWindow::jobFailed(const QString& job, const QString& message) {
    const QString why = engineText(message.toStdString());
    if (job == QLatin1String("run")) {
        m_pages->runNotOpened();
        say(QMessageBox::Warning, tr("Open run"), tr("This cannot be opened as a run. %1").arg(why));
    } else if (job == QLatin1String("diagnose")) {
        say(QMessageBox::Warning, tr("Save diagnostics"), tr("No diagnostics could be gathered: %1").arg(why));
    }
}

void MainWindow::say(QMessageBox::Icon icon, const QString& title, const QString& text) {
    auto* box = new QMessageBox(icon, title, text, QMessageBox::Ok, this);
    box->setObjectName("message");
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open(); // nothing waits for it
}

void MainWindow::showGuide(const QString& page) {
    if (m_guide == nullptr) {
        m_guide = new GuideDialog(this);
        arrange(QSettings().value(arrangementKey).toMap(), *m_guide);
    }
    m_guide->open(page);
}

void MainWindow::makeMenus() {
    qDeleteAll(menuBar()->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly)); // of another language
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    add(file, tr("Open &model…"), QKeySequence("Ctrl+O"), this, [this] { askModelFile(); });
    add(file, tr("Open model f&older…"), QKeySequence("Ctrl+Shift+O"), this, [this] { askModelFolder(); });
    add(file, tr("Open &data…"), QKeySequence("Ctrl+D"), this, [this] { askData(); });
    add(file, tr("Open &run…"), QKeySequence("Ctrl+R"), this, [this] { askRun(); });
    file->addSeparator();
    add(file, tr("&Load options…"), QKeySequence("Ctrl+L"), this, [this] {
        setPage(SetUp);
        m_pages->setup().askLoad();
    });
    add(file, tr("&Save options…"), QKeySequence("Ctrl+S"), this, [this] {
        setPage(SetUp);
        m_pages->setup().askSave();
    });
    file->addSeparator();
    add(file, tr("S&ettings…"), QKeySequence("Ctrl+,"), this, [this] {
        askSettings();
    })->setObjectName("settingsAction");
    add(file, tr("&Quit"), QKeySequence("Ctrl+Q"), this, [this] { close(); });
}

void MainWindow::makeEditMenu() {
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QUndoStack& history = m_pages->setup().history();
    QAction* undo = add(edit, tr("&Undo change of the form"), QKeySequence("Ctrl+Z"), &history, &QUndoStack::undo);
    QAction* redo = add(edit, tr("&Redo change of the form"), {}, &history, &QUndoStack::redo);
    undo->setObjectName("undoAction");
    redo->setObjectName("redoAction");
    redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
    const auto update = [this, undo, redo, &history] { // other pages have texts of their own
        undo->setEnabled(page() == SetUp && history.canUndo());
        redo->setEnabled(page() == SetUp && history.canRedo());
    };
    connect(&history, &QUndoStack::canUndoChanged, undo, update);
    connect(&history, &QUndoStack::canRedoChanged, undo, update);
    connect(m_pages, &Pages::pageChanged, undo, update);
    update();
}

void MainWindow::makeViewMenu() {
    QMenu* view = menuBar()->addMenu(tr("&View"));
    const QStringList pages = {tr("&Set up"), tr("&Run"), tr("&Filters"), tr("Li&brary"), tr("&Try"), tr("&Export")};
    for (int i = 0; i < pages.size(); ++i) {
        add(view, pages[i], QKeySequence(QString("Ctrl+%1").arg(i + 1)), this, [this, i] { setPage(i); });
    }
    view->addSeparator();
    auto* themes = new QActionGroup(view);
    const auto addTheme = [&](const QString& text, ThemeMode mode) {
        QAction* action = add(view, text, {}, this, [this, mode] { chooseTheme(mode); });
        action->setCheckable(true);
        action->setChecked(savedThemeMode() == mode);
        themes->addAction(action);
    };
    addTheme(tr("As the des&ktop"), ThemeMode::System);
    addTheme(tr("&Light"), ThemeMode::Light);
    addTheme(tr("&Dark"), ThemeMode::Dark);
    addTheme(tr("&High contrast"), ThemeMode::Contrast);
    view->addSeparator();
    const auto addScale = [&](const QString& text, const QKeySequence& keys, double step) {
        add(view, text, keys, this,
            [this, step] { chooseScale(step == 0 ? 1.0 : std::clamp(savedTextScale() + step, 0.8, 2.0)); });
    };
    addScale(tr("Larger te&xt"), QKeySequence::ZoomIn, 0.1);
    addScale(tr("S&maller text"), QKeySequence::ZoomOut, -0.1);
    addScale(tr("&Normal text"), QKeySequence("Ctrl+0"), 0);
}

void MainWindow::makeHelpMenu() {
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    add(help, tr("&Guide"), QKeySequence("F1"), this, [this] {
        showGuide(guidePageOf(QApplication::focusWidget()));
    })->setObjectName("guideAction");
    QAction* what = QWhatsThis::createAction(help);
    what->setText(tr("Wh&at is this?"));
    help->addAction(what);
    add(help, tr("&Welcome"), {}, this, [this] { welcome(); });
    add(help, tr("Save &diagnostics…"), {}, this, [this] { askDiagnostics(); });
    add(help, tr("About &LoRATRF"), {}, this, [this] { HelpDialog(this).exec(); })->setObjectName("aboutMethodAction");
}

void MainWindow::connectNotifier() {
    connect(&m_backend, &StudioBackend::event, this, [this](const Event& event) {
        if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && m_backend.busy()) {
            const int64_t total = m_shown->totalSteps();
            m_notifier->setProgress(total > 0 ? double(step->step) / double(total) : -1);
        }
    });
    connect(new JobNews(m_services, this), &JobNews::arrived, m_notifier, &Notifier::tell);
}

void MainWindow::chooseTheme(ThemeMode mode) {
    m_switching = true;
    applyTheme(mode);
    saveThemeMode(mode);
    m_switching = false;
}

void MainWindow::chooseScale(double scale) {
    applyTextScale(scale);
    saveTextScale(scale);
}

bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::WhatsThisClicked) {
        const QString link = static_cast<QWhatsThisClickedEvent*>(event)->href();
        if (link.startsWith(QStringLiteral("guide:"))) {
            showGuide(link.section(':', 1));
            event->accept();
            return true;
        }
    }
    return QMainWindow::event(event);
}

void MainWindow::changeEvent(QEvent* event) {
    // The desktop went dark or light, or took another font, while the window is open.
    if (event->type() == QEvent::ThemeChange && !m_switching) {
        if (savedThemeMode() == ThemeMode::System) {
            chooseTheme(ThemeMode::System);
        }
        applyTextScale(savedTextScale());
    }
    if (event->type() == QEvent::LanguageChange && m_pages != nullptr && m_madeIn != QLocale().name()) {
        const std::shared_ptr<const Pages::State> state = m_pages->handOver();
        const bool welcomed = m_welcome != nullptr;
        delete m_guide;
        m_guide = nullptr;
        delete m_welcome;
        m_welcome = nullptr;
        delete m_pages;
        makePages();
        m_pages->takeOver(*state);
        makeMenus();
        if (welcomed) {
            welcome();
        }
    }
    QMainWindow::changeEvent(event);
}

// After this the program ends, which stops what is under way.
void MainWindow::closeWhenDone() {
    if (m_closing == Closing::Stay || m_backend.busy() ||
        (m_closing == Closing::Background && !(JobNews::underWay(m_backend).isEmpty() && nothingWaits()))) {
        return;
    }
    m_closing = Closing::Stop; // nothing is asked again
    QApplication::setQuitOnLastWindowClosed(true);
    close();
    m_closing = Closing::Stay;
    QApplication::quit();
}

int MainWindow::queuedRuns() const {
    const RunQueue* queue = m_services.queue;
    return queue == nullptr || queue->paused()
               ? 0
               : static_cast<int>(std::ranges::count(queue->entries(), QueueState::Waiting, &QueuedRun::state));
}

// Between two of its runs nothing is under way for a moment.
bool MainWindow::nothingWaits() const {
    const RunQueue* queue = m_services.queue;
    return queuedRuns() == 0 && !m_services.comparison.willBegin() &&
           (queue == nullptr || std::ranges::count(queue->entries(), QueueState::Running, &QueuedRun::state) == 0);
}

void MainWindow::keepAll() {
    m_pages->library().keepWords();
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/page", page());
    KeptFields arrangement = settings.value(arrangementKey).toMap(); // of dialogs too that were not opened this time
    arrangement.insert(arrangementOf(*this));
    settings.setValue(arrangementKey, arrangement);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    keepAll();
    UnsavedQuestion unsaved(this);
    if (m_closing != Closing::Stop && !unsaved.mayClose()) {
        event->ignore();
        return;
    }
    const QString work = JobNews::underWay(m_backend);
    if (m_closing == Closing::Stop || work.isEmpty()) {
        unsaved.drop();
        event->accept();
        return;
    }
    event->ignore(); // whatever is chosen, the window object lives until the work has ended
    const Closing wish =
        CloseQuestion(work, m_backend.busy(), queuedRuns(), m_services.comparison.willBegin(), this).ask();
    if (wish == Closing::Stay) {
        return;
    }
    unsaved.drop();
    m_closing = wish;
    QApplication::setQuitOnLastWindowClosed(false);
    hide();
    if (wish == Closing::Stop) {
        m_backend.stop();
    }
    // Not from here: it may have ended while the question was open.
    QMetaObject::invokeMethod(this, &MainWindow::closeWhenDone, Qt::QueuedConnection);
}

} // namespace loratrf
