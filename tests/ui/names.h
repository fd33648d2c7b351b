#pragma once
// What a screen reader is told of what a window shows.

#include <QAccessible>
#include <QObject>
#include <QString>
#include <QStringList>

namespace loratrf {

inline bool takesInput(const QAccessibleInterface& control) {
    switch (control.role()) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::List:
        return true;
    default:
        return control.state().focusable && control.role() == QAccessible::Graphic;
    }
}

inline QString placeOf(const QObject* object) {
    QStringList path;
    for (; object != nullptr; object = object->parent()) {
        path.prepend(QLatin1String(object->metaObject()->className()) +
                     (object->objectName().isEmpty() ? QString() : '#' + object->objectName()));
    }
    return path.join(QStringLiteral(" > "));
}

// Parts of a control (the line of a spin box, the list of a combo box) are spoken of with the control.
inline bool isPartOfControl(const QAccessibleInterface& control) {
    const QObject* parent = control.object() != nullptr ? control.object()->parent() : nullptr;
    return parent != nullptr && (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
                                 parent->inherits("QComboBoxPrivateContainer") || parent->inherits("QTabBar") ||
                                 parent->inherits("QLineEdit") || parent->inherits("QAbstractItemView"));
}

// Controls that are shown and have no name; `seen` counts all.
inline void findNameless(QAccessibleInterface* at, QStringList& nameless, int& seen) {
    if (at == nullptr || !at->isValid() || at->state().invisible) {
        return;
    }
    if (takesInput(*at) && !isPartOfControl(*at)) {
        ++seen;
        if (at->text(QAccessible::Name).trimmed().isEmpty()) {
            nameless << placeOf(at->object());
        }
    }
    for (int i = 0; i < at->childCount(); ++i) {
        if (QAccessibleInterface* child = at->child(i);
            child != nullptr && child->object() != nullptr && child->object()->isWidgetType()) {
            findNameless(child, nameless, seen);
        }
    }
}

} // namespace loratrf
