#include "ui/setup/option_form.h"

#include "ui/setup/name_list.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace loratrf {

namespace {

using Strings = std::vector<std::string>;

int toInt(double value, int otherwise) {
    return value > -2147483648.0 && value < 2147483647.0 ? static_cast<int>(value) : otherwise;
}

// Numbers out of range become the nearest possible one.
bool isPossible(const OptionSpec& spec, const OptionValue& value) {
    const std::string* text = std::get_if<std::string>(&value);
    return value.index() == spec.value.index() &&
           (text == nullptr || spec.choices.empty() || std::ranges::count(spec.choices, *text) > 0);
}

// What it is, then what it may be and what it is without a change.
QString helpOf(const OptionSpec& spec) {
    const QString help = engineText(spec.help);
    const auto number = [](double value) { return numberText(value, 'g', 12); };
    const int64_t* whole = std::get_if<int64_t>(&spec.value);
    const double* real = std::get_if<double>(&spec.value);
    if (whole != nullptr || real != nullptr) {
        const QString standard = number(whole != nullptr ? double(*whole) : *real);
        return spec.minimum < spec.maximum ? OptionForm::tr("%1\nFrom %2 to %3; the standard is %4.")
                                                 .arg(help, number(spec.minimum), number(spec.maximum), standard)
                                           : OptionForm::tr("%1\nThe standard is %2.").arg(help, standard);
    }
    const std::string* text = std::get_if<std::string>(&spec.value);
    return text != nullptr && !text->empty() ? OptionForm::tr("%1\nThe standard is %2.").arg(help, qs(*text)) : help;
}

} // namespace

OptionForm::OptionForm(const MethodInfo& method, QWidget* parent)
    : QWidget(parent), m_basic(new Form), m_advanced(new Form), m_fold(new Fold(tr("Advanced"), m_advanced)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::normal);
    layout->addWidget(m_basic);
    layout->addWidget(m_fold);
    for (const OptionSpec& spec : method.options) {
        addField(spec);
    }
    m_basic->setVisible(!m_basic->isEmpty());
    m_fold->setVisible(!m_advanced->isEmpty());
}

void OptionForm::addField(const OptionSpec& spec) {
    Field field{spec, {}, {}, {}};
    QWidget* widget = makeWidget(spec, field);
    widget->setObjectName(qs(spec.key));
    field.write(spec.value);
    field.standard = field.read();
    const bool wide = std::holds_alternative<Strings>(spec.value);
    (spec.advanced ? m_advanced : m_basic)
        ->addField(qs(spec.key), engineText(spec.label), widget, helpOf(spec), wide ? 2 : 1);
    m_fields.push_back(std::move(field));
}

QWidget* OptionForm::makeWidget(const OptionSpec& spec, Field& field) {
    const bool bounded = spec.minimum < spec.maximum;
    if (std::holds_alternative<bool>(spec.value)) {
        auto* box = new QCheckBox(engineText(spec.label));
        field.read = [box] { return OptionValue(box->isChecked()); };
        field.write = [box](const OptionValue& value) { box->setChecked(std::get<bool>(value)); };
        connect(box, &QCheckBox::toggled, this, &OptionForm::changed);
        return box;
    }
    if (std::holds_alternative<int64_t>(spec.value)) {
        auto* box = new QSpinBox;
        box->setRange(bounded ? toInt(spec.minimum, std::numeric_limits<int>::min()) : 0,
                      bounded ? toInt(spec.maximum, std::numeric_limits<int>::max()) : std::numeric_limits<int>::max());
        field.read = [box] { return OptionValue(int64_t(box->value())); };
        field.write = [box](const OptionValue& value) {
            box->setValue(toInt(double(std::get<int64_t>(value)), box->maximum()));
        };
        connect(box, &QSpinBox::valueChanged, this, &OptionForm::changed);
        return box;
    }
    if (std::holds_alternative<double>(spec.value)) {
        auto* box = new NumberSpin;
        box->setRange(bounded ? spec.minimum : -1e12, bounded ? spec.maximum : 1e12);
        field.read = [box] { return OptionValue(box->value()); };
        field.write = [box](const OptionValue& value) { box->setValue(std::get<double>(value)); };
        connect(box, &QDoubleSpinBox::valueChanged, this, &OptionForm::changed);
        return box;
    }
    if (std::holds_alternative<Strings>(spec.value)) {
        if (!spec.choices.empty()) {
            auto* list = new NameList(spec.choices, spec.any_text && spec.key == "targets");
            connect(list, &NameList::changed, this, &OptionForm::changed);
            field.read = [list] { return OptionValue(list->taken()); };
            field.write = [list](const OptionValue& value) { list->take(std::get<Strings>(value)); };
            return list;
        }
        auto* edit = new QLineEdit;
        edit->setPlaceholderText(tr("names, separated by commas"));
        field.read = [edit] {
            Strings names;
            for (const QString& name : edit->text().split(',', Qt::SkipEmptyParts)) {
                names.push_back(name.trimmed().toStdString());
            }
            return OptionValue(names);
        };
        field.write = [edit](const OptionValue& value) {
            QStringList names;
            for (const std::string& name : std::get<Strings>(value)) {
                names.push_back(qs(name));
            }
            edit->setText(names.join(", "));
        };
        connect(edit, &QLineEdit::textChanged, this, &OptionForm::changed);
        return edit;
    }
    if (!spec.choices.empty()) {
        auto* box = new QComboBox;
        for (const std::string& choice : spec.choices) {
            box->addItem(qs(choice), qs(choice));
        }
        field.read = [box] { return OptionValue(box->currentData().toString().toStdString()); };
        field.write = [box](const OptionValue& value) {
            box->setCurrentIndex(box->findData(qs(std::get<std::string>(value))));
        };
        connect(box, &QComboBox::currentIndexChanged, this, &OptionForm::changed);
        return box;
    }
    auto* edit = new QLineEdit;
    field.read = [edit] { return OptionValue(edit->text().toStdString()); };
    field.write = [edit](const OptionValue& value) { edit->setText(qs(std::get<std::string>(value))); };
    connect(edit, &QLineEdit::textChanged, this, &OptionForm::changed);
    return edit;
}

MethodOptions OptionForm::values() const {
    MethodOptions options;
    for (const Field& field : m_fields) {
        const OptionValue now = field.read();
        if (now != field.standard) {
            options[field.spec.key] = now;
        }
    }
    return options;
}

void OptionForm::setValues(const MethodOptions& options) {
    for (const Field& field : m_fields) {
        const auto found = options.find(field.spec.key);
        // What the field cannot hold is named by whoever reads the options; the form keeps its default.
        const bool usable = found != options.end() && isPossible(field.spec, found->second);
        field.write(usable ? found->second : field.spec.value);
    }
}

OptionValue OptionForm::value(const std::string& key) const {
    const auto field = std::ranges::find_if(m_fields, [&](const Field& one) { return one.spec.key == key; });
    return field == m_fields.end() ? OptionValue(false) : field->read();
}

void OptionForm::setModel(const ModelInfo& model) {
    if (auto* list = findChild<NameList*>("targets")) {
        list->setModel(model);
    }
}

bool OptionForm::setProblem(const QString& key, const QString& text, bool warning) {
    if (m_basic->setProblem(key, text, warning)) {
        return true;
    }
    if (!m_advanced->setProblem(key, text, warning)) {
        return false;
    }
    if (!warning) {
        m_fold->setOpen(true);
    }
    return true;
}

void OptionForm::clearProblems() {
    m_basic->clearProblems();
    m_advanced->clearProblems();
}

} // namespace loratrf
