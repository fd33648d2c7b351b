#include "ui/run/run_log.h"

#include "ui/runs/run_model.h"

#include <QEvent>
#include <QHeaderView>
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
    : QWidget(parent), m_table(new RunLogTable(model, this)), m_toggle(new QToolButton(this)),
      m_view(new QTableView(this)) {
    m_toggle->setText(tr("Log"));
    m_toggle->setObjectName(QStringLiteral("logToggle"));
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_view->setModel(m_table);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setWordWrap(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setAccessibleName(tr("Log of the run"));
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_toggle);
    layout->addWidget(m_view);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(m_view->isHidden()); });
    connect(m_table, &QAbstractItemModel::rowsInserted, m_view, &QTableView::scrollToBottom);
    updateSizes();
    setOpen(false);
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
    m_view->setVisible(open);
}

} // namespace loratrf
