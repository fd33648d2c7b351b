#include "ui/plots/activity_view.h"

#include "ui/plots/heatmap.h"
#include "ui/plots/heatmap_menu.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/engine_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

constexpr int refreshInterval = 200; // ms: map and picture are made anew each time

} // namespace

ActivityView::ActivityView(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_measure(new QComboBox(this)), m_readout(new ElidedLabel(this)),
      m_empty(makeEmptyNote(tr("What the sites do appears here once the first step is done."), this)),
      m_stack(new QStackedLayout), m_heatmap(new Heatmap(this)),
      m_save(new HeatmapMenu(
          *m_heatmap, [this] { return engineText(measure().label); }, this)) {
    m_measure->setObjectName(QStringLiteral("activityMeasure"));
    m_measure->setToolTip(tr("Which figure of the adapter's sites the map shows"));
    m_measure->setAccessibleName(tr("What the heatmap shows"));
    m_readout->setObjectName(QStringLiteral("activityReadout"));
    m_readout->setForegroundRole(QPalette::PlaceholderText);
    m_readout->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    offerMeasures();

    auto* top = new QHBoxLayout;
    top->setSpacing(8); // beside the plots there is room for little more
    top->addWidget(m_measure);
    top->addWidget(m_readout, 1);
    top->addWidget(m_save);
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
    connect(m_measure, &QComboBox::currentIndexChanged, this, &ActivityView::refresh);
    connect(m_heatmap, &Heatmap::readoutChanged, this, &ActivityView::showReadout);
    connect(m_heatmap, &Heatmap::readoutChanged, this, [this] {
        const int column = m_heatmap->selectedColumn();
        Q_EMIT stepPointed(column < 0 ? std::nullopt : std::optional(stepOf(column)));
    });
    connect(m_heatmap, &Heatmap::cellChosen, this,
            [this](int, int column) { Q_EMIT stepChosen(static_cast<qint64>(stepOf(column))); });
    connect(m_save, &SaveMenu::said, m_readout, &QLabel::setText);
    connect(&model, &RunModel::activityGrew, this, &ActivityView::schedule);
    connect(&model, &RunModel::reset, this, &ActivityView::schedule);
}

Measure ActivityView::measure() const {
    const std::vector<Measure>& known = m_model.activity().measures();
    const auto index = static_cast<std::size_t>(std::max(0, m_measure->currentIndex()));
    return index < known.size() ? known[index] : adapter_ratio_measure();
}

void ActivityView::setMeasure(const std::string& key) {
    offerMeasures();
    m_measure->setCurrentIndex(m_measure->findData(QString::fromStdString(key)));
}

void ActivityView::markStep(std::optional<int64_t> step) {
    m_step = step;
    placeMark();
}

double ActivityView::stepOf(int column) const {
    const Matrix& matrix = m_heatmap->matrix();
    return matrix.firstKey + (column + 1) * matrix.keyStep - 1;
}

void ActivityView::placeMark() {
    const Matrix& matrix = m_heatmap->matrix();
    if (!m_step || matrix.isEmpty()) {
        m_heatmap->markColumn(-1);
        return;
    }
    const double column = std::floor((static_cast<double>(*m_step) - matrix.firstKey) / matrix.keyStep);
    m_heatmap->markColumn(static_cast<int>(std::clamp(column, 0.0, matrix.columns - 1.0)));
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

// What the run's method reports, its first measure chosen where the one shown before is not among them.
void ActivityView::offerMeasures() {
    const std::vector<Measure>& known = m_model.activity().measures();
    QStringList keys;
    for (const Measure& measure : known) {
        keys << QString::fromStdString(measure.key);
    }
    QStringList offered;
    for (int i = 0; i < m_measure->count(); ++i) {
        offered << m_measure->itemData(i).toString();
    }
    if (keys != offered) {
        const QString shown = m_measure->currentData().toString();
        const QSignalBlocker quiet(m_measure);
        m_measure->clear();
        for (const Measure& measure : known) {
            m_measure->addItem(engineText(measure.label), QString::fromStdString(measure.key));
            m_measure->setItemData(m_measure->count() - 1, engineText(measure.help), Qt::ToolTipRole);
        }
        m_measure->setCurrentIndex(std::max(0, m_measure->findData(shown)));
    }
    m_measure->setVisible(!known.empty());
    m_measure->setEnabled(known.size() > 1);
}

void ActivityView::showReadout(const QString& text) {
    m_readout->setText(text.isEmpty() && !m_heatmap->matrix().isEmpty()
                           ? tr("Point at a cell, or walk with the arrow keys, to read it")
                           : text);
}

void ActivityView::refresh() {
    offerMeasures();
    const Measure shown = measure();
    const Matrix matrix = m_model.activity().matrix(shown.key);
    m_stack->setCurrentIndex(matrix.isEmpty() ? 0 : 1);
    m_heatmap->setLabels(tr("step"), engineText(shown.label));
    m_heatmap->setUpperLimit(shown.limit);
    m_heatmap->setMatrix(matrix);
    placeMark();
    m_save->setVisible(!matrix.isEmpty());
    if (m_readout->text().isEmpty()) {
        showReadout({});
    }
}

} // namespace loratrf
