#include "ui/library/run_details.h"

#include "ui/library/library_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace loratrf {

namespace {

constexpr int typing_pause_ms = 700;

} // namespace

QString nextStep(const LibraryRun& run) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("loratrf::RunDetails", text); };
    if (!run.writable && run.state != LibraryState::Running) {
        return tr("Its folder cannot be written to: it can be opened, tried, duplicated and exported, but neither "
                  "trained on nor deleted.");
    }
    switch (run.state) {
    case LibraryState::Running:
        return tr("A process is training it right now. Open shows it live.");
    case LibraryState::Finished:
        return tr("All is done. Add epochs trains on; Open shows its curves and lets you try it.");
    case LibraryState::Stopped:
        return tr("Resume goes on from its newest checkpoint.");
    case LibraryState::Failed:
        return tr("Open shows its log. Duplicate it to try other options, or resume it from the newest checkpoint.");
    case LibraryState::Lost:
        break;
    }
    return tr("Nothing is lost up to its newest checkpoint: Resume goes on from there.");
}

RunDetails::RunDetails(QWidget* parent)
    : QWidget(parent), m_body(new QWidget), m_name(new TextLabel({}, TextLabel::Rank::CardTitle)),
      m_state(new TextLabel({}, TextLabel::Rank::Strong)), m_why(new TextLabel({})),
      m_figures(new TextLabel({}, TextLabel::Rank::Muted)), m_where(new TextLabel({}, TextLabel::Rank::Muted)),
      m_empty(new TextLabel({}, TextLabel::Rank::Muted)), m_check(new MessageStrip),
      m_star(new QCheckBox(tr("&Starred"))), m_tags(new QLineEdit), m_notes(new QPlainTextEdit) {
    m_name->setObjectName(QStringLiteral("detailName"));
    m_state->setObjectName(QStringLiteral("detailState"));
    m_why->setObjectName(QStringLiteral("detailWhy"));
    m_figures->setObjectName(QStringLiteral("detailFigures"));
    m_where->setObjectName(QStringLiteral("detailFolder"));
    m_check->setObjectName(QStringLiteral("detailCheck"));
    for (TextLabel* label : {m_name, m_why, m_figures, m_where}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    for (TextLabel* label : {m_why, m_where}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_star->setObjectName(QStringLiteral("detailStar"));
    m_tags->setObjectName(QStringLiteral("detailTags"));
    m_tags->setPlaceholderText(tr("final, orders, …"));
    m_notes->setObjectName(QStringLiteral("detailNotes"));
    m_notes->setPlaceholderText(tr("What you tried, what you saw"));
    m_notes->setTabChangesFocus(true);
    m_notes->setMinimumHeight(48);
    auto* tagsLabel = new QLabel(tr("Ta&gs"));
    tagsLabel->setBuddy(m_tags);
    auto* notesLabel = new QLabel(tr("&Notes"));
    notesLabel->setBuddy(m_notes);

    auto* told = new QVBoxLayout;
    told->setSpacing(space::tight);
    auto* title = new QHBoxLayout;
    title->addWidget(m_name, 1);
    title->addWidget(m_state, 0, Qt::AlignTop);
    told->addLayout(title);
    told->addWidget(m_why);
    told->addWidget(m_check);
    told->addWidget(m_figures);
    told->addWidget(m_where);
    told->addStretch();
    auto* words = new QGridLayout;
    words->setHorizontalSpacing(space::normal);
    words->setVerticalSpacing(space::tight);
    words->addWidget(tagsLabel, 0, 0);
    words->addWidget(m_tags, 0, 1);
    words->addWidget(m_star, 0, 2);
    words->addWidget(notesLabel, 1, 0, Qt::AlignTop);
    words->addWidget(m_notes, 1, 1, 1, 2);
    words->setRowStretch(1, 1);
    auto* columns = new QHBoxLayout(m_body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(2 * space::wide);
    columns->addLayout(told, 1);
    columns->addLayout(words, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty, 0, Qt::AlignTop);
    layout->addWidget(m_body, 1);

    m_soon.setSingleShot(true);
    m_soon.setInterval(typing_pause_ms);
    connect(&m_soon, &QTimer::timeout, this, &RunDetails::keep);
    connect(m_notes, &QPlainTextEdit::textChanged, this, [this] { m_soon.start(); });
    connect(m_tags, &QLineEdit::textEdited, this, [this] { m_soon.start(); });
    connect(m_tags, &QLineEdit::editingFinished, this, &RunDetails::keep);
    connect(m_star, &QCheckBox::toggled, this, &RunDetails::keep);
    allowWords();
    clear({});
}

RunDetails::~RunDetails() {
    keep();
}

RunWords RunDetails::typed() const {
    RunWords words{m_star->isChecked(), {}, m_notes->toPlainText()};
    for (const QString& part : m_tags->text().split(QLatin1Char(','))) {
        const QString tag = part.simplified();
        if (!tag.isEmpty() && !words.tags.contains(tag)) {
            words.tags << tag;
        }
    }
    return words;
}

void RunDetails::keep() {
    m_soon.stop();
    const RunWords words = typed();
    if (m_run.folder.isEmpty() || words == m_run.words) {
        return;
    }
    m_run.words = words;
    Q_EMIT wordsChanged(m_run.folder, words);
}

void RunDetails::fillWords() {
    const QSignalBlocker star(m_star), notes(m_notes), tags(m_tags);
    m_star->setChecked(m_run.words.star);
    m_tags->setText(m_run.words.tags.join(QStringLiteral(", ")));
    m_notes->setPlainText(m_run.words.notes);
}

void RunDetails::allowWords() {
    const bool allowed = m_run.writable;
    const QString obstacle = tr("The folder cannot be written to");
    m_star->setEnabled(allowed);
    m_tags->setReadOnly(!allowed);
    m_notes->setReadOnly(!allowed);
    m_star->setToolTip(allowed ? tr("Marks a run that matters; the list can show starred runs alone") : obstacle);
    m_tags->setToolTip(allowed ? tr("Words to find the run by, separated by commas. They lie in the run's folder")
                               : obstacle);
    m_notes->setToolTip(allowed ? tr("Kept in the run's folder and found by the search") : obstacle);
}

void RunDetails::setRun(const LibraryRun& run) {
    const bool same = run.folder == m_run.folder;
    if (!same) {
        keep();
    }
    const bool untouched = typed() == m_run.words && !m_tags->hasFocus() && !m_notes->hasFocus();
    m_run = run;
    if (!same || untouched) {
        fillWords();
    }
    allowWords();
    m_empty->hide();
    m_body->show();
    m_name->setText(run.name);
    m_state->setText(stateWord(run.state));
    colourState();
    m_why->setText(run.message.isEmpty() ? nextStep(run) : tr("%1\n%2").arg(engineText(run.message), nextStep(run)));
    QStringList figures;
    figures << (run.totalSteps > 0 ? tr("%1 of %2 steps").arg(countText(run.step), countText(run.totalSteps))
                                   : tr("%n step(s)", nullptr, int(run.step)));
    if (std::isfinite(run.bestEval)) {
        figures << tr("evaluation loss %1").arg(lossText(run.bestEval));
    }
    if (std::isfinite(run.exact)) {
        figures << tr("%1 answered exactly").arg(percentText(run.exact));
    }
    if (std::isfinite(run.preferred)) {
        figures << tr("chosen answers preferred in %1 of the pairs").arg(percentText(run.preferred));
    }
    if (run.parameters > 0) {
        figures << tr("%1 parameters trained").arg(shortCountText(run.parameters));
    }
    if (std::isfinite(run.seconds)) {
        figures << tr("took %1").arg(durationText(run.seconds));
    }
    if (run.peakMemory > 0) {
        figures << tr("%1 of memory at most").arg(sizeText(run.peakMemory));
    }
    figures << tr("%1 on disk").arg(sizeText(run.size));
    m_figures->setText(figures.join(QStringLiteral(" · ")));
    m_where->setText(run.folder);
    showCheck();
}

void RunDetails::colourState() {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, stateColour(m_run.state, palette()));
    m_state->setPalette(colours);
}

void RunDetails::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        colourState();
    }
    QWidget::changeEvent(event);
}

