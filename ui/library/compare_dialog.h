#pragma once
// Several methods under the same conditions: same rows, seeds and budget, trained one after the other and judged on
// rows that none has seen. Stays open beside the window while it works.

#include "backend/api/compare.h"

#include <QDialog>
#include <QSet>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace loratrf {

class MessageStrip;
class MethodComparison;
class NumberSpin;
class StudioBackend;
class TextLabel;

class CompareDialog : public QDialog {
    Q_OBJECT

public:
    CompareDialog(StudioBackend& backend, MethodComparison& comparison, QWidget* parent = nullptr);

    // Model, rows and recipe of all trials, and the folder below which the comparison's is made. While one is under
    // way, or its report is shown, they are not touched.
    void setBase(const TrainOptions& base, const QString& projectFolder);
    CompareOptions options() const;
    int trials() const; // how many trainings the options mean

private:
    QWidget* makeForm();
    QWidget* makeReport();
    bool byTime() const;
    void describe();
    void start();
    void openEarlier();
    void take(const Event& event);
    void showResult(const CompareResult& result);
    void setWorking(bool working);

    StudioBackend& m_backend;
    MethodComparison& m_comparison;
    TrainOptions m_base;
    QWidget *m_form, *m_report;
    TextLabel *m_on, *m_count, *m_doing, *m_reading;
    QListWidget* m_methods;
    QComboBox* m_budget;
    NumberSpin *m_seconds, *m_testShare;
    QSpinBox* m_seeds;
    QLineEdit *m_rates, *m_folder;
    QCheckBox* m_generate;
    MessageStrip* m_strip;
    QProgressBar* m_progress;
    QTableWidget* m_table;
    QPushButton *m_start, *m_stop, *m_again, *m_files, *m_open;
    QString m_shown; // folder of the report
    bool m_working = false;
    QSet<QString> m_begun; // runs of this comparison that began
    int m_planned = 0;
    qint64 m_steps = 0; // of the trial under way
};

QString meanText(const Summary& summary, QString (*text)(double)); // "0.1234 ± 0.0056"

} // namespace loratrf
