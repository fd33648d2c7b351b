#pragma once
// The rail and the pages it leads to, joined: what one page leads to on another is said here and nowhere else.

#include "backend/api/options.h"

#include <QPointer>
#include <QString>
#include <QWidget>

#include <memory>
#include <optional>

class QStackedWidget;

namespace loratrf {

class ExportPage;
class FiltersPage;
class CompareDialog;
class LibraryPage;
class MethodComparison;
class RunLibrary;
class RunQueue;
class Rail;
class RailButton;
class RunPage;
class SetupPage;
class ShownRun;
class StudioBackend;
class TryPage;
struct Services;

class Pages : public QWidget {
    Q_OBJECT

public:
    enum Page { SetUp, Run, Filters, Library, Try, Export };

    Pages(const Services& services, ShownRun& shown, QWidget* parent = nullptr);
    ~Pages() override;

    void setPage(int page);
    int page() const;
    SetupPage& setup() { return *m_setup; }
    LibraryPage& library() { return *m_library; }
    void openRun(const QString& folder);
    void runNotOpened(); // the folder is none: back to where it was asked for

    // What others have to be told to be as these are, which are thrown away then.
    struct State;
    std::shared_ptr<const State> handOver();
    void takeOver(const State& state);

Q_SIGNALS:
    void runWanted(); // its folder is to be asked for
    void pageChanged(int page);

private:
    RailButton* addPage(QWidget* page, const QString& text, const QString& icon, const QString& name,
                        const QString& help);
    void connectLibrary();
    void connectQueue(RunQueue& queue);
    void setUpAgain(const TrainOptions& options);
    void showComparison();
    template <class PageType>
    void leadsOn(PageType* page);

    StudioBackend& m_backend;
    RunLibrary& m_runs;
    MethodComparison& m_comparison;
    ShownRun& m_shown;
    Rail* m_rail;
    RailButton* m_runButton = nullptr;
    std::optional<int> m_openedFrom; // page from which a run was opened
    QStackedWidget* m_stack;
    SetupPage* m_setup;
    RunPage* m_run;
    FiltersPage* m_filters;
    LibraryPage* m_library;
    QPointer<CompareDialog> m_compare; // made when first asked for; the window's, so that it can outlive the pages
    TryPage* m_try;
    ExportPage* m_export;
};

} // namespace loratrf
