#include "ui/setup/data_report_view.h"

#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QTableWidget>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int shownRejected = 1000;

QString policyText(OverLength policy) {
    switch (policy) {
    case OverLength::Drop:
        return "left out";
    case OverLength::TruncatePrompt:
        return "prompt cut";
    case OverLength::TruncateEnd:
        return "end cut";
    case OverLength::Error:
        return "not allowed";
    }
    return {};
}

} // namespace

DataReportView::DataReportView(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout), m_strip(new MessageStrip), m_rejected(new QTableWidget(0, 2)),
      m_fold(new Fold("Rejected rows", m_rejected)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    m_grid->setHorizontalSpacing(space::wide);
    m_grid->setVerticalSpacing(2);
    m_grid->setRowMinimumHeight(2, space::tight);
    for (int column = 0; column < 3; ++column) {
        m_grid->setColumnStretch(column, 1);
    }
    layout->addLayout(m_grid);
    layout->addWidget(m_strip);
    layout->addWidget(m_fold);
    m_rejected->setObjectName("rejectedRows");
    m_rejected->setAccessibleName("Rejected rows");
    m_rejected->setHorizontalHeaderLabels({"Line", "Reason"});
    m_rejected->horizontalHeader()->setStretchLastSection(true);
    m_rejected->verticalHeader()->hide();
    m_rejected->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rejected->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rejected->setTabKeyNavigation(false);
    m_rejected->setMinimumHeight(120);
    m_rejected->setShowGrid(false);
    m_rejected->setAlternatingRowColors(true);
    m_rejected->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rejected->horizontalHeader()->setHighlightSections(false);
    hide();
}

void DataReportView::clear() {
    hide();
}

void DataReportView::setReport(const DataReport& report, const DataOptions& options) {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int column = 0;
    const auto figure = [&](const QString& name, const QString& value, const QString& help) {
        auto* number = new TextLabel(value, TextLabel::Rank::CardTitle);
        auto* label = new TextLabel(name, TextLabel::Rank::Muted);
        label->setWordWrap(false);
        number->setToolTip(help);
        label->setToolTip(help);
        number->setAccessibleName(name + ": " + value);
        const int row = column / 3 * 3; // number, its name, a gap
        m_grid->addWidget(number, row, column % 3);
        m_grid->addWidget(label, row + 1, column % 3);
        ++column;
    };
    figure("rows used",
           report.used == report.rows ? countText(report.rows)
                                      : countText(report.used) + " of " + countText(report.rows),
           "Rows that become training examples, of all rows in the file");
    figure("tokens", shortCountText(report.tokens), countText(report.tokens) + " tokens in the rows used");
    figure("trained on",
           report.tokens > 0 ? percentText(double(report.supervised_tokens) / double(report.tokens)) : "–",
           countText(report.supervised_tokens) +
               " supervised tokens: the model learns to predict these; the others are only read");
    figure("longest row", countText(report.longest),
           QString("Tokens; median %1, 95 % of the rows have at most %2")
               .arg(report.median_length, 0, 'f', 0)
               .arg(report.p95_length, 0, 'f', 0));
    figure("too long (" + policyText(options.over_length) + ")", countText(report.over_length),
           QString("Rows longer than %1 tokens; %2 tokens are lost that way")
               .arg(countText(options.max_length), countText(report.truncated_tokens)));
    figure("repeated", countText(report.duplicates), "Rows equal to an earlier one");

    QStringList warnings;
    if (report.without_supervision > 0) {
        warnings << plural(report.without_supervision, "row has", "rows have") +
                        " nothing left to train on and is not used.";
    }
    for (const std::string& warning : report.warnings) {
        warnings << qs(warning);
    }
    m_strip->setMessage(Level::Warning, warnings.join('\n'));
    fillRejected(report.rejected);
    show();
}

void DataReportView::fillRejected(const std::vector<Rejected>& rejected) {
    m_fold->setVisible(!rejected.empty());
    m_fold->setTitle(plural(static_cast<int64_t>(rejected.size()), "row", "rows") + " rejected: why?");
    const int rows = std::min(static_cast<int>(rejected.size()), shownRejected);
    m_rejected->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const Rejected& one = rejected[static_cast<std::size_t>(row)];
        m_rejected->setItem(row, 0, new QTableWidgetItem(countText(one.line)));
        m_rejected->setItem(row, 1, new QTableWidgetItem(qs(one.reason)));
        m_rejected->item(row, 1)->setToolTip(qs(one.reason));
    }
}

} // namespace loratrf
