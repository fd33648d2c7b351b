#include "ui/run/run_page.h"

#include "ui/plots/activity_view.h"
#include "ui/plots/loss_plot.h"
#include "ui/run/go_back_dialog.h"
#include "ui/run/gpu_strip.h"
#include "ui/run/plot_board.h"
#include "ui/run/queue_panel.h"
#include "ui/run/row_losses_view.h"
#include "ui/run/run_header.h"
#include "ui/run/run_log.h"
#include "ui/run/samples_view.h"
#include "ui/run/steer_dialog.h"
#include "ui/run/watch_strip.h"
#include "ui/studio_backend.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/empty_page.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/text_tabs.h"

#include <QFileInfo>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr int refreshInterval = 100; // ms, of the figures
constexpr int64_t warnsFor = 200;    // steps after a peak, which may have been passing
constexpr int noticeTime = 6000;     // ms

} // namespace

RunPage::RunPage(StudioBackend& backend, const RunModel& run, RunQueue* queue, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_model(run), m_refresh(new QTimer(this)), m_noticeEnd(new QTimer(this)),
      m_pages(new QStackedWidget(this)), m_plotStack(nullptr), m_header(new RunHeader(m_model, this)),
      m_strip(new WatchStrip(this)), m_plots(new PlotBoard(m_model, this)) {
    auto* empty = new EmptyPage(tr("Here you watch loss and filters while a run trains, and look at earlier runs."));
    connect(empty, &EmptyPage::setUpWanted, this, &RunPage::setUpWanted);
    connect(empty, &EmptyPage::runWanted, this, &RunPage::runWanted);
    m_pages->addWidget(empty);
    m_pages->addWidget(makeBody());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages, 1);
    if (queue != nullptr) {
        auto* panel = new QueuePanel(*queue, backend, this);
        layout->addWidget(panel);
        connect(panel, &QueuePanel::duplicateWanted, this, &RunPage::duplicateWanted);
    }

    connect(m_header, &RunHeader::pauseWanted, this, [this](bool paused) { m_backend.setPaused(paused); });
    connect(m_header, &RunHeader::stopWanted, this, [this] { m_backend.stop(); });
    connect(m_header, &RunHeader::checkpointWanted, this, [this] { m_backend.checkpointNow(); });
    connect(m_header, &RunHeader::evaluationWanted, this, [this] { m_backend.evaluateNow(); });
    connect(m_header, &RunHeader::changeWanted, this, &RunPage::askChange);
    connect(m_strip, &WatchStrip::goBackWanted, this, &RunPage::askGoBack);
    connect(m_strip, &WatchStrip::dismissed, this, [this] {
        m_notice.clear();
        m_failure.clear();
        m_dismissed = m_model.alarm() != nullptr ? m_model.alarm()->text : std::string();
        m_dismissedDead = m_model.activity().deadSites();
        updateStrip();
    });
    m_noticeEnd->setSingleShot(true);
    m_noticeEnd->setInterval(noticeTime);
    connect(m_noticeEnd, &QTimer::timeout, this, [this] {
        m_notice.clear();
        updateStrip();
    });
    connect(m_header, &RunHeader::resumeWanted, this, [this] { m_backend.resume(m_model.folder(), 0); });
    connect(m_header, &RunHeader::resultWanted, this, &RunPage::resultWanted);

    connect(&backend, &StudioBackend::runOpened, this, [this] {
        m_failure.clear();
        m_folder.clear(); // so that it is looked at again
        updateState();
    });
    connect(&backend, &StudioBackend::busyChanged, this, [this](bool busy) {
        if (busy) {
            m_failure.clear();
        }
        updateState();
    });
    connect(&backend, &StudioBackend::preparing, this, [this] {
        m_failure.clear();
        updateState();
    });
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == QLatin1String("train") || job == QLatin1String("go back")) {
            m_failure = engineText(message);
            updateState();
        }
    });

    m_refresh->setSingleShot(true);
    m_refresh->setInterval(refreshInterval);
    connect(m_refresh, &QTimer::timeout, this, &RunPage::updateState);
    const auto refreshSoon = [this] {
        if (!m_refresh->isActive()) {
            m_refresh->start();
        }
    };
    for (const auto signal : {&RunModel::reset, &RunModel::stepsGrew, &RunModel::evalsGrew, &RunModel::activityGrew,
                              &RunModel::logGrew, &RunModel::stateChanged}) {
        connect(&m_model, signal, this, refreshSoon);
    }
    connect(&m_model, &RunModel::reset, this, [this] {
        if (m_model.alarm() == nullptr || m_model.alarm()->text != m_dismissed) {
            m_dismissed.clear(); // alarms of the steps that come are new ones
        }
        m_dismissedDead.clear();
    });
    updateState();
}

LossPlot* RunPage::lossPlot() const {
    return m_plots->lossPlot();
}

QWidget* RunPage::makePlots() {
    auto* panel = new QWidget(this);
    m_plotStack = new QStackedLayout(panel);
    m_plotStack->addWidget(makeEmptyNote(tr("The plots appear here once the first step is done."), panel));
    m_plotStack->addWidget(m_plots);
    connect(m_plots, &PlotBoard::messageWanted, this, &RunPage::showNotice);
    return panel;
}

