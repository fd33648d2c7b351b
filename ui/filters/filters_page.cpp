#include "ui/filters/filters_page.h"

#include "ui/filters/probe_view.h"
#include "ui/plots/activity_view.h"
#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_page.h"
#include "ui/widgets/text_tabs.h"
#include "ui/widgets/theme.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace loratrf {

FiltersPage::FiltersPage(StudioBackend& backend, const RunModel& run, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_run(run), m_pages(new QStackedWidget(this)),
      m_activity(new ActivityView(run, this)), m_probes(new ProbeView(run, this)) {
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
            m_probes->setMessage(message);
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
    auto* views = new QStackedWidget(body);
    views->addWidget(m_activity);
    views->addWidget(m_probes);
    connect(tabs, &QTabBar::currentChanged, views, &QStackedWidget::setCurrentIndex);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    layout->setSpacing(space::normal);
    layout->addWidget(new TextLabel(tr("Filters"), TextLabel::Rank::PageTitle));
    layout->addWidget(tabs);
    layout->addWidget(views, 1);
    return body;
}

void FiltersPage::updateState() {
    m_pages->setCurrentIndex(m_run.isEmpty() ? 0 : 1);
}

} // namespace loratrf
