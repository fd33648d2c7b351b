#pragma once
// Before a run goes back to an earlier state: from where, and with which learning rate it goes on.

#include <QDialog>

namespace loratrf {

class NumberSpin;
class RunModel;

class GoBackDialog : public QDialog {
    Q_OBJECT

public:
    explicit GoBackDialog(const RunModel& model, QWidget* parent = nullptr);

    double learningRate() const; // above 0

private:
    NumberSpin* m_rate;
};

} // namespace loratrf
