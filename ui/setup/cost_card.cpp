#include "ui/setup/cost_card.h"

#include "ui/setup/memory_bar.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>

namespace loratrf {

namespace {

constexpr int64_t budgetGrain = 64; // tokens; a budget is no finer than what it is foreseen with

// The colour of a part beside its name.
class Swatch : public QWidget {
public:
    explicit Swatch(std::size_t part) : m_part(part) { setFixedSize(12, 12); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(MemoryBar::partColour(m_part, palette()));
        painter.drawRoundedRect(rect(), 3, 3);
    }

private:
    std::size_t m_part;
};

int64_t rounded(int64_t tokens) {
    return tokens > budgetGrain ? tokens / budgetGrain * budgetGrain : tokens;
}

} // namespace

CostCard::CostCard(StudioBackend& backend, QWidget* parent)
    : Card(tr("Memory and time"), tr("What the run will need, before it starts."), parent), m_backend(backend),
      m_memory(new TextLabel({}, TextLabel::Rank::Muted)), m_notes(new TextLabel({}, TextLabel::Rank::Muted)),
      m_budget(new TextLabel({}, TextLabel::Rank::Muted)), m_disk(new TextLabel({}, TextLabel::Rank::Muted)),
      m_time(new TextLabel({}, TextLabel::Rank::Muted)), m_parts(new QWidget), m_legend(new QGridLayout),
      m_bar(new MemoryBar), m_take(new QPushButton(tr("Take it"))), m_measure(new QPushButton) {
    explainIn("memory");
    makeMemory();
    m_disk->setObjectName("diskForeseen");
    m_disk->hide();
    body()->addWidget(m_disk);
    makeTime();
    awaitMemory(tr("Choose a model to see what memory the run needs."));
    setOptions({}, {}, tr("With model and data chosen, three steps tell how long the run takes."));
    connect(&backend, &StudioBackend::dryRunDone, this, &CostCard::showDryRun);
    const auto failed = [this](const QString& job, const QString& message, int, bool cancelled) {
        if (job == "dry run" && !m_measuring.isEmpty()) {
            endDryRun(cancelled ? tr("Cancelled.") : engineText(message),
                      cancelled ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
        }
    };
    connect(&backend, &StudioBackend::failed, this, failed);
    connect(&backend, &StudioBackend::busyChanged, this, [this](bool busy) {
        if (busy && !m_measuring.isEmpty()) {
            endDryRun({}, TextLabel::Rank::Muted); // training has ended it
        }
    });
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job != "dry run" || m_measuring.isEmpty()) {
            return;
        }
        m_time->setText(progress.total > 0
                            ? m_left.appended(tr("%1, %2 of %3")
                                                  .arg(engineText(progress.what), amountText(progress, progress.done),
                                                       amountText(progress, progress.total)),
                                              progress)
                            : tr("%1…").arg(engineText(progress.what)));
    });
}

void CostCard::makeMemory() {
    m_memory->setObjectName("memoryState");
    body()->addWidget(m_memory);
    auto* column = new QVBoxLayout(m_parts);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tight);
    column->addWidget(m_bar);
    m_legend->setHorizontalSpacing(space::tight);
    m_legend->setVerticalSpacing(2);
    column->addLayout(m_legend);
    m_notes->setObjectName("memoryNotes");
    column->addWidget(m_notes);
    auto* line = new QHBoxLayout;
    m_budget->setObjectName("largestBudget");
    line->addWidget(m_budget, 1);
    m_take->setObjectName("takeBudget");
    m_take->setAccessibleName(tr("Take the largest token budget that fits"));
    m_take->setToolTip(tr("Sets \"Tokens at a time\". A larger budget is often faster and changes no result; more than "
                          "the tokens of one step brings nothing"));
    line->addWidget(m_take);
    column->addLayout(line);
    m_parts->hide();
    body()->addWidget(m_parts);
    connect(m_take, &QPushButton::clicked, this, [this] { Q_EMIT budgetWanted(m_largest); });
}

void CostCard::makeTime() {
    auto* line = new QHBoxLayout;
    m_time->setObjectName("dryRunText");
    line->addWidget(m_time, 1);
    m_measure->setObjectName("dryRunButton");
    line->addWidget(m_measure, 0, Qt::AlignTop);
    body()->addLayout(line);
    connect(m_measure, &QPushButton::clicked, this, &CostCard::startOrCancel);
}

void CostCard::awaitMemory(const QString& why) {
    m_memory->setRank(TextLabel::Rank::Muted);
    m_memory->setText(why);
    m_parts->setEnabled(false);
}

void CostCard::noMemory(const QString& why) {
    awaitMemory(why);
    m_parts->hide();
}

