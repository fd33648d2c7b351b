#include "ui/library/compare_dialog.h"

#include "ui/library/compare_form.h"
#include "ui/library/compare_report_view.h"
#include "ui/library/method_comparison.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

bool liesIn(const QString& run, const QString& folder) {
    return QDir::cleanPath(QDir(run).absolutePath())
        .startsWith(QDir::cleanPath(QDir(folder).absolutePath()) + QLatin1Char('/'));
}

} // namespace

CompareDialog::CompareDialog(StudioBackend& backend, MethodComparison& comparison, QWidget* parent)
    : QDialog(parent), m_backend(backend), m_comparison(comparison), m_form(new CompareForm(backend.methods())),
      m_report(new CompareReportView), m_count(new TextLabel({}, TextLabel::Rank::Muted)),
      m_doing(new TextLabel({}, TextLabel::Rank::Muted)), m_strip(new MessageStrip), m_progress(new QProgressBar),
      m_start(new QPushButton(tr("&Start comparison"))), m_stop(new QPushButton(tr("S&top"))),
      m_again(new QPushButton(tr("&New comparison"))), m_files(new QPushButton(tr("Show report &files"))),
      m_open(new QPushButton(tr("&Open earlier…"))), m_goOn(new QPushButton(tr("Go on &with it"))) {
    setObjectName(QStringLiteral("compareDialog"));
    setWindowTitle(tr("Compare methods"));
    resize(820, 640);
    m_strip->setObjectName(QStringLiteral("compareStrip"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    m_progress->setObjectName(QStringLiteral("compareProgress"));
    m_doing->setObjectName(QStringLiteral("compareDoing"));
    m_doing->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_start->setObjectName(QStringLiteral("compareStart"));
    m_start->setProperty("primary", true);
    m_start->setToolTip(tr("Train all of them, one after the other"));
    m_stop->setObjectName(QStringLiteral("compareStop"));
    m_stop->setToolTip(tr("What is finished stays in the folder; the same options go on from there"));
    m_again->setObjectName(QStringLiteral("compareAgain"));
    m_again->setToolTip(tr("Back to the form"));
    m_files->setObjectName(QStringLiteral("compareFiles"));
    m_files->setToolTip(tr("The folder with the report as Markdown, CSV, JSON and pictures"));
    m_open->setObjectName(QStringLiteral("compareOpen"));
    m_open->setToolTip(tr("The report of a comparison from its folder; one that has not finished can go on"));
    m_goOn->setObjectName(QStringLiteral("compareGoOn"));
    m_goOn->setToolTip(tr("What is finished of it is not trained again"));
    auto* close = new QPushButton(tr("&Close"));
    close->setToolTip(tr("A comparison under way goes on"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::normal);
    buttons->addWidget(m_count, 1);
    for (QPushButton* button : {m_open, m_files, m_again, m_stop, m_goOn, m_start, close}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::wide, space::wide, space::wide, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(new TextLabel(tr("Compare methods"), TextLabel::Rank::PageTitle));
    layout->addWidget(m_strip);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_report, 1);
    layout->addWidget(m_doing);
    layout->addWidget(m_progress);
    layout->addLayout(buttons);
    m_report->hide();

    connect(m_start, &QPushButton::clicked, this, [this] { start(m_form->options()); });
    connect(m_goOn, &QPushButton::clicked, this, [this] { start(*m_unfinished); });
    connect(m_stop, &QPushButton::clicked, this, &CompareDialog::stop);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_report->hide();
        m_form->show();
        m_form->renewFolder();
        setWorking(false);
    });
    connect(m_files, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_shown)); });
    connect(m_open, &QPushButton::clicked, this, &CompareDialog::openEarlier);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_form, &CompareForm::changed, this, &CompareDialog::describe);
    connect(&backend, &StudioBackend::event, this, &CompareDialog::take);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job == QLatin1String("compare")) {
            sayProgress(progress);
        }
    });
    connect(&comparison, &MethodComparison::begun, this, [this] {
        m_waiting = false;
        m_doing->setText(tr("Looking at the base model…"));
    });
    connect(&comparison, &MethodComparison::compared, this, &CompareDialog::showResult);
    connect(&comparison, &MethodComparison::unfinished, this, &CompareDialog::offer);
    connect(&comparison, &MethodComparison::failed, this, [this](const QString& message) {
        m_strip->setMessage(Level::Problem, engineText(message));
        setWorking(false);
    });
    connect(&comparison, &MethodComparison::unreadable, m_strip,
            [this](const QString& message) { m_strip->setMessage(Level::Problem, engineText(message)); });
    connect(&backend, &StudioBackend::busyChanged, this, &CompareDialog::describe);
    setWorking(false);
}

void CompareDialog::setBase(const TrainOptions& base, const QString& projectFolder) {
    if (m_working || !m_form->isVisibleTo(this)) {
        return;
    }
    m_form->setBase(base, projectFolder);
    m_below = comparisonsFolder(projectFolder);
    m_comparison.findUnfinished(m_below);
}

