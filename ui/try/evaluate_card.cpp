#include "ui/try/evaluate_card.h"

#include "ui/studio_backend.h"
#include "ui/try/evaluation_table.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <algorithm>

namespace loratrf {

namespace {

const auto runKey = QStringLiteral("try/evaluated_run"); // that the file in the field was chosen for

} // namespace

EvaluateCard::EvaluateCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Evaluate"), tr("Both models on rows they were not trained on."), parent), m_backend(backend),
      m_file(new DropField("data", DropField::Accepts::File, tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"),
                           tr("Drop a file with evaluation rows here"))),
      m_answers(new QCheckBox(tr("Write answers and c&ompare them"))), m_maxTokens(new QSpinBox),
      m_button(new QPushButton(tr("Eval&uate"))), m_stop(new QPushButton(tr("Stop"))),
      m_reason(new TextLabel({}, TextLabel::Rank::Muted)), m_doing(new TextLabel({}, TextLabel::Rank::Muted)),
      m_progress(new QProgressBar), m_strip(new MessageStrip), m_result(new TextLabel({})),
      m_notes(new TextLabel({}, TextLabel::Rank::Muted)), m_table(new EvaluationTable(m_evaluation)) {
    m_file->edit()->setObjectName("evaluateData");
    m_file->edit()->setAccessibleName(tr("Evaluation data file"));
    auto* form = new Form(2);
    form->addField("data", tr("Ro&ws"), m_file, tr("Rows in the shape of the training data"), 2);
    m_answers->setObjectName("evaluateAnswers");
    m_answers->setChecked(true);
    m_maxTokens->setObjectName("evaluateMaxTokens");
    m_maxTokens->setRange(1, 1 << 20);
    m_maxTokens->setValue(256);
    form->addField("max_tokens", tr("Longest answer, in to&kens"), m_maxTokens,
                   tr("An answer is cut here; a cut answer rarely matches. As long as the longest expected one"));
    form->addField(
        "generate", tr("Write answers and compare them"), m_answers,
        tr("Each model answers every row at temperature 0; an answer matches when it equals the expected one "
           "exactly, outer white space aside. Slower than the loss alone"));
    body()->addWidget(form);
    auto* line = new QHBoxLayout;
    m_button->setObjectName("evaluateButton");
    m_button->setToolTip(tr("Evaluate the base model and the tuned one"));
    m_stop->setObjectName("evaluateStop");
    m_stop->setToolTip(tr("End the evaluation; no figures are kept"));
    m_reason->setObjectName("evaluateReason");
    line->addWidget(m_button);
    line->addWidget(m_stop);
    line->addWidget(m_reason, 1);
    body()->addLayout(line);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the evaluation"));
    body()->addWidget(m_doing);
    body()->addWidget(m_progress);
    m_doing->hide();
    m_progress->hide();
    m_strip->setObjectName("evaluateStrip");
    body()->addWidget(m_strip);
    m_result->setObjectName("evaluateResult");
    body()->addWidget(m_result);
    m_notes->setObjectName("evaluateNotes");
    body()->addWidget(m_notes);
    body()->addWidget(m_table);

    connect(m_button, &QPushButton::clicked, this, &EvaluateCard::ask);
    connect(m_stop, &QPushButton::clicked, this, &EvaluateCard::stop);
    connect(m_answers, &QCheckBox::toggled, m_maxTokens, &QSpinBox::setEnabled);
    connect(m_file, &DropField::pathChanged, this, &EvaluateCard::updateButton);
    connect(&backend, &StudioBackend::busyChanged, this, &EvaluateCard::updateButton);
    connect(&backend, &StudioBackend::evaluated, this, &EvaluateCard::take);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job == "evaluate") {
            showProgress(progress);
        }
    });
    connect(&backend, &StudioBackend::failed, this,
            [this](const QString&, const QString& message, int job, bool cancelled) { fail(job, message, cancelled); });
    showResults();
    updateButton();
}

