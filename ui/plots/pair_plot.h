#pragma once
// What a run on preference pairs makes of them, live: the share it tells apart rightly, or its answers' rewards.

#include "ui/plots/step_plot.h"

#include <vector>

namespace loratrf {

struct PairFigures;

class PairPlot : public StepPlot {
    Q_OBJECT

public:
    enum class Shows { Preferred, Rewards };
    PairPlot(const RunModel& model, Shows shows, QWidget* parent = nullptr);

    QString readout(double step) const override;
    QString summary() const override;
    QString csv() const override; // a row a training step, with the evaluation after it where there was one

protected:
    void showMarks() override;
    std::vector<QPointF> marks() const override;
    void colourMarks(const PlotColours& colours) override;

private:
    // Of the chosen or the rejected answers, smoothed as the margin is.
    struct Reward {
        double (*of)(const PairFigures&);
        QString name;
        QCPGraph* graph;
        Curve curve;
        Smoother smoother;
    };
    QCPGraph* addGraph(const QString& name);
    void addReward(double (*of)(const PairFigures&), const QString& name);
    void showRewards();
    void listCurves();
    std::vector<QPointF> evaluations() const; // x: step

    const Shows m_shows;
    QCPGraph* m_eval;
    std::vector<Reward> m_rewards;
    bool m_stale = false;    // the curves of the rewards are of what the model no longer has
    double m_smoothedBy = 0; // they are
};

} // namespace loratrf
