#pragma once
// How long the rows are, in tokens, and where they are cut off: the line is dragged, or moved with the arrow keys, and
// the sentence below says what it costs.

#include "ui/setup/data_lengths.h"

#include <QWidget>

class QCPBars;
class QCPItemStraightLine;
class QCustomPlot;

namespace loratrf {

class TextLabel;

class LengthPlot : public QWidget {
    Q_OBJECT

public:
    explicit LengthPlot(QWidget* parent = nullptr);

    void setLengths(const std::vector<LengthCount>& histogram);
    void setLimit(int64_t limit, OverLength policy);
    int64_t limit() const { return m_limit; }
    const LengthTally& tally() const { return m_tally; }

Q_SIGNALS:
    void limitChosen(int limit); // when the line is let go

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void moveLine(double x); // pixels in the plot
    void draw();
    void applyColours();
    QString costText() const;

    LengthTally m_tally;
    int64_t m_limit = 0;
    OverLength m_policy = OverLength::Drop;
    bool m_dragging = false;
    QCustomPlot* m_plot;
    QCPBars *m_kept, *m_lost;
    QCPItemStraightLine* m_line;
    TextLabel* m_cost;
};

} // namespace loratrf