void CostCard::showMemory(const MemoryPlan& plan, qint64 freeBytes, qint64 largestBudget) {
    const Fit fit = fitOf(plan, freeBytes);
    m_memory->setRank(fit == Fit::TooLarge ? TextLabel::Rank::Problem : TextLabel::Rank::Body);
    m_memory->setText(
        tr("%1. Micro-batches of %2 tokens.").arg(memorySentence(plan, freeBytes), countText(plan.tokens)));
    m_bar->setPlan(plan, freeBytes);
    while (QLayoutItem* item = m_legend->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::vector<MemoryPart> parts = memoryParts(plan);
    const int rows = static_cast<int>(parts.size() + 1) / 2;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int row = static_cast<int>(i) % rows, column = static_cast<int>(i) / rows * 4;
        auto* name = new TextLabel(parts[i].name, TextLabel::Rank::Muted);
        auto* size = new TextLabel(sizeText(parts[i].bytes));
        size->setObjectName("memoryPart");
        size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        size->setWordWrap(false);
        name->setToolTip(parts[i].help);
        size->setToolTip(parts[i].help);
        m_legend->addWidget(new Swatch(i), row, column);
        m_legend->addWidget(name, row, column + 1);
        m_legend->addWidget(size, row, column + 2);
    }
    m_legend->setColumnStretch(1, 1);
    m_legend->setColumnStretch(5, 1);
    m_legend->setColumnMinimumWidth(3, space::normal);
    // The plan was made with a model of fewer layers, so only the reason is worth repeating.
    const QString reason = qs(plan.op_by_op).section(": ", 1);
    m_notes->setVisible(!reason.isEmpty());
    m_notes->setText(tr("The layers run operation by operation, which keeps more: %1").arg(engineText(reason)));
    m_largest = rounded(largestBudget);
    m_budget->setText(
        m_largest > 0
            ? tr("Largest token budget that fits: %1, with a tenth of the memory left over").arg(countText(m_largest))
            : tr("No token budget fits and leaves a tenth of the memory over: a smaller model or adapter "
                 "would"));
    m_take->setVisible(m_largest > 0);
    m_take->setEnabled(m_largest != plan.tokens);
    m_parts->show();
    m_parts->setEnabled(true);
}

void CostCard::showDisk(const DiskCosts& costs, qint64 freeBytes) {
    m_diskCosts = costs;
    m_freeDisk = freeBytes;
    updateDisk();
}

void CostCard::noDisk() {
    m_diskCosts.reset();
    updateDisk();
}

void CostCard::setLength(const RunLength& length) {
    m_length = length;
    updateDisk();
}

void CostCard::updateDisk() {
    m_disk->setVisible(m_diskCosts.has_value());
    if (!m_diskCosts) {
        return;
    }
    const DiskPlan plan = plan_disk(*m_diskCosts, m_options, m_length);
    const QString needed = sizeText(plan.total());
    const bool known = m_freeDisk >= 0, fits = !known || plan.total() <= m_freeDisk;
    m_disk->setRank(fits ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    if (!known) {
        m_disk->setText(tr("Disk: about %1 for checkpoints and adapter").arg(needed));
    } else if (fits) {
        m_disk->setText(tr("Disk: about %1 for checkpoints and adapter; %2 free").arg(needed, sizeText(m_freeDisk)));
    } else if (const int64_t keep = most_checkpoints(*m_diskCosts, m_options, m_length, m_freeDisk); keep > 0) {
        m_disk->setText(tr("Disk: about %1 for checkpoints and adapter, but only %2 free. \"Checkpoints kept\" at %3 "
                           "would fit")
                            .arg(needed, sizeText(m_freeDisk), countText(keep)));
    } else {
        m_disk->setText(tr("Disk: about %1 for checkpoints and adapter, but only %2 free. Make room, or choose a run "
                           "folder on another disk")
                            .arg(needed, sizeText(m_freeDisk)));
    }
    m_disk->setToolTip(tr("At most %n checkpoint(s) of %1 at a time, with the one being written; %2 stay when the run "
                          "has ended",
                          nullptr, static_cast<int>(plan.at_once))
                           .arg(sizeText(plan.checkpoint), sizeText(plan.left())));
}

void CostCard::setOptions(const TrainOptions& options, const QString& key, const QString& reason) {
    m_options = options;
    m_reason = reason;
    if (key != m_key) {
        m_result.clear(); // it was for other options
    }
    m_key = key;
    updateButton();
}

void CostCard::updateButton() {
    const bool running = !m_measuring.isEmpty();
    m_measure->setText(running ? tr("Cancel") : tr("&Measure three steps"));
    m_measure->setEnabled(running || m_reason.isEmpty());
    m_measure->setToolTip(running ? tr("Ends the measurement")
                                  : tr("Takes three steps on the batch with the most tokens and tells how long the run "
                                       "may take. Nothing is written; Start ends it"));
    if (!running) {
        m_time->setRank(m_result.isEmpty() ? TextLabel::Rank::Muted : m_resultRank);
        m_time->setText(!m_result.isEmpty()   ? m_result
                        : !m_reason.isEmpty() ? m_reason
                                              : tr("How long will it take? Three steps on the longest batch tell."));
    }
}

void CostCard::startOrCancel() {
    if (!m_measuring.isEmpty()) {
        m_backend.cancelDryRun();
        endDryRun(tr("Cancelled."), TextLabel::Rank::Muted);
        return;
    }
    m_measuring = m_key;
    m_left = {};
    m_result.clear();
    m_time->setRank(TextLabel::Rank::Muted);
    m_time->setText(tr("Reading model and data…"));
    updateButton();
    m_backend.dryRun(m_options);
}

void CostCard::goOnMeasuring(const QString& of) {
    m_measuring = of;
    updateButton();
    if (!of.isEmpty()) {
        m_time->setText(tr("Reading model and data…"));
    }
}

void CostCard::endDryRun(const QString& message, TextLabel::Rank rank) {
    m_measuring.clear();
    m_result = message;
    m_resultRank = rank;
    updateButton();
}

void CostCard::showDryRun(const DryRun& result) {
    if (m_measuring.isEmpty()) {
        return;
    }
    if (m_measuring != m_key) {
        endDryRun(tr("The options have changed since; measure again."), TextLabel::Rank::Muted);
        return;
    }
    QString text = tr("A step on the longest batch (%1 tokens) takes %2.")
                       .arg(countText(result.step_tokens), durationText(result.step_seconds));
    if (result.steps > 0) {
        text = tr("About %1 for %n step(s), at most %2; evaluations and checkpoints come on top. %3", nullptr,
                  static_cast<int>(result.steps))
                   .arg(durationText(result.seconds), durationText(result.most_seconds), text);
    }
    endDryRun(text, TextLabel::Rank::Body);
}

} // namespace loratrf
