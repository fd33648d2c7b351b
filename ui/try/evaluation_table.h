#pragma once
// What was expected and answered row by row: all of it or the mismatches alone, one row in full, the table as a file.

#include "ui/try/evaluation.h"

#include <QWidget>

class QCheckBox;
class QPlainTextEdit;
class QTableWidget;

namespace loratrf {

class TextLabel;

class EvaluationTable : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationTable(const Evaluation& evaluation, QWidget* parent = nullptr);
    void refresh();                            // it has changed
    QString saveTo(const QString& path) const; // as CSV; says where it lies, or why it does not

protected:
    void changeEvent(QEvent* event) override;

private:
    Evaluation::Rows which() const;
    void fill();
    void colour();
    void showRow();
    void askSave();

    const Evaluation& m_evaluation;
    std::vector<Evaluation::Row> m_rows; // as shown
    QCheckBox* m_mismatches;
    TextLabel* m_note;
    QTableWidget* m_table;
    QPlainTextEdit* m_row;
};

} // namespace loratrf
