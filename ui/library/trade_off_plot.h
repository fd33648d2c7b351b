#pragma once
// Any two figures of runs against each other, the runs that none beats in both joined by a line.

#include "ui/library/trade_off.h"

#include <QWidget>

class QComboBox;
class QCPGraph;
class QCPItemText;
class QCustomPlot;

namespace loratrf {

class TextLabel;

class TradeOffPlot : public QWidget {
    Q_OBJECT

public:
    explicit TradeOffPlot(QWidget* parent = nullptr);
    void setRuns(const std::vector<LibraryRun>& runs);
    QCustomPlot* plot() const { return m_plot; }
    QString nameAt(const QPoint& position) const; // of the run drawn there; empty: none

Q_SIGNALS:
    void runChosen(const QString& folder); // by a click

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyColours();
    const LibraryRun* nearest(const QPoint& position) const;

    std::vector<LibraryRun> m_runs;
    QComboBox *m_x, *m_y;
    TextLabel* m_note;
    QCustomPlot* m_plot;
    QCPGraph *m_others, *m_front;
    std::vector<QCPItemText*> m_labels; // of the front
};

} // namespace loratrf
