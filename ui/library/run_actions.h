#pragma once
// What can be done with the runs selected in the library: the buttons below its table, their shortcuts, their menu.

#include "ui/library/run_library.h"

#include <QSet>
#include <QWidget>

#include <optional>

class QAction;
class QMenu;

namespace loratrf {

class RunTable;
class StudioBackend;

class RunActions : public QWidget {
    Q_OBJECT

public:
    RunActions(StudioBackend& backend, RunTable& table, QWidget* parent = nullptr);

    void refresh(); // by what is selected, and whether something trains
    void fill(QMenu& menu) const;
    void setGoesOn(const QString& folder, bool possible); // whether a run has a state to go on from, once that is known

Q_SIGNALS:
    void openWanted(const QString& folder);
    void resumeWanted(const QString& folder, double epochs); // a new total of epochs; 0: as planned
    void duplicateWanted(const QString& folder);
    void verifyWanted(const QString& folder);
    void tensorBoardWanted(const QStringList& folders);
    void trashWanted(const QStringList& folders); // and confirmed

private:
    QAction* add(const QString& text, const char* name, const QString& help);
    static void offer(QAction* action, const QString& obstacle); // empty: none
    void layOut();
    std::optional<LibraryRun> one() const; // the selected one, if it is alone
    QStringList folders() const;           // of all selected
    void askEpochs();
    void askTrash();

    StudioBackend& m_backend;
    RunTable& m_table;
    QSet<QString> m_damaged; // runs of which no checkpoint is as it was written
    QAction *m_open, *m_resume, *m_more, *m_duplicate, *m_verify, *m_files, *m_board, *m_trash;
};

} // namespace loratrf
