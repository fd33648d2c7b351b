#include "ui/library/compare_report_view.h"

#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/reading_table.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace loratrf {

namespace {

// One of the table: its name, what it means, the base model's text and that of each method.
struct Column {
    QString name, help, base;
    std::function<QString(const MethodResult&)> text;
};

QString sizeOf(double bytes) {
    return sizeText(std::llround(bytes));
}

QString marginOf(double margin) {
    return numberText(margin, 'f', 3);
}

QString shareOf(int64_t some, int64_t all) {
    return percentText(double(some) / double(all));
}

QTableWidgetItem* cell(const QString& text, const QString& help) {
    auto* item = new QTableWidgetItem(text);
    item->setToolTip(help.isEmpty() ? text : help);
    return item;
}

QString trialsText(const MethodResult& method) {
    const auto failed = std::count_if(method.trials.begin(), method.trials.end(),
                                      [](const Trial& trial) { return !trial.failure.empty(); });
    return failed > 0 ? CompareReportView::tr("%1, %2 failed").arg(method.trials.size()).arg(failed)
                      : QString::number(method.trials.size());
}

Column meanColumn(const QString& name, const QString& base, Summary MethodResult::*summary, QString (*text)(double),
                  const QString& help = {}) {
    return {name, help, base, [=](const MethodResult& method) { return meanText(method.*summary, text); }};
}

// What the comparison has figures of, no other.
std::vector<Column> columnsOf(const CompareResult& result) {
    const QString dash = QStringLiteral("–");
    const TestFigures& base = result.base;
    std::vector<Column> columns = {
        {CompareReportView::tr("Method"),
         {},
         CompareReportView::tr("Base model"),
         [](const MethodResult& method) { return engineText(method.plan.label); }},
        meanColumn(CompareReportView::tr("Test loss"), lossText(base.loss), &MethodResult::test_loss, lossText)};
    if (base.generated > 0) {
        columns.push_back(meanColumn(CompareReportView::tr("Exact"), shareOf(base.exact, base.generated),
                                     &MethodResult::exact, percentText));
    }
    if (result.of_pairs()) {
        columns.push_back(
            meanColumn(CompareReportView::tr("Preferred"), dash, &MethodResult::preferred, percentText,
                       CompareReportView::tr("Share of the test pairs whose chosen answer gained more than the "
                                             "rejected one, against the base model; half is what chance gives")));
        columns.push_back(meanColumn(
            CompareReportView::tr("Likelier"), shareOf(base.likelier, base.pairs), &MethodResult::likelier, percentText,
            CompareReportView::tr("Share of the test pairs whose chosen answer is the likelier one, however "
                                  "likely the base model finds it")));
        columns.push_back(meanColumn(
            CompareReportView::tr("Margin"), marginOf(base.against_base.margin), &MethodResult::margin, marginOf,
            CompareReportView::tr("By how much chosen answers gained more than rejected ones, against the "
                                  "base model: the difference of the log-probabilities times β")));
    }
    columns.push_back(meanColumn(CompareReportView::tr("Forgetting"), dash, &MethodResult::forgetting, lossText));
    columns.push_back({CompareReportView::tr("Parameters"), {}, dash, [](const MethodResult& method) {
                           return shortCountText(method.plan.trainable);
                       }});
    columns.push_back({CompareReportView::tr("Rate"), {}, dash, [](const MethodResult& method) {
                           return method.learning_rate > 0 ? numberText(method.learning_rate)
                                                           : CompareReportView::tr("every rate failed");
                       }});
    columns.push_back(meanColumn(CompareReportView::tr("Steps take"), dash, &MethodResult::step_seconds, durationText));
    columns.push_back(meanColumn(CompareReportView::tr("Peak memory"), dash, &MethodResult::peak_memory, sizeOf));
    columns.push_back({CompareReportView::tr("Trials"), {}, dash, trialsText});
    return columns;
}

} // namespace

QString meanText(const Summary& summary, QString (*text)(double)) {
    if (summary.count == 0) {
        return QStringLiteral("–");
    }
    return std::isfinite(summary.half_width)
               ? QStringLiteral("%1 ± %2").arg(text(summary.mean), text(summary.half_width))
               : text(summary.mean);
}

CompareReportView::CompareReportView(QWidget* parent)
    : QWidget(parent), m_reading(new TextLabel({}, TextLabel::Rank::Muted)),
      m_table(makeReadingTable(QStringLiteral("compareTable"), tr("Results of the methods"))) {
    m_reading->setObjectName(QStringLiteral("compareReading"));
    m_reading->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(m_reading);
    layout->addWidget(m_table, 1);
}

void CompareReportView::setResult(const CompareResult& result) {
    const std::vector<Column> columns = columnsOf(result);
    m_table->setColumnCount(int(columns.size()));
    m_table->setRowCount(int(result.methods.size()) + 1);
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const Column& shown = columns[static_cast<std::size_t>(column)];
        auto* header = new QTableWidgetItem(shown.name);
        header->setToolTip(shown.help);
        m_table->setHorizontalHeaderItem(column, header);
        m_table->setItem(0, column, cell(shown.base, {}));
    }
    int row = 1;
    for (const MethodResult& method : result.methods) {
        const QString note = engineText(method.plan.note);
        for (int column = 0; column < m_table->columnCount(); ++column) {
            m_table->setItem(row, column, cell(columns[static_cast<std::size_t>(column)].text(method), note));
        }
        ++row;
    }
    m_table->resizeColumnsToContents();
    const int64_t seeds = result.methods.empty() ? 0 : int64_t(result.methods.front().trials.size());
    const QString reading =
        result.of_pairs()
            ? tr("Means over %1 seeds on %2 test pairs; ± is the 95 % interval of the mean (Student's t). Intervals "
                 "that overlap say that the difference may be chance. All are judged against the base model, whose "
                 "loss is ln 2. Forgetting: by how much the loss on general text rose. Exact answers are not counted: "
                 "a pair says which of two answers is better, not whether another is right.")
            : tr("Means over %1 seeds on %2 test rows; ± is the 95 % interval of the mean (Student's t). Intervals "
                 "that overlap say that the difference may be chance. Forgetting: by how much the loss on general "
                 "text rose.");
    m_reading->setText(reading.arg(countText(seeds), countText(result.test_rows)));
}

} // namespace loratrf
