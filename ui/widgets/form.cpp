#include "ui/widgets/form.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace loratrf {

NumberSpin::NumberSpin(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(15);
    setKeyboardTracking(true);
}

QString NumberSpin::textFromValue(double value) const {
    const double size = std::abs(value);
    const char format = value == 0 || (size >= 1e-5 && size < 1e15) ? 'f' : 'g';
    return numberText(value, format, QLocale::FloatingPointShortest);
}

double NumberSpin::valueFromText(const QString& text) const {
    return numberOf(text);
}

QValidator::State NumberSpin::validate(QString& text, int&) const {
    if (!specialValueText().isEmpty() && text == specialValueText()) {
        return QValidator::Acceptable;
    }
    bool number = false;
    const double value = numberOf(text, &number);
    if (number && std::isfinite(value)) {
        return value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
    }
    const QString letters = "0123456789.eE+- " + QLocale().decimalPoint();
    for (const QChar letter : text) {
        if (!letters.contains(letter)) {
            return QValidator::Invalid;
        }
    }
    return QValidator::Intermediate;
}

void NumberSpin::stepBy(int steps) {
    const double now = value();
    const double size =
        now == 0 ? 0.01 : std::pow(10, std::floor(std::log10(std::abs(now)) + (steps < 0 ? -1e-9 : 1e-9)));
    const double next = now + steps * size;
    setValue(QString::number(next, 'g', 12).toDouble());
    selectAll();
}

Form::Form(int columns, QWidget* parent) : QWidget(parent), m_columns(columns), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::normal + 4);
    m_grid->setVerticalSpacing(space::normal);
    for (int column = 0; column < columns; ++column) {
        m_grid->setColumnStretch(column, 1);
        m_grid->setColumnMinimumWidth(column, 1);
    }
}

void Form::addField(const QString& key, const QString& label, QWidget* widget, const QString& help, int span) {
    auto* cell = new QWidget;
    auto* layout = new QVBoxLayout(cell);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* title = new QLabel(label);
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setToolTip(help);
    if (qobject_cast<QCheckBox*>(widget) != nullptr) {
        title->setText(" "); // keeps check boxes level with the fields beside them
        title->setHidden(span == m_columns);
        if (span < m_columns) {
            widget->setMinimumHeight(QComboBox().sizeHint().height());
        }
    } else {
        title->setBuddy(widget);
    }
    layout->addWidget(title);
    layout->addWidget(widget);
    auto* problem = new TextLabel({}, TextLabel::Rank::Problem);
    problem->setObjectName("problem_" + key);
    problem->hide();
    layout->addWidget(problem);
    layout->addStretch();
    widget->setToolTip(help);
    widget->setAccessibleName(QString(label).remove('&')); // of its mnemonic
    widget->setAccessibleDescription(help);
    m_problems[key] = problem;
    if (m_next % m_columns + span > m_columns) {
        m_next += m_columns - m_next % m_columns;
    }
    m_grid->addWidget(cell, m_next / m_columns, m_next % m_columns, 1, span);
    m_next += span;
}

bool Form::setProblem(const QString& key, const QString& text, bool warning) {
    TextLabel* label = m_problems.value(key);
    if (label == nullptr) {
        return false;
    }
    const QString before = label->isHidden() ? QString() : label->text() + "\n";
    label->setText(before + text);
    label->setRank(warning ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    label->show();
    return true;
}

void Form::clearProblems() {
    for (TextLabel* label : std::as_const(m_problems)) {
        label->hide();
        label->clear();
    }
}

} // namespace loratrf
