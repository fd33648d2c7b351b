#include "ui/try/evaluate_card.h"

#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableWidget>

#include <algorithm>
#include <map>

namespace loratrf {

namespace {

constexpr int shownRows = 2000;
const auto runKey = QStringLiteral("try/evaluated_run"); // that the file in the field was chosen for

QString exactText(const EvaluateResult& result) {
    return EvaluateCard::tr("%1 (%2 of %3)")
        .arg(percentText(result.exact_match), countText(result.exact), countText(result.generated));
}

} // namespace

EvaluateCard::EvaluateCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Evaluate"), tr("Both models on rows they were not trained on."), parent), m_backend(backend),
      m_file(new DropField("data", DropField::Accepts::File, tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"),
                           tr("Drop a file with evaluation rows here"))),
      m_answers(new QCheckBox(tr("Write answers and c&ompare them"))), m_maxTokens(new QSpinBox),
      m_button(new QPushButton(tr("Eval&uate"))), m_stop(new QPushButton(tr("Stop"))),
      m_reason(new TextLabel({}, TextLabel::Rank::Muted)), m_doing(new TextLabel({}, TextLabel::Rank::Muted)),
      m_progress(new QProgressBar), m_strip(new MessageStrip), m_result(new TextLabel({})),
      m_table(new QTableWidget(0, 4)) {
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
    m_result->hide();
    body()->addWidget(m_result);

    m_table->setObjectName("evaluatedRows");
    m_table->setAccessibleName(tr("Expected and given answers"));
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("Expected"), tr("Tuned answer"), tr("Base answer")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(260);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->hide();
    body()->addWidget(m_table);

    connect(m_button, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_backend.cancel("evaluate"); });
    connect(m_file, &DropField::pathChanged, this, &EvaluateCard::updateButton);
    connect(&backend, &StudioBackend::busyChanged, this, &EvaluateCard::updateButton);
    connect(&backend, &StudioBackend::evaluated, this, &EvaluateCard::take);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job == "evaluate") {
            showProgress(progress);
        }
    });
    const auto fail = [this](const QString&, const QString& message, int id, bool cancelled) {
        if (id != 0 && (id == m_baseId || id == m_tunedId)) {
            m_baseId = m_tunedId = 0;
            m_strip->setFailure(engineText(message), cancelled, tr("The evaluation was stopped."));
            updateButton();
        }
    };
    connect(&backend, &StudioBackend::failed, this, fail);
    updateButton();
}

void EvaluateCard::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_run) {
        if (m_baseId != 0 || m_tunedId != 0) { // its progress would pass for that of the next one
            m_backend.cancel("evaluate");
        }
        m_baseId = m_tunedId = 0;
        m_base.reset();
        m_tuned.reset();
        m_result->hide();
        m_table->hide();
        m_strip->clear();
        // What stood there the last time the program was open stays, where it was for this run.
        QSettings settings;
        if (!m_run.isEmpty() || m_file->path().isEmpty() || settings.value(runKey).toString() != folder) {
            m_file->setPath(qs(options.eval_data));
        }
        settings.setValue(runKey, folder);
    }
    m_run = folder;
    m_options = options;
    updateButton();
}

void EvaluateCard::ask() {
    m_strip->clear();
    m_base.reset();
    m_tuned.reset();
    m_left = {};
    m_tunedId = ask(false);
    m_baseId = ask(true);
    m_file->remember();
    updateButton();
}

int EvaluateCard::ask(bool baseOnly) {
    EvaluateRequest request;
    request.model = m_run.toStdString();
    request.base_only = baseOnly;
    request.data = m_file->path().toStdString();
    request.data_options = m_options.data_options;
    request.generate = m_answers->isChecked();
    request.max_tokens = m_maxTokens->value();
    request.device = m_options.device;
    request.compute = m_options.compute;
    request.threads = m_options.threads;
    const int id = nextJobId();
    m_backend.evaluate(id, request);
    return id;
}

void EvaluateCard::take(int id, const EvaluateResult& result) {
    if (id == 0 || (id != m_baseId && id != m_tunedId)) {
        return;
    }
    (id == m_baseId ? m_base : m_tuned) = result;
    (id == m_baseId ? m_baseId : m_tunedId) = 0;
    showResults();
    if (m_base && m_tuned) {
        Q_EMIT compared(*m_base, *m_tuned);
    }
    updateButton();
}

void EvaluateCard::setState(const State& state) {
    m_baseId = state.baseId;
    m_tunedId = state.tunedId;
    m_base = state.base;
    m_tuned = state.tuned;
    if (m_base || m_tuned) {
        showResults();
    }
    updateButton();
}

