#pragma once
// Widgets of a page by their object names, and what its labels say.

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

inline QString allText(const QWidget* widget) {
    QStringList texts;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        texts << label->text();
    }
    return texts.join('\n');
}

} // namespace loratrf
