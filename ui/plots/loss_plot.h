#pragma once
// Training and evaluation loss of a run, live.
// Wheel: zoom at the cursor. Drag: zoom into a rectangle. Shift + drag: pan. Double click or 0: everything again.

#include "ui/plots/plot_theme.h"
#include "ui/plots/smoothing.h"

#include <QTimer>
#include <QWidget>

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;

namespace loratrf {

class RunModel;

class LossPlot : public QWidget {
    Q_OBJECT

public:
    explicit LossPlot(const RunModel& model, QWidget* parent = nullptr);

    double smoothing() const { return m_smoothing; }
    void setSmoothing(double weight); // 0: none, below 1
    bool isLogarithmic() const;
    void setLogarithmic(bool on);
    void resetView(); // everything, and follow what comes
    bool follows() const { return m_follow; }
    void zoom(double factor);     // about the middle; below 1: closer
    void pan(double x, double y); // by shares of the visible ranges

    QString readout(double step) const; // of the training step nearest to `step`; without steps empty
    QString latestReadout() const;

    QCustomPlot* plot() const { return m_plot; }
    void applyColours(const PlotColours& colours); // instead of the palette's, for exported pictures
    void flush();                                  // draws what is pending, now

Q_SIGNALS:
    void readoutChanged(const QString& text); // under the cursor, or the newest when the cursor is elsewhere

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void schedule();
    void rebuild();
    void appendSteps();
    void showEvals();
    void rescale();
    void moveCursor(double x);
    void hideCursor();

    const RunModel& m_model;
    QTimer m_timer;
    double m_smoothing = 0.9;
    Smoother m_smoother{m_smoothing};
    std::size_t m_drawn = 0; // steps of the model that the graphs hold
    bool m_rebuild = true;
    bool m_follow = true;

    QCustomPlot* m_plot;
    QCPGraph* m_raw;
    QCPGraph* m_smooth;
    QCPGraph* m_eval;
    QCPGraph* m_best;
    QCPItemText* m_bestText;
    QCPItemStraightLine* m_cursor;
    QCPItemStraightLine* m_patience;
};

} // namespace loratrf
