#include "ui/try/evaluation.h"

#include "ui/plots/save_menu.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/remaining_time.h"
#include "ui/widgets/words.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <limits>
#include <map>

namespace loratrf {

namespace {

QStringList linesOf(const QString& name, const EvaluateResult& result) {
    const QString loss = Evaluation::tr("%1: loss %2, perplexity %3")
                             .arg(name, lossText(result.loss), numberText(result.perplexity, 'g', 4));
    QStringList lines{loss};
    if (result.generated > 0) {
        const QString exact =
            Evaluation::tr("%1 (%2 of %3)")
                .arg(percentText(result.exact_match), countText(result.exact), countText(result.generated));
        lines[0] = Evaluation::tr("%1, exact match %2").arg(loss, exact);
    }
    if (result.pairs > 0) {
        lines << Evaluation::tr("%1: the chosen answer is the likelier one in %2 of %3 pairs")
                     .arg(name, countText(result.likelier), countText(result.pairs));
    }
    return lines;
}

} // namespace

void Evaluation::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_run) {
        m_baseJob = m_tunedJob = 0;
        m_base.reset();
        m_tuned.reset();
        m_step = 0;
    }
    m_run = folder;
    m_options = options;
    m_device.setWanted(options.device);
}

QString Evaluation::obstacle(const Wish& wish, bool training) const {
    if (ending()) {
        return tr("Ending…");
    }
    if (training) {
        return tr("Possible when the training run has ended.");
    }
    return !waiting() && wish.data.isEmpty() ? tr("Choose a file with rows first.") : QString();
}

bool Evaluation::mayAsk(const Wish& wish, bool training) const {
    return !m_run.isEmpty() && !waiting() && obstacle(wish, training).isEmpty();
}

std::vector<std::pair<int, EvaluateRequest>> Evaluation::ask(const Wish& wish) {
    m_base.reset();
    m_tuned.reset();
    m_wish = wish;
    m_askedStep = m_step;
    m_ending = false;
    m_tunedJob = nextJobId();
    m_baseJob = nextJobId();
    return {{m_tunedJob, request(wish, false)}, {m_baseJob, request(wish, true)}};
}

std::vector<std::pair<int, EvaluateRequest>> Evaluation::askElsewhere(int job, const QString& problem) {
    if (m_ending || !awaits(job) || !m_device.giveUp(problem)) {
        return {};
    }
    return ask(m_wish);
}

EvaluateRequest Evaluation::request(const Wish& wish, bool baseOnly) const {
    EvaluateRequest request;
    request.model = m_run.toStdString();
    request.base_only = baseOnly;
    request.data = wish.data.toStdString();
    request.data_options = m_options.data_options;
    request.generate = wish.answers;
    request.max_tokens = wish.maxTokens;
    request.device = m_device.used();
    request.compute = m_options.compute;
    request.threads = m_options.threads;
    return request;
}

QString Evaluation::progressText(const ProgressEvent& progress) const {
    const QString which = m_tunedJob != 0 ? tr("Tuned model") : tr("Base model"); // which is asked second
    const QString what = engineText(progress.what);
    return progress.total > 0
               ? tr("%1: %2, %3 of %4")
                     .arg(which, what, amountText(progress, progress.done), amountText(progress, progress.total))
               : tr("%1: %2").arg(which, what);
}

bool Evaluation::finish(int job, const EvaluateResult& result) {
    if (!awaits(job)) {
        return false;
    }
    const bool ofBase = job == m_baseJob;
    (ofBase ? m_base : m_tuned) = result;
    (ofBase ? m_baseJob : m_tunedJob) = 0;
    return true;
}

bool Evaluation::fail(int job) {
    if (!awaits(job)) {
        return false;
    }
    m_baseJob = m_tunedJob = 0;
    return true;
}

const EvaluateResult* Evaluation::listed() const {
    return m_tuned ? &*m_tuned : m_base ? &*m_base : nullptr;
}

QString Evaluation::figures() const {
    QStringList lines;
    if (const EvaluateResult* one = listed(); one != nullptr && one->rows > 0) {
        lines << tr("Rows of %1: %2").arg(QFileInfo(m_wish.data).fileName(), countText(one->rows));
    }
    if (m_base) {
        lines << linesOf(tr("Base model"), *m_base);
    }
    if (m_tuned) {
        lines << linesOf(tr("Tuned"), *m_tuned);
    }
    return lines.join('\n');
}

