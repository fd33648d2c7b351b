#include "ui/plots/scale_legend.h"

#include "ui/plots/color_scale.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int gap = space::tight;
constexpr int shortest = 4, longest = 10; // of the strip, in heights of a line

} // namespace

ScaleLegend::ScaleLegend(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("scaleLegend"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ScaleLegend::setScale(const QString& what, const QString& lowest, const QString& highest) {
    m_what = what;
    m_lowest = lowest;
    m_highest = highest;
    describe();
    updateGeometry();
    update();
}

// For who does not see the strip.
void ScaleLegend::describe() {
    const QString ends = isDark(palette()) ? tr("%1: from %2, the darkest colour, to %3, the lightest")
                                           : tr("%1: from %2, the lightest colour, to %3, the darkest");
    setAccessibleName(tr("Scale of colours"));
    setAccessibleDescription(ends.arg(m_what, m_lowest, m_highest));
    setToolTip(accessibleDescription());
}

int ScaleLegend::widthOf(const QString& text) const {
    return fontMetrics().horizontalAdvance(text);
}

QSize ScaleLegend::minimumSizeHint() const {
    const int line = fontMetrics().height();
    return {widthOf(m_lowest) + shortest * line + widthOf(m_highest) + 2 * gap, line + 2};
}

QSize ScaleLegend::sizeHint() const {
    return minimumSizeHint() + QSize(widthOf(m_what) + 2 * gap + (longest - shortest) * fontMetrics().height(), 0);
}

int ScaleLegend::widthOfName() const {
    const int room = width() - minimumSizeHint().width() - 2 * gap, least = 2 * fontMetrics().height();
    return room < least ? 0 : std::min(room, widthOf(m_what));
}

QRect ScaleLegend::strip() const {
    const int line = fontMetrics().height(), name = widthOfName();
    const int left = (name > 0 ? name + 2 * gap : 0) + widthOf(m_lowest) + gap;
    const int room = width() - left - gap - widthOf(m_highest);
    const int thick = fontMetrics().ascent();
    return {left, (height() - thick) / 2, std::clamp(room, 0, longest * line), thick};
}

void ScaleLegend::paintEvent(QPaintEvent*) {
    constexpr int stops = 32; // between them the painter mixes in another space, so they lie close
    QPainter painter(this);
    const QRect colours = strip();
    const bool dark = isDark(palette());
    QLinearGradient gradient(colours.left(), 0, colours.right() + 1, 0);
    for (int i = 0; i <= stops; ++i) {
        const double t = static_cast<double>(i) / stops;
        gradient.setColorAt(t, scaleColour(t, dark));
    }
    painter.setPen(themeColours(palette()).border);
    painter.setBrush(gradient);
    painter.drawRect(colours.adjusted(0, 0, -1, -1));

    painter.setPen(palette().color(QPalette::WindowText));
    const auto write = [&](int left, int wide, const QString& text) {
        painter.drawText(QRect(left, 0, wide, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    };
    const int low = widthOf(m_lowest);
    write(colours.left() - gap - low, low + gap, m_lowest);
    write(colours.right() + 1 + gap, width(), m_highest);
    if (const int name = widthOfName(); name > 0) {
        const bool whole = name == widthOf(m_what); // which elidedText cuts where its width is a fraction more
        write(0, name + gap, whole ? m_what : fontMetrics().elidedText(m_what, Qt::ElideRight, name));
    }
}

void ScaleLegend::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        describe();
    } else if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

} // namespace loratrf
