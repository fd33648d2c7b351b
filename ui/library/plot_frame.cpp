#include "ui/library/plot_frame.h"

#include <qcustomplot.h>

#include <array>

namespace loratrf {

void setUpPlot(QCustomPlot& plot) {
    plot.setMinimumSize(240, 120);
    plot.setMouseTracking(true);
    plot.axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : {plot.xAxis2, plot.yAxis2}) {
        axis->setVisible(false);
    }
    plot.setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot.setNoAntialiasingOnDrag(true);
}

void setLogarithmic(QCPAxis& axis, bool on) {
    axis.setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog) : QSharedPointer<QCPAxisTicker>::create());
    axis.setNumberFormat(QStringLiteral("gb"));
    axis.setNumberPrecision(on ? 0 : 5);
}

void widen(QCPAxis& axis) {
    constexpr double room = 1.12;
    QCPRange range = axis.range();
    if (range.size() <= 0) {
        const double half = range.lower == 0 ? 1 : std::abs(range.lower) * 0.1;
        range = {range.lower - half, range.upper + half};
        axis.setRange(range);
    }
    axis.scaleRange(room);
}

QPen runPen(int number, bool dark) {
    static const std::array<QColor, 5> light = {QColor(0x1f, 0x6f, 0xb8), QColor(0xc8, 0x5a, 0x0c),
                                                QColor(0x12, 0x80, 0x62), QColor(0xa8, 0x3c, 0x86),
                                                QColor(0x4a, 0x4f, 0x5a)};
    static const std::array<QColor, 5> onDark = {QColor(0x5c, 0xb0, 0xf0), QColor(0xf0, 0xa0, 0x4b),
                                                 QColor(0x3f, 0xc9, 0xa0), QColor(0xe0, 0x86, 0xc4),
                                                 QColor(0xc8, 0xcd, 0xd6)};
    static const std::array<Qt::PenStyle, 4> styles = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    const auto at = std::size_t(number);
    QPen pen((dark ? onDark : light)[at % light.size()], 2, styles[at % styles.size()]);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

} // namespace loratrf
