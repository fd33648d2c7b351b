#include "ui/run/run_log.h"

#include "ui/run/log_filter.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/focus_ring.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace loratrf {

namespace {

enum Column { StepColumn, KindColumn, TextColumn, ColumnCount };

QString kindName(LogRow::Kind kind) {
    switch (kind) {
    case LogRow::Kind::Info:
        return RunLog::tr("Note");
    case LogRow::Kind::Warning:
        return RunLog::tr("Warning");
    case LogRow::Kind::Problem:
        return RunLog::tr("Problem");
    case LogRow::Kind::Checkpoint:
        return RunLog::tr("Checkpoint");
    case LogRow::Kind::Evaluation:
        return RunLog::tr("Evaluation");
    case LogRow::Kind::Sample:
        return RunLog::tr("Sample");
    case LogRow::Kind::State:
        return RunLog::tr("State");
    case LogRow::Kind::Change:
        return RunLog::tr("Change");
    }
    return {};
}

} // namespace

RunLogTable::RunLogTable(const RunModel& model, QObject* parent) : QAbstractTableModel(parent), m_model(model) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &RunLogTable::grow);
    connect(&model, &RunModel::logGrew, this, [this] {
        if (!m_timer.isActive()) {
            m_timer.start();
        }
    });
    connect(&model, &RunModel::reset, this, [this] {
        beginResetModel();
        m_rows = static_cast<int>(m_model.log().size());
        endResetModel();
    });
    m_rows = static_cast<int>(model.log().size());
}

void RunLogTable::grow() {
    const int rows = static_cast<int>(m_model.log().size());
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    }
}

int RunLogTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int RunLogTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunLogTable::data(const QModelIndex& index, int role) const {
    const auto place = static_cast<std::size_t>(index.row());
    if (!index.isValid() || place >= m_model.log().size()) {
        return {};
    }
    const LogRow& row = m_model.log()[place];
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case StepColumn:
            return static_cast<qlonglong>(row.step);
        case KindColumn:
            return kindName(row.kind);
        default:
            return row.text;
        }
    }
    if (role == KindRole) {
        return static_cast<int>(row.kind);
    }
    if (role == Qt::ToolTipRole && index.column() == TextColumn) {
        return row.text;
    }
    return {};
}

QVariant RunLogTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case StepColumn:
        return tr("Step");
    case KindColumn:
        return tr("Kind");
    default:
        return tr("What happened");
    }
}

RunLog::RunLog(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_table(new RunLogTable(model, this)), m_filter(new LogFilter(this)),
      m_toggle(new QToolButton(this)), m_kind(new QComboBox(this)), m_search(new QLineEdit(this)),
      m_count(new QLabel(this)), m_view(new QTableView(this)) {
    m_toggle->setText(tr("Lo&g"));
    m_toggle->setObjectName(QStringLiteral("logToggle"));
    m_toggle->setToolTip(
        tr("Notes, evaluations, checkpoints, answers and changes of the run, as its journal has them"));
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    makeFilter();
    m_view->setModel(m_filter);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    new FocusRing(*m_view);
    m_view->setWordWrap(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setAccessibleName(tr("Log of the run"));
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* copy = new QAction(tr("&Copy rows"), m_view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(copy);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_toggle);
    top->addWidget(m_kind);
    top->addWidget(m_search, 1);
    top->addWidget(m_count);
    top->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_view);
    connect(copy, &QAction::triggered, this, &RunLog::copyRows);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(m_view->isHidden()); });
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar& bar = *m_view->verticalScrollBar();
        m_follows = bar.value() == bar.maximum(); // else somebody reads further up
    });
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_follows) {
            m_view->scrollToBottom();
        }
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_filter, signal, this, &RunLog::updateCount);
    }
    connect(m_filter, &QAbstractItemModel::modelReset, this, &RunLog::updateCount);
    updateSizes();
    updateCount();
    setOpen(false);
}

void RunLog::makeFilter() {
    m_filter->setSourceModel(m_table);
    m_kind->setObjectName(QStringLiteral("logKind"));
    m_kind->setAccessibleName(tr("What the log shows"));
    m_kind->setToolTip(tr("Which rows of the log are shown"));
    m_kind->addItem(tr("Everything"), LogFilter::Everything);
    m_kind->addItem(tr("Warnings and problems"), LogFilter::Warnings);
    m_kind->addItem(tr("Problems"), LogFilter::Problems);
    m_kind->addItem(tr("Evaluations"), LogFilter::Evaluations);
    m_kind->addItem(tr("Checkpoints"), LogFilter::Checkpoints);
    m_kind->addItem(tr("Samples"), LogFilter::Samples);
    m_kind->addItem(tr("States and changes"), LogFilter::Changes);
    m_search->setObjectName(QStringLiteral("logSearch"));
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setToolTip(tr("Shows the rows that hold all these words, for example a line number or a layer"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(320);
    m_count->setObjectName(QStringLiteral("logCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_filter->setShown(static_cast<LogFilter::Show>(m_kind->currentData().toInt()));
        updateCount();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setSearched(text);
        updateCount();
    });
}

void RunLog::updateCount() {
    const int shown = m_filter->rowCount(), all = m_table->rowCount();
    m_count->setText(shown == all ? tr("%n row(s)", nullptr, all) : tr("%1 of %n row(s)", nullptr, all).arg(shown));
}

// As lines of columns between tabulators, which spreadsheets take.
void RunLog::copyRows() {
    QStringList lines;
    for (const QModelIndex& row : m_view->selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column) {
            cells << row.siblingAtColumn(column).data().toString();
        }
        lines << cells.join(u'\t');
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void RunLog::updateSizes() {
    const QFontMetrics metrics = fontMetrics();
    const int rowHeight = metrics.height() + 8;
    m_view->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_view->setColumnWidth(StepColumn, metrics.horizontalAdvance(QStringLiteral("0000000")) + 16);
    m_view->setColumnWidth(KindColumn, metrics.horizontalAdvance(QStringLiteral("Checkpoint")) + 32);
    m_view->setFixedHeight(7 * rowHeight);
}

void RunLog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        updateSizes();
    }
    QWidget::changeEvent(event);
}

void RunLog::setOpen(bool open) {
    m_toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_view, m_kind, m_search, m_count}) {
        widget->setVisible(open);
    }
}

} // namespace loratrf
