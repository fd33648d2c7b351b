#pragma once
// The token-exact report of the data files: figures, lengths with the cut-off line, and each refused row with its line
// and reason.

#include "backend/data/dataset.h"
#include "backend/data/row_overlap.h"
#include "ui/widgets/card.h"

class QGridLayout;
class QPushButton;
class QTableWidget;

namespace loratrf {

class LengthPlot;
class MessageStrip;
class TextLabel;

class DataReportView : public QWidget {
    Q_OBJECT

public:
    explicit DataReportView(QWidget* parent = nullptr);
    // Of the files trained on together, in their order, whose figures are added up; and of the evaluation rows' file,
    // null where it is not known.
    void setReports(const std::vector<DataReport>& reports, const DataReport* evaluation, const DataOptions& options);
    // Rows that stand in both files; of a file without evaluation rows of its own, `leakage` is null.
    void setLeakage(const Leakage* leakage, const QStringList& trainingFiles);
    void setLimit(int64_t limit, OverLength policy); // before the next report says what it costs
    void clear();

Q_SIGNALS:
    void limitChosen(int limit);
    void refusedWanted(const QString& file); // its rows themselves
    void repeatedWanted(const QString& file);

private:
    void showFigures(const DataReport& total, const DataOptions& options);
    void showFiles(const std::vector<DataReport>& reports, const DataReport* evaluation);
    void showWarnings(const std::vector<DataReport>& reports, const DataReport& total, const DataReport* evaluation);
    void fillRejected(const std::vector<const DataReport*>& reports);
    QString refusedFile() const; // of the row that is chosen in the list, or of its first one
    void showEqualRows();

    QGridLayout* m_grid;
    TextLabel* m_perFile;
    LengthPlot* m_lengths;
    MessageStrip *m_strip, *m_equal;
    QTableWidget* m_rejected;
    QPushButton *m_look, *m_repeated;
    Fold* m_fold;
    int64_t m_duplicates = 0;
    QString m_repeatedFile; // the first one with repeated rows
    bool m_heldOut = false; // a share of these rows is kept for evaluation
    QString m_leakage;
};

} // namespace loratrf
