#pragma once
// Joins the pages; knows what happens when the window is closed while a run is under way.

#include <QMainWindow>
#include <QString>

class QStackedWidget;

namespace loratrf {

class Rail;
class RailButton;
class ExportPage;
class FiltersPage;
class RunPage;
class ShownRun;
class TryPage;
struct Services;
class SetupPage;
class StudioBackend;
enum class ThemeMode;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    enum Page { SetUp, Run, Filters, Try, Export };

    explicit MainWindow(const Services& services, QWidget* parent = nullptr);

    void openModel(const QString& path);
    void openData(const QString& file, const QString& evalFile);
    void openPreset(const QString& file);
    void openRun(const QString& folder);
    void setPage(int page);
    int page() const;
    const ShownRun& shownRun() const { return *m_shown; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    RailButton* addPage(QWidget* page, const QString& text, const QString& icon, const QString& name,
                        const QString& help);
    void askRun();
    void makeMenus();
    void makeViewMenu();
    void chooseTheme(ThemeMode mode);
    void chooseScale(double scale);
    void busyChanged(bool busy);
    void saveGeometryNow();

    StudioBackend& m_backend;
    ShownRun* m_shown;
    Rail* m_rail;
    RailButton* m_runButton = nullptr;
    QStackedWidget* m_stack;
    SetupPage* m_setup;
    RunPage* m_run;
    FiltersPage* m_filters;
    TryPage* m_try;
    ExportPage* m_export;
    bool m_closeWhenDone = false; // the user closed the window while a run was under way
    bool m_switching = false;     // a palette change of our own
};

} // namespace loratrf
