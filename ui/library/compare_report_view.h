#pragma once
// What a finished comparison found: a line a method, and how to read it.

#include "backend/api/compare.h"

#include <QWidget>

class QTableWidget;

namespace loratrf {

class TextLabel;

class CompareReportView : public QWidget {
    Q_OBJECT

public:
    explicit CompareReportView(QWidget* parent = nullptr);
    void setResult(const CompareResult& result);

private:
    TextLabel* m_reading;
    QTableWidget* m_table;
};

QString meanText(const Summary& summary, QString (*text)(double)); // "0.1234 ± 0.0056"

} // namespace loratrf
