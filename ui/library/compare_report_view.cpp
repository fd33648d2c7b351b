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

namespace loratrf {

namespace {

QString sizeOf(double bytes) {
    return sizeText(std::llround(bytes));
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
    const bool exact = result.base.generated > 0;
    QStringList header = {tr("Method"), tr("Test loss"),  tr("Exact"),       tr("Forgetting"), tr("Parameters"),
                          tr("Rate"),   tr("Steps take"), tr("Peak memory"), tr("Trials")};
    m_table->setColumnCount(int(header.size()));
    m_table->setHorizontalHeaderLabels(header);
    m_table->setRowCount(int(result.methods.size()) + 1);
    const auto put = [&](int row, const QStringList& cells, const QString& help) {
        for (int column = 0; column < int(cells.size()); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(help.isEmpty() ? cells[column] : help);
            m_table->setItem(row, column, item);
        }
    };
    const QString dash = QStringLiteral("–");
    put(0,
        {tr("Base model"), lossText(result.base.loss),
         exact ? percentText(double(result.base.exact) / double(result.base.generated)) : dash, dash, dash, dash, dash,
         dash, dash},
        {});
    int row = 1;
    for (const MethodResult& method : result.methods) {
        const auto failed = std::count_if(method.trials.begin(), method.trials.end(),
                                          [](const Trial& trial) { return !trial.failure.empty(); });
        const QString trials = failed > 0 ? tr("%1, %2 failed").arg(method.trials.size()).arg(failed)
                                          : QString::number(method.trials.size());
        put(row++,
            {engineText(method.plan.label), meanText(method.test_loss, lossText), meanText(method.exact, percentText),
             meanText(method.forgetting, lossText), shortCountText(method.plan.trainable),
             method.learning_rate > 0 ? numberText(method.learning_rate) : tr("every rate failed"),
             meanText(method.step_seconds, durationText), meanText(method.peak_memory, sizeOf), trials},
            engineText(method.plan.note));
    }
    m_table->resizeColumnsToContents();
    const int64_t seeds = result.methods.empty() ? 0 : int64_t(result.methods.front().trials.size());
    m_reading->setText(
        tr("Means over %1 seeds on %2 test rows; ± is the 95 % interval of the mean (Student's t). Intervals that "
           "overlap say that the difference may be chance. Forgetting: by how much the loss on general text rose.")
            .arg(countText(seeds), countText(result.test_rows)));
}

} // namespace loratrf
