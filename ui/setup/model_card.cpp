#include "ui/setup/model_card.h"

#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QGridLayout>

namespace loratrf {

ModelCard::ModelCard(StudioBackend& backend, QWidget* parent)
    : Card("Model", "The base model. It stays as it is; only the adapter learns.", parent), m_backend(backend),
      m_path(new DropField("models", DropField::Accepts::FileOrFolder, "GGUF models (*.gguf);;All files (*)",
                           "Drop a folder or a .gguf file here")),
      m_form(new Form(1)), m_state(new TextLabel({}, TextLabel::Rank::Muted)), m_facts(new QWidget),
      m_grid(new QGridLayout(m_facts)), m_strip(new MessageStrip) {
    m_path->edit()->setObjectName("modelPath");
    m_path->edit()->setAccessibleName("Model folder or GGUF file");
    m_form->addField("model", "Folder in Hugging Face layout, or a GGUF file", m_path,
                     "A folder with config.json, tokenizer.json and *.safetensors, or one .gguf file");
    body()->addWidget(m_form);
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
    m_state->setText("Nothing chosen yet. The files are read from your disk; nothing is downloaded.");

    setFocusProxy(m_path);
    m_wait.setSingleShot(true);
    m_wait.setInterval(300);
    connect(&m_wait, &QTimer::timeout, this, &ModelCard::ask);
    connect(m_path, &DropField::pathChanged, this, [this] {
        m_model.reset();
        m_refused = false;
        showFacts();
        m_strip->clear();
        m_state->setText(path().isEmpty()
                             ? "Nothing chosen yet. The files are read from your disk; nothing is downloaded."
                             : "Looking…");
        m_state->show();
        m_wait.start();
        Q_EMIT changed();
        Q_EMIT modelChanged();
    });
    connect(&backend, &StudioBackend::modelInspected, this, &ModelCard::take);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "model") {
            refuse(message);
        }
    });
}

QString ModelCard::path() const {
    return m_path->path();
}

void ModelCard::setPath(const QString& path) {
    m_path->setPath(path);
}

void ModelCard::ask() {
    m_asked = path();
    if (m_asked.isEmpty()) {
        return;
    }
    m_state->setText(m_backend.busy() ? "A training run is under way; the model is looked at when it has ended."
                                      : "Looking…");
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
        auto* value = new TextLabel(text);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(label, cell / 2, 2 * (cell % 2), Qt::AlignTop);
        m_grid->addWidget(value, cell / 2, 2 * (cell % 2) + 1, 1, wide ? 3 : 1, Qt::AlignTop);
        cell += wide ? 2 : 1;
    };
    if (!model.name.empty()) {
        fact("Name", qs(model.name), true);
    }
    fact("Architecture", qs(model.architecture));
    fact("Parameters", shortCountText(model.parameters));
    fact("Layers", QString("%1 × %2 wide").arg(model.layers).arg(countText(model.hidden)));
    fact("Vocabulary", countText(model.vocabulary));
    fact("Context", plural(model.context, "token", "tokens"));
    fact("On disk", sizeText(model.bytes));
    fact("Number types", qs(model.types), true);
    fact("Tokenizer", qs(model.tokenizer), true);
    fact("Chat template", model.chat_template.empty() ? "none in the files: ChatML is used" : "yes, from the model",
         true);
    fact("Licence", qs(model.licence), true);
    QStringList warnings;
    for (const std::string& warning : model.warnings) {
        warnings << qs(warning);
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