QWidget* RunPage::makeViews() {
    auto* panel = new QWidget(this);
    panel->setMinimumWidth(260); // as the map needs; tables have columns to narrow
    auto* tabs = new TextTabs(panel);
    tabs->setObjectName(QStringLiteral("runTabs"));
    tabs->addTab(tr("Activity"));
    tabs->addTab(tr("Samples"));
    tabs->addTab(tr("Rows"));
    auto* views = new QStackedWidget(panel);
    auto* activity = new ActivityView(m_model, panel);
    connect(activity, &ActivityView::stepPointed, m_plots, &PlotBoard::showCursor);
    connect(m_plots, &PlotBoard::cursorMoved, activity, [activity](std::optional<double> step) {
        activity->markStep(step ? std::optional(std::llround(*step)) : std::nullopt);
    });
    views->addWidget(activity);
    views->addWidget(new SamplesView(m_model, panel));
    views->addWidget(new RowLossesView(m_model, panel));
    connect(tabs, &QTabBar::currentChanged, views, &QStackedWidget::setCurrentIndex);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(tabs);
    layout->addWidget(views, 1);
    return panel;
}

QWidget* RunPage::makeBody() {
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("runSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    splitter->addWidget(makePlots());
    splitter->addWidget(makeViews());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400});

    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(24, 16, 24, 12);
    layout->setSpacing(16);
    layout->addWidget(m_header);
    layout->addWidget(new GpuStrip(m_backend, m_model, body));
    layout->addWidget(m_strip);
    layout->addWidget(splitter, 1);
    layout->addWidget(new RunLog(m_model, body));
    auto* scroll = new QScrollArea(this); // a low window scrolls rather than squeezes the plots
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the keys reach it from what lies in it
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    return scroll;
}

bool RunPage::steerable() const {
    const QString live = m_backend.liveRun();
    return m_backend.busy() && !live.isEmpty() && absoluteFolder(live) == m_model.folder();
}

void RunPage::askChange() {
    auto* dialog = new SteerDialog(m_model, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_backend.changeRecipe(dialog->change()); });
    dialog->open();
}

void RunPage::askGoBack() {
    auto* dialog = new GoBackDialog(m_model, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QString run = m_model.folder(); // the next one of the queue may have begun when the dialog is answered
    connect(dialog, &QDialog::accepted, this, [this, dialog, run, step = m_model.troubleBegan()] {
        m_failure.clear();
        m_backend.goBack(run, step, dialog->learningRate());
        updateState();
    });
    dialog->open();
}

void RunPage::showNotice(const QString& text) {
    m_notice = text;
    m_noticeEnd->start();
    updateStrip();
}

void RunPage::lookAtFolder() {
    const QString folder = m_model.folder();
    if (folder != m_folder) {
        m_folder = folder;
        const QFileInfo info(folder);
        m_writable = !info.exists() || info.isWritable();
    }
}

QString RunPage::methodLabel() const {
    const std::string key = m_model.method().toStdString();
    for (const MethodInfo& method : m_backend.methods()) {
        if (method.key == key) {
            return engineText(method.label);
        }
    }
    return m_model.method();
}

void RunPage::updateState() {
    m_pages->setCurrentIndex(m_model.isEmpty() && m_failure.isEmpty() && !m_backend.busy() ? 0 : 1);
    m_plotStack->setCurrentIndex(m_model.steps().empty() && m_model.evals().empty() ? 0 : 1);
    lookAtFolder();
    m_header->update(methodLabel(), steerable(), m_backend.busy(), m_writable);
    updateStrip();
}

void RunPage::updateStrip() {
    const NoteEvent* alarm = m_model.alarm();
    const bool failed = m_model.state() && m_model.state()->state == RunState::Failed;
    const bool ours = steerable() || (!m_model.isRunning() && !m_backend.busy());
    const bool back = alarm != nullptr && ours;
    const QString why =
        !m_writable ? tr("The folder cannot be written to")
        : m_model.hasCheckpointBefore(m_model.troubleBegan())
            ? QString()
            : tr("No checkpoint from before the trouble began is left, so there is no state to go back to");
    const bool recent = alarm != nullptr && alarm->text != m_dismissed &&
                        (alarm->level == Level::Problem || m_model.step() - m_model.alarmSaid() <= warnsFor);
    m_strip->setDismissible(!failed && (m_failure.isEmpty() || m_model.isRunning()));
    if (!m_failure.isEmpty() || failed) {
        m_strip->setMessage(Level::Problem, m_failure.isEmpty() ? engineText(m_model.state()->message) : m_failure,
                            back, why);
    } else if (!m_notice.isEmpty()) {
        m_strip->setMessage(Level::Info, m_notice);
    } else if (recent) {
        m_strip->setMessage(alarm->level, engineText(alarm->text), back, why);
    } else if (const QStringList dead = m_model.activity().deadSites(); !dead.isEmpty() && dead != m_dismissedDead) {
        const qsizetype named = std::min<qsizetype>(dead.size(), 12);
        QStringList shown;
        for (const QString& site : dead.first(named)) {
            shown << siteText(site);
        }
        const QString names = shown.join(QStringLiteral(", "));
        const QString list = dead.size() > named ? tr("%1 and %2 more").arg(names).arg(dead.size() - named) : names;
        m_strip->setMessage(Level::Warning,
                            tr("Dead sites, closed for every token in the last %1 reports: %2. A filter that stays "
                               "closed gets no gradient and cannot open again by itself.")
                                .arg(ActivityHistory::deadAfter)
                                .arg(list),
                            back, why);
    } else if (m_model.state() && m_model.state()->state == RunState::Stopped) {
        m_strip->setDismissible(false);
        m_strip->setMessage(Level::Info, engineText(m_model.state()->message)); // why, where there is more to say
    } else {
        m_strip->setMessage(Level::Info, {});
    }
}

} // namespace loratrf
