#pragma once
// One figure of several runs over steps, passes or time.
// Wheel: zoom. Drag: move. Double click: everything again.

#include <QStringList>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QCustomPlot;

namespace loratrf {

class RunModel;
class RunReader;
class TextLabel;
struct LibraryRun;

class CurvesPlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvesPlot(const RunReader& reader, QWidget* parent = nullptr);
    void setRuns(const std::vector<LibraryRun>& runs, int leftOut = 0); // `leftOut` more are selected
    void refresh();                                                     // a run arrived
    QCustomPlot* plot() const { return m_plot; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void addCurve(const RunModel& run, const QString& name, int number);
    void applyColours();
    void showNearest(const QPoint& at);

    const RunReader& m_reader;
    QStringList m_folders, m_names;
    int m_leftOut = 0;
    QComboBox *m_figure, *m_over;
    QCheckBox* m_logarithmic;
    TextLabel* m_note;
    QCustomPlot* m_plot;
};

} // namespace loratrf
