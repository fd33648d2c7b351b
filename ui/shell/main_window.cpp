#include "ui/shell/main_window.h"

#include "ui/export/export_page.h"
#include "ui/filters/filters_page.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"
#include "ui/services.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/rail.h"
#include "ui/studio_backend.h"
#include "ui/try/try_page.h"
#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace loratrf {

MainWindow::MainWindow(const Services& services, QWidget* parent)
    : QMainWindow(parent), m_backend(services.backend), m_shown(new ShownRun(services.backend, this)), m_rail(new Rail),
      m_stack(new QStackedWidget), m_setup(nullptr), m_run(nullptr), m_filters(nullptr), m_try(nullptr),
      m_export(nullptr) {
    applyTheme(savedThemeMode());
    applyTextScale(savedTextScale());
    setWindowTitle("LoRATRF Studio");
    setMinimumSize(1000, 680);
    resize(QSize(1240, 860).boundedTo(screen()->availableSize() - QSize(0, 40))); // less a title bar

    m_setup = new SetupPage(m_backend);
    m_run = new RunPage(m_backend, *m_shown);
    m_filters = new FiltersPage(m_backend, *m_shown);
    m_try = new TryPage(m_backend);
    m_export = new ExportPage(m_backend);
    addPage(m_setup, tr("Set up"), "settings", "railSetup", tr("Choose model, data, method and recipe (Ctrl+1)"));
    m_runButton = addPage(m_run, tr("Run"), "chart", "railRun", tr("Watch the training run (Ctrl+2)"));
    addPage(m_filters, tr("Filters"), "heatmap", "railFilters", tr("See what the adapter lets through (Ctrl+3)"));
    addPage(m_try, tr("Try"), "chat", "railTry", tr("Compare answers and evaluate (Ctrl+4)"));
    addPage(m_export, tr("Export"), "export", "railExport", tr("Take the result along (Ctrl+5)"));
    auto* central = new QWidget;
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addWidget(m_stack, 1);
    setCentralWidget(central);
    makeMenus();
    setPage(SetUp);
    m_setup->setFocus();
    restoreGeometry(QSettings().value("window/geometry").toByteArray());

    connect(m_rail, &Rail::pageChosen, this, &MainWindow::setPage);
    connect(m_setup, &SetupPage::started, this, [this] {
        m_try->setRunOptions(m_setup->options());
        setPage(Run);
    });
    connect(m_run, &RunPage::resultWanted, this, [this] { setPage(Try); });
    connect(m_try, &TryPage::runChosen, m_export, &ExportPage::showRun);
    const auto leadsOn = [this](auto* page) { // the ways on from a page that has nothing to show
        using PageType = std::remove_pointer_t<decltype(page)>;
        connect(page, &PageType::setUpWanted, this, [this] { setPage(SetUp); });
        connect(page, &PageType::runWanted, this, &MainWindow::askRun);
    };
    leadsOn(m_run);
    leadsOn(m_filters);
    leadsOn(m_try);
    leadsOn(m_export);
    connect(&m_backend, &StudioBackend::busyChanged, this, &MainWindow::busyChanged);
    connect(qApp, &QApplication::commitDataRequest, this, [this] { saveGeometryNow(); });
    m_runButton->setMarked(m_backend.busy());
}

RailButton* MainWindow::addPage(QWidget* page, const QString& text, const QString& icon, const QString& name,
                                const QString& help) {
    m_stack->addWidget(page);
    return m_rail->addPage(text, icon, name, help);
}

void MainWindow::openModel(const QString& path) {
    m_setup->setModel(path);
}

void MainWindow::openData(const QString& file, const QString& evalFile) {
    m_setup->setData(file, evalFile);
}

void MainWindow::openPreset(const QString& file) {
    m_setup->load(file);
}

void MainWindow::openRun(const QString& folder) {
    m_backend.openRun(folder);
    setPage(Run);
}

void MainWindow::askRun() {
    const QString path = QFileDialog::getExistingDirectory(this, "Open run folder");
    if (!path.isEmpty()) {
        openRun(path);
    }
}

void MainWindow::setPage(int page) {
    m_stack->setCurrentIndex(page);
    m_rail->setCurrent(page);
}

int MainWindow::page() const {
    return m_stack->currentIndex();
}

