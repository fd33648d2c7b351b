#pragma once

#include <QWidget>

namespace loratrf {

// A frame over a widget while it has the focus, for one that does not paint the focus itself. Belongs to the widget.
class FocusRing : public QWidget {
    Q_OBJECT

public:
    explicit FocusRing(QWidget& around);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace loratrf
