#pragma once
// Labelled fields in columns. Each has a key (that of options.json), a tool tip and a place for the problem it causes.

#include <QDoubleSpinBox>
#include <QLabel>
#include <QMap>
#include <QString>
#include <QWidget>

class QGridLayout;

namespace loratrf {

class TextLabel;

// A number of any size, written without superfluous digits: 0.0002, but 1e-08.
class NumberSpin : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberSpin(QWidget* parent = nullptr);
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void stepBy(int steps) override; // by the leading digit: 2e-4, 3e-4
};

class Form : public QWidget {
    Q_OBJECT

public:
    explicit Form(int columns = 2, QWidget* parent = nullptr);

    // `span`: columns it takes; a check box carries its label itself.
    void addField(const QString& key, const QString& label, QWidget* widget, const QString& help, int span = 1);
    bool setProblem(const QString& key, const QString& text, bool warning); // false: no such field
    void clearProblems();
    bool isEmpty() const { return m_problems.isEmpty(); }

private:
    int m_columns;
    int m_next = 0; // cell, counted row by row
    QGridLayout* m_grid;
    QMap<QString, TextLabel*> m_problems;
};

} // namespace loratrf
