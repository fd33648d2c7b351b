#include "ui/run/row_losses_view.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

enum Column { Loss, Line, Prompt, Answer };

QTreeWidgetItem* rowItem(const RowLoss& row) {
    const QString prompt = qs(row.prompt).trimmed(), answer = qs(row.answer).trimmed();
    auto* item =
        new QTreeWidgetItem({lossText(row.loss), countText(row.line), prompt.simplified(), answer.simplified()});
    item->setToolTip(Prompt, prompt);
    item->setToolTip(Answer, answer);
    for (const Column column : {Loss, Line}) {
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    return item;
}

} // namespace

RowLossesView::RowLossesView(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_pages(new QStackedLayout(this)), m_where(new QLabel), m_rows(new QTreeWidget) {
    m_where->setObjectName(QStringLiteral("rowLossesWhere"));
    m_where->setWordWrap(true);
    m_rows->setObjectName(QStringLiteral("rowLosses"));
    m_rows->setAccessibleName(tr("Evaluation rows of the highest and of the lowest loss"));
    m_rows->setHeaderLabels({tr("Loss"), tr("Line"), tr("Before the answer"), tr("Answer")});
    m_rows->setFrameShape(QFrame::NoFrame);
    new FocusRing(*m_rows);
    m_rows->setUniformRowHeights(true);
    m_rows->setAllColumnsShowFocus(true);
    m_rows->setTextElideMode(Qt::ElideRight);
    m_rows->header()->setSectionsMovable(false);
    m_rows->header()->setSectionResizeMode(Loss, QHeaderView::ResizeToContents);
    m_rows->header()->setSectionResizeMode(Line, QHeaderView::ResizeToContents);
    m_rows->header()->setSectionResizeMode(Prompt, QHeaderView::Stretch);
    m_rows->header()->setSectionResizeMode(Answer, QHeaderView::Stretch);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_where);
    layout->addWidget(m_rows, 1);
    m_pages->addWidget(makeEmptyNote(
        tr("At each evaluation the rows whose answers the model foresees worst, and best, are named here."), this));
    m_pages->addWidget(body);

    connect(&model, &RunModel::evalsGrew, this, &RowLossesView::refresh);
    connect(&model, &RunModel::reset, this, &RowLossesView::refresh);
    refresh();
}

void RowLossesView::refresh() {
    const std::vector<EvalEvent>& evals = m_model.evals();
    const auto newest =
        std::find_if(evals.rbegin(), evals.rend(), [](const EvalEvent& e) { return !e.hardest.empty(); });
    m_pages->setCurrentIndex(newest == evals.rend() ? 0 : 1);
    m_rows->clear();
    if (newest == evals.rend()) {
        return;
    }
    m_where->setText(
        tr("Evaluation at step %1, whose mean loss is %2").arg(countText(newest->step), lossText(newest->loss)));
    const auto addGroup = [this](const QString& name, const std::vector<RowLoss>& rows) {
        if (rows.empty()) {
            return;
        }
        auto* group = new QTreeWidgetItem(m_rows, {name});
        group->setFirstColumnSpanned(true);
        group->setSizeHint(Loss, {0, m_rows->fontMetrics().height() + space::tight}); // of all rows: they are alike
        for (const RowLoss& row : rows) {
            group->addChild(rowItem(row));
        }
        group->setExpanded(true);
    };
    addGroup(tr("Foreseen worst"), newest->hardest);
    addGroup(tr("Foreseen best"), newest->easiest);
}

} // namespace loratrf
