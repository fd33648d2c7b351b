#pragma once
// Two groups of controls beside each other, or one below the other where there is no room for both.

#include <QWidget>

class QBoxLayout;

namespace loratrf {

class ToolRow : public QWidget {
    Q_OBJECT

public:
    ToolRow(QWidget* first, QWidget* second, int spacing, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override; // as wide as the wider group alone

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget *m_first, *m_second;
    QBoxLayout* m_layout;
};

} // namespace loratrf
