#pragma once
// The scale of colours that amounts are shown in, as a strip between its two ends: "Filter  0 ▭▭▭▭ 0.5".

#include <QWidget>

namespace loratrf {

class ScaleLegend : public QWidget {
    Q_OBJECT

public:
    explicit ScaleLegend(QWidget* parent = nullptr);

    // What is measured, and what its two ends are, as people read them.
    void setScale(const QString& what, const QString& lowest, const QString& highest);
    const QString& lowest() const { return m_lowest; }
    const QString& highest() const { return m_highest; }
    QRect strip() const; // where the colours are

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; // what is measured may be left out, the ends not

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void describe();
    int widthOf(const QString& text) const;
    int widthOfName() const; // as much of it as there is room for

    QString m_what, m_lowest, m_highest;
};

} // namespace loratrf
