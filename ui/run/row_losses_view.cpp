#include "ui/run/row_losses_view.h"

#include "ui/runs/run_model.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

enum Column { Loss, Line, File, Prompt, Answer };

constexpr int fileWidth = 16, nameWidth = 30; // letters: of the column, and of a name in a sentence

// Paths, each once.
QStringList filesOf(const EvalEvent& eval) {
    QStringList files;
    for (const auto* rows : {&eval.hardest, &eval.easiest}) {
        for (const RowLoss& row : *rows) {
            files << qs(row.file);
        }
    }
    files.removeDuplicates();
    return files;
}

// With its folder where another has the same name.
QString shortName(const QString& file, const QStringList& among) {
    const QFileInfo info(file);
    const auto same = [&](const QString& other) { return QFileInfo(other).fileName() == info.fileName(); };
    return std::count_if(among.begin(), among.end(), same) > 1
               ? QStringLiteral("%1/%2").arg(info.dir().dirName(), info.fileName())
               : info.fileName();
}

QTreeWidgetItem* rowItem(const RowLoss& row, const QStringList& files) {
    const QString prompt = qs(row.prompt).trimmed(), answer = qs(row.answer).trimmed();
    auto* item = new QTreeWidgetItem({lossText(row.loss), countText(row.line), shortName(qs(row.file), files),
                                      prompt.simplified(), answer.simplified()});
    item->setToolTip(File, qs(row.file));
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
    m_where->setTextFormat(Qt::PlainText);
    m_rows->setObjectName(QStringLiteral("rowLosses"));
    m_rows->setAccessibleName(tr("Evaluation rows of the highest and of the lowest loss"));
    m_rows->setHeaderLabels({tr("Loss"), tr("Line"), tr("File"), tr("Before the answer"), tr("Answer")});
    new FocusRing(*m_rows);
    m_rows->setUniformRowHeights(true);
    m_rows->setAllColumnsShowFocus(true);
    m_rows->setTextElideMode(Qt::ElideRight);
    m_rows->header()->setSectionsMovable(false);
    m_rows->header()->setSectionResizeMode(Loss, QHeaderView::ResizeToContents);
    m_rows->header()->setSectionResizeMode(Line, QHeaderView::ResizeToContents);
    m_rows->header()->resizeSection(File, fileWidth * m_rows->fontMetrics().averageCharWidth());
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

// Where the rows are of several files, a column says of which.
void RowLossesView::sayWhere(const EvalEvent& eval, const QStringList& files) {
    const QString where =
        tr("Evaluation at step %1, whose mean loss is %2").arg(countText(eval.step), lossText(eval.loss));
    const QString file = files.size() == 1 ? files[0] : QString();
    const QFontMetrics metrics = m_where->fontMetrics();
    const QString name = metrics.elidedText(QFileInfo(file).fileName(), Qt::ElideMiddle,
                                            nameWidth * metrics.averageCharWidth()); // no line can be broken in it
    m_where->setText(name.isEmpty() ? where : tr("%1; lines of %2").arg(where, name));
    m_where->setToolTip(file);
    m_rows->setColumnHidden(File, files.size() < 2);
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
    const QStringList files = filesOf(*newest);
    sayWhere(*newest, files);
    const auto addGroup = [&](const QString& name, const std::vector<RowLoss>& rows) {
        if (rows.empty()) {
            return;
        }
        auto* group = new QTreeWidgetItem(m_rows, {name});
        group->setFirstColumnSpanned(true);
        group->setSizeHint(Loss, {0, m_rows->fontMetrics().height() + space::tight}); // of all rows: they are alike
        for (const RowLoss& row : rows) {
            group->addChild(rowItem(row, files));
        }
        group->setExpanded(true);
    };
    const bool pairs = newest->pairs.has_value();
    addGroup(pairs ? tr("Told apart worst") : tr("Foreseen worst"), newest->hardest);
    addGroup(pairs ? tr("Told apart best") : tr("Foreseen best"), newest->easiest);
}

} // namespace loratrf
