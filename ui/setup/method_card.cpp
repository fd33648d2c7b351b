#include "ui/setup/method_card.h"

#include "backend/io/error.h"
#include "ui/setup/method_list.h"
#include "ui/setup/option_form.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QDir>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace loratrf {

namespace {

constexpr double manyTimes = 10; // from here on no percentage

// A plain LoRA's count grows in proportion to its rank, so that of rank `compared` follows from what was counted.
QString sentence(const ParameterCount& count, int64_t compared) {
    const QString trained = countText(count.trainable);
    QString text;
    if (count.base <= 0) {
        text = MethodCard::tr("%1 trainable parameters").arg(trained);
    } else {
        const QString share = percentText(double(count.trainable) / double(count.base));
        if (count.lora > 0 && count.lora_rank > 0 && count.lora != count.trainable) {
            const int64_t lora = count.lora / count.lora_rank * compared;
            const double ratio = double(count.trainable) / double(lora);
            text =
                ratio < manyTimes
                    ? MethodCard::tr("%1 trainable parameters · %2 of the model · %3 % of a plain LoRA of rank %4 "
                                     "(%5)")
                          .arg(trained, share, numberText(100 * ratio, 'f', 0), QString::number(compared),
                               countText(lora))
                    : MethodCard::tr("%1 trainable parameters · %2 of the model · %3 times a plain LoRA of rank %4 "
                                     "(%5)")
                          .arg(trained, share, numberText(ratio, 'f', 0), QString::number(compared), countText(lora));
        } else {
            text = MethodCard::tr("%1 trainable parameters · %2 of the model").arg(trained, share);
        }
    }
    return text.replace(" %", QString(QChar::Nbsp) + "%"); // a line does not begin with a percent sign
}

// What two methods have in common, like rank and targets: options of the same name that usually are the same.
MethodOptions takenAlong(const MethodOptions& values, const MethodInfo& from, const MethodInfo& to) {
    MethodOptions taken;
    for (const OptionSpec& spec : to.options) {
        const auto same = std::ranges::find(from.options, spec.key, &OptionSpec::key);
        const auto value = values.find(spec.key);
        if (same != from.options.end() && same->value == spec.value && value != values.end()) {
            taken[spec.key] = value->second;
        }
    }
    return taken;
}

} // namespace

MethodCard::MethodCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Method"), tr("How the adapter is built and how large it is."), parent), m_backend(backend),
      m_choice(new MethodList(backend.methods())), m_source(new TextLabel({}, TextLabel::Rank::Muted)),
      m_problem(new TextLabel({}, TextLabel::Rank::Problem)), m_start(new QWidget), m_startText(new TextLabel({})),
      m_place(new QVBoxLayout), m_count(new TextLabel({})), m_budget(new QWidget), m_budgetRank(new QSpinBox),
      m_fit(new QPushButton(tr("F&it"))), m_budgetText(new TextLabel({}, TextLabel::Rank::Muted)) {
    explainIn("methods");
    m_choice->setObjectName("method");
    m_choice->setAccessibleName(tr("Method"));
    m_choice->setToolTip(tr(
        "The kind of adapter that is trained; the list says what each does. LoRA is the one others are measured by"));
    body()->addWidget(m_choice);
    body()->addWidget(m_source);
    makeStart();
    m_problem->setObjectName("problem_method");
    m_problem->hide();
    body()->addWidget(m_problem);
    body()->addLayout(m_place);

    m_count->setObjectName("trainableLabel");
    m_count->setToolTip(tr("Counted from the model's own shapes, before anything is loaded"));
    body()->addWidget(m_count);

    auto* line = new QHBoxLayout(m_budget);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(new TextLabel(tr("A third fewer parameters than a LoRA of rank"), TextLabel::Rank::Muted), 1);
    m_budgetRank->setObjectName("budgetRank");
    m_budgetRank->setRange(1, 4096);
    m_budgetRank->setValue(16);
    m_budgetRank->setAccessibleName(tr("Rank of the LoRA to compare with"));
    m_budgetRank->setToolTip(tr("Rank of the plain LoRA, on the same targets, to compare with. Usual: 8 to 64"));
    line->addWidget(m_budgetRank);
    m_fit->setObjectName("budgetButton");
    m_fit->setToolTip(tr("Sets the largest ranks that need at most 66.29 % of that LoRA's parameters. Whether the "
                         "result is as good is for you to measure"));
    line->addWidget(m_fit);
    body()->addWidget(m_budget);
    body()->addWidget(m_budgetText);
    m_budgetText->setObjectName("budgetText");
    m_budgetText->hide();

    connect(m_choice, &MethodList::methodChosen, this, [this] {
        if (const MethodInfo* info = method()) {
            build(optionsOf(*info));
            Q_EMIT changed();
        }
    });
    connect(m_fit, &QPushButton::clicked, this, &MethodCard::fit);
    connect(m_budgetRank, &QSpinBox::valueChanged, this, &MethodCard::count);
    build({});
}

void MethodCard::makeStart() {
    auto* line = new QHBoxLayout(m_start);
    line->setContentsMargins(0, 0, 0, 0);
    m_startText->setObjectName("startAdapter");
    line->addWidget(m_startText, 1);
    auto* afresh = new QPushButton(tr("Start afresh"));
    afresh->setObjectName("startAfresh");
    afresh->setToolTip(tr("Train a new adapter instead; that folder stays as it is"));
    line->addWidget(afresh, 0, Qt::AlignTop);
    connect(afresh, &QPushButton::clicked, this, [this] {
        setAdapter({});
        Q_EMIT changed();
    });
    setAdapter({});
    body()->addWidget(m_start);
}

