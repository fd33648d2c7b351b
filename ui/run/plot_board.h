#pragma once
// The plots of a run one below the other over the same steps: zooming, moving or pointing in one does so in all.

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QCheckBox;
class QMenu;
class QSlider;
class QVBoxLayout;

namespace loratrf {

class LossPlot;
class RunModel;
class StepPlot;

class PlotBoard : public QWidget {
    Q_OBJECT

public:
    explicit PlotBoard(const RunModel& model, QWidget* parent = nullptr);

    LossPlot* lossPlot() const { return m_loss; }
    const std::vector<StepPlot*>& plots() const { return m_plots; } // the loss first; also what this run has not
    void setShown(const QString& key, bool shown);                  // which is remembered; the last one stays
    QStringList shown() const;
    void showCursor(std::optional<double> step); // in all plots, as another view has it

Q_SIGNALS:
    void cursorMoved(std::optional<double> step); // in one of the plots; nullopt: it left
    void messageWanted(const QString& text);

private:
    QWidget* makeTools();
    void smooth(int value); // of the slider
    void smoothByLength();
    void add(StepPlot* plot);
    void link(StepPlot* plot);
    void choose(const QString& key, bool on); // without being told so
    void showChosen();
    void remember() const;
    void labelLowest();

    const RunModel& m_model;
    bool m_hasPairs = false;     // what was offered last was of such a run
    bool m_ownSmoothing = false; // the user has moved the slider
    QSlider* m_smoothing = nullptr;
    LossPlot* m_loss;
    std::vector<StepPlot*> m_plots;
    std::map<QString, QAction*> m_choices;
    QMenu* m_menu;
    QVBoxLayout* m_stack;
};

} // namespace loratrf
