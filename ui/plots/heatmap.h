#pragma once
// A matrix as coloured cells, with a legend and a read-out of the cell under the cursor: the mouse's, or the one that
// arrow keys, Home, End and the page keys lead from cell to cell.

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
    // Amounts begin at 0, or at the least of them where they have no limit and lie so close together that all would
    // look alike; differences reach equally far below and above it.
    enum class Scale { Amounts, Differences };

    explicit Heatmap(QWidget* parent = nullptr);

    void setMatrix(const Matrix& matrix); // drawn soon; many calls in a row cost one drawing
    const Matrix& matrix() const { return m_matrix; }
    void setLabels(const QString& columns, const QString& values); // x axis, legend
    QString columnsLabel() const;
    QString valuesLabel() const;
    void setScale(Scale scale);
    void setUpperLimit(double limit); // the scale ends at a round number, at most here; 0: no limit
    void setFixedUpper(double upper); // it ends here, for maps that share a scale; 0: it follows the values
    Scale scale() const { return m_kind; }
    double upperLimit() const { return m_limit; }
    double fixedUpper() const { return m_fixed; }

    void markColumn(int column); // a frame around it; -1: none
    void markRow(int row);
    int markedColumn() const { return m_markedColumn; }
    int markedRow() const { return m_markedRow; }

    bool selectCell(int row, int column);     // leads the cursor there; false: there is no such cell
    int selectedRow() const { return m_row; } // -1: the cursor is nowhere
    int selectedColumn() const { return m_column; }

    QString readout(int row, int column) const;       // "layer 12, step 40: 0.23"
    QString readoutAt(const QPointF& position) const; // of the plot's pixels; empty beside the cells
    double scaleLower() const { return m_lower; }
    double scaleUpper() const { return m_upper; }

    QCustomPlot* plot() const { return m_plot; }
    void applyColours(const PlotColours& colours); // instead of the palette's, for exported pictures
    void flush();                                  // draws what is pending, now

Q_SIGNALS:
    void readoutChanged(const QString& text); // empty: the cursor left the cells
    void cellChosen(int row, int column);     // clicked, or Enter at the cursor

protected:
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool cellAt(const QPointF& position, int* row, int* column) const;
    void hover(const QPointF& position);
    void placeMarks();
    void say(const QString& readout);
    void nameCell(const QString& readout);
    void leave();
    void fillCells();
    void updateTicks();
    void labelRows(int height);
    int labelColumns(int width); // returns the height the labels need

    Matrix m_matrix;
    Scale m_kind = Scale::Amounts;
    double m_limit = 0, m_fixed = 0, m_lower = 0, m_upper = 1;
    int m_row = -1, m_column = -1, m_markedRow = -1, m_markedColumn = -1;
    bool m_dark = false;
    bool m_byKeys = false; // the cursor is where keys led it: the mouse going away leaves it there
    bool m_stale = false;
    QTimer m_timer;
    QCustomPlot* m_plot;
    QCPColorMap* m_map;
    QCPColorScale* m_scale;
    QCPItemRect *m_cursor, *m_rowMark, *m_columnMark;
};

// A token as an axis label: white space made visible, long ones cut.
QString tokenLabel(const QString& token, int maxLength = 12);

} // namespace loratrf
