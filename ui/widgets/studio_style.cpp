#include "ui/widgets/studio_style.h"

#include "ui/widgets/table_style.h"
#include "ui/widgets/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QPainterPath>
#include <QSlider>
#include <QStyleOption>
#include <QStyledItemDelegate>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr double radius = 6;
constexpr int controlHeight = 32;
constexpr int fieldPadding = 6; // between the frame and what is written

QColor mix(const QColor& a, const QColor& b, double share) {
    const auto part = [share](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * share)); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

bool has(const QStyleOption* option, QStyle::StateFlag flag) {
    return option->state.testFlag(flag);
}

void drawPanel(QPainter* painter, const QRectF& rect, const QColor& fill, const QColor& line, double width = 1) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    const double inset = line.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

// The frame of everything one can type or choose in.
void drawField(QPainter* painter, const QStyleOption* option) {
    const ThemeColours& colours = themeColours(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool focus = has(option, QStyle::State_HasFocus);
    const bool hover = enabled && has(option, QStyle::State_MouseOver);
    const QColor line = focus ? colours.accent : hover ? mix(colours.border, colours.muted, 0.5) : colours.border;
    drawPanel(painter, option->rect, enabled ? colours.field : colours.window, line, focus ? 2 : 1);
}

// direction: 0 down, 1 up, 2 right, 3 left
void drawChevron(QPainter* painter, const QPointF& centre, const QColor& colour, int direction, double size = 4) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->translate(centre);
    painter->rotate(direction == 1 ? 180 : direction == 2 ? -90 : direction == 3 ? 90 : 0);
    painter->drawPolyline(QPolygonF({{-size, -size / 2}, {0, size / 2}, {size, -size / 2}}));
    painter->restore();
}

void drawButton(QPainter* painter, const QStyleOption* option, const QWidget* widget) {
    const ThemeColours& colours = themeColours(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool hover = enabled && has(option, QStyle::State_MouseOver);
    const bool down = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool focus = has(option, QStyle::State_HasFocus);
    if (widget != nullptr && widget->property("primary").toBool()) {
        const QColor fill = !enabled ? colours.window // on which its muted text is readable in each theme
                            : down   ? mix(colours.accent, colours.text, 0.25)
                            : hover  ? mix(colours.accent, colours.text, 0.12)
                                     : colours.accent;
        drawPanel(painter, option->rect, fill, enabled ? QColor() : colours.border);
        if (focus) {
            drawPanel(painter, QRectF(option->rect).adjusted(3, 3, -3, -3), Qt::transparent, colours.onAccent);
        }
        return;
    }
    const bool quiet = widget != nullptr && widget->property("quiet").toBool();
    const QColor idle = quiet ? QColor(Qt::transparent) : colours.surface;
    const QColor fill = down ? colours.accentSoft : hover ? mix(colours.surface, colours.accentSoft, 0.6) : idle;
    const QColor line = focus ? colours.accent : quiet ? QColor() : colours.border;
    drawPanel(painter, option->rect, fill, line, focus ? 2 : 1);
}

void drawTick(QPainter* painter, const QStyleOption* option, bool round) {
    const ThemeColours& colours = themeColours(option->palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const QRectF box = QRectF(option->rect).adjusted(1, 1, -1, -1);
    const QColor accent = enabled ? colours.accent : colours.muted;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool lit = has(option, QStyle::State_HasFocus) || has(option, QStyle::State_MouseOver);
    painter->setPen(QPen(on || (lit && enabled) ? accent : mix(colours.border, colours.muted, 0.6), 1.2));
    painter->setBrush(on ? accent : enabled ? colours.field : colours.window);
    const double corner = round ? box.width() / 2 : 4;
    painter->drawRoundedRect(box, corner, corner);
    if (on && round) {
        painter->setBrush(colours.onAccent);
        painter->drawEllipse(box.center(), box.width() / 5, box.width() / 5);
    } else if (on) {
        painter->setPen(QPen(colours.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double w = box.width();
        const QPointF at = box.topLeft();
        if (has(option, QStyle::State_NoChange)) {
            painter->drawLine(at + QPointF(w * 0.28, w * 0.5), at + QPointF(w * 0.72, w * 0.5));
        } else {
            painter->setBrush(Qt::NoBrush);
            painter->drawPolyline(QPolygonF(
                {at + QPointF(w * 0.25, w * 0.52), at + QPointF(w * 0.43, w * 0.7), at + QPointF(w * 0.76, w * 0.32)}));
        }
    }
    painter->restore();
}

bool turnsWithTheWheel(const QWidget* widget) {
    return qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr || qobject_cast<const QSlider*>(widget) != nullptr;
}

// A wheel turned over a page scrolls the page and changes no value in passing.
class WheelGuard : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() != QEvent::Wheel) {
            return false;
        }
        // A closed combo box never turns, focus or not; its open list is another widget.
        const auto* widget = static_cast<const QWidget*>(object);
        if (!widget->hasFocus() || qobject_cast<const QComboBox*>(widget) != nullptr) {
            event->ignore();
            return true;
        }
        return false;
    }
};

} // namespace

