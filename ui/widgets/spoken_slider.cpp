#include "ui/widgets/spoken_slider.h"

#include <QAccessibleWidget>
#include <QLocale>

#include <cmath>

namespace loratrf {

namespace {

class SliderVoice : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit SliderVoice(SpokenSlider* slider) : QAccessibleWidget(slider, QAccessible::Slider), m_slider(slider) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? QLocale().toString(scaled(m_slider->value()), 'f', 2)
                                          : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return scaled(m_slider->value()); }
    QVariant minimumValue() const override { return scaled(m_slider->minimum()); }
    QVariant maximumValue() const override { return scaled(m_slider->maximum()); }
    QVariant minimumStepSize() const override { return scaled(m_slider->singleStep()); }
    void setCurrentValue(const QVariant& value) override {
        m_slider->setValue(static_cast<int>(std::lround(value.toDouble() / m_slider->unit())));
    }

private:
    double scaled(int value) const { return value * m_slider->unit(); }

    SpokenSlider* m_slider;
};

QAccessibleInterface* makeVoice(const QString&, QObject* object) {
    auto* slider = qobject_cast<SpokenSlider*>(object);
    return slider != nullptr ? new SliderVoice(slider) : nullptr;
}

} // namespace

SpokenSlider::SpokenSlider(double unit, QWidget* parent) : QSlider(Qt::Horizontal, parent), m_unit(unit) {
    QAccessible::installFactory(makeVoice); // once, however often it is asked
}

} // namespace loratrf
