#include "ui/shell/main_window.h"

#include "ui/library/library_page.h"
#include "ui/library/run_library.h"
#include "ui/runs/shown_run.h"
#include "ui/setup/machine.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/language.h"
#include "ui/shell/notifier.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/welcome_page.h"
#include "ui/studio_backend.h"
#include "ui/widgets/guide_link.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QUndoStack>
#include <QWhatsThis>

#include <algorithm>

namespace loratrf {

namespace {

QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys, auto* context, auto&& slot) {
    QAction* action = menu->addAction(text);
    action->setShortcut(keys);
    QObject::connect(action, &QAction::triggered, context, slot);
    return action;
}

// A file of the program's resources, where other programs can read it too. Empty: it cannot be written.
QString unpacked(const QString& name) {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/demo"));
    const QString file = folder.filePath(name);
    folder.mkpath(QStringLiteral("."));
    if (!QFile::exists(file)) {
        QFile::copy(QStringLiteral(":/demo/") + name, file);
    }
    return QFile::exists(file) ? file : QString();
}

} // namespace

MainWindow::MainWindow(const Services& services, QWidget* parent)
    : QMainWindow(parent), m_services(services), m_backend(services.backend),
      m_shown(new ShownRun(services.backend, this)), m_notifier(new Notifier(*this)), m_stack(new QStackedWidget) {
    applyLanguage(savedLanguage());
    applyTheme(savedThemeMode());
    applyTextScale(savedTextScale());
    setWindowTitle(QStringLiteral("LoRATRF Studio"));
    setMinimumSize(1000, 680);
    resize(QSize(1240, 860).boundedTo(screen()->availableSize() - QSize(0, 40))); // less a title bar
    setCentralWidget(m_stack);
    makePages();
    makeMenus();
    m_pages->setFocus();
    restoreGeometry(QSettings().value("window/geometry").toByteArray());
    connectNotifier();
    connect(&m_backend, &StudioBackend::busyChanged, this, &MainWindow::busyChanged);
    connect(qApp, &QApplication::commitDataRequest, this, [this] { saveGeometryNow(); });
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
    openData(unpacked(QStringLiteral("orders-train.jsonl")), unpacked(QStringLiteral("orders-eval.jsonl")));
    setPage(SetUp);
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
    connect(&dialog, &SettingsDialog::languageChosen, this, [&dialog](const QString& code) {
        saveLanguage(code);
        dialog.accept(); // what is open is written in the old language
        applyLanguage(code);
    });
    dialog.exec();
}

void MainWindow::askDiagnostics() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save diagnostics"), QStringLiteral("loratrf-diagnostics.json"), tr("JSON (*.json);;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    connect(
        &m_backend, &StudioBackend::diagnosed, this,
        [this, path](const QString& report) {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(report.toUtf8()) < 0 || !file.commit()) {
                QMessageBox::warning(this, tr("Save diagnostics"),
                                     tr("%1 cannot be written: %2").arg(path, file.errorString()));
            }
        },
        Qt::SingleShotConnection);
    m_backend.diagnose(m_shown->folder());
}

void MainWindow::showGuide(const QString& page) {
    if (m_guide == nullptr) {
        m_guide = new GuideDialog(this);
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
    addTheme(tr("As the s&ystem"), ThemeMode::System);
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
    connect(&m_backend, &StudioBackend::trainFinished, this, [this](const TrainResult& result) {
        const QString run = QFileInfo(qs(result.run)).fileName();
        if (result.state == RunState::Failed) {
            m_notifier->tell(tr("Training failed"), tr("%1: %2").arg(run, qs(result.message)));
        } else {
            m_notifier->tell(tr("Training has ended"), tr("%1 took %n step(s).", nullptr, int(result.steps)).arg(run));
        }
    });
    connect(&m_backend, &StudioBackend::exported, this,
            [this](const ExportResult& result) { m_notifier->tell(tr("Export is written"), qs(result.folder)); });
    connect(&m_backend, &StudioBackend::evaluated, this, [this](int, const EvaluateResult& result) {
        m_notifier->tell(tr("Evaluation has ended"), tr("%n row(s) looked at.", nullptr, int(result.rows)));
    });
    connect(&m_backend, &StudioBackend::failed, this,
            [this](const QString&, const QString& message) { m_notifier->tell(tr("Something failed"), message); });
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
    // The desktop went dark or light while the window is open.
    if (event->type() == QEvent::ThemeChange && !m_switching && savedThemeMode() == ThemeMode::System) {
        chooseTheme(ThemeMode::System);
    }
    if (event->type() == QEvent::LanguageChange && m_pages != nullptr && m_madeIn != QLocale().name()) {
        const Pages::State state = m_pages->state();
        const bool welcomed = m_welcome != nullptr;
        delete m_guide;
        m_guide = nullptr;
        delete m_welcome;
        m_welcome = nullptr;
        delete m_pages;
        makePages();
        m_pages->setState(state);
        makeMenus();
        if (welcomed) {
            welcome();
        }
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::busyChanged(bool busy) {
    if (!busy) {
        m_notifier->setProgress(-1);
    }
    if (!busy && m_closeWhenDone) {
        m_closeWhenDone = false;
        QApplication::setQuitOnLastWindowClosed(true);
        close();
        QApplication::quit();
    }
}

void MainWindow::saveGeometryNow() {
    QSettings().setValue("window/geometry", saveGeometry());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveGeometryNow();
    if (!m_backend.busy()) {
        event->accept();
        return;
    }
    event->ignore(); // whatever is chosen, the window object lives until the run has ended
    QMessageBox box(QMessageBox::Question, tr("Training is under way"),
                    tr("A training run is under way. What shall happen to it?"), QMessageBox::NoButton, this);
    box.setObjectName("closeQuestion");
    box.setInformativeText(
        tr("In the background the run goes on without a window, and the program ends with it. A stopped run "
           "keeps a checkpoint and can go on later."));
    QPushButton* background = box.addButton(tr("Keep going in the background"), QMessageBox::AcceptRole);
    QPushButton* stop = box.addButton(tr("Stop and keep"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton(tr("Cancel"), QMessageBox::RejectRole);
    background->setObjectName("closeBackground");
    stop->setObjectName("closeStop");
    cancel->setObjectName("closeCancel");
    box.setDefaultButton(cancel);
    box.setEscapeButton(cancel);
    box.exec();
    if (box.clickedButton() == nullptr || box.clickedButton() == cancel) {
        return;
    }
    if (!m_backend.busy()) { // it ended while the question was open
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        return;
    }
    m_closeWhenDone = true;
    QApplication::setQuitOnLastWindowClosed(false);
    hide();
    if (box.clickedButton() == stop) {
        m_backend.stop();
    }
}

} // namespace loratrf
