#pragma once
// The fields of a comparison: which methods, under which budget, how often; model, rows and recipe are those of Set up.
// The fields are remembered for each project.

#include "ui/library/comparison_plan.h"

#include <QString>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QSpinBox;

namespace loratrf {

class NumberSpin;
class TextLabel;

class CompareForm : public QWidget {
    Q_OBJECT

public:
    explicit CompareForm(const std::vector<MethodInfo>& methods, QWidget* parent = nullptr);

    // Model, rows and recipe of all trials, and the folder below which the comparison's is made.
    void setBase(const TrainOptions& base, const QString& projectFolder);
    void renewFolder();                                   // for another comparison
    const ComparisonPlan& plan() const { return m_plan; } // what the fields say
    CompareOptions options() const { return m_plan.options(); }

Q_SIGNALS:
    void changed();

private:
    void showPlan(); // in the fields
    void takeFields();
    void remember() const;
    void recall();

    ComparisonPlan m_plan;
    bool m_showing = false; // the plan, not what a user typed
    QString m_project;      // folder whose fields these are; empty: none yet
    TextLabel* m_on;
    QListWidget* m_methods;
    QComboBox* m_budget;
    NumberSpin *m_seconds, *m_testShare;
    QSpinBox* m_seeds;
    QLineEdit *m_ranks, *m_rates, *m_folder;
    QCheckBox *m_everyRate, *m_generate;
};

} // namespace loratrf
