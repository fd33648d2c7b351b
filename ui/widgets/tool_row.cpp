#include "ui/widgets/tool_row.h"

#include <QBoxLayout>

#include <algorithm>

namespace loratrf {

ToolRow::ToolRow(QWidget* first, QWidget* second, int spacing, QWidget* parent)
    : QWidget(parent), m_first(first), m_second(second), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
    m_layout->addWidget(first);
    m_layout->addWidget(second);
}

QSize ToolRow::minimumSizeHint() const {
    return {std::max(m_first->minimumSizeHint().width(), m_second->minimumSizeHint().width()),
            QWidget::minimumSizeHint().height()};
}

void ToolRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int both = m_first->minimumSizeHint().width() + m_layout->spacing() + m_second->minimumSizeHint().width();
    m_layout->setDirection(width() < both ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace loratrf