StudioStyle::StudioStyle() : QProxyStyle("Fusion"), m_wheelGuard(new WheelGuard(this)) {}

void StudioStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (auto* box = qobject_cast<QComboBox*>(widget); box && box->itemDelegate()->inherits("QComboBoxDelegate")) {
        box->setItemDelegate(new QStyledItemDelegate(box)); // its own one draws past the style
    }
    if (turnsWithTheWheel(widget)) {
        if (widget->focusPolicy() == Qt::WheelFocus) {
            widget->setFocusPolicy(Qt::StrongFocus); // a wheel passing over it would give it the focus
        }
        widget->installEventFilter(m_wheelGuard);
    }
}

void StudioStyle::unpolish(QWidget* widget) {
    widget->removeEventFilter(m_wheelGuard);
    QProxyStyle::unpolish(widget);
}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    const ThemeColours& colours = themeColours(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(painter, option, widget);
        return;
    case PE_PanelButtonTool:
        if (!has(option, State_AutoRaise) || has(option, State_MouseOver) || has(option, State_On) ||
            has(option, State_Sunken) || has(option, State_HasFocus)) {
            drawButton(painter, option, widget);
        }
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        if (widget != nullptr && (widget->inherits("QPushButton") || widget->inherits("QComboBox") ||
                                  (widget->inherits("QToolButton") && !has(option, State_AutoRaise)))) {
            return; // their frames say it
        }
        drawPanel(painter, option->rect, Qt::transparent, colours.accent);
        return;
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame == nullptr || frame->lineWidth > 0) {
            drawField(painter, option);
        }
        return;
    }
    case PE_Frame: {
        drawPanel(painter, option->rect, has(option, State_Enabled) ? colours.field : colours.window,
                  has(option, State_HasFocus) ? colours.accent : colours.border);
        return;
    }
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            const QStyleOptionViewItem soft = softlyChosen(*item);
            QProxyStyle::drawPrimitive(element, &soft, painter, widget);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawTick(painter, option, false);
        return;
    case PE_IndicatorRadioButton:
        drawTick(painter, option, true);
        return;
    case PE_IndicatorHeaderArrow:
        return; // drawn with the label, as tall as it
    case PE_IndicatorArrowDown:
        drawChevron(painter, QRectF(option->rect).center(), colours.muted, 0);
        return;
    case PE_IndicatorArrowUp:
        drawChevron(painter, QRectF(option->rect).center(), colours.muted, 1);
        return;
    case PE_IndicatorArrowRight:
        drawChevron(painter, QRectF(option->rect).center(), colours.muted, 2);
        return;
    case PE_IndicatorArrowLeft:
        drawChevron(painter, QRectF(option->rect).center(), colours.muted, 3);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void StudioStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    const ThemeColours& colours = themeColours(option->palette);
    if (element == CE_PushButtonLabel && widget != nullptr && widget->property("primary").toBool()) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, has(option, State_Enabled) ? colours.onAccent : colours.muted);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    if (element == CE_ComboBoxLabel) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            QStyleOptionComboBox copy = *combo;
            const int width = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - 2;
            copy.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, width);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
    }
    if (element == CE_ItemViewItem) {
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            const QStyleOptionViewItem soft = softlyChosen(*item);
            QProxyStyle::drawControl(element, &soft, painter, widget);
            return;
        }
    }
    if (element == CE_HeaderSection) {
        if (const auto* section = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            drawHeaderSection(painter, *section);
            return;
        }
    }
    if (element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, colours.field);
        return;
    }
    if (element == CE_HeaderLabel) {
        if (const auto* label = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            const QStyleOptionHeaderV2 quiet = quietLabel(*label);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            if (label->sortIndicator != QStyleOptionHeader::None) {
                const bool ascending = label->sortIndicator == QStyleOptionHeader::SortDown; // so Qt has it
                const QPointF beside(label->rect.right() + 2.0 * cellPadding, QRectF(label->rect).center().y());
                drawChevron(painter, beside, colours.muted, ascending ? 1 : 0, 3);
            }
            return;
        }
    }
    if (element == CE_ProgressBarGroove) {
        drawPanel(painter, option->rect, mix(colours.surface, colours.border, 0.7), {});
        return;
    }
    if (element == CE_ProgressBarContents) {
        const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
        if (bar != nullptr && bar->maximum > bar->minimum) {
            const double share =
                std::clamp(double(bar->progress - bar->minimum) / (double(bar->maximum) - bar->minimum), 0.0, 1.0);
            QPainterPath groove;
            groove.addRoundedRect(option->rect, radius, radius);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setClipPath(groove);
            const QRectF all = option->rect;
            painter->fillRect(QRectF(all.x(), all.y(), all.width() * share, all.height()), colours.accent);
            painter->restore();
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void StudioStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
    const ThemeColours& colours = themeColours(option->palette);
    const QColor ink = has(option, State_Enabled) ? colours.muted : colours.border;
    switch (control) {
    case CC_ComboBox: {
        drawField(painter, option);
        const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        drawChevron(painter, QRectF(arrow).center(), ink, 0);
        return;
    }
    case CC_SpinBox: {
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        drawField(painter, option);
        if (spin != nullptr && spin->buttonSymbols == QAbstractSpinBox::NoButtons) {
            return;
        }
        const auto colourOf = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step) {
            if (spin != nullptr && !spin->stepEnabled.testFlag(step)) {
                return colours.border;
            }
            return option->activeSubControls == part && has(option, State_MouseOver) ? colours.accent : ink;
        };
        drawChevron(painter, QRectF(subControlRect(control, option, SC_SpinBoxUp, widget)).center() + QPointF(0, 2),
                    colourOf(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled), 1, 3);
        drawChevron(painter, QRectF(subControlRect(control, option, SC_SpinBoxDown, widget)).center() - QPointF(0, 2),
                    colourOf(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled), 0, 3);
        return;
    }
    case CC_Slider: {
        const QRectF groove = subControlRect(control, option, SC_SliderGroove, widget);
        const QPointF knob = QRectF(subControlRect(control, option, SC_SliderHandle, widget)).center();
        const QRectF line(groove.x(), groove.center().y() - 2, groove.width(), 4);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(mix(colours.surface, colours.border, 0.9));
        painter->drawRoundedRect(line, 2, 2);
        painter->setBrush(has(option, State_Enabled) ? colours.accent : colours.muted);
        painter->drawRoundedRect(QRectF(line.topLeft(), QPointF(knob.x(), line.bottom())), 2, 2);
        painter->setPen(QPen(colours.window, 2));
        const double size = has(option, State_HasFocus) ? 8 : 7;
        painter->drawEllipse(knob, size, size);
        painter->restore();
        return;
    }
    case CC_ScrollBar: {
        const QRect handle = subControlRect(control, option, SC_ScrollBarSlider, widget);
        const bool active = has(option, State_MouseOver) || has(option, State_Sunken);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(mix(colours.border, colours.muted, active ? 0.6 : 0.15));
        const QRectF bar = QRectF(handle).adjusted(3, 3, -3, -3);
        const double round = std::min(bar.width(), bar.height()) / 2;
        painter->drawRoundedRect(bar, round, round);
        painter->restore();
        return;
    }
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect StudioStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const {
    const auto* bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
    if (bar == nullptr) {
        const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
        const bool text = (control == CC_SpinBox && part == SC_SpinBoxEditField) ||
                          (control == CC_ComboBox && part == SC_ComboBoxEditField);
        return text ? rect.adjusted(fieldPadding - 1, 0, 0, 0) : rect;
    }
    // A scroll bar without arrows: the handle moves along the whole length.
    const bool across = bar->orientation == Qt::Horizontal;
    const int length = across ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int handle = length;
    if (range > 0) {
        const int shortest = std::min(length, 32);
        handle = std::clamp(static_cast<int>(double(length) * bar->pageStep / (double(range) + bar->pageStep)),
                            shortest, std::max(length, shortest));
    }
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto along = [&](int from, int size) {
        return across ? QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height())
                      : QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return along(start, handle);
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + handle, length - start - handle);
    default:
        return {};
    }
}

