#include "ui/setup/data_report_view.h"

#include "ui/setup/data_length_plot.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int shownRejected = 1000;
constexpr std::size_t shownPairs = 3;

QString lostText(OverLength policy) {
    switch (policy) {
    case OverLength::Drop:
        return DataReportView::tr("too long (left out)");
    case OverLength::TruncatePrompt:
        return DataReportView::tr("too long (prompt cut)");
    case OverLength::TruncateEnd:
        return DataReportView::tr("too long (end cut)");
    case OverLength::Split:
        return DataReportView::tr("too long (split)");
    case OverLength::Error:
        return DataReportView::tr("too long (not allowed)");
    }
    return {};
}

} // namespace

DataReportView::DataReportView(QWidget* parent)
    : QWidget(parent), m_grid(new QGridLayout), m_further(new TextLabel({}, TextLabel::Rank::Muted)),
      m_lengths(new LengthPlot), m_strip(new MessageStrip), m_equal(new MessageStrip),
      m_rejected(new QTableWidget(0, 2)), m_look(new QPushButton(tr("Look and mend…"))),
      m_repeated(new QPushButton(tr("Show repeated rows…"))), m_fold(nullptr) {
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
    m_further->setObjectName("furtherFiles");
    layout->addWidget(m_further);
    layout->addWidget(m_lengths);
    layout->addWidget(m_strip);
    m_strip->setObjectName("reportStrip");
    m_equal->setObjectName("equalRows");
    layout->addWidget(m_equal);
    m_repeated->setObjectName("showRepeated");
    m_repeated->setToolTip(tr("Rows that are equal to an earlier one; they count more in training than the others"));
    layout->addWidget(m_repeated, 0, Qt::AlignLeft);

    auto* refused = new QWidget;
    auto* column = new QVBoxLayout(refused);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tight);
    column->addWidget(m_rejected);
    m_look->setObjectName("lookAtRefused");
    m_look->setToolTip(tr("Open these rows, correct them in a copy of the file, or export them with their reasons"));
    column->addWidget(m_look, 0, Qt::AlignLeft);
    m_fold = new Fold(tr("Refused rows"), refused);
    layout->addWidget(m_fold);
    m_rejected->setObjectName("rejectedRows");
    m_rejected->setAccessibleName(tr("Refused rows"));
    m_rejected->setHorizontalHeaderLabels({tr("Line"), tr("Reason")});
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
    connect(m_lengths, &LengthPlot::limitChosen, this, &DataReportView::limitChosen);
    connect(m_look, &QPushButton::clicked, this, &DataReportView::refusedWanted);
    connect(m_repeated, &QPushButton::clicked, this, &DataReportView::repeatedWanted);
    hide();
}

void DataReportView::clear() {
    hide();
}

void DataReportView::setLimit(int64_t limit, OverLength policy) {
    m_lengths->setLimit(limit, policy);
}

void DataReportView::setReports(const std::vector<DataReport>& reports, const DataOptions& options) {
    const DataReport& report = reports.front();
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
        number->setAccessibleName(tr("%1: %2").arg(name, value));
        const int row = column / 3 * 3; // number, its name, a gap
        m_grid->addWidget(number, row, column % 3);
        m_grid->addWidget(label, row + 1, column % 3);
        ++column;
    };
    figure(tr("rows used"),
           report.used == report.rows ? countText(report.rows)
                                      : tr("%1 of %2").arg(countText(report.used), countText(report.rows)),
           tr("Rows that become training examples, of all rows in the file"));
    figure(tr("tokens"), shortCountText(report.tokens), tr("%1 tokens in the rows used").arg(countText(report.tokens)));
    figure(tr("trained on"),
           report.tokens > 0 ? percentText(double(report.supervised_tokens) / double(report.tokens)) : "–",
           tr("%1 supervised tokens: the model learns to predict these; the others are only read")
               .arg(countText(report.supervised_tokens)));
    figure(tr("longest row"), countText(report.longest),
           tr("Tokens; median %1, 95 % of the rows have at most %2")
               .arg(numberText(report.median_length, 'f', 0), numberText(report.p95_length, 'f', 0)));
    figure(lostText(options.over_length), countText(report.over_length),
           tr("Rows longer than %1 tokens; %2 tokens are lost that way")
               .arg(countText(options.max_length), countText(report.truncated_tokens)));
    figure(tr("repeated"), countText(report.duplicates), tr("Rows equal to an earlier one, white space aside"));
    m_lengths->setVisible(!report.histogram.empty());
    m_lengths->setLengths(report.histogram);
    m_lengths->setLimit(options.max_length, options.over_length);

    QStringList warnings;
    for (const DataReport& one : reports) {
        if (!one.problem.empty()) {
            warnings << engineText(one.problem);
        }
    }
    const Level level = warnings.isEmpty() ? Level::Warning : Level::Problem;
    if (report.without_supervision > 0) {
        warnings
            << tr("%1 rows have nothing left to train on and are not used.").arg(countText(report.without_supervision));
    }
    for (const std::string& warning : report.warnings) {
        warnings << engineText(warning);
    }
    m_strip->setMessage(level, warnings.join('\n'));
    m_duplicates = 0;
    for (const DataReport& one : reports) {
        m_duplicates += one.duplicates;
    }
    showFurther(reports);
    m_repeated->setVisible(!report.duplicate_rows.empty());
    showEqualRows();
    fillRejected(report.rejected);
    show();
}

