#include "ui/try/evaluation_table.h"

#include "ui/widgets/card.h"
#include "ui/widgets/reading_table.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTextDocument>

namespace loratrf {

namespace {

enum Column { Line, Expected, Tuned, Base, Columns };

// Rows may hold what looks like markup, and long lines.
QString tipOf(const QString& text) {
    return text.isEmpty() ? text : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

} // namespace

EvaluationTable::EvaluationTable(const Evaluation& evaluation, QWidget* parent)
    : QWidget(parent), m_evaluation(evaluation), m_mismatches(new QCheckBox(tr("Only mismatches"))),
      m_note(new TextLabel({}, TextLabel::Rank::Muted)),
      m_table(makeReadingTable("evaluatedRows", tr("Expected and given answers"))), m_row(new QPlainTextEdit) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    auto* save = new QPushButton(tr("Save table…"));
    m_mismatches->setObjectName("onlyMismatches");
    m_mismatches->setToolTip(tr("Only the rows that the tuned model has not answered as expected"));
    save->setObjectName("saveEvaluation");
    save->setToolTip(tr("Save these rows as CSV, also those for which the table has no room"));
    m_note->setObjectName("evaluationNote");
    auto* line = new QHBoxLayout;
    line->addWidget(m_mismatches);
    line->addWidget(save);
    line->addWidget(m_note, 1);
    layout->addLayout(line);

    m_table->setColumnCount(Columns);
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("Expected"), tr("Tuned answer"), tr("Base answer")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Line, QHeaderView::ResizeToContents);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setMinimumHeight(260);
    layout->addWidget(m_table);
    m_row->setObjectName("evaluatedRow");
    m_row->setAccessibleName(tr("The chosen row in full"));
    m_row->setReadOnly(true);
    m_row->setTabChangesFocus(true);
    m_row->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_row->setFixedHeight(140);
    layout->addWidget(m_row);

    connect(m_mismatches, &QCheckBox::toggled, this, &EvaluationTable::fill);
    connect(save, &QPushButton::clicked, this, &EvaluationTable::askSave);
    connect(m_table, &QTableWidget::currentCellChanged, this, &EvaluationTable::showRow);
    refresh();
}

Evaluation::Rows EvaluationTable::which() const {
    return m_mismatches->isChecked() ? Evaluation::Rows::Mismatches : Evaluation::Rows::All;
}

void EvaluationTable::refresh() {
    fill();
    setVisible(m_evaluation.hasRows());
}

void EvaluationTable::fill() {
    m_rows = m_evaluation.rows(which());
    const auto cell = [this](int row, int column, const QString& text, const QString& help, const QString& spoken) {
        auto* item = new QTableWidgetItem(text.simplified());
        item->setToolTip(tipOf(help));
        item->setData(Qt::AccessibleTextRole, spoken);
        m_table->setItem(row, column, item);
    };
    const auto answer = [&](int row, int column, const std::optional<Evaluation::Answer>& one) {
        if (one) {
            const QString text = (one->match ? "✓ " : "✗ ") + one->text;
            cell(row, column, text, text, (one->match ? tr("As expected: %1") : tr("Mismatch: %1")).arg(one->text));
        } else {
            cell(row, column, {}, {}, {});
        }
    };
    m_table->setRowCount(static_cast<int>(m_rows.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Evaluation::Row& one = m_rows[static_cast<std::size_t>(row)];
        const QString line = countText(one.line);
        cell(row, Line, line, one.prompt, tr("Line %1, prompt: %2").arg(line, one.prompt));
        cell(row, Expected, one.expected, one.expected, one.expected);
        answer(row, Tuned, one.tuned);
        answer(row, Base, one.base);
    }
    m_note->setText(m_evaluation.rowsText(which()));
    colour();
    showRow();
}

void EvaluationTable::colour() {
    const ThemeColours& colours = themeColours(palette());
    const auto tint = [&](int row, int column, const std::optional<Evaluation::Answer>& one) {
        if (one) {
            m_table->item(row, column)->setForeground(one->match ? colours.good : colours.problem);
        }
    };
    for (int row = 0; row < m_table->rowCount(); ++row) {
        tint(row, Tuned, m_rows[static_cast<std::size_t>(row)].tuned);
        tint(row, Base, m_rows[static_cast<std::size_t>(row)].base);
    }
}

void EvaluationTable::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
    }
}

// What a pointer would see in the tips of the cells.
void EvaluationTable::showRow() {
    const int row = m_table->currentRow();
    const bool chosen = row >= 0 && row < static_cast<int>(m_rows.size());
    m_row->setPlainText(chosen ? Evaluation::inFull(m_rows[static_cast<std::size_t>(row)]) : QString());
    m_row->setVisible(chosen);
}

void EvaluationTable::askSave() {
    const QString suffix = QStringLiteral(".csv");
    const QDir home(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString path = QFileDialog::getSaveFileName(this, tr("Save table"), home.filePath(tr("evaluation") + suffix),
                                                tr("CSV tables (*.csv)"));
    if (path.isEmpty()) {
        return;
    }
    if (!path.endsWith(suffix, Qt::CaseInsensitive)) {
        path += suffix;
    }
    m_note->setText(saveTo(path));
}

QString EvaluationTable::saveTo(const QString& path) const {
    const QByteArray bytes = m_evaluation.table(which(), QLatin1Char(',')).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return tr("The table cannot be written to %1: %2. Choose another folder, or make room.")
            .arg(path, file.errorString());
    }
    return tr("Saved: %1").arg(path);
}

} // namespace loratrf
