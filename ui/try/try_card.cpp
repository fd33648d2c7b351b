#include "ui/try/try_card.h"

#include "ui/studio_backend.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTextCursor>

#include <limits>

namespace loratrf {

TryCard::TryCard(StudioBackend& backend, QWidget* parent)
    : Card("Try it", "The same prompt and the same seed for the base model and the tuned one.", parent),
      m_backend(backend), m_prompt(new QPlainTextEdit), m_temperature(new NumberSpin), m_maxTokens(new QSpinBox),
      m_seed(new QSpinBox), m_generate(new QPushButton("Generate")),
      m_reason(new TextLabel({}, TextLabel::Rank::Muted)), m_strip(new MessageStrip) {
    m_prompt->setObjectName("promptEdit");
    m_prompt->setAccessibleName("Prompt");
    m_prompt->setPlaceholderText("Write what you would ask the model");
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(92);
    body()->addWidget(m_prompt);

    auto* form = new Form(3);
    m_temperature->setObjectName("temperature");
    m_temperature->setRange(0, 5);
    m_maxTokens->setObjectName("maxTokens");
    m_maxTokens->setRange(1, std::numeric_limits<int>::max());
    m_maxTokens->setValue(256);
    m_seed->setObjectName("trySeed");
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    form->addField("temperature", "Temperature", m_temperature, "0: always the likeliest token; higher: more varied");
    form->addField("max_tokens", "Longest answer, in tokens", m_maxTokens,
                   "Generation stops here if the model has not ended by itself");
    form->addField("seed", "Seed", m_seed, "Starts the random choice; without effect at temperature 0");
    body()->addWidget(form);
    auto* line = new QHBoxLayout;
    m_generate->setObjectName("generateButton");
    m_generate->setProperty("primary", true);
    m_generate->setToolTip("Ask both models");
    line->addWidget(m_generate);
    line->addWidget(m_reason, 1);
    body()->addLayout(line);
    body()->addWidget(m_strip);
    m_strip->setObjectName("tryStrip");
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::normal + 4);
    columns->addWidget(makeColumn(m_base, "Base model", "baseAnswer"));
    columns->addWidget(makeColumn(m_tuned, "Tuned", "tunedAnswer"));
    body()->addLayout(columns, 1);

    connect(m_generate, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &TryCard::updateButton);
    connect(&backend, &StudioBackend::busyChanged, this, &TryCard::updateButton);
    connect(&backend, &StudioBackend::generatedPiece, this, &TryCard::piece);
    connect(&backend, &StudioBackend::generated, this, &TryCard::finish);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "generate" && (m_base.id != 0 || m_tuned.id != 0)) {
            fail(message);
        }
    });
    updateButton();
}

QWidget* TryCard::makeColumn(Column& column, const QString& title, const char* name) {
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addWidget(new TextLabel(title, TextLabel::Rank::Body));
    column.text = new QPlainTextEdit;
    column.text->setObjectName(name);
    column.text->setAccessibleName("Answer: " + title);
    column.text->setReadOnly(true);
    column.text->setTabChangesFocus(true);
    column.text->setMinimumHeight(150);
    column.text->setPlaceholderText("The answer appears here");
    layout->addWidget(column.text, 1);
    column.state = new TextLabel(" ", TextLabel::Rank::Muted);
    layout->addWidget(column.state);
    return widget;
}

void TryCard::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_run) {
        for (Column* column : {&m_base, &m_tuned}) {
            column->id = 0; // answers still on their way belong to the other run
            column->text->clear();
            column->state->setText(" ");
        }
        m_strip->clear();
    }
    m_run = folder;
    m_options = options;
    updateButton();
}

void TryCard::ask() {
    m_strip->clear();
    ask(m_base, true);
    ask(m_tuned, false);
    updateButton();
}

void TryCard::ask(Column& column, bool baseOnly) {
    GenerateRequest request;
    request.model = m_run.toStdString();
    request.base_only = baseOnly;
    if (!m_options.data_options.system_prompt.empty()) {
        request.messages.push_back({"system", m_options.data_options.system_prompt}); // as it was trained
    }
    request.messages.push_back({"user", m_prompt->toPlainText().toStdString()});
    request.max_tokens = m_maxTokens->value();
    request.temperature = m_temperature->value();
    request.seed = static_cast<uint64_t>(m_seed->value());
    request.device = m_options.device;
    request.compute = m_options.compute;
    request.threads = m_options.threads;
    column.id = nextJobId();
    column.text->clear();
    column.state->setText("Waiting…");
    m_backend.generate(column.id, request);
}

void TryCard::piece(int id, const QString& text) {
    for (Column* column : {&m_base, &m_tuned}) {
        if (column->id == id) {
            QTextCursor cursor(column->text->document());
            cursor.movePosition(QTextCursor::End);
            cursor.insertText(text);
            column->state->setText("Writing…");
        }
    }
}

void TryCard::finish(int id, const GenerateResult& result) {
    for (Column* column : {&m_base, &m_tuned}) {
        if (column->id != id) {
            continue;
        }
        column->id = 0;
        column->text->setPlainText(qs(result.text));
        QString state = plural(result.tokens, "token", "tokens") + " in " + durationText(result.seconds);
        if (result.stopped == "length") {
            state += " · cut at the longest length";
        } else if (result.stopped == "cancelled") {
            state += " · cancelled";
        }
        column->state->setText(state);
    }
    updateButton();
}

void TryCard::fail(const QString& message) {
    m_strip->setMessage(Level::Problem, message);
    for (Column* column : {&m_base, &m_tuned}) {
        if (column->id != 0) {
            column->id = 0;
            column->state->setText("No answer");
        }
    }
    updateButton();
}

void TryCard::updateButton() {
    const bool waiting = m_base.id != 0 || m_tuned.id != 0;
    QString reason;
    if (m_backend.busy()) {
        reason = "Possible when the training run has ended.";
    } else if (waiting) {
        reason = "The models are answering…";
    } else if (m_prompt->toPlainText().trimmed().isEmpty()) {
        reason = "Write a prompt first.";
    }
    m_reason->setText(reason);
    m_generate->setEnabled(reason.isEmpty() && !m_run.isEmpty());
}

} // namespace loratrf
