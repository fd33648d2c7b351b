#include "ui/library/run_table.h"

#include "ui/library/library_model.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QFocusEvent>
#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QSet>
#include <QSettings>

#include <algorithm>

namespace loratrf {

namespace {

// What was kept of other columns would be taken for these.
const auto columnsKey = QStringLiteral("library/columns%1").arg(int(LibraryModel::ColumnCount));

// In widths of a digit.
int usualWidth(int column) {
    switch (column) {
    case LibraryModel::Star:
        return 4;
    case LibraryModel::Name:
        return 18; // at least: it takes what is left
    case LibraryModel::State:
    case LibraryModel::Method:
    case LibraryModel::Size:
        return 10;
    case LibraryModel::BestEval:
        return 13;
    case LibraryModel::Model:
    case LibraryModel::Data:
        return 15;
    case LibraryModel::Created:
    case LibraryModel::Tags:
        return 18;
    case LibraryModel::Notes:
    case LibraryModel::Folder:
        return 32;
    case LibraryModel::Memory:
        return 14;
    default:
        return 12;
    }
}

} // namespace

RunTable::RunTable(LibraryFilter& filter, QWidget* parent) : QTableView(parent), m_filter(filter) {
    setObjectName(QStringLiteral("runTable"));
    setAccessibleName(tr("Runs of the project folder"));
    setModel(&filter);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTextElideMode(Qt::ElideMiddle);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // ten thousand rows are not measured
    QHeaderView* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(24);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    fitRows();
    restoreColumns();

    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
        QMenu menu(this);
        fillColumnMenu(menu);
        menu.exec(header->mapToGlobal(at));
    });
    for (const auto signal : {&QHeaderView::sectionMoved, &QHeaderView::sectionResized}) {
        connect(header, signal, this, &RunTable::saveColumns);
    }
    connect(header, &QHeaderView::sortIndicatorChanged, this, &RunTable::saveColumns);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTable::selectionMoved);
    connect(this, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { Q_EMIT menuWanted(viewport()->mapToGlobal(at)); });
}

void RunTable::fitRows() {
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
}

void RunTable::restoreColumns() {
    const QByteArray state = QSettings().value(columnsKey).toByteArray();
    if (!state.isEmpty() && horizontalHeader()->restoreState(state) &&
        horizontalHeader()->count() == LibraryModel::ColumnCount) {
        m_usual = false;
        sortByColumn(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
        return;
    }
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < LibraryModel::ColumnCount; ++column) {
        setColumnHidden(column, !LibraryModel::shownAtFirst(column));
        setColumnWidth(column, digit * usualWidth(column));
    }
    sortByColumn(LibraryModel::Created, Qt::DescendingOrder);
}

void RunTable::fitName() {
    const QScopedValueRollback fitting(m_fitting, true);
    const int least = fontMetrics().horizontalAdvance(QLatin1Char('0')) * usualWidth(LibraryModel::Name);
    const int others = horizontalHeader()->length() - columnWidth(LibraryModel::Name);
    setColumnWidth(LibraryModel::Name, std::max(least, viewport()->width() - others));
}

void RunTable::saveColumns() {
    if (m_fitting) { // not the user's doing
        return;
    }
    m_usual = false;
    QSettings().setValue(columnsKey, horizontalHeader()->saveState());
}

void RunTable::fillColumnMenu(QMenu& menu) {
    for (int column = 0; column < LibraryModel::ColumnCount; ++column) {
        const QString title = m_filter.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        QAction* action = menu.addAction(title);
        action->setToolTip(m_filter.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != LibraryModel::Name); // a row must say whose it is
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            setColumnHidden(column, !on);
            if (on && columnWidth(column) < horizontalHeader()->minimumSectionSize()) {
                setColumnWidth(column, fontMetrics().horizontalAdvance(QLatin1Char('0')) * usualWidth(column));
            }
            saveColumns();
        });
    }
    menu.setToolTipsVisible(true);
}

std::vector<LibraryRun> RunTable::selected() const {
    QModelIndexList rows = selectionModel()->selectedRows(LibraryModel::Name);
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row() < b.row(); });
    std::vector<LibraryRun> runs;
    for (const QModelIndex& row : std::as_const(rows)) {
        runs.push_back(m_filter.run(row.row()));
    }
    return runs;
}

void RunTable::selectRuns(const QStringList& folders) {
    const QSet<QString> wanted(folders.begin(), folders.end());
    const int rows = m_filter.rowCount(), last = m_filter.columnCount() - 1;
    QItemSelection chosen;
    for (int row = 0; row < rows; ++row) {
        if (!wanted.contains(m_filter.run(row).folder)) {
            continue;
        }
        const int first = row; // of those that lie together, for the selection is slow in many parts
        while (row + 1 < rows && wanted.contains(m_filter.run(row + 1).folder)) {
            ++row;
        }
        chosen.append(QItemSelectionRange(m_filter.index(first, 0), m_filter.index(row, last)));
    }
    if (chosen.isEmpty()) {
        return;
    }
    const QModelIndex top = m_filter.index(chosen.first().top(), LibraryModel::Name);
    selectionModel()->setCurrentIndex(top, QItemSelectionModel::NoUpdate);
    selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    scrollTo(top);
}

void RunTable::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    // Who comes by the keyboard stands on a run, and Return opens it.
    if (event->reason() != Qt::MouseFocusReason && !selectionModel()->hasSelection() && model()->rowCount() > 0) {
        selectRow(std::max(0, currentIndex().row()));
    }
}

void RunTable::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    const QModelIndex at = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && at.isValid() &&
        at.column() == LibraryModel::Star) {
        const LibraryRun& run = m_filter.run(at.row());
        if (run.writable) {
            Q_EMIT starClicked(run.folder, !run.words.star);
        }
    }
}

void RunTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitRows();
    }
}

void RunTable::resizeEvent(QResizeEvent* event) {
    if (m_usual) {
        fitName();
    }
    QTableView::resizeEvent(event);
}

} // namespace loratrf
