#pragma once

#include <QSlider>

namespace loratrf {

// A slider whose whole numbers stand for others: screen readers are told value() * unit().
class SpokenSlider : public QSlider {
    Q_OBJECT

public:
    explicit SpokenSlider(double unit, QWidget* parent = nullptr); // level
    double unit() const { return m_unit; }

private:
    const double m_unit;
};

} // namespace loratrf