void CompareDialog::describe() {
    const QString problem = m_form->plan().problem();
    m_start->setEnabled(problem.isEmpty() && !m_working);
    QString text;
    if (!m_working && m_form->isVisibleTo(this)) {
        text = !problem.isEmpty() ? problem : m_form->plan().workText();
        if (problem.isEmpty() && m_comparison.mustWait()) {
            text += QLatin1Char('\n') + tr("They begin when what is under way and the queue have ended.");
        }
    }
    m_count->setText(text);
}

int CompareDialog::trials(const CompareOptions& options) const {
    return int(trial_count(options, m_backend.methods()));
}

void CompareDialog::start(CompareOptions options) {
    m_strip->clear();
    m_begun.clear();
    m_ofTrial = false;
    m_left = {};
    m_asked = std::move(options);
    m_steps = 0;
    m_waiting = true;
    m_unfinished.reset();
    m_doing->setText(
        tr("Waiting for what is under way and the queue to end. It is kept in %1, so after a restart it can "
           "go on too.")
            .arg(qs(m_asked.folder)));
    m_progress->setRange(0, std::max(1, trials(m_asked)) * 100);
    m_progress->setValue(0);
    setWorking(true);
    m_comparison.compare(m_asked);
}

void CompareDialog::stop() {
    m_stop->setEnabled(false);
    if (!m_waiting) {
        m_backend.stop();
        return;
    }
    m_comparison.takeBack();
    setWorking(false);
    offer(m_asked);
}

void CompareDialog::openEarlier() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the report of a comparison"), m_below);
    if (!folder.isEmpty()) {
        m_strip->clear();
        m_comparison.open(folder);
    }
}

// A comparison that began earlier, perhaps before the window was closed.
void CompareDialog::offer(const CompareOptions& options) {
    if (m_working || !m_form->isVisibleTo(this)) {
        return;
    }
    m_unfinished = options;
    QStringList labels;
    for (const MethodInfo& method : m_backend.methods()) {
        if (std::ranges::count(options.methods, method.key) > 0) {
            labels << engineText(method.label);
        }
    }
    m_strip->setMessage(
        Level::Info,
        tr("The comparison in %1 has not finished: %2 on the rows of %3. It can go on where it is.")
            .arg(qs(options.folder), labels.join(QStringLiteral(", ")), QFileInfo(qs(options.train.data)).fileName()));
    setWorking(false);
}

void CompareDialog::setWorking(bool working) {
    m_working = working;
    m_waiting = m_waiting && working;
    const bool form = m_form->isVisibleTo(this);
    m_form->setEnabled(!working);
    m_doing->setVisible(working);
    m_progress->setVisible(working);
    m_stop->setVisible(working);
    m_stop->setEnabled(working);
    m_start->setVisible(!working && form);
    m_goOn->setVisible(!working && form && m_unfinished.has_value());
    m_again->setVisible(!working && !form);
    m_files->setVisible(!working && !form);
    m_open->setVisible(!working && form);
    describe();
}

void CompareDialog::take(const Event& event) {
    if (!m_working || m_waiting) {
        return;
    }
    if (const auto* start = std::get_if<StartEvent>(&event)) {
        m_ofTrial = liesIn(qs(start->run), qs(m_asked.folder));
        if (!m_ofTrial) { // it is only looked at meanwhile
            return;
        }
        m_begun.insert(qs(start->run));
        m_steps = start->total_steps;
        m_trial = tr("Training %1 (trial %2 of %3)")
                      .arg(QFileInfo(qs(start->run)).fileName())
                      .arg(m_begun.size())
                      .arg(trials(m_asked));
        m_doing->setText(m_trial);
    } else if (const auto* step = std::get_if<StepEvent>(&event); step != nullptr && m_ofTrial) {
        const double share = m_steps > 0                      ? double(step->step) / double(m_steps)
                             : m_asked.budget == Budget::Time ? step->seconds / m_asked.seconds
                                                              : 0;
        m_progress->setValue(int(100 * (double(m_begun.size()) - 1 + std::min(share, 1.0))));
        m_doing->setText(
            m_left.appended(m_trial, {.what = {}, .done = m_progress->value(), .total = m_progress->maximum()}));
    }
}

// What comes before the first trial; from then on its steps say more.
void CompareDialog::sayProgress(const ProgressEvent& progress) {
    if (!m_working || m_waiting || !m_begun.isEmpty()) {
        return;
    }
    const QString what = engineText(progress.what);
    if (progress.total <= 0) {
        m_doing->setText(tr("%1…").arg(what));
        return;
    }
    const QString done = amountText(progress, progress.done), total = amountText(progress, progress.total);
    m_doing->setText(m_left.appended(tr("%1, %2 of %3").arg(what, done, total), progress));
}

void CompareDialog::showResult(const CompareResult& result) {
    setWorking(false);
    if (result.state != RunState::Finished) {
        m_unfinished = m_asked;
        m_strip->setMessage(
            Level::Info, tr("Stopped. It can go on from there: what is finished stays in %1.").arg(qs(result.folder)));
        setWorking(false);
        return;
    }
    m_report->setResult(result);
    m_shown = qs(result.folder);
    m_form->hide();
    m_report->show();
    setWorking(false);
}

} // namespace loratrf
