#include "ui/setup/fit_badge.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace loratrf {

FitBadge::FitBadge(QWidget* parent) : QLabel(parent) {
    setObjectName("fitBadge");
    setContentsMargins(10, 3, 10, 3);
    hide();
}

void FitBadge::setFit(Fit fit, const QString& sentence) {
    m_fit = fit;
    setText(fit == Fit::Fits    ? tr("Fits in memory")
            : fit == Fit::Tight ? tr("Tight in memory")
                                : tr("Too large for the memory"));
    setToolTip(sentence);
    setAccessibleName(text());
    setAccessibleDescription(sentence);
    setVisible(fit != Fit::Unknown);
    update();
}

QColor FitBadge::colour() const {
    const ThemeColours& colours = themeColours(palette());
    return m_fit == Fit::Fits ? colours.good : m_fit == Fit::Tight ? colours.warning : colours.problem;
}

void FitBadge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor soft = colour();
    soft.setAlphaF(0.14F);
    painter.setBrush(soft);
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setPen(colour());
    painter.drawText(contentsRect(), Qt::AlignCenter, text());
}

} // namespace loratrf
