#pragma once
// What a comparison is asked: which methods, under which budget, how often; model, rows and recipe are those of Set up.
// The fields are remembered for each project.

#include "backend/api/compare.h"

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
    void renewFolder(); // for another comparison
    CompareOptions options() const;
    QString problem() const; // why no comparison can begin; empty: it can

Q_SIGNALS:
    void changed();

private:
    void tick(const QStringList& methods);
    bool byTime() const;
    void enableFields();
    void remember() const;
    void recall();

    std::vector<MethodInfo> m_known;
    TrainOptions m_base;
    QString m_project; // folder whose fields these are; empty: none yet
    TextLabel* m_on;
    QListWidget* m_methods;
    QComboBox* m_budget;
    NumberSpin *m_seconds, *m_testShare;
    QSpinBox* m_seeds;
    QLineEdit *m_ranks, *m_rates, *m_folder;
    QCheckBox *m_everyRate, *m_generate;
};

QString comparisonsFolder(const QString& projectFolder); // comparisons are made below it

} // namespace loratrf
