// The window, and what can be had of it without a display.

#include "app/engine_backend.h"
#include "app/followed_run.h"
#include "app/method_comparison.h"
#include "app/model_shelf.h"
#include "app/project_folder.h"
#include "app/run_library.h"
#include "app/run_queue.h"
#include "ui/plots/plot_export.h"
#include "ui/runs/run_model.h"
#include "ui/services.h"
#include "ui/shell/language.h"
#include "ui/shell/last_run.h"
#include "ui/shell/main_window.h"
#include "ui/shell/welcome_page.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QIcon>
#include <QTabBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <vector>

namespace loratrf {

namespace {

struct Studio {
    Q_DECLARE_TR_FUNCTIONS(Studio)
};

constexpr int picture_delay_ms = 2000;
const QString picture_size = QStringLiteral("1240x860");

// Before QApplication exists: these need no display.
bool needsNoDisplay(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        for (const char* option : {"--plots", "--help", "-h", "--version", "-v"})
            if (std::strncmp(argv[i], option, std::strlen(option)) == 0)
                return true;
    return false;
}

bool hasDisplay(int argc, char** argv) {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    return std::any_of(argv, argv + argc, [](const char* argument) { return std::strcmp(argument, "-platform") == 0; });
}

int writePlots(const QString& run, const QString& folder) {
    try {
        RunModel model;
        FollowedRun told(run); // under the name that its folder has now
        told.open();
        model.setInfo(told.readAll([&model](const Event& event) { model.append(event); }));
        for (const QString& file : exportPlots(model, folder))
            std::puts(qPrintable(file));
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
}

// Pictures of the pages in turn, for the documentation.
void takePictures(MainWindow& window, const QString& folder, const QString& size) {
    QDir().mkpath(folder);
    window.resize(size.section(QLatin1Char('x'), 0, 0).toInt(), size.section(QLatin1Char('x'), 1).toInt());
    const auto choose = [&window](const char* tabs, int index) {
        window.findChild<QTabBar*>(QLatin1String(tabs))->setCurrentIndex(index);
    };
    struct Picture {
        QString name;
        int page;
        std::function<void()> prepare;
        const char* part = nullptr; // instead of the whole window
    };
    const std::vector<Picture> pictures = {
        {QStringLiteral("setup"), MainWindow::SetUp, {}},
        {QStringLiteral("models"), MainWindow::SetUp, {}, "modelCard"},
        {QStringLiteral("data"), MainWindow::SetUp, {}, "dataCard"},
        {QStringLiteral("methods"), MainWindow::SetUp, {}, "methodCard"},
        {QStringLiteral("training"), MainWindow::SetUp, {}, "recipeCard"},
        {QStringLiteral("memory"), MainWindow::SetUp, {}, "costCard"},
        {QStringLiteral("run"), MainWindow::Run, {}},
        {QStringLiteral("run-rows"), MainWindow::Run, [choose] { choose("runTabs", 2); }},
        {QStringLiteral("filters"), MainWindow::Filters, {}},
        {QStringLiteral("filters-text"), MainWindow::Filters, [choose] { choose("filterTabs", 1); }},
        {QStringLiteral("library"), MainWindow::Library,
         [&window, choose] { // laid over each other
             window.findChild<QAbstractItemView*>(QStringLiteral("runTable"))->selectAll();
             choose("libraryTabs", 1);
         }},
        {QStringLiteral("try"), MainWindow::Try, {}},
        {QStringLiteral("export"), MainWindow::Export, {}},
    };
    int wait = 0;
    for (const Picture& picture : pictures) {
        QTimer::singleShot(wait += picture_delay_ms, &window, [&window, picture] { window.setPage(picture.page); });
        if (picture.prepare)
            QTimer::singleShot(wait + picture_delay_ms / 2, &window, picture.prepare);
        QTimer::singleShot(wait += picture_delay_ms, &window, [&window, picture, folder] {
            QWidget* shown =
                picture.part != nullptr ? window.findChild<QWidget*>(QLatin1String(picture.part)) : &window;
            shown->grab().save(QDir(folder).filePath(picture.name + QStringLiteral(".png")));
        });
    }
    QTimer::singleShot(wait + picture_delay_ms, &window, &QCoreApplication::quit);
}

} // namespace

int runStudio(int argc, char** argv) {
    if (needsNoDisplay(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication::setApplicationName(QStringLiteral("loratrf-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("LoRATRF Studio"));
    QApplication::setOrganizationName(QStringLiteral("loratrf"));
    QApplication::setApplicationVersion(QStringLiteral(LORATRF_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.loratrf.Studio"));
    if (!hasDisplay(argc, argv)) {
        const QCoreApplication none(argc, argv); // translations need it
        applyLanguage(savedLanguage());
        std::fprintf(stderr, "%s\n",
                     qPrintable(Studio::tr("error: there is no display (DISPLAY and WAYLAND_DISPLAY are empty). "
                                           "`loratrf` does the same jobs in a terminal, and --plots RUN draws a run "
                                           "without one.")));
        return 2;
    }
    const QApplication app(argc, argv);
    applyLanguage(savedLanguage());
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/loratrf.svg")));

    const QCommandLineOption model(QStringLiteral("model"), Studio::tr("Base model to choose."),
                                   QStringLiteral("MODEL"));
    const QCommandLineOption data(QStringLiteral("data"), Studio::tr("Training rows to choose."),
                                  QStringLiteral("FILE"));
    const QCommandLineOption eval(QStringLiteral("eval"), Studio::tr("Evaluation rows to choose."),
                                  QStringLiteral("FILE"));
    const QCommandLineOption preset(QStringLiteral("preset"), Studio::tr("Options to load."), QStringLiteral("FILE"));
    const QCommandLineOption run(QStringLiteral("run"), Studio::tr("Run folder to show."), QStringLiteral("DIR"));
    const QCommandLineOption plots(QStringLiteral("plots"),
                                   Studio::tr("Write the plots of a run as PNG and SVG and end; needs no display."),
                                   QStringLiteral("RUN"));
    const QCommandLineOption out(QStringLiteral("out"), Studio::tr("Folder for the plots."), QStringLiteral("DIR"));
    QCommandLineOption pictures(QStringLiteral("screenshot"), Studio::tr("Folder for pictures of the pages."),
                                QStringLiteral("DIR"));
    pictures.setFlags(QCommandLineOption::HiddenFromHelp);
    QCommandLineOption size(QStringLiteral("picture-size"), QStringLiteral("Of the window in these pictures."),
                            QStringLiteral("WIDTHxHEIGHT"), picture_size);
    size.setFlags(QCommandLineOption::HiddenFromHelp);
    QCommandLineParser parser;
    parser.setApplicationDescription(Studio::tr("Fine-tune language models and see what an adapter learns."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({model, data, eval, preset, run, plots, out, pictures, size});
    parser.process(app);

    if (parser.isSet(plots))
        return writePlots(parser.value(plots), parser.isSet(out) ? parser.value(out) : QStringLiteral("."));

    EngineBackend backend;
    FolderLibrary library;
    DiskModelShelf models;
    StoredQueue queue(backend, projectFolder());
    EngineComparison comparison(backend, &queue);
    QObject::connect(&library, &RunLibrary::listed, &queue, [&] { queue.setFolder(library.folder()); });
    MainWindow window({backend, library, comparison, &models, &queue});
    if (parser.isSet(preset))
        window.openPreset(parser.value(preset));
    if (parser.isSet(model))
        window.openModel(parser.value(model));
    if (parser.isSet(data) || parser.isSet(eval))
        window.openData(parser.value(data), parser.value(eval));
    if (parser.isSet(run))
        window.openRun(parser.value(run));
    else
        window.lastRun().open();
    if (!WelcomePage::seen() && !parser.isSet(run))
        window.welcome();
    window.show();
    if (parser.isSet(pictures))
        takePictures(window, parser.value(pictures), parser.value(size));
    return QApplication::exec();
}

} // namespace loratrf

int main(int argc, char** argv) {
    return loratrf::runStudio(argc, argv);
}
