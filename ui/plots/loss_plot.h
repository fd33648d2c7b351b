#pragma once
// Training and evaluation loss of a run, live, with the best evaluation and where the patience would end.

#include "ui/plots/step_plot.h"

namespace loratrf {

class LossPlot : public StepPlot {
    Q_OBJECT

public:
    explicit LossPlot(const RunModel& model, QWidget* parent = nullptr);

    QString readout(double step) const override;
    QString summary() const override;
    QString csv() const override; // a row a training step, with the evaluation after it where there was one

protected:
    void showMarks() override;
    std::vector<QPointF> marks() const override;
    void colourMarks(const PlotColours& colours) override;

private:
    void showPatience();

    QCPGraph* m_eval;
    QCPGraph* m_best;
    QCPItemText* m_bestText;
    QCPItemStraightLine* m_patience;
    QCPItemText* m_patienceText;
};

} // namespace loratrf
