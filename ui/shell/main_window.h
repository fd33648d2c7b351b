#pragma once
// The window around the pages: menus, language and look, what is told to the desktop, and what happens when it is
// closed while a run is under way.

#include "ui/services.h"
#include "ui/shell/close_question.h"
#include "ui/shell/pages.h"

#include <QMainWindow>
#include <QString>

class QStackedWidget;

namespace loratrf {

class GuideDialog;
class LastRun;
class Notifier;
class ShownRun;
class StudioBackend;
class WelcomePage;
enum class ThemeMode;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    using enum Pages::Page;

    explicit MainWindow(const Services& services, QWidget* parent = nullptr);

    void openModel(const QString& path);
    void openData(const QString& file, const QString& evalFile);
    void openPreset(const QString& file);
    void openRun(const QString& folder);
    void welcome(); // instead of the pages, until a door is taken
    void setPage(int page);
    int page() const { return m_pages->page(); }
    const ShownRun& shownRun() const { return *m_shown; }
    Notifier& notifier() { return *m_notifier; }
    LastRun& lastRun() { return *m_last; }

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makePages();
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeHelpMenu();
    void connectNotifier();
    void leaveWelcome();
    void setUpDemo();
    void askModelFile();
    void askModelFolder();
    void askData();
    void askRun();
    void askSettings();
    void askDiagnostics();
    void saveDiagnostics(const QString& report);
    void jobFailed(const QString& job, const QString& message);
    void say(QMessageBox::Icon icon, const QString& title, const QString& text);
    void showGuide(const QString& page);
    void chooseTheme(ThemeMode mode);
    void chooseScale(double scale);
    int queuedRuns() const;    // that would begin by themselves
    bool nothingWaits() const; // no run of the queue is under way or would begin, and no comparison would
    void closeWhenDone();
    void keepAll(); // what would be lost with the window

    Services m_services;
    StudioBackend& m_backend;
    ShownRun* m_shown;
    Notifier* m_notifier;
    LastRun* m_last;
    QStackedWidget* m_stack; // the pages, or the welcome
    Pages* m_pages = nullptr;
    WelcomePage* m_welcome = nullptr;
    GuideDialog* m_guide = nullptr;
    QString m_diagnosticsFile;         // where the report that was asked for is put
    QString m_madeIn;                  // the language of pages and menus
    Closing m_closing = Closing::Stay; // as the user answered when closing the window while work was under way
    bool m_switching = false;          // a palette change of our own
};

} // namespace loratrf
