#include "ui/setup/model_card.h"

#include "ui/setup/dropped_files.h"
#include "ui/setup/fit_badge.h"
#include "ui/setup/model_finder.h"
#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QGridLayout>

namespace loratrf {

ModelCard::ModelCard(StudioBackend& backend, ModelShelf* models, QWidget* parent)
    : Card(tr("Model"), tr("The base model. It stays as it is; only the adapter learns."), parent), m_backend(backend),
      m_path(new DropField("models", DropField::Accepts::FileOrFolder, tr("GGUF models (*.gguf);;All files (*)"),
                           tr("Drop a folder or a .gguf file here"))),
      m_form(new Form(1)), m_state(new TextLabel({}, TextLabel::Rank::Muted)), m_facts(new QWidget),
      m_grid(new QGridLayout(m_facts)), m_fit(new FitBadge), m_strip(new MessageStrip) {
    explainIn("models");
    m_path->edit()->setObjectName("modelPath");
    m_path->edit()->setAccessibleName(tr("Model folder or GGUF file"));
    m_form->addField("model", tr("Folder in Hugging Face layout, or a &GGUF file"), m_path,
                     tr("A folder with config.json, tokenizer.json and *.safetensors, or one .gguf file, on any disk; "
                        "it is only read. For a first try: below 500 million parameters"));
    aside()->addWidget(m_fit);
    body()->addWidget(m_form);
    if (models != nullptr) {
        auto* button = new QPushButton(tr("Fi&nd models…"));
        button->setObjectName("findModels");
        button->setProperty("quiet", true);
        button->setToolTip(tr("Models used lately, and those below folders that you choose"));
        body()->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, models] { find(*models); });
    }
    m_state->setObjectName("modelState");
    body()->addWidget(m_state);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::normal);
    m_grid->setVerticalSpacing(space::tight);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(3, 1);
    m_facts->setObjectName("modelFacts");
    m_facts->hide();
    body()->addWidget(m_facts);
    m_strip->setObjectName("modelStrip");
    body()->addWidget(m_strip);
    m_state->setText(tr("Nothing chosen yet. The files are read from your disk; nothing is downloaded."));

    setFocusProxy(m_path);
    m_wait.setSingleShot(true);
    m_wait.setInterval(300);
    connect(&m_wait, &QTimer::timeout, this, &ModelCard::ask);
    connect(m_path, &DropField::pathChanged, this, [this] {
        const QString whole = modelAt(path());
        if (!whole.isEmpty() && whole != path()) { // a file of its folder was dropped here
            setPath(whole);
            return;
        }
        m_model.reset();
        m_refused = false;
        setFit(Fit::Unknown, {});
        showFacts();
        m_strip->clear();
        m_state->setText(path().isEmpty()
                             ? tr("Nothing chosen yet. The files are read from your disk; nothing is downloaded.")
                             : tr("Looking…"));
        m_state->show();
        m_wait.start();
        Q_EMIT changed();
        Q_EMIT modelChanged();
    });
    connect(&backend, &StudioBackend::modelInspected, this, &ModelCard::take);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "model") {
            refuse(engineText(message));
        }
    });
}

QString ModelCard::path() const {
    return m_path->path();
}

void ModelCard::setPath(const QString& path) {
    m_path->setPath(path);
}

void ModelCard::find(ModelShelf& models) {
    ModelFinder finder(models, DropField::recent("models"), window());
    if (finder.exec() == QDialog::Accepted && !finder.chosen().isEmpty()) {
        setPath(finder.chosen());
    }
}

void ModelCard::setFit(Fit fit, const QString& sentence) {
    m_fit->setFit(fit, sentence);
}

void ModelCard::ask() {
    m_asked = path();
    if (m_asked.isEmpty()) {
        return;
    }
    m_state->setText(tr("Looking…"));
    m_backend.inspectModel(m_asked);
}

void ModelCard::take(const ModelInfo& info) {
    if (m_asked.isEmpty() || m_asked != path() || qs(info.path) != m_asked) {
        return; // an answer to an older question
    }
    m_model = info;
    m_path->remember();
    showFacts();
    Q_EMIT modelChanged();
}

void ModelCard::refuse(const QString& message) {
    if (m_asked.isEmpty() || m_asked != path() || m_model) {
        return;
    }
    m_refused = true;
    m_state->hide();
    m_strip->setMessage(Level::Problem, message);
    Q_EMIT modelChanged();
}

void ModelCard::showFacts() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_facts->setVisible(m_model.has_value());
    m_state->setVisible(!m_model);
    if (!m_model) {
        return;
    }
    const ModelInfo& model = *m_model;
    int cell = 0;
    const auto fact = [&](const QString& name, const QString& text, bool wide = false) {
        if (text.isEmpty()) {
            return;
        }
        if (wide && cell % 2 == 1) {
            ++cell;
        }
        auto* label = new TextLabel(name, TextLabel::Rank::Muted);
        label->setWordWrap(false);
        auto* value = new TextLabel(text.contains(' ') ? text : shortened(text));
        value->setToolTip(value->text() == text ? QString() : text);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(label, cell / 2, 2 * (cell % 2), Qt::AlignTop);
        m_grid->addWidget(value, cell / 2, 2 * (cell % 2) + 1, 1, wide ? 3 : 1, Qt::AlignTop);
        cell += wide ? 2 : 1;
    };
    if (!model.name.empty()) {
        fact(tr("Name"), qs(model.name), true);
    }
    fact(tr("Architecture"), qs(model.architecture));
    fact(tr("Parameters"), shortCountText(model.parameters));
    fact(tr("Layers"), tr("%1 × %2 wide").arg(model.layers).arg(countText(model.hidden)));
    fact(tr("Vocabulary"), countText(model.vocabulary));
    fact(tr("Context"), tr("%1 tokens").arg(countText(model.context)));
    fact(tr("On disk"), sizeText(model.bytes));
    fact(tr("Number types"), qs(model.types), true);
    fact(tr("Tokenizer"), engineText(model.tokenizer), true);
    fact(tr("Chat template"),
         model.chat_template.empty() ? tr("none in the files: ChatML is used") : tr("yes, from the model"), true);
    fact(tr("Licence"), model.licence.empty() ? tr("not stated in the files") : qs(model.licence), true);
    QStringList warnings;
    for (const std::string& warning : model.warnings) {
        warnings << engineText(warning);
    }
    m_strip->setMessage(model.warnings.empty() ? Level::Info : Level::Warning, warnings.join('\n'));
}

bool ModelCard::setProblem(const QString& field, const QString& text, bool warning) {
    return m_form->setProblem(field, text, warning);
}

void ModelCard::clearProblems() {
    m_form->clearProblems();
}

} // namespace loratrf
