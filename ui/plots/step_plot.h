#pragma once
// One figure of a run over its steps, live: the raw values, a smoothed curve, and marks of whoever derives from it.
// Wheel: zoom the steps at the cursor (Ctrl: the values). Drag: zoom into a rectangle. Shift + drag, or with the arrow
// keys: move. Arrow keys: read point after point. Double click or 0: everything again. Only what is visible is drawn,
// thinned to the pixels there are (curve.h).

#include "ui/plots/curve.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/smoothing.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;
class QLabel;
class QMenu;
class QToolButton;

namespace loratrf {

class PointReader;
class RunModel;

// What a plot shows and how it says so.
struct Figure {
    QString key;   // "loss": for settings and file names
    QString title; // "Loss"
    QString help;  // what it is and what to look for
    std::function<std::size_t(const RunModel&)> count;
    std::function<QPointF(const RunModel&, std::size_t)> point; // x: step
    std::function<QString(double)> text;                        // a value with its unit
    bool smooth = true;                                         // noisy enough for a smoothed curve
    bool fromZero = true;                                       // the axis of the values goes down to 0
    double top = 0;                                             // the axis goes from 0 to here; 0: as the values do
    std::function<double(const RunModel&)> level;               // a line across, such as a plan; 0 or absent: none
    QString levelName;
    QString subject;                              // of sentences, where that is not the title
    std::function<bool(const RunModel&)> offered; // whether a run has it at all; absent: each may
};

class StepPlot : public QWidget {
    Q_OBJECT

public:
    StepPlot(const RunModel& model, Figure figure, QWidget* parent = nullptr);
    ~StepPlot() override;

    const Figure& figure() const { return m_figure; }

    double smoothing() const { return m_smoothing; }
    void setSmoothing(double weight); // 0: none, below 1
    bool isLogarithmic() const;
    void setLogarithmic(bool on);
    bool hasLogarithmicSteps() const;
    void setLogarithmicSteps(bool on);
    bool clipsOutliers() const { return m_clip; }
    void setClipsOutliers(bool on); // the axis of the values leaves out 1 % above and below

    void resetView(); // everything, and follow what comes
    bool follows() const { return m_follow; }
    void zoom(double factor);                    // the steps, about the middle; below 1: closer
    void pan(double x, double y);                // by shares of the visible ranges
    void showSteps(double lower, double upper);  // as another plot shows them; the values fit themselves
    void showCursor(std::optional<double> step); // as another plot has it; nullopt: nowhere

    virtual QString readout(double step) const; // of the point nearest to `step`; without points empty
    QString latestReadout() const;
    virtual QString summary() const; // what is in view, in a sentence or two
    virtual QString csv() const;     // every point, with a line of headings

    QCustomPlot* plot() const { return m_plot; }
    void applyColours(const PlotColours& colours); // instead of the palette's, for exported pictures
    void flush();                                  // draws what is pending, now

Q_SIGNALS:
    void readoutChanged(const QString& text);     // under the cursor, or the newest when the cursor is elsewhere
    void stepsChosen(double lower, double upper); // by the user
    void viewReset();                             // by the user
    void stepsScaled(bool logarithmic);           // by the user
    void cursorMoved(std::optional<double> step); // by the user; nullopt: it left
    void messageWanted(const QString& text);      // saving or copying went well or wrong

protected:
    const RunModel& model() const { return m_model; }
    const Curve& raw() const { return m_raw; }
    const Curve& smoothed() const { return m_smooth; }
    std::optional<std::size_t> nearest(double step) const;     // index of a point
    void drawCurve(QCPGraph& graph, const Curve& curve) const; // what is in view of it

    virtual void showMarks() {}                               // what is drawn beside the curves
    virtual std::vector<QPointF> marks() const { return {}; } // that the view must hold
    virtual void colourMarks(const PlotColours&) {}
    void putLegendAbove(); // the axes, in one line, which low plots have room for too

    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void schedule();

private:
    void makeTop();
    void makeInteractions();
    void rebuild();
    void append();
    void draw();
    int columns() const;
    std::vector<QPointF> visible(const Curve& curve) const;
    void fitSteps();
    void fitValues();
    void showLevel();
    bool endsAbove(double level) const; // the curve, at the right edge
    void updateFonts();
    void moveCursor(QPointF at);
    void leaveCursor();
    void showAcross(std::optional<double> value); // the level under the mouse
    void readByKeys();
    void summarise();
    void setReadout(const QString& text);

    const RunModel& m_model;
    const Figure m_figure;
    QTimer m_timer;
    double m_smoothing = mostSmoothing;
    Smoother m_smoother{m_smoothing};
    Curve m_raw, m_smooth;
    bool m_rebuild = true;
    bool m_follow = true;       // all steps, and those that come
    bool m_followValues = true; // the axis of the values fits what is visible
    bool m_fitting = false;     // a range changes because the plot wants it to
    bool m_clip = false;
    bool m_legendAbove = false; // the axes

    QLabel* m_title;
    QLabel* m_readout;
    QToolButton* m_more;
    QMenu* m_menu;
    QCustomPlot* m_plot;
    QCPGraph* m_rawGraph;
    QCPGraph* m_smoothGraph;
    QCPItemStraightLine* m_cursor;
    QCPItemStraightLine* m_across;
    QCPItemText* m_acrossText;
    PointReader* m_reader = nullptr;
    QCPItemStraightLine* m_level = nullptr;
    QCPItemText* m_levelText = nullptr;
};

} // namespace loratrf
