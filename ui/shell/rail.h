#pragma once
// The list of pages at the left edge of the window.

#include <QAbstractButton>
#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace loratrf {

class RailButton : public QAbstractButton {
    Q_OBJECT

public:
    RailButton(const QString& text, const QString& icon, QWidget* parent = nullptr);
    void setMarked(bool marked); // a dot: something goes on there
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    bool m_marked = false;
};

class Rail : public QWidget {
    Q_OBJECT

public:
    explicit Rail(QWidget* parent = nullptr);
    RailButton* addPage(const QString& text, const QString& icon, const QString& objectName, const QString& help);
    void setCurrent(int page);

Q_SIGNALS:
    void pageChosen(int page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
    QVBoxLayout* m_layout;
};

} // namespace loratrf