void MethodCard::setAdapter(const QString& folder) {
    m_adapter = folder;
    const QFileInfo place(folder); // the last name alone is the same in every run
    const QString name = place.dir().dirName() + '/' + place.fileName();
    m_startText->setText(tr("Goes on from the adapter %1").arg(shortened(name, 40)));
    m_startText->setToolTip(folder);
    m_start->setHidden(folder.isEmpty());
}

const MethodInfo* MethodCard::method() const {
    const int index = m_choice->chosen();
    return index < 0 ? nullptr : &m_backend.methods().at(static_cast<std::size_t>(index));
}

void MethodCard::build(const MethodOptions& options) {
    const MethodInfo* info = method();
    if (info == nullptr) {
        return;
    }
    if (m_form == nullptr || m_built != info->key) {
        if (m_form != nullptr) {
            m_kept[m_built] = m_form->values();
            delete m_form;
        }
        m_form = new OptionForm(*info);
        m_built = info->key;
        m_place->addWidget(m_form);
        connect(m_form, &OptionForm::changed, this, [this] {
            m_budgetText->hide();
            count();
            Q_EMIT changed();
        });
    }
    m_source->setText(engineText(info->source));
    m_source->setVisible(!info->source.empty());
    m_budget->setVisible(info->has_filter);
    m_budgetText->hide();
    {
        const QSignalBlocker quiet(m_form);
        m_form->setValues(options);
    }
    if (m_model) {
        m_form->setModel(*m_model);
    }
    count();
}

void MethodCard::count() {
    showShares(); // those of the other methods follow the rank too
    m_fit->setEnabled(m_model.has_value());
    m_count->setRank(m_model ? TextLabel::Rank::Strong : TextLabel::Rank::Muted);
    if (!m_model) {
        m_count->setText(tr("Choose a model to see how many parameters are trained."));
        return;
    }
    try {
        const ParameterCount counted = m_backend.countParameters(*m_model, qs(m_built), m_form->values());
        m_count->setText(sentence(counted, method()->has_filter ? m_budgetRank->value() : counted.lora_rank));
    } catch (const Error& error) {
        m_count->setRank(TextLabel::Rank::Problem);
        m_count->setText(engineText(error.what()));
    }
}

QString MethodCard::shareOf(const std::string& method, const MethodOptions& options) const {
    if (!m_model || m_model->parameters <= 0) {
        return {};
    }
    try {
        const ParameterCount counted = m_backend.countParameters(*m_model, qs(method), options);
        return tr("%1 of the model").arg(percentText(double(counted.trainable) / double(counted.base)));
    } catch (const Error&) {
        return {}; // what is wrong is said once the method is chosen
    }
}

void MethodCard::showShares() {
    int place = 0;
    for (const MethodInfo& info : m_backend.methods()) {
        m_choice->setShare(place++, shareOf(info.key, optionsOf(info)));
    }
}

MethodOptions MethodCard::optionsOf(const MethodInfo& info) const {
    if (info.key == m_built) {
        return m_form->values();
    }
    if (const auto kept = m_kept.find(info.key); kept != m_kept.end()) {
        return kept->second;
    }
    const auto built = std::ranges::find(m_backend.methods(), m_built, &MethodInfo::key);
    return takenAlong(m_form->values(), *built, info);
}

void MethodCard::fit() {
    try {
        const MethodOptions fitted =
            m_backend.fitBudget(*m_model, qs(m_built), m_form->values(), m_budgetRank->value());
        build(fitted);
        m_budgetText->setRank(TextLabel::Rank::Muted);
        m_budgetText->setText(
            tr("Ranks set. Fewer parameters is arithmetic; whether the result is as good is for you to measure."));
        Q_EMIT changed();
    } catch (const Error& error) {
        m_budgetText->setRank(TextLabel::Rank::Problem);
        m_budgetText->setText(engineText(error.what()));
    }
    m_budgetText->show();
}

void MethodCard::read(const TrainOptions& options) {
    setAdapter(qs(options.adapter));
    const std::vector<MethodInfo>& methods = m_backend.methods();
    const auto known = std::ranges::find(methods, options.method, &MethodInfo::key);
    if (known == methods.end()) {
        return;
    }
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->choose(static_cast<int>(known - methods.begin()));
    }
    build(options.method_options);
    Q_EMIT changed();
}

void MethodCard::write(TrainOptions& options) const {
    options.adapter = m_adapter.toStdString();
    options.method = m_built;
    options.method_options = m_form->values();
}

void MethodCard::setModel(const std::optional<ModelInfo>& model) {
    m_model = model;
    if (m_model && m_form != nullptr) {
        m_form->setModel(*m_model);
    }
    count();
}

bool MethodCard::setProblem(const QString& field, const QString& text, bool warning) {
    if (field == "method" || field == "adapter") {
        m_problem->setText(m_problem->isHidden() ? text : m_problem->text() + '\n' + text);
        m_problem->show();
        return true;
    }
    const QString prefix = "method_options.";
    return field.startsWith(prefix) && m_form->setProblem(field.mid(prefix.size()), text, warning);
}

void MethodCard::clearProblems() {
    m_problem->hide();
    m_form->clearProblems();
}

} // namespace loratrf
