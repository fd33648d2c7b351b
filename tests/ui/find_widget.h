#pragma once
// Widgets of a page by their object names, and what its labels say.

#include <QAbstractItemView>
#include <QLabel>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace loratrf {

template <typename Widget>
Widget* find(const QWidget& in, const char* name) {
    auto* widget = in.findChild<Widget*>(QLatin1String(name));
    if (widget == nullptr) {
        qFatal("no widget named %s", name);
    }
    return widget;
}

// Of the list of methods, by its name as it is shown.
inline void chooseMethod(const QWidget& in, const QString& name) {
    auto* list = find<QAbstractItemView>(in, "method");
    const QModelIndexList found =
        list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    if (found.isEmpty()) {
        qFatal("no method named %s", qPrintable(name));
    }
    list->setCurrentIndex(found.first());
}

inline QString allText(const QWidget* widget) {
    QStringList texts;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        texts << label->text();
    }
    return texts.join('\n');
}

} // namespace loratrf
