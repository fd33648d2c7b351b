#include "ui/shell/kept_fields.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSlider>
#include <QSplitter>
#include <QTabBar>

namespace loratrf {

namespace {

// The property that holds what the user has entered; null where the widget is no field.
const char* valueOf(const QWidget& widget) {
    if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) {
        return combo->isEditable() ? "currentText" : "currentIndex"; // texts differ between languages
    }
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
        return line->isReadOnly() ? nullptr : "text";
    }
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(&widget)) {
        return text->isReadOnly() ? nullptr : "plainText";
    }
    if (qobject_cast<const QCheckBox*>(&widget) != nullptr || qobject_cast<const QRadioButton*>(&widget) != nullptr) {
        return "checked";
    }
    if (qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr || qobject_cast<const QSlider*>(&widget) != nullptr) {
        return "value";
    }
    return nullptr;
}

bool has(const QComboBox& combo, int index) {
    return index >= 0 && index < combo.count();
}

template <typename Widget, typename Visit>
void eachNamed(const QWidget& page, Visit visit) {
    for (Widget* widget : page.findChildren<Widget*>()) {
        if (const QString name = widget->objectName(); !name.isEmpty() && !name.startsWith(QLatin1String("qt_"))) {
            visit(*widget, name);
        }
    }
}

} // namespace

KeptFields fieldsOf(const QWidget& page) {
    KeptFields fields;
    eachNamed<QWidget>(page, [&fields](const QWidget& widget, const QString& name) {
        if (const char* value = valueOf(widget)) {
            fields[name] = widget.property(value);
        }
    });
    return fields;
}

void putFields(const KeptFields& fields, QWidget& page) {
    eachNamed<QWidget>(page, [&fields](QWidget& widget, const QString& name) {
        const char* value = valueOf(widget);
        if (value == nullptr || !fields.contains(name) || widget.property(value) == fields[name]) {
            return;
        }
        const auto* combo = qobject_cast<QComboBox*>(&widget);
        if (combo == nullptr || combo->isEditable() || has(*combo, fields[name].toInt())) {
            widget.setProperty(value, fields[name]);
        }
    });
}

KeptFields arrangementOf(const QWidget& page) {
    KeptFields fields;
    eachNamed<QSplitter>(
        page, [&fields](const QSplitter& splitter, const QString& name) { fields[name] = splitter.saveState(); });
    eachNamed<QTabBar>(page,
                       [&fields](const QTabBar& tabs, const QString& name) { fields[name] = tabs.currentIndex(); });
    return fields;
}

void arrange(const KeptFields& fields, QWidget& page) {
    eachNamed<QSplitter>(page, [&fields](QSplitter& splitter, const QString& name) {
        if (fields.contains(name)) {
            splitter.restoreState(fields[name].toByteArray());
        }
    });
    eachNamed<QTabBar>(page, [&fields](QTabBar& tabs, const QString& name) {
        if (const int tab = fields.value(name, -1).toInt(); tab >= 0 && tab < tabs.count()) {
            tabs.setCurrentIndex(tab);
        }
    });
}

} // namespace loratrf
