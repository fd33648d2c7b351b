#pragma once
// Any two figures of runs against each other, the runs that none beats in both joined by a line.
// Arrow keys: from run to run, Enter chooses it.

#include "ui/library/trade_off.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QCPGraph;
class QCPItemText;
class QCustomPlot;

namespace loratrf {

class PointReader;
class TextLabel;
struct PlotColours;

class TradeOffPlot : public QWidget {
    Q_OBJECT

public:
    explicit TradeOffPlot(QWidget* parent = nullptr);
    void setRuns(const std::vector<LibraryRun>& runs);
    QCustomPlot* plot() const { return m_plot; }
    QString nameAt(const QPoint& position) const; // of the run drawn there; empty: none

Q_SIGNALS:
    void runChosen(const QString& folder); // by a click or Enter

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyColours(const PlotColours& colours);
    QString title() const;
    void print(const std::function<void(QCustomPlot&)>& take) const;
    QString values(QChar separator) const;
    const LibraryRun* nearest(const QPoint& position) const;
    QString textOf(const LibraryRun& run) const;
    void makeReader();

    std::vector<LibraryRun> m_runs;
    QComboBox *m_x, *m_y;
    TextLabel* m_note;
    QCustomPlot* m_plot;
    QCPGraph *m_others, *m_front, *m_pointed;
    PointReader* m_keys = nullptr;
    std::vector<const LibraryRun*> m_drawn; // from left to right
    std::vector<QCPItemText*> m_labels;     // of the front
};

} // namespace loratrf