QString Evaluation::notes() const {
    QStringList lines;
    if (listed() != nullptr && m_askedStep > 0 && m_step > 0 && m_step != m_askedStep) {
        lines << tr("These figures are those of step %1; the run is at step %2 now.")
                     .arg(countText(m_askedStep), countText(m_step));
    }
    if (const QString other = m_device.sentence(); !other.isEmpty()) {
        lines << other;
    }
    return lines.join('\n');
}

bool Evaluation::hasRows() const {
    const EvaluateResult* one = listed();
    return one != nullptr && one->generated > 0 && !one->details.empty();
}

std::vector<const EvaluatedRow*> Evaluation::chosen(Rows which) const {
    std::vector<const EvaluatedRow*> found;
    if (hasRows()) {
        for (const EvaluatedRow& row : listed()->details) {
            if (which == Rows::All || !row.match) {
                found.push_back(&row);
            }
        }
    }
    return found;
}

std::vector<Evaluation::Row> Evaluation::rows(Rows which) const {
    return list(which, mostRows);
}

std::vector<Evaluation::Row> Evaluation::list(Rows which, std::size_t most) const {
    const std::vector<const EvaluatedRow*> shown = chosen(which);
    std::map<int64_t, const EvaluatedRow*> byLine; // of the base model
    if (m_base) {
        for (const EvaluatedRow& row : m_base->details) {
            byLine[row.line] = &row;
        }
    }
    const auto answerOf = [](const EvaluatedRow& row) { return Answer{qs(row.answer), row.match}; };
    std::vector<Row> made(std::min(shown.size(), most));
    for (std::size_t i = 0; i < made.size(); ++i) {
        const EvaluatedRow& one = *shown[i];
        made[i].line = one.line;
        made[i].prompt = qs(one.prompt);
        made[i].expected = qs(one.expected);
        if (m_tuned) {
            made[i].tuned = answerOf(one);
        }
        if (const auto found = byLine.find(one.line); found != byLine.end()) {
            made[i].base = answerOf(*found->second);
        }
    }
    return made;
}

QString Evaluation::rowsText(Rows which) const {
    const std::size_t count = chosen(which).size();
    if (count > mostRows) {
        return tr("The table shows the first %1 of %2 rows.")
            .arg(countText(static_cast<int64_t>(mostRows)), countText(static_cast<int64_t>(count)));
    }
    return hasRows() && count == 0 ? tr("Every answer is as expected.") : QString();
}

QString Evaluation::inFull(const Row& row) {
    QStringList parts{tr("Line %1").arg(countText(row.line)), tr("Prompt: %1").arg(row.prompt),
                      tr("Expected: %1").arg(row.expected)};
    if (row.tuned) {
        parts << tr("Tuned: %1").arg(row.tuned->text);
    }
    if (row.base) {
        parts << tr("Base model: %1").arg(row.base->text);
    }
    return parts.join(QStringLiteral("\n\n"));
}

QString Evaluation::table(Rows which, QChar separator) const {
    const auto line = [separator](const QStringList& cells) {
        QStringList written;
        for (const QString& cell : cells) {
            written << textCell(cell, separator);
        }
        return written.join(separator) + QLatin1Char('\n');
    };
    const auto textOf = [](const std::optional<Answer>& one) { return one ? one->text : QString(); };
    const auto matchOf = [](const std::optional<Answer>& one) {
        return one ? QString::number(one->match ? 1 : 0) : QString();
    };
    QString text = line({tr("Line"), tr("Prompt"), tr("Expected"), tr("Tuned answer"), tr("Tuned answer matches"),
                         tr("Base answer"), tr("Base answer matches")});
    for (const Row& row : list(which, std::numeric_limits<std::size_t>::max())) {
        text += line({QString::number(row.line), row.prompt, row.expected, textOf(row.tuned), matchOf(row.tuned),
                      textOf(row.base), matchOf(row.base)});
    }
    return text;
}

} // namespace loratrf
