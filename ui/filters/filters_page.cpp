#include "ui/filters/filters_page.h"

#include "ui/filters/compare_view.h"
#include "ui/filters/probe_view.h"
#include "ui/filters/statistics_view.h"
#include "ui/filters/time_bar.h"
#include "ui/filters/time_cursor.h"
#include "ui/plots/activity_view.h"
#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_page.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/text_tabs.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace loratrf {

FiltersPage::FiltersPage(StudioBackend& backend, const RunModel& run, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_run(run), m_pages(new QStackedWidget(this)), m_time(new TimeCursor(this)),
      m_timeBar(new TimeBar(*m_time, this)), m_views(new QStackedWidget(this)), m_activity(new ActivityView(run, this)),
      m_probes(new ProbeView(run, this)), m_compare(new CompareView(backend, run, this)),
      m_statistics(new StatisticsView(backend, run, this)) {
    auto* empty = new EmptyPage(tr("Here you see what each place of the adapter does, over time and over a text."));
    connect(empty, &EmptyPage::setUpWanted, this, &FiltersPage::setUpWanted);
    connect(empty, &EmptyPage::runWanted, this, &FiltersPage::runWanted);
    m_pages->addWidget(empty);
    m_pages->addWidget(makeBody());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_probes, &ProbeView::probeWanted, this,
            [this](const QString& text) { m_backend.probe(m_run.folder(), text); });
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == QLatin1String("probe")) {
            m_probes->setMessage(engineText(message));
        }
    });
    connect(m_time, &TimeCursor::moved, this, &FiltersPage::showTime);
    connect(m_probes, &ProbeView::stepsChanged, this, &FiltersPage::updateSteps);
    connect(m_activity, &ActivityView::stepChosen, m_time, &TimeCursor::choose);
    connect(&run, &RunModel::reset, m_time, &TimeCursor::goToNewest);
    m_stepsTimer.setSingleShot(true);
    m_stepsTimer.setInterval(200); // ms: reports may come many times a second
    connect(&m_stepsTimer, &QTimer::timeout, this, &FiltersPage::updateSteps);
    connect(&run, &RunModel::activityGrew, this, [this] {
        if (!m_stepsTimer.isActive() && isVisible()) {
            m_stepsTimer.start();
        }
    });
    for (const auto signal : {&RunModel::reset, &RunModel::activityGrew, &RunModel::stateChanged}) {
        connect(&run, signal, this, &FiltersPage::updateState);
    }
    updateState();
}

QWidget* FiltersPage::makeBody() {
    auto* body = new QWidget(this);
    auto* tabs = new TextTabs(body);
    tabs->setObjectName(QStringLiteral("filterTabs"));
    tabs->addTab(tr("Activity over time"));
    tabs->addTab(tr("Activity over a text"));
    tabs->addTab(tr("Over many rows"));
    tabs->addTab(tr("Two runs"));
    for (QWidget* view : std::initializer_list<QWidget*>{m_activity, m_probes, m_statistics, m_compare}) {
        m_views->addWidget(view);
    }
    connect(tabs, &QTabBar::currentChanged, m_views, &QStackedWidget::setCurrentIndex);
    connect(tabs, &QTabBar::currentChanged, this, &FiltersPage::updateSteps);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(new TextLabel(tr("Filters"), TextLabel::Rank::PageTitle));
    layout->addWidget(tabs);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_timeBar);
    return body;
}

void FiltersPage::updateState() {
    m_pages->setCurrentIndex(m_run.isEmpty() ? 0 : 1);
}

// The steps of what is shown: all reports of the sites, or those of the probe text.
void FiltersPage::updateSteps() {
    const bool ofText = m_views->currentWidget() == m_probes;
    const bool timed = ofText || m_views->currentWidget() == m_activity;
    m_timeBar->setVisible(timed);
    if (timed) {
        m_time->setSteps(ofText ? m_run.filters().steps(m_probes->probe()) : m_run.activity().steps());
        showTime();
    } else {
        m_time->setPlaying(false);
    }
}

void FiltersPage::showTime() {
    if (m_time->steps().empty()) {
        return;
    }
    if (m_views->currentWidget() == m_probes) {
        m_probes->showStep(m_time->step());
    } else {
        m_activity->markStep(m_time->step());
    }
}

void FiltersPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    updateSteps();
}

// Space that no control wanted for itself.
void FiltersPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && m_timeBar->isVisible()) {
        m_time->setPlaying(!m_time->isPlaying());
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace loratrf
