#pragma once
// One line of plain text that ends in "…" where there is no room for all of it; the tool tip has the rest.

#include <QLabel>

namespace loratrf {

class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString shown() const;
};

} // namespace loratrf
