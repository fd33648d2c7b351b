#include "ui/setup/data_report_view.h"

#include "backend/data/report_total.h"
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

enum Column { Line, Reason, File, ColumnCount };

constexpr int shownRejected = 1000;
constexpr std::size_t shownPairs = 3;
constexpr int fileRole = Qt::UserRole + 1; // of a line: the file's whole path
constexpr int fileWidth = 18;              // letters

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
    : QWidget(parent), m_grid(new QGridLayout), m_perFile(new TextLabel({}, TextLabel::Rank::Muted)),
      m_lengths(new LengthPlot), m_strip(new MessageStrip), m_equal(new MessageStrip),
      m_rejected(new QTableWidget(0, ColumnCount)), m_look(new QPushButton(tr("Look and mend…"))),
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
    m_perFile->setObjectName("perFile");
    layout->addWidget(m_perFile);
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
    m_rejected->setHorizontalHeaderLabels({tr("Line"), tr("Reason"), tr("File")});
    m_rejected->horizontalHeader()->setSectionResizeMode(Reason, QHeaderView::Stretch);
    m_rejected->setColumnWidth(File, fileWidth * m_rejected->fontMetrics().averageCharWidth());
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
    connect(m_look, &QPushButton::clicked, this, [this] { Q_EMIT refusedWanted(refusedFile()); });
    connect(m_repeated, &QPushButton::clicked, this, [this] { Q_EMIT repeatedWanted(m_repeatedFile); });
    hide();
}

void DataReportView::clear() {
    hide();
}

void DataReportView::setLimit(int64_t limit, OverLength policy) {
    m_lengths->setLimit(limit, policy);
}

void DataReportView::setReports(const std::vector<DataReport>& reports, const DataReport* evaluation,
                                const DataOptions& options) {
    const DataReport sum = reports.size() > 1 ? total_report(reports) : DataReport();
    const DataReport& total = reports.size() > 1 ? sum : reports.front();
    showFigures(total, options);
    showFiles(reports, evaluation);
    m_lengths->setVisible(!total.histogram.empty());
    m_lengths->setLengths(total.histogram);
    m_lengths->setLimit(options.max_length, options.over_length);
    showWarnings(reports, total, evaluation);
    m_duplicates = total.duplicates;
    const auto repeated =
        std::ranges::find_if(reports, [](const DataReport& one) { return !one.duplicate_rows.empty(); });
    m_repeatedFile = repeated == reports.end() ? QString() : qs(repeated->file);
    m_repeated->setVisible(repeated != reports.end());
    showEqualRows();
    std::vector<const DataReport*> all;
    for (const DataReport& one : reports) {
        all.push_back(&one);
    }
    if (evaluation != nullptr) {
        all.push_back(evaluation);
    }
    fillRejected(all);
    show();
}

void DataReportView::showFigures(const DataReport& total, const DataOptions& options) {
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
           total.used == total.rows ? countText(total.rows)
                                    : tr("%1 of %2").arg(countText(total.used), countText(total.rows)),
           tr("Rows that become training examples, of all training rows"));
    figure(tr("tokens"), shortCountText(total.tokens), tr("%1 tokens in the rows used").arg(countText(total.tokens)));
    figure(tr("trained on"),
           total.tokens > 0 ? percentText(double(total.supervised_tokens) / double(total.tokens)) : "–",
           tr("%1 supervised tokens: the model learns to predict these; the others are only read")
               .arg(countText(total.supervised_tokens)));
    figure(tr("longest row"), countText(total.longest),
           tr("Tokens; median %1, 95 % of the rows have at most %2")
               .arg(numberText(total.median_length, 'f', 0), numberText(total.p95_length, 'f', 0)));
    figure(lostText(options.over_length), countText(total.over_length),
           tr("Rows longer than %1 tokens; %2 tokens are lost that way")
               .arg(countText(options.max_length), countText(total.truncated_tokens)));
    figure(tr("repeated"), countText(total.duplicates), tr("Rows equal to an earlier one, white space aside"));
}

void DataReportView::showWarnings(const std::vector<DataReport>& reports, const DataReport& total,
                                  const DataReport* evaluation) {
    QStringList warnings;
    for (const DataReport& one : reports) {
        if (!one.problem.empty()) {
            warnings << engineText(one.problem);
        }
    }
    if (evaluation != nullptr && evaluation->rows > 0 && !evaluation->problem.empty()) { // else it cannot be read
        warnings << engineText(evaluation->problem);
    }
    const Level level = warnings.isEmpty() ? Level::Warning : Level::Problem;
    if (total.without_supervision > 0) {
        warnings
            << tr("%1 rows have nothing left to train on and are not used.").arg(countText(total.without_supervision));
    }
    for (const std::string& warning : total.warnings) {
        warnings << engineText(warning);
    }
    m_strip->setMessage(level, warnings.join('\n'));
}

// What the figures do not tell: each of several training files, and the evaluation rows.
void DataReportView::showFiles(const std::vector<DataReport>& reports, const DataReport* evaluation) {
    QStringList lines;
    const auto line = [&lines](const DataReport& one, const QString& text) {
        lines << text.arg(QFileInfo(qs(one.file)).fileName(), countText(one.used), countText(one.rows),
                          countText(static_cast<int64_t>(one.rejected.size())), countText(one.over_length),
                          countText(one.duplicates));
    };
    if (reports.size() > 1) {
        for (const DataReport& one : reports) {
            line(one, tr("%1: %2 of %3 rows used, %4 refused, %5 too long, %6 repeated"));
        }
    }
    if (evaluation != nullptr && evaluation->rows > 0) {
        line(*evaluation, tr("Evaluation rows, %1: %2 of %3 used, %4 refused, %5 too long, %6 repeated or trained on"));
    }
    m_perFile->setText(lines.join('\n'));
    m_perFile->setVisible(!lines.isEmpty());
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

void DataReportView::fillRejected(const std::vector<const DataReport*>& reports) {
    int64_t count = 0;
    for (const DataReport* report : reports) {
        count += static_cast<int64_t>(report->rejected.size());
    }
    m_fold->setVisible(count > 0);
    m_fold->setTitle(tr("Refused rows (%1): why?").arg(countText(count)));
    m_rejected->setColumnHidden(File, reports.size() < 2);
    m_rejected->clearSelection();
    m_rejected->setRowCount(static_cast<int>(std::min<int64_t>(count, shownRejected)));
    int row = 0;
    for (const DataReport* report : reports) {
        const QString file = qs(report->file);
        for (const Rejected& one : report->rejected) {
            if (row == m_rejected->rowCount()) {
                return;
            }
            const QString reason = engineText(one.reason);
            const auto cell = [&](Column column, const QString& text, const QString& help) {
                auto* item = new QTableWidgetItem(text);
                item->setToolTip(help);
                m_rejected->setItem(row, column, item);
                return item;
            };
            cell(Line, countText(one.line), {})->setData(fileRole, file);
            cell(Reason, reason, reason);
            cell(File, QFileInfo(file).fileName(), file);
            ++row;
        }
    }
}

QString DataReportView::refusedFile() const {
    const QTableWidgetItem* line = m_rejected->item(std::max(0, m_rejected->currentRow()), Line);
    return line == nullptr ? QString() : line->data(fileRole).toString();
}

} // namespace loratrf