void MainWindow::makeMenus() {
    QMenu* file = menuBar()->addMenu("&File");
    const auto add = [this](QMenu* menu, const QString& text, const QKeySequence& keys, auto&& slot) {
        QAction* action = menu->addAction(text);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add(file, "Open model &file…", QKeySequence("Ctrl+O"), [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, "Open model", {}, "GGUF models (*.gguf);;All files (*)");
        if (!path.isEmpty()) {
            setPage(SetUp);
            openModel(path);
        }
    });
    add(file, "Open model f&older…", QKeySequence("Ctrl+Shift+O"), [this] {
        const QString path = QFileDialog::getExistingDirectory(this, "Open model folder");
        if (!path.isEmpty()) {
            setPage(SetUp);
            openModel(path);
        }
    });
    add(file, "Open &data…", QKeySequence("Ctrl+D"), [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, "Open data", {}, "Data (*.jsonl *.json *.csv *.tsv);;All files (*)");
        if (!path.isEmpty()) {
            setPage(SetUp);
            openData(path, {});
        }
    });
    add(file, "Open &run…", QKeySequence("Ctrl+R"), [this] { askRun(); });
    file->addSeparator();
    add(file, "&Load options…", QKeySequence("Ctrl+L"), [this] {
        setPage(SetUp);
        m_setup->askLoad();
    });
    add(file, "&Save options…", QKeySequence("Ctrl+S"), [this] {
        setPage(SetUp);
        m_setup->askSave();
    });
    file->addSeparator();
    add(file, "&Quit", QKeySequence("Ctrl+Q"), [this] { close(); });
    makeViewMenu();
    QMenu* help = menuBar()->addMenu("&Help");
    add(help, "About &LoRATRF", QKeySequence("F1"), [this] {
        HelpDialog(this).exec();
    })->setObjectName("aboutMethodAction");
}

void MainWindow::makeViewMenu() {
    QMenu* view = menuBar()->addMenu("&View");
    const QStringList pages = {tr("&Set up"), tr("&Run"), tr("&Filters"), tr("&Try"), tr("&Export")};
    for (int i = 0; i < pages.size(); ++i) {
        QAction* action = view->addAction(pages[i]);
        action->setShortcut(QKeySequence(QString("Ctrl+%1").arg(i + 1)));
        connect(action, &QAction::triggered, this, [this, i] { setPage(i); });
    }
    view->addSeparator();
    auto* themes = new QActionGroup(this);
    const auto addTheme = [&](const QString& text, ThemeMode mode) {
        QAction* action = view->addAction(text);
        action->setCheckable(true);
        action->setChecked(savedThemeMode() == mode);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, mode] { chooseTheme(mode); });
    };
    addTheme("As the s&ystem", ThemeMode::System);
    addTheme("&Light", ThemeMode::Light);
    addTheme("&Dark", ThemeMode::Dark);
    view->addSeparator();
    const auto addScale = [&](const QString& text, const QKeySequence& keys, double step) {
        QAction* action = view->addAction(text);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this,
                [this, step] { chooseScale(step == 0 ? 1.0 : std::clamp(savedTextScale() + step, 0.8, 2.0)); });
    };
    addScale("Larger &text", QKeySequence::ZoomIn, 0.1);
    addScale("S&maller text", QKeySequence::ZoomOut, -0.1);
    addScale("&Normal text", QKeySequence("Ctrl+0"), 0);
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

void MainWindow::changeEvent(QEvent* event) {
    // The desktop went dark or light while the window is open.
    if (event->type() == QEvent::ThemeChange && !m_switching && savedThemeMode() == ThemeMode::System) {
        chooseTheme(ThemeMode::System);
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::busyChanged(bool busy) {
    m_runButton->setMarked(busy);
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
    QMessageBox box(QMessageBox::Question, "Training is under way",
                    "A training run is under way. What shall happen to it?", QMessageBox::NoButton, this);
    box.setObjectName("closeQuestion");
    box.setInformativeText(
        "In the background the run goes on without a window, and the program ends with it. A stopped run "
        "keeps a checkpoint and can go on later.");
    QPushButton* background = box.addButton("Keep going in the background", QMessageBox::AcceptRole);
    QPushButton* stop = box.addButton("Stop and keep", QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton("Cancel", QMessageBox::RejectRole);
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
