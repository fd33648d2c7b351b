#pragma once
// "Fits", "Tight" or "Too large": what the memory plan says of a model with the options chosen.

#include "ui/setup/memory_parts.h"

#include <QLabel>

namespace loratrf {

class FitBadge : public QLabel {
    Q_OBJECT

public:
    explicit FitBadge(QWidget* parent = nullptr);
    void setFit(Fit fit, const QString& sentence); // Unknown hides it

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor colour() const;
    Fit m_fit = Fit::Unknown;
};

} // namespace loratrf
