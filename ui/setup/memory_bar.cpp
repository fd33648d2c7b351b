#include "ui/setup/memory_bar.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace loratrf {

namespace {

constexpr int barHeight = 24;
constexpr int markOverhang = 5;

} // namespace

MemoryBar::MemoryBar(QWidget* parent) : QWidget(parent) {
    setObjectName("memoryBar");
    setAccessibleName(tr("Memory the run needs"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // so that a screen reader gets to its description
}

QColor MemoryBar::partColour(std::size_t part, const QPalette& palette) {
    static const std::array<const char*, 9> light = {"#2f5fd0", "#c2571a", "#e0a13a", "#8a5a00", "#b58ad6",
                                                     "#1f8a70", "#6cc0a6", "#a8b0bd", "#5d6678"};
    static const std::array<const char*, 9> dark = {"#86a8ff", "#f2935c", "#f0c674", "#b98a3c", "#c9a4ea",
                                                    "#4fc3a1", "#2f7d68", "#4a5261", "#8c95a5"};
    return QColor(isDark(palette) ? dark.at(part % dark.size()) : light.at(part % light.size()));
}

void MemoryBar::setPlan(const MemoryPlan& plan, int64_t freeBytes) {
    m_parts = memoryParts(plan);
    m_total = plan.total();
    m_free = freeBytes;
    QStringList spoken{memorySentence(plan, freeBytes)};
    for (const MemoryPart& part : m_parts) {
        spoken << tr("%1: %2").arg(part.name, sizeText(part.bytes));
    }
    setAccessibleDescription(spoken.join(". "));
    update();
}

int64_t MemoryBar::scale() const {
    return std::max<int64_t>({m_total, m_free, 1});
}

double MemoryBar::share(std::size_t part) const {
    return part < m_parts.size() ? double(m_parts[part].bytes) / double(scale()) : 0;
}

double MemoryBar::freeShare() const {
    return double(m_free) / double(scale());
}

QRectF MemoryBar::barRect() const {
    return QRectF(1, markOverhang, width() - 2, barHeight);
}

QSize MemoryBar::sizeHint() const {
    return {320, barHeight + 2 * markOverhang + 2 + fontMetrics().height()};
}

QSize MemoryBar::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

bool MemoryBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const QRectF bar = barRect();
    double at = bar.left();
    QString text = tr("The whole length is the free memory, or what the run needs where that is more");
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const double end = at + bar.width() * share(i);
        if (help->pos().x() >= at && help->pos().x() < end) {
            text = tr("%1: %2. %3").arg(m_parts[i].name, sizeText(m_parts[i].bytes), m_parts[i].help);
        }
        at = end;
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void MemoryBar::paintEvent(QPaintEvent*) {
    const ThemeColours& colours = themeColours(palette());
    const QRectF bar = barRect();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(bar, 6, 6);
    painter.fillPath(outline, colours.window);
    painter.save();
    painter.setClipPath(outline);
    painter.setOpacity(isEnabled() ? 1.0 : 0.35); // what is drawn was for other options
    double at = bar.left();
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const double length = bar.width() * share(i);
        if (length > 0) {
            painter.fillRect(QRectF(at, bar.top(), length, bar.height()), partColour(i, palette()));
            painter.fillRect(QRectF(at + length - 1, bar.top(), 1, bar.height()), colours.surface);
        }
        at += length;
    }
    painter.restore();
    painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(colours.border, 1));
    painter.drawPath(outline);
    if (m_free <= 0) {
        return;
    }
    const bool fits = m_total <= m_free;
    const double mark = std::clamp(bar.left() + bar.width() * freeShare(), bar.left() + 1, bar.right() - 1);
    painter.setPen(QPen(fits ? colours.muted : colours.problem, 2));
    painter.drawLine(QPointF(mark, bar.top() - markOverhang + 1), QPointF(mark, bar.bottom() + markOverhang));
    const QString text = tr("free: %1").arg(sizeText(m_free));
    const double wide = fontMetrics().horizontalAdvance(text) + 4;
    const double left = std::clamp(mark - wide, 0.0, std::max(0.0, width() - wide));
    painter.drawText(QRectF(left, bar.bottom() + markOverhang, wide, fontMetrics().height()),
                     Qt::AlignRight | Qt::AlignVCenter, text);
}

} // namespace loratrf