void DataReportView::showFurther(const std::vector<DataReport>& reports) {
    QStringList lines;
    for (std::size_t i = 1; i < reports.size(); ++i) {
        const DataReport& one = reports[i];
        lines << tr("%1: %2 of %3 rows used, %4 refused, %5 too long, %6 repeated")
                     .arg(QFileInfo(qs(one.file)).fileName(), countText(one.used), countText(one.rows),
                          countText(static_cast<int64_t>(one.rejected.size())), countText(one.over_length),
                          countText(one.duplicates));
    }
    m_further->setText(lines.join('\n'));
    m_further->setVisible(!lines.isEmpty());
}

void DataReportView::setLeakage(const Leakage* leakage, const QStringList& trainingFiles) {
    m_heldOut = leakage == nullptr;
    QStringList text;
    if (leakage != nullptr && leakage->rows > 0) {
        text << tr("%1 of %2 evaluation rows are training rows too, so the evaluation is too good.")
                    .arg(countText(leakage->rows), countText(leakage->eval_rows));
    }
    if (leakage != nullptr && leakage->questions > 0) {
        text << tr("%1 of %2 evaluation rows ask what a training row asks, with another answer.")
                    .arg(countText(leakage->questions), countText(leakage->eval_rows));
    }
    if (!text.isEmpty()) {
        QStringList pairs;
        for (std::size_t i = 0; i < std::min(shownPairs, leakage->examples.size()); ++i) {
            const EqualRows& pair = leakage->examples[i];
            pairs << (pair.file == 0
                          ? tr("line %1 and training line %2").arg(countText(pair.line), countText(pair.other))
                          : tr("line %1 and line %2 of %3")
                                .arg(countText(pair.line), countText(pair.other),
                                     QFileInfo(trainingFiles.value(pair.file)).fileName()));
        }
        text << tr("For example %1.").arg(pairs.join(tr("; ")));
    }
    m_leakage = text.join('\n');
    showEqualRows();
}

void DataReportView::showEqualRows() {
    QString text = m_leakage;
    if (m_heldOut && m_duplicates > 0) {
        text = tr("%1 rows are repeated. A repeated row can be trained on and held out for evaluation at once; leave "
                  "the copies out, or give a file of evaluation rows.")
                   .arg(countText(m_duplicates));
    }
    m_equal->setMessage(Level::Warning, text);
}

void DataReportView::fillRejected(const std::vector<Rejected>& rejected) {
    m_fold->setVisible(!rejected.empty());
    m_fold->setTitle(tr("Refused rows (%1): why?").arg(countText(static_cast<int64_t>(rejected.size()))));
    const int rows = std::min(static_cast<int>(rejected.size()), shownRejected);
    m_rejected->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const Rejected& one = rejected[static_cast<std::size_t>(row)];
        m_rejected->setItem(row, 0, new QTableWidgetItem(countText(one.line)));
        m_rejected->setItem(row, 1, new QTableWidgetItem(engineText(one.reason)));
        m_rejected->item(row, 1)->setToolTip(engineText(one.reason));
    }
}

} // namespace loratrf
