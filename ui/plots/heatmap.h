#pragma once
// A matrix as coloured cells, with a legend and a read-out of the cell under the cursor.

#include "ui/plots/matrix.h"
#include "ui/plots/plot_theme.h"

#include <QTimer>
#include <QWidget>

class QCPColorMap;
class QCPColorScale;
class QCPItemRect;
class QCustomPlot;
class QMouseEvent;

namespace loratrf {

class Heatmap : public QWidget {
    Q_OBJECT

public:
    explicit Heatmap(QWidget* parent = nullptr);

    void setMatrix(const Matrix& matrix); // drawn soon; many calls in a row cost one drawing
    const Matrix& matrix() const { return m_matrix; }
    void setLabels(const QString& columns, const QString& values); // x axis, legend
    void setUpperLimit(double limit); // the scale begins at 0 and ends at a round number, at most here; 0: no limit

    QString readout(int row, int column) const;       // "layer 12, step 40: 0.23"
    QString readoutAt(const QPointF& position) const; // of the plot's pixels; empty beside the cells
    double scaleUpper() const { return m_upper; }

    QCustomPlot* plot() const { return m_plot; }
    void applyColours(const PlotColours& colours); // instead of the palette's, for exported pictures
    void flush();                                  // draws what is pending, now

Q_SIGNALS:
    void readoutChanged(const QString& text); // empty: the cursor left the cells

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool cellAt(const QPointF& position, int* row, int* column) const;
    void hover(const QPointF& position);
    void leave();
    void fillCells();
    void updateTicks();
    void labelRows(int height);
    int labelColumns(int width); // returns the height the labels need

    Matrix m_matrix;
    double m_limit = 0, m_upper = 1;
    bool m_stale = false;
    QTimer m_timer;
    QCustomPlot* m_plot;
    QCPColorMap* m_map;
    QCPColorScale* m_scale;
    QCPItemRect* m_cursor;
};

// A token as an axis label: white space made visible, long ones cut.
QString tokenLabel(const QString& token, int maxLength = 12);

} // namespace loratrf
