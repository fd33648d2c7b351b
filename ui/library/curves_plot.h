#pragma once
// One figure of several runs over steps, passes or time.
// Wheel: zoom. Drag: move. Double click: everything again. Arrow keys: read point after point.

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QCPGraph;
class QCPItemStraightLine;
class QCustomPlot;

namespace loratrf {

class PointReader;
class RunModel;
class RunReader;
class TextLabel;
struct LibraryRun;
struct PlotColours;

class CurvesPlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvesPlot(const RunReader& reader, QWidget* parent = nullptr);
    void setRuns(const std::vector<LibraryRun>& runs, int leftOut = 0); // `leftOut` more are selected
    void refresh();                                                     // a run arrived
    QCustomPlot* plot() const { return m_plot; }
    QString readout(double x) const; // what each run has there
    QString summary() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void addCurve(const RunModel& run, int number);
    QString figureName() const;
    void applyColours(const PlotColours& colours);
    void print(const std::function<void(QCustomPlot&)>& take) const;
    QString values(QChar separator) const;
    const QCPGraph* densest() const; // null: there is none
    void makeReader();

    const RunReader& m_reader;
    QStringList m_folders, m_names;
    std::vector<int> m_numbers; // of the runs that have a curve, in its order
    int m_leftOut = 0;
    QComboBox *m_figure, *m_over;
    QCheckBox* m_logarithmic;
    TextLabel* m_note;
    QCustomPlot* m_plot;
    QCPItemStraightLine* m_cursor;
    PointReader* m_keys = nullptr;
};

} // namespace loratrf
