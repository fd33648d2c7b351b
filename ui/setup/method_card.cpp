#include "ui/setup/method_card.h"

#include "backend/io/error.h"
#include "ui/setup/choice_box.h"
#include "ui/setup/option_form.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QPushButton>
#include <QSpinBox>

namespace loratrf {

namespace {

// `lora` counts a plain LoRA of rank `rank`; its count grows in proportion to the rank, so one of `compared` follows.
QString sentence(const ParameterCount& count, int64_t rank, int64_t compared) {
    const QString trained = countText(count.trainable);
    QString text;
    if (count.base <= 0) {
        text = MethodCard::tr("%1 trainable parameters").arg(trained);
    } else {
        const QString share = percentText(double(count.trainable) / double(count.base));
        if (count.lora > 0 && rank > 0 && count.lora != count.trainable) {
            const int64_t lora = count.lora / rank * compared;
            text = MethodCard::tr("%1 trainable parameters · %2 of the model · %3 % of a plain LoRA of rank %4 (%5)")
                       .arg(trained, share, QString::number(100.0 * double(count.trainable) / double(lora), 'f', 0),
                            QString::number(compared), countText(lora));
        } else {
            text = MethodCard::tr("%1 trainable parameters · %2 of the model").arg(trained, share);
        }
    }
    return text.replace(" %", QString(QChar::Nbsp) + "%"); // a line does not begin with a percent sign
}

} // namespace

MethodCard::MethodCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Method"), tr("How the adapter is built and how large it is."), parent), m_backend(backend),
      m_choice(new ChoiceBox), m_sentence(new TextLabel({})), m_source(new TextLabel({}, TextLabel::Rank::Muted)),
      m_problem(new TextLabel({}, TextLabel::Rank::Problem)), m_place(new QVBoxLayout), m_count(new TextLabel({})),
      m_budget(new QWidget), m_budgetRank(new QSpinBox), m_fit(new QPushButton(tr("F&it"))),
      m_budgetText(new TextLabel({}, TextLabel::Rank::Muted)) {
    explainIn("methods");
    m_choice->setObjectName("method");
    m_choice->setAccessibleName(tr("Method"));
    m_choice->setToolTip(tr(
        "The kind of adapter that is trained; the list says what each does. LoRA is the one others are measured by"));
    for (const MethodInfo& info : backend.methods()) {
        m_choice->addChoice(engineText(info.label), engineText(info.sentence), engineText(info.source), qs(info.key));
    }
    body()->addWidget(m_choice);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_sentence);
    words->addWidget(m_source);
    body()->addLayout(words);
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
    ignoreWheelUnlessFocused(m_budgetRank);
    line->addWidget(m_budgetRank);
    m_fit->setObjectName("budgetButton");
    m_fit->setToolTip(tr("Sets the largest ranks that need at most 66.29 % of that LoRA's parameters. Whether the "
                         "result is as good is for you to measure"));
    line->addWidget(m_fit);
    body()->addWidget(m_budget);
    body()->addWidget(m_budgetText);
    m_budgetText->setObjectName("budgetText");
    m_budgetText->hide();

    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        if (const MethodInfo* info = method()) {
            build(m_kept[info->key]);
            Q_EMIT changed();
        }
    });
    connect(m_fit, &QPushButton::clicked, this, &MethodCard::fit);
    connect(m_budgetRank, &QSpinBox::valueChanged, this, &MethodCard::count);
    build({});
}

const MethodInfo* MethodCard::method() const {
    const int index = m_choice->currentIndex();
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
    m_sentence->setText(engineText(info->sentence));
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
    m_fit->setEnabled(m_model.has_value());
    m_count->setRank(m_model ? TextLabel::Rank::Strong : TextLabel::Rank::Muted);
    if (!m_model) {
        m_count->setText(tr("Choose a model to see how many parameters are trained."));
        return;
    }
    try {
        const ParameterCount counted = m_backend.countParameters(*m_model, qs(m_built), m_form->values());
        const OptionValue value = m_form->value("rank");
        const int64_t* given = std::get_if<int64_t>(&value);
        const int64_t rank = given == nullptr ? 0 : *given;
        m_count->setText(sentence(counted, rank, method()->has_filter ? m_budgetRank->value() : rank));
    } catch (const Error& error) {
        m_count->setRank(TextLabel::Rank::Problem);
        m_count->setText(error.what());
    }
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
        m_budgetText->setText(error.what());
    }
    m_budgetText->show();
}

void MethodCard::read(const TrainOptions& options) {
    const int index = m_choice->findData(qs(options.method));
    if (index < 0) {
        return;
    }
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->setCurrentIndex(index);
    }
    build(options.method_options);
    Q_EMIT changed();
}

void MethodCard::write(TrainOptions& options) const {
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
    if (field == "method") {
        m_problem->setText(text);
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
