#pragma once
// A memory plan as one stacked bar, whose whole length is what the run needs, and below it a thin one: how much of the
// free memory that is.

#include "ui/setup/memory_parts.h"

#include <QWidget>

namespace loratrf {

class MemoryBar : public QWidget {
    Q_OBJECT

public:
    explicit MemoryBar(QWidget* parent = nullptr);

    void setPlan(const MemoryPlan& plan, int64_t freeBytes);
    // The colour of a part, by its place in memoryParts().
    static QColor partColour(std::size_t part, const QPalette& palette);
    double share(std::size_t part) const; // of the bar's length
    double usedShare() const;             // of the free memory; above 1: more than there is

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override; // a tool tip for the part under the pointer
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF barRect() const;
    void paintParts(QPainter& painter) const;
    void paintUse(QPainter& painter) const;

    std::vector<MemoryPart> m_parts;
    int64_t m_total = 0, m_free = 0;
};

} // namespace loratrf
