#pragma once
// All runs of the project folder: find, compare, go on with, tidy up.

#include "backend/api/options.h"
#include "ui/library/run_library.h"
#include "ui/widgets/remaining_time.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace loratrf {

class CurvesPlot;
class LibraryFilter;
class LibraryJobs;
class LibraryModel;
class MessageStrip;
class OptionTable;
class RunActions;
class RunDetails;
class RunReader;
class RunTable;
class StudioBackend;
class TextLabel;
class TradeOffPlot;

class LibraryPage : public QWidget {
    Q_OBJECT

public:
    LibraryPage(StudioBackend& backend, RunLibrary& library, QWidget* parent = nullptr);

    void setFolder(const QString& folder); // the project folder
    void keepWords();                      // what is being typed about a run, now

    // For a page made anew; columns and sorting are remembered anyway.
    struct State {
        QString search;
        int state = 0; // place in its box
        bool starred = false;
        std::vector<LibraryRun> runs;
        QStringList selected; // their folders
        bool opened = false, listed = false, looking = false;
    };
    State state();
    void setState(const State& state);

    static constexpr int most_overlaid = 12; // more curves cannot be told apart

Q_SIGNALS:
    void openWanted(const QString& folder);
    void resumeWanted(const QString& folder, double epochs); // a new total of epochs; 0: as planned
    void compareWanted();                                    // of methods, under the same conditions
    void duplicateWanted(const loratrf::TrainOptions& options);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTop();
    QWidget* makePanel();
    void listen();

    void takeList(const std::vector<LibraryRun>& runs);
    void takeChanges(const std::vector<LibraryRun>& runs, const QStringList& gone);
    void look();
    void updateSelection();
    void updatePanel();
    void updateSummary();
    void chooseFolder();

    std::optional<LibraryRun> one() const; // the selected one, if it is alone
    void duplicate(const QString& folder);
    void verify(const QString& folder);
    void saveTensorBoard(const QStringList& folders);
    void showSaved(const SavedFigures& saved);

    StudioBackend& m_backend;
    RunLibrary& m_library;
    LibraryModel* m_model;
    LibraryFilter* m_filter;
    RunReader* m_reader;
    RunTable* m_table;
    RunActions* m_actions;
    RunDetails* m_details;
    CurvesPlot* m_curves;
    OptionTable* m_options;
    TradeOffPlot* m_tradeOff;
    QLineEdit* m_search;
    QComboBox* m_state;
    QCheckBox* m_starred;
    TextLabel* m_summary;
    MessageStrip* m_strip;
    LibraryJobs* m_jobs;
    QStackedWidget* m_list; // the table, or why it is empty
    QLabel* m_empty;
    QTabBar* m_tabs;
    QStackedWidget* m_views;
    QString m_duplicating; // the run whose options are on their way to the form
    QString m_progress;    // of a long look at the folders
    RemainingTime m_left;  // for it
    bool m_opened = false, m_listed = false, m_looking = false;
    QTimer m_again; // while a run goes on
    QTimer m_summarySoon;
};

} // namespace loratrf
