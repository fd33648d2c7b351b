#include "ui/activity_view.h"

#include "ui/empty_note.h"
#include "ui/heatmap.h"
#include "ui/run_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace loratrf {

namespace {

constexpr int refreshInterval = 200; // ms: the matrix is made anew each time
constexpr Activity kinds[] = {Activity::MeanFilter, Activity::ActiveShare, Activity::AdapterSize};

} // namespace

ActivityView::ActivityView(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_kind(new QComboBox(this)), m_readout(new QLabel(this)),
      m_empty(makeEmptyNote(tr("Filter activity appears here once the first step is done."), this)),
      m_stack(new QStackedLayout), m_heatmap(new Heatmap(this)) {
    m_kind->setAccessibleName(tr("What the heatmap shows"));
    m_readout->setObjectName(QStringLiteral("activityReadout"));
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setForegroundRole(QPalette::PlaceholderText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const Activity kind : kinds) {
        m_kind->addItem(label(kind), static_cast<int>(kind));
    }
    m_kind->setItemData(0, tr("How far the filter lets the adapter through, mean over the tokens of a step"),
                        Qt::ToolTipRole);
    m_kind->setItemData(1, tr("Share of the tokens whose filter is above zero"), Qt::ToolTipRole);
    m_kind->setItemData(2, tr("Size of the adapter's term against the base output"), Qt::ToolTipRole);

    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_kind);
    top->addWidget(m_readout, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_heatmap);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addLayout(m_stack, 1);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshInterval);
    connect(&m_timer, &QTimer::timeout, this, &ActivityView::refresh);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ActivityView::refresh);
    connect(m_heatmap, &Heatmap::readoutChanged, this, &ActivityView::showReadout);
    connect(&model, &RunModel::activityGrew, this, &ActivityView::schedule);
    connect(&model, &RunModel::reset, this, &ActivityView::schedule);
}

QString ActivityView::label(Activity kind) {
    switch (kind) {
    case Activity::MeanFilter:
        return tr("Mean filter");
    case Activity::ActiveShare:
        return tr("Active share");
    case Activity::AdapterSize:
        return tr("Adapter size");
    }
    return {};
}

Activity ActivityView::kind() const {
    return static_cast<Activity>(m_kind->currentData().toInt());
}

void ActivityView::setKind(Activity kind) {
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
}

void ActivityView::schedule() {
    if (!m_timer.isActive() && isVisible()) {
        m_timer.start();
    }
}

void ActivityView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

// A method without filters reports adapter sizes only.
void ActivityView::offerKinds() {
    const ActivityHistory& activity = m_model.activity();
    const bool filters = activity.has(Activity::MeanFilter) || activity.reports() == 0;
    if (!filters && kind() != Activity::AdapterSize) {
        setKind(Activity::AdapterSize);
    }
    m_kind->setEnabled(filters);
}

void ActivityView::showReadout(const QString& text) {
    m_readout->setText(text.isEmpty() && !m_heatmap->matrix().isEmpty() ? tr("Point at a cell to read it") : text);
}

void ActivityView::refresh() {
    offerKinds();
    const Matrix matrix = m_model.activity().matrix(kind());
    m_stack->setCurrentIndex(matrix.isEmpty() ? 0 : 1);
    m_heatmap->setLabels(tr("step"), label(kind()));
    m_heatmap->setUpperLimit(kind() == Activity::AdapterSize ? 0 : 1);
    m_heatmap->setMatrix(matrix);
    if (m_readout->text().isEmpty()) {
        showReadout({});
    }
}

} // namespace loratrf
