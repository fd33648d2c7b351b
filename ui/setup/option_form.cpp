#include "ui/setup/option_form.h"

#include "ui/widgets/card.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>

namespace loratrf {

namespace {

using Strings = std::vector<std::string>;

// Names ticked out of a list.
class CheckList : public QWidget {
public:
    CheckList(const Strings& choices, const std::function<void()>& onChange) {
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(0, 2, 0, 0);
        grid->setHorizontalSpacing(space::normal);
        grid->setVerticalSpacing(space::tight);
        constexpr int columns = 4;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            auto* box = new QCheckBox(qs(choices[i]));
            box->setObjectName("choice_" + qs(choices[i]));
            grid->addWidget(box, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
            connect(box, &QCheckBox::toggled, this, onChange);
            m_boxes.push_back(box);
        }
        grid->setColumnStretch(columns, 1);
    }
    Strings taken() const {
        Strings names;
        for (const QCheckBox* box : m_boxes) {
            if (box->isChecked()) {
                names.push_back(box->text().toStdString());
            }
        }
        names.insert(names.end(), m_others.begin(), m_others.end());
        return names;
    }
    void take(const Strings& names) {
        m_others.clear();
        std::ranges::copy_if(names, std::back_inserter(m_others), [this](const std::string& name) {
            return std::ranges::none_of(m_boxes,
                                        [&](const QCheckBox* box) { return box->text().toStdString() == name; });
        });
        for (QCheckBox* box : m_boxes) {
            box->setChecked(std::ranges::count(names, box->text().toStdString()) > 0);
        }
    }
    void restrictTo(const std::set<std::string>& known) {
        const bool mine = std::ranges::any_of(
            m_boxes, [&](const QCheckBox* box) { return known.contains(box->text().toStdString()); });
        for (QCheckBox* box : m_boxes) {
            const bool fits = !mine || known.contains(box->text().toStdString());
            box->setEnabled(fits || box->isChecked());
            box->setToolTip(fits ? QString() : "This model has no projection of this name.");
        }
    }

private:
    std::vector<QCheckBox*> m_boxes;
    Strings m_others; // names from a file that have no box: kept as they are
};

int toInt(double value, int otherwise) {
    return value > -2147483648.0 && value < 2147483647.0 ? static_cast<int>(value) : otherwise;
}

} // namespace

OptionForm::OptionForm(const MethodInfo& method, QWidget* parent)
    : QWidget(parent), m_basic(new Form), m_advanced(new Form), m_fold(new Fold("Advanced", m_advanced)) {
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
    (spec.advanced ? m_advanced : m_basic)->addField(qs(spec.key), qs(spec.label), widget, qs(spec.help), wide ? 2 : 1);
    m_fields.push_back(std::move(field));
}

QWidget* OptionForm::makeWidget(const OptionSpec& spec, Field& field) {
    const bool bounded = spec.minimum < spec.maximum;
    if (std::holds_alternative<bool>(spec.value)) {
        auto* box = new QCheckBox(qs(spec.label));
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
            auto* list = new CheckList(spec.choices, [this] { Q_EMIT changed(); });
            field.read = [list] { return OptionValue(list->taken()); };
            field.write = [list](const OptionValue& value) { list->take(std::get<Strings>(value)); };
            return list;
        }
        auto* edit = new QLineEdit;
        edit->setPlaceholderText("names, separated by commas");
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
        // A value of another type is a problem that validate() words; the form keeps its default.
        const bool usable = found != options.end() && found->second.index() == field.spec.value.index();
        field.write(usable ? found->second : field.spec.value);
    }
}

OptionValue OptionForm::value(const std::string& key) const {
    const auto field = std::ranges::find_if(m_fields, [&](const Field& one) { return one.spec.key == key; });
    return field == m_fields.end() ? OptionValue(false) : field->read();
}

void OptionForm::setModel(const ModelInfo& model) {
    std::set<std::string> targets;
    for (const ProjectionInfo& projection : model.projections) {
        targets.insert(projection.target);
    }
    for (const Field& field : m_fields) {
        if (field.spec.key == "targets" && !field.spec.choices.empty()) {
            static_cast<CheckList*>(findChild<QWidget*>("targets"))->restrictTo(targets);
        }
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