void RunDetails::clear(const QString& why) {
    keep();
    m_run = {};
    m_check->clear();
    m_body->hide();
    m_empty->setText(why);
    m_empty->show();
}

void RunDetails::setChecking(const QString& folder) {
    m_checks[folder] = {};
    showCheck();
}

void RunDetails::setCheck(const RunCheck& check) {
    m_checks[check.folder] = {check, {}};
    showCheck();
}

void RunDetails::showCheck() {
    const auto known = m_checks.find(m_run.folder);
    if (known != m_checks.end() && known->result && known->step.value_or(m_run.step) != m_run.step) {
        m_checks.erase(known); // the run has gone on since
        m_check->clear();
        return;
    }
    if (known == m_checks.end()) {
        m_check->clear();
        return;
    }
    known->step = m_run.step;
    if (!known->result) {
        m_check->setMessage(Level::Info, tr("Comparing with the checksums…"));
        return;
    }
    const RunCheck& check = *known->result;
    if (check.stopped) {
        m_check->setMessage(Level::Info, tr("Verifying was cancelled."));
    } else if (!check.faults.isEmpty()) {
        m_check->setMessage(Level::Problem, engineText(check.faults.join(QLatin1Char('\n'))));
    } else if (check.good.isEmpty()) {
        m_check->setMessage(Level::Warning, tr("There is nothing to verify: the run wrote no checkpoint and no "
                                               "adapter yet."));
    } else {
        m_check->setMessage(Level::Info, tr("As they were written: %1.").arg(check.good.join(QStringLiteral(", "))));
    }
}

} // namespace loratrf
