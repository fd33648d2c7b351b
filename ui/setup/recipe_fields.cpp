#include "ui/setup/recipe_fields.h"

#include "ui/widgets/form.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <algorithm>
#include <limits>
#include <memory>

namespace loratrf {

QString camelCase(const QString& key) {
    QString name;
    bool upper = false;
    for (const QChar letter : key) {
        if (letter == '_') {
            upper = true;
            continue;
        }
        name += upper ? letter.toUpper() : letter;
        upper = false;
    }
    return name;
}

template <typename Integer>
void RecipeFields::addWhole(Form* form, const char* key, const QString& label, const QString& help,
                            Integer TrainOptions::*member, int minimum, const QString& zero) {
    auto* box = new QSpinBox;
    box->setObjectName(camelCase(key));
    box->setRange(minimum, std::numeric_limits<int>::max());
    box->setSpecialValueText(zero);
    form->addField(key, label, box, help);
    auto shown = std::make_shared<int>();
    m_bindings.push_back({[=](const TrainOptions& options) {
                              constexpr Integer most = std::numeric_limits<int>::max();
                              box->setValue(static_cast<int>(std::min(options.*member, most)));
                              *shown = box->value();
                          },
                          [=](TrainOptions& options) {
                              if (box->value() != *shown) {
                                  options.*member = static_cast<Integer>(box->value());
                              }
                          }});
    connect(box, &QSpinBox::valueChanged, this, &RecipeFields::changed);
}

template void RecipeFields::addWhole(Form*, const char*, const QString&, const QString&, int64_t TrainOptions::*, int,
                                     const QString&);
template void RecipeFields::addWhole(Form*, const char*, const QString&, const QString&, uint64_t TrainOptions::*, int,
                                     const QString&);

void RecipeFields::addReal(Form* form, const char* key, const QString& label, const QString& help,
                           double TrainOptions::*member, double minimum, double maximum, const QString& zero) {
    auto* box = new NumberSpin;
    box->setObjectName(camelCase(key));
    box->setRange(minimum, maximum);
    box->setSpecialValueText(zero);
    form->addField(key, label, box, help);
    auto shown = std::make_shared<double>();
    m_bindings.push_back({[=](const TrainOptions& options) {
                              box->setValue(options.*member);
                              *shown = box->value();
                          },
                          [=](TrainOptions& options) {
                              if (box->value() != *shown) {
                                  options.*member = box->value();
                              }
                          }});
    connect(box, &QDoubleSpinBox::valueChanged, this, &RecipeFields::changed);
}

void RecipeFields::addFlag(Form* form, const char* key, const QString& label, const QString& help,
                           bool TrainOptions::*member, int span) {
    auto* box = new QCheckBox(label);
    box->setObjectName(camelCase(key));
    form->addField(key, label, box, help, span);
    m_bindings.push_back({[=](const TrainOptions& options) { box->setChecked(options.*member); },
                          [=](TrainOptions& options) { options.*member = box->isChecked(); }});
    connect(box, &QCheckBox::toggled, this, &RecipeFields::changed);
}

void RecipeFields::addText(Form* form, const char* key, const QString& label, const QString& help,
                           std::string TrainOptions::*member, const QString& placeholder) {
    auto* edit = new QLineEdit;
    edit->setObjectName(camelCase(key));
    edit->setPlaceholderText(placeholder);
    form->addField(key, label, edit, help);
    m_bindings.push_back({[=](const TrainOptions& options) { edit->setText(qs(options.*member)); },
                          [=](TrainOptions& options) { options.*member = edit->text().toStdString(); }});
    connect(edit, &QLineEdit::textChanged, this, &RecipeFields::changed);
}

void RecipeFields::addChoice(Form* form, const char* key, const QString& label, const QString& help,
                             std::string TrainOptions::*member, const std::vector<Choice>& choices, bool open) {
    auto* box = new QComboBox;
    box->setObjectName(camelCase(key));
    box->setEditable(open);
    box->setInsertPolicy(QComboBox::NoInsert);
    for (const Choice& choice : choices) {
        box->addItem(choice.label, choice.value);
    }
    form->addField(key, label, box, help);
    const auto value = [box, open] {
        const int typed = open ? box->findText(box->currentText()) : box->currentIndex();
        return typed < 0 ? box->currentText() : box->itemData(typed).toString();
    };
    m_bindings.push_back({[=](const TrainOptions& options) {
                              const QString text = qs(options.*member);
                              if (!open && box->findData(text) < 0) {
                                  box->addItem(text, text); // validate() says what is wrong with it
                              }
                              const int index = box->findData(text);
                              if (index >= 0) {
                                  box->setCurrentIndex(index);
                              }
                              if (open) {
                                  box->setEditText(index < 0 ? text : box->itemText(index));
                              }
                          },
                          [=](TrainOptions& options) { options.*member = value().toStdString(); }});
    connect(box, &QComboBox::currentTextChanged, this, &RecipeFields::changed);
}

void RecipeFields::addSchedule(Form* form, const QString& label, const QString& help) {
    auto* box = new QComboBox;
    box->setObjectName("schedule");
    box->addItem(tr("constant"), static_cast<int>(Schedule::Constant));
    box->addItem(tr("linear, down to the lowest"), static_cast<int>(Schedule::Linear));
    box->addItem(tr("cosine, down to the lowest"), static_cast<int>(Schedule::Cosine));
    form->addField("schedule", label, box, help);
    m_bindings.push_back(
        {[=](const TrainOptions& options) { box->setCurrentIndex(box->findData(static_cast<int>(options.schedule))); },
         [=](TrainOptions& options) { options.schedule = static_cast<Schedule>(box->currentData().toInt()); }});
    connect(box, &QComboBox::currentIndexChanged, this, &RecipeFields::changed);
}

void RecipeFields::addLines(Form* form, const char* key, const QString& label, const QString& help,
                            std::vector<std::string> TrainOptions::*member, const QString& placeholder) {
    auto* edit = new QPlainTextEdit;
    edit->setObjectName(camelCase(key));
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(64);
    edit->setPlaceholderText(placeholder);
    form->addField(key, label, edit, help, 2);
    auto shown = std::make_shared<QString>();
    m_bindings.push_back({[=](const TrainOptions& options) {
                              QStringList lines;
                              for (const std::string& text : options.*member) {
                                  lines << qs(text);
                              }
                              *shown = lines.join('\n');
                              edit->setPlainText(*shown);
                          },
                          [=](TrainOptions& options) {
                              if (edit->toPlainText() == *shown) {
                                  return; // a text of several lines stays one text
                              }
                              (options.*member).clear();
                              for (const QString& line : edit->toPlainText().split('\n', Qt::SkipEmptyParts)) {
                                  (options.*member).push_back(line.toStdString());
                              }
                          }});
    connect(edit, &QPlainTextEdit::textChanged, this, &RecipeFields::changed);
}

void RecipeFields::read(const TrainOptions& options) const {
    for (const Binding& binding : m_bindings) {
        binding.read(options);
    }
}

void RecipeFields::write(TrainOptions& options) const {
    for (const Binding& binding : m_bindings) {
        binding.write(options);
    }
}

} // namespace loratrf
