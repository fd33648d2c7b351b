#include "ui/setup/schedule_curve.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int curveHeight = 72;

QString shapeWord(Schedule schedule) {
    switch (schedule) {
    case Schedule::Constant:
        return ScheduleCurve::tr("then stays there");
    case Schedule::Linear:
        return ScheduleCurve::tr("then falls evenly");
    case Schedule::Cosine:
        return ScheduleCurve::tr("then falls in half a cosine");
    }
    return {};
}

} // namespace

ScheduleCurve::ScheduleCurve(QWidget* parent) : QWidget(parent) {
    setObjectName("scheduleCurve");
    setAccessibleName(tr("Learning rate over the run"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ScheduleCurve::setOutline(const RecipeOutline& outline, const TrainOptions& options) {
    m_outline = outline;
    const QString rate = numberText(options.learning_rate);
    if (outline.rates.empty()) {
        m_sentence = tr("Choose data to see the learning rate of each step.");
    } else if (outline.steps > 0) {
        m_sentence =
            outline.warmup_steps > 0
                ? tr("%1 steps: rises over the first %2 to %3, %4")
                      .arg(countText(outline.steps), countText(outline.warmup_steps), rate, shapeWord(options.schedule))
                : tr("%1 steps: begins at %2, %3").arg(countText(outline.steps), rate, shapeWord(options.schedule));
    } else {
        m_sentence = options.warmup > 0 ? tr("Rises over the first %1 of the run to %2, %3")
                                              .arg(percentText(options.warmup), rate, shapeWord(options.schedule))
                                        : tr("Begins at %1, %2").arg(rate, shapeWord(options.schedule));
    }
    setAccessibleDescription(m_sentence);
    setToolTip(m_sentence);
    update();
}

QSize ScheduleCurve::sizeHint() const {
    return {320, curveHeight + 2 * fontMetrics().height() + 8};
}

QSize ScheduleCurve::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void ScheduleCurve::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().height();
    const QRectF plot(1, line + 4, width() - 2, curveHeight);
    painter.setPen(colours.muted);
    painter.drawText(QRectF(0, 0, width(), line), Qt::AlignLeft,
                     fontMetrics().elidedText(m_sentence, Qt::ElideRight, width()));
    painter.setPen(colours.border);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (m_outline.rates.empty()) {
        return;
    }
    const double top = std::max(*std::ranges::max_element(m_outline.rates), 1e-300);
    const double first = m_outline.positions.front(), last = m_outline.positions.back();
    const auto at = [&](std::size_t i) {
        const double along = last > first ? (m_outline.positions[i] - first) / (last - first) : 0;
        return QPointF(plot.left() + along * plot.width(),
                       plot.bottom() - m_outline.rates[i] / top * (plot.height() - 4));
    };
    QPainterPath curve(at(0));
    for (std::size_t i = 1; i < m_outline.rates.size(); ++i) {
        curve.lineTo(at(i));
    }
    if (m_outline.rates.size() == 1) {
        curve.lineTo(plot.right(), at(0).y());
    }
    QPainterPath area = curve;
    area.lineTo(plot.bottomRight());
    area.lineTo(QPointF(at(0).x(), plot.bottom()));
    painter.fillPath(area, colours.accentSoft);
    painter.setPen(QPen(colours.accent, 2));
    painter.drawPath(curve);
    painter.setPen(colours.muted);
    const QRectF foot(0, plot.bottom() + 2, width(), line);
    const bool counted = m_outline.steps > 0;
    painter.drawText(foot, Qt::AlignLeft, counted ? tr("step 1") : tr("start"));
    painter.drawText(foot, Qt::AlignRight,
                     counted ? tr("step %1").arg(countText(m_outline.steps)) : tr("end of the run"));
}

} // namespace loratrf
