#pragma once
// The table of runs: which columns it shows and in what order is the user's and remembered.

#include "ui/library/run_library.h"

#include <QTableView>

class QMenu;

namespace loratrf {

class LibraryFilter;

class RunTable : public QTableView {
    Q_OBJECT

public:
    explicit RunTable(LibraryFilter& filter, QWidget* parent = nullptr);

    std::vector<LibraryRun> selected() const; // in the order of the table
    void select(const QString& folder) { selectRuns({folder}); }
    void selectRuns(const QStringList& folders); // these alone, as far as they are shown; none of them: as it was
    void fillColumnMenu(QMenu& menu);

Q_SIGNALS:
    void selectionMoved();
    void starClicked(const QString& folder, bool star);
    void menuWanted(const QPoint& globalPosition);

protected:
    void focusInEvent(QFocusEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restoreColumns();
    void saveColumns();
    void fitRows();
    void fitName(); // the names take what the other columns leave

    LibraryFilter& m_filter;
    bool m_usual = true; // the columns are as they were at first
    bool m_fitting = false;
};

} // namespace loratrf