void EvaluateCard::showResults() {
    QStringList lines;
    const auto line = [&](const QString& name, const std::optional<EvaluateResult>& one) {
        if (one) {
            const QString loss =
                tr("%1: loss %2, perplexity %3").arg(name, lossText(one->loss), numberText(one->perplexity, 'g', 4));
            lines << (one->generated > 0 ? tr("%1, exact match %2").arg(loss, exactText(*one)) : loss);
            if (one->pairs > 0) {
                lines << tr("%1: the chosen answer is the likelier one in %2 of %3 pairs")
                             .arg(name, countText(one->likelier), countText(one->pairs));
            }
        }
    };
    line(tr("Base model"), m_base);
    line(tr("Tuned"), m_tuned);
    const EvaluateResult& listed = m_tuned ? *m_tuned : *m_base;
    if (const auto rows = static_cast<int64_t>(listed.details.size()); listed.generated > 0 && rows > shownRows) {
        lines << tr("The table shows the first %1 of %2 rows.").arg(countText(shownRows), countText(rows));
    }
    m_result->setText(lines.join('\n'));
    m_result->show();
    fillTable();
}

void EvaluateCard::showProgress(const ProgressEvent& progress) {
    if (m_baseId == 0 && m_tunedId == 0) {
        return;
    }
    const QString which = m_tunedId != 0 ? tr("Tuned model") : tr("Base model");
    const QString text = progress.total > 0
                             ? tr("%1: %2, %3 of %4")
                                   .arg(which, engineText(progress.what), amountText(progress, progress.done),
                                        amountText(progress, progress.total))
                             : tr("%1: %2").arg(which, engineText(progress.what));
    m_doing->setText(m_left.appended(text, progress));
    m_progress->setMaximum(progress.total > 0 ? 1000 : 0);
    m_progress->setValue(
        progress.total > 0 ? static_cast<int>(1000 * std::min(progress.done, progress.total) / progress.total) : 0);
}

void EvaluateCard::fillTable() {
    std::map<int64_t, const EvaluatedRow*> base;
    if (m_base) {
        for (const EvaluatedRow& row : m_base->details) {
            base[row.line] = &row;
        }
    }
    const std::vector<EvaluatedRow>& rows = m_tuned ? m_tuned->details : m_base->details;
    const bool answers = (m_tuned ? m_tuned->generated : m_base->generated) > 0;
    m_table->setVisible(answers);
    if (!answers) {
        return;
    }
    const int count = std::min(static_cast<int>(rows.size()), shownRows);
    m_table->setRowCount(count);
    const auto cell = [&](int row, int column, const QString& text, const QColor& colour = {}) {
        auto* item = new QTableWidgetItem(text.simplified());
        item->setToolTip(text);
        if (colour.isValid()) {
            item->setForeground(colour);
        }
        m_table->setItem(row, column, item);
    };
    const ThemeColours& colours = themeColours(palette());
    const auto answer = [&](int row, int column, const EvaluatedRow* one) {
        cell(row, column, one == nullptr ? QString() : (one->match ? "✓ " : "✗ ") + qs(one->answer),
             one == nullptr ? QColor()
             : one->match   ? colours.good
                            : colours.problem);
    };
    for (int row = 0; row < count; ++row) {
        const EvaluatedRow& one = rows[static_cast<std::size_t>(row)];
        const auto found = base.find(one.line);
        cell(row, 0, countText(one.line));
        m_table->item(row, 0)->setToolTip(qs(one.prompt));
        cell(row, 1, qs(one.expected));
        answer(row, 2, m_tuned ? &one : nullptr);
        answer(row, 3, found == base.end() ? nullptr : found->second);
    }
}

void EvaluateCard::updateButton() {
    const bool waiting = m_baseId != 0 || m_tunedId != 0;
    m_doing->setVisible(waiting);
    m_progress->setVisible(waiting);
    m_stop->setVisible(waiting);
    if (!waiting) {
        m_progress->setRange(0, 0);
        m_doing->setText(tr("Waiting…"));
    }
    QString reason;
    if (m_backend.busy()) {
        reason = tr("Possible when the training run has ended.");
    } else if (!waiting && m_file->path().isEmpty()) {
        reason = tr("Choose a file with rows first.");
    }
    m_reason->setText(reason);
    m_button->setEnabled(reason.isEmpty() && !waiting && !m_run.isEmpty());
}

} // namespace loratrf