QRect StudioStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    const bool framed = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return framed ? rect.adjusted(fieldPadding, 0, -2, 0) : rect;
}

QIcon StudioStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const {
    if (icon != SP_LineEditClearButton) {
        return QProxyStyle::standardIcon(icon, option, widget);
    }
    QPixmap pixmap(64, 64);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor("#7d8694"), 6, Qt::SolidLine, Qt::RoundCap)); // readable on light and on dark
    painter.drawLine(20, 20, 44, 44);
    painter.drawLine(44, 20, 20, 44);
    painter.end();
    return QIcon(pixmap);
}

QSize StudioStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton || type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (type != CT_LineEdit || frame == nullptr || frame->lineWidth > 0) {
            result.setHeight(std::max(result.height(), controlHeight));
        }
    }
    if (type == CT_ItemViewItem) {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        const bool ticked = item != nullptr && item->features.testFlag(QStyleOptionViewItem::HasCheckIndicator);
        const int least = ticked ? pixelMetric(PM_IndicatorHeight, option, widget) + cellPadding : 0;
        result.setHeight(std::max(result.height() + (dropsDown(widget) ? 8 : 0), least)); // 8: as the rows of a menu
    }
    if (type == CT_PushButton) {
        result.rwidth() += 12;
    } else if (type == CT_ComboBox) {
        result.rwidth() += fieldPadding; // as much as subControlRect takes from its text
    }
    return result;
}

int StudioStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_DefaultFrameWidth: // room for round corners around lists and texts
        return widget != nullptr && widget->inherits("QAbstractScrollArea")
                   ? 5
                   : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SmallIconSize:
        return 18;
    case PM_HeaderMargin:
        return cellPadding + 1;
    case PM_FocusFrameHMargin: // QCommonStyle's room beside the text of a cell is one more
        return hasRoomyCells(widget) ? cellPadding : QProxyStyle::pixelMetric(metric, option, widget);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* returned) const {
    switch (hint) {
    case SH_ComboBox_Popup:
        return 0;
    case SH_Table_GridLineColor:
        return static_cast<int>(
            themeColours(option != nullptr ? option->palette : QApplication::palette()).border.rgb());
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace loratrf
