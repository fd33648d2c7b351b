#pragma once

#include <QTabBar>

namespace loratrf {

// Tabs as plain words, the chosen one underlined: no frame around what they show.
class TextTabs : public QTabBar {
    Q_OBJECT

public:
    explicit TextTabs(QWidget* parent = nullptr);

protected:
    QSize tabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace loratrf