void EvaluateCard::setRun(const QString& folder, const TrainOptions& options) {
    const bool another = folder != m_evaluation.run();
    if (another) {
        if (m_evaluation.waiting()) { // its progress would pass for that of the next one
            m_backend.cancel("evaluate");
        }
        m_strip->clear();
        // What stood there the last time the program was open stays, where it was for this run.
        QSettings settings;
        if (!m_evaluation.run().isEmpty() || m_file->path().isEmpty() || settings.value(runKey).toString() != folder) {
            m_file->setPath(qs(options.eval_data));
        }
        settings.setValue(runKey, folder);
    }
    m_evaluation.setRun(folder, options);
    if (another) {
        showResults();
    }
    updateButton();
}

void EvaluateCard::setStep(int64_t step) {
    m_evaluation.setStep(step);
    showNotes();
}

void EvaluateCard::setState(const State& state) {
    m_evaluation = state;
    showResults();
    updateButton();
}

Evaluation::Wish EvaluateCard::wish() const {
    return {m_file->path(), m_answers->isChecked(), m_maxTokens->value()};
}

void EvaluateCard::ask() {
    m_strip->clear();
    send(m_evaluation.ask(wish()));
    m_file->remember();
}

void EvaluateCard::send(const std::vector<std::pair<int, EvaluateRequest>>& questions) {
    m_left = {};
    for (const auto& [job, request] : questions) {
        m_backend.evaluate(job, request);
    }
    showResults(); // those of before are gone
    updateButton();
}

void EvaluateCard::stop() {
    m_evaluation.stop();
    m_backend.cancel("evaluate");
    updateButton();
}

void EvaluateCard::take(int job, const EvaluateResult& result) {
    if (!m_evaluation.finish(job, result)) {
        return;
    }
    showResults();
    if (m_evaluation.base() && m_evaluation.tuned()) {
        Q_EMIT compared(*m_evaluation.base(), *m_evaluation.tuned());
    }
    updateButton();
}

void EvaluateCard::fail(int job, const QString& message, bool cancelled) {
    if (const auto again = m_evaluation.askElsewhere(job, message); !again.empty()) {
        send(again);
        return;
    }
    if (!m_evaluation.fail(job)) {
        return;
    }
    if (!cancelled) { // the other model would work on unseen
        m_backend.cancel("evaluate");
    }
    m_strip->setFailure(engineText(message), cancelled, tr("The evaluation was stopped."));
    updateButton();
}

void EvaluateCard::showResults() {
    const QString figures = m_evaluation.figures();
    m_result->setText(figures);
    m_result->setToolTip(figures.isEmpty() ? QString() : m_evaluation.data());
    m_result->setVisible(!figures.isEmpty());
    m_table->refresh();
    showNotes();
}

void EvaluateCard::showNotes() {
    const QString notes = m_evaluation.notes();
    m_notes->setText(notes);
    m_notes->setVisible(!notes.isEmpty());
}

void EvaluateCard::showProgress(const ProgressEvent& progress) {
    if (!m_evaluation.waiting()) {
        return;
    }
    m_doing->setText(m_left.appended(m_evaluation.progressText(progress), progress));
    m_progress->setMaximum(progress.total > 0 ? 1000 : 0);
    m_progress->setValue(
        progress.total > 0 ? static_cast<int>(1000 * std::min(progress.done, progress.total) / progress.total) : 0);
}

void EvaluateCard::updateButton() {
    const bool waiting = m_evaluation.waiting();
    m_doing->setVisible(waiting);
    m_progress->setVisible(waiting);
    m_stop->setVisible(waiting);
    m_stop->setEnabled(!m_evaluation.ending());
    if (!waiting) {
        m_progress->setRange(0, 0);
        m_doing->setText(tr("Waiting…"));
    }
    m_reason->setText(m_evaluation.obstacle(wish(), m_backend.busy()));
    m_button->setEnabled(m_evaluation.mayAsk(wish(), m_backend.busy()));
}

} // namespace loratrf
