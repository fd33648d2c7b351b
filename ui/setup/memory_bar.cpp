#include "ui/setup/memory_bar.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace loratrf {

namespace {

constexpr int barHeight = 22, useHeight = 4, gap = 8;

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

double MemoryBar::share(std::size_t part) const {
    return part < m_parts.size() && m_total > 0 ? double(m_parts[part].bytes) / double(m_total) : 0;
}

double MemoryBar::usedShare() const {
    return m_free > 0 ? double(m_total) / double(m_free) : 0;
}

QRectF MemoryBar::barRect() const {
    return QRectF(1, 1, width() - 2, barHeight);
}

QSize MemoryBar::sizeHint() const {
    return {320, barHeight + gap + fontMetrics().height() + 2};
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
    QString text = tr("The whole length is what the run needs; the line below is the free memory");
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
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(isEnabled() ? 1.0 : 0.35); // what is drawn was for other options
    paintParts(painter);
    if (m_free > 0) {
        paintUse(painter);
    }
}

void MemoryBar::paintParts(QPainter& painter) const {
    const ThemeColours& colours = themeColours(palette());
    const QRectF bar = barRect();
    QPainterPath outline;
    outline.addRoundedRect(bar, 6, 6);
    painter.fillPath(outline, colours.window);
    painter.save();
    painter.setClipPath(outline);
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
}

void MemoryBar::paintUse(QPainter& painter) const {
    const ThemeColours& colours = themeColours(palette());
    const bool fits = m_total <= m_free;
    const double top = barRect().bottom() + gap;
    const int height = fontMetrics().height();
    const QString share = QLocale().toString(100 * usedShare(), 'f', usedShare() < 0.1 ? 1 : 0);
    const QString text = tr("%1 % of the free %2").arg(share, sizeText(m_free));
    const double wide = fontMetrics().horizontalAdvance(text) + 1;
    painter.setPen(fits ? colours.muted : colours.problem);
    painter.drawText(QRectF(width() - wide, top, wide, height), Qt::AlignRight | Qt::AlignVCenter, text);

    const QRectF line(1, top + (height - useHeight) / 2.0, std::max(0.0, width() - wide - space::normal), useHeight);
    QPainterPath ends;
    ends.addRoundedRect(line, useHeight / 2.0, useHeight / 2.0);
    painter.fillPath(ends, colours.border);
    painter.setClipPath(ends);
    painter.fillRect(QRectF(line.topLeft(), QSizeF(line.width() * std::min(1.0, usedShare()), useHeight)),
                     fits ? colours.accent : colours.problem);
}

} // namespace loratrf
