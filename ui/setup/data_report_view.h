#pragma once
// The token-exact report of a data file: figures, and each rejected row with its line and reason.

#include "backend/data/dataset.h"
#include "ui/widgets/card.h"

class QGridLayout;
class QTableWidget;

namespace loratrf {

class MessageStrip;

class DataReportView : public QWidget {
    Q_OBJECT

public:
    explicit DataReportView(QWidget* parent = nullptr);
    void setReport(const DataReport& report, const DataOptions& options);
    void clear();

private:
    void fillRejected(const std::vector<Rejected>& rejected);

    QGridLayout* m_grid;
    MessageStrip* m_strip;
    QTableWidget* m_rejected;
    Fold* m_fold;
};

} // namespace loratrf
