#pragma once
// What can be changed of a run while it is under way: its learning rate and its end.

#include "backend/api/engine.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSpinBox;

namespace loratrf {

class NumberSpin;
class RunModel;

class SteerDialog : public QDialog {
    Q_OBJECT

public:
    explicit SteerDialog(const RunModel& model, QWidget* parent = nullptr);

    RecipeChange change() const; // only what differs from what holds now

private:
    void check();
    QString problem() const; // why this cannot be; empty: it can

    const RunModel& m_model;
    NumberSpin* m_rate;
    QSpinBox* m_end;
    QLabel* m_problem;
    QPushButton* m_accept = nullptr;
};

} // namespace loratrf
