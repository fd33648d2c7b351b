#include "ui/filters/statistics_view.h"

#include "ui/filters/statistics_maps.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/heatmap_menu.h"
#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"
#include "ui/widgets/work_bar.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

const auto job = QStringLiteral("statistics");

enum Map { Percentiles, Distribution, GroupMeans, GroupShares };
constexpr int groupingRole = Qt::UserRole + 1;

} // namespace

StatisticsView::StatisticsView(StudioBackend& backend, const RunModel& run, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_run(run),
      m_data(new DropField(QStringLiteral("data"), DropField::Accepts::File,
                           tr("Data (*.jsonl *.json *.csv *.tsv);;All files (*)"), tr("The run's evaluation rows"),
                           this)),
      m_rows(new QSpinBox(this)), m_look(new QPushButton(tr("&Look at the rows"), this)),
      m_bar(new WorkBar(QStringLiteral("statistics"), tr("&Stop"), tr("Stop looking; nothing is kept"), this)),
      m_strip(new MessageStrip(this)), m_result(nullptr) {
    m_data->edit()->setObjectName(QStringLiteral("statisticsData"));
    m_data->edit()->setAccessibleName(tr("File with rows"));
    m_data->edit()->setToolTip(
        tr("Rows in the shape of the training data. Left empty, the run's own evaluation rows are "
           "taken, or where it has none its training rows."));
    m_rows->setObjectName(QStringLiteral("statisticsRows"));
    m_rows->setRange(0, 100000);
    m_rows->setSpecialValueText(tr("all"));
    m_rows->setValue(64);
    m_rows->setToolTip(tr("How many rows are looked at, from the first; 0: all of them. 64 show the main lines in "
                          "short time; some hundred make rare tokens count."));
    m_look->setObjectName(QStringLiteral("statisticsLook"));
    m_look->setToolTip(tr("Put the rows through the model and note what each site does with each of their tokens"));
    m_strip->setObjectName(QStringLiteral("statisticsStrip"));
    m_result = makeResult();

    auto* rowsLabel = new QLabel(tr("&Rows"), this);
    rowsLabel->setBuddy(m_rows);
    auto* dataLabel = new QLabel(tr("&of"), this);
    dataLabel->setBuddy(m_data->edit());
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(rowsLabel);
    top->addWidget(m_rows);
    top->addWidget(dataLabel);
    top->addWidget(m_data, 1);
    top->addWidget(m_look);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_bar);
    layout->addWidget(m_strip);
    layout->addWidget(m_result, 1);
    layout->addStretch();

    connect(m_look, &QPushButton::clicked, this, &StatisticsView::ask);
    connect(m_bar, &WorkBar::stopWanted, this, [this] { m_backend.cancel(job); });
    connect(&backend, &StudioBackend::filterStatisticsReady, this, &StatisticsView::take);
    connect(&backend, &StudioBackend::busyChanged, this, &StatisticsView::updateState);
    connect(&backend, &StudioBackend::jobEnded, this, &StatisticsView::updateState);
    const auto failed = [this](const QString&, const QString& message, int id, bool cancelled) {
        if (m_asked != 0 && id == m_asked) {
            m_asked = 0;
            m_problem = message;
            m_cancelled = cancelled;
            updateState();
        }
    };
    connect(&backend, &StudioBackend::failed, this, failed);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& which, const ProgressEvent& progress) {
        if (which == job && m_asked != 0) {
            m_bar->setProgress(engineText(progress.what), progress);
        }
    });
    connect(&run, &RunModel::reset, this, &StatisticsView::forget);
    connect(&run, &RunModel::stateChanged, this, &StatisticsView::forget);
    updateState();
}

QTableWidget* StatisticsView::makeTable(const QString& name, const QString& accessible) {
    auto* table = new QTableWidget(0, 3);
    table->setObjectName(name);
    table->setAccessibleName(accessible);
    table->setHorizontalHeaderLabels({tr("Value"), tr("Token in its row"), tr("Line")});
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    return table;
}

QWidget* StatisticsView::makeResult() {
    m_map = new QComboBox;
    m_map->setObjectName(QStringLiteral("statisticsMap"));
    m_map->setAccessibleName(tr("What the map shows"));
    m_map->setToolTip(tr("How a site's values are distributed over the tokens, or how they differ between kinds of "
                         "tokens and between rows with other labels"));
    m_map->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_map->setMinimumContentsLength(18);
    m_site = new QComboBox;
    m_site->setObjectName(QStringLiteral("statisticsSite"));
    m_site->setToolTip(tr("The site whose tokens are listed. A click on a row of the map, or Enter on it, chooses it "
                          "too."));
    m_readout = new QLabel;
    m_readout->setObjectName(QStringLiteral("statisticsReadout"));
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setForegroundRole(QPalette::PlaceholderText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_heatmap = new Heatmap;
    m_save = new HeatmapMenu(*m_heatmap, [this] { return m_map->currentText(); });
    m_top = makeTable(QStringLiteral("topTokens"), tr("Tokens this site acts on most"));
    m_bottom = makeTable(QStringLiteral("bottomTokens"), tr("Tokens this site acts on least"));

    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_map);
    line->addStretch();
    line->addWidget(m_save);
    auto* left = new QWidget;
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, space::tight, 0);
    leftLayout->setSpacing(8);
    leftLayout->addLayout(line);
    leftLayout->addWidget(m_heatmap, 1);
    leftLayout->addWidget(m_readout);

    auto* siteLabel = new QLabel(tr("Tokens at s&ite"));
    siteLabel->setBuddy(m_site);
    auto* siteLine = new QHBoxLayout;
    siteLine->setSpacing(8);
    siteLine->addWidget(siteLabel);
    siteLine->addWidget(m_site, 1);
    auto* right = new QWidget;
    auto* rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(space::tight, 0, 0, 0);
    rightLayout->setSpacing(8);
    rightLayout->addLayout(siteLine);
    rightLayout->addWidget(new TextLabel(tr("Acts most on"), TextLabel::Rank::Strong));
    rightLayout->addWidget(m_top, 1);
    rightLayout->addWidget(new TextLabel(tr("Acts least on"), TextLabel::Rank::Strong));
    rightLayout->addWidget(m_bottom, 1);

    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->setObjectName(QStringLiteral("statisticsSplitter"));
    parts->setChildrenCollapsible(false);
    parts->addWidget(left);
    parts->addWidget(right);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    connect(m_map, &QComboBox::currentIndexChanged, this, &StatisticsView::showMap);
    connect(m_site, &QComboBox::currentIndexChanged, this, &StatisticsView::showSite);
    connect(m_heatmap, &Heatmap::cellChosen, m_site, [this](int row, int) { m_site->setCurrentIndex(row); });
    connect(m_heatmap, &Heatmap::readoutChanged, m_readout, &QLabel::setText);
    connect(m_save, &SaveMenu::said, m_readout, &QLabel::setText);
    return parts;
}

// One at a time, the comparison of two runs included: progress does not say whose it is.
bool StatisticsView::mayAsk() const {
    return m_asked == 0 && !m_backend.jobs().contains(job);
}

void StatisticsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    updateState();
}

void StatisticsView::ask() {
    FilterStatisticsRequest request;
    m_folder = m_run.folder();
    request.run = m_folder.toStdString();
    request.data = m_data->path().toStdString();
    request.rows = m_rows->value();
    if (!m_data->path().isEmpty()) {
        m_data->remember();
    }
    m_asked = nextJobId();
    m_statistics.reset();
    m_problem.clear();
    m_bar->begin();
    m_strip->clear();
    updateState();
    m_backend.filterStatistics(m_asked, request);
}

void StatisticsView::take(int id, const FilterStatistics& statistics) {
    if (id != m_asked) {
        return;
    }
    m_asked = 0;
    show(statistics);
    updateState();
}

void StatisticsView::setState(const State& state) {
    m_folder = state.folder;
    m_asked = state.asked;
    m_bar->begin();
    if (state.statistics) {
        show(*state.statistics);
    }
    updateState();
}

void StatisticsView::show(const FilterStatistics& statistics) {
    m_statistics = statistics;
    offerMaps();
    {
        const QSignalBlocker quiet(m_site);
        const int shown = m_site->currentIndex();
        m_site->clear();
        for (const std::string& site : statistics.sites) {
            m_site->addItem(siteText(loratrf::siteLabel(site)));
        }
        m_site->setCurrentIndex(std::min(std::max(shown, 0), m_site->count() - 1)); // there may be none
    }
    showMap();
    showSite(m_site->currentIndex());
}

void StatisticsView::forget() {
    if (m_folder == m_run.folder()) {
        return;
    }
    m_folder = m_run.folder();
    if (m_asked != 0) {
        m_asked = 0;
        m_backend.cancel(job);
    }
    m_problem.clear();
    m_statistics.reset();
    updateState();
}

void StatisticsView::updateState() {
    const bool asked = m_asked != 0, busy = m_backend.busy();
    m_look->setEnabled(mayAsk() && !busy && !m_run.folder().isEmpty());
    m_bar->setVisible(asked);
    m_result->setVisible(m_statistics.has_value());
    if (m_statistics) {
        const QString seen = tr("%1 tokens of %2 of the %3 rows of %4, each at every site.")
                                 .arg(countText(m_statistics->tokens), countText(m_statistics->rows),
                                      countText(m_statistics->available), qs(m_statistics->data));
        m_strip->setMessage(
            m_statistics->full ? Level::Warning : Level::Info,
            m_statistics->full
                ? tr("%1 No more fit into the memory set aside for them, so the rest was left out.").arg(seen)
                : seen);
    } else if (!m_problem.isEmpty()) {
        m_strip->setFailure(engineText(m_problem), m_cancelled, tr("Looking at the rows was stopped."));
    } else if (busy) {
        m_strip->setMessage(Level::Info, tr("A training run is under way; the rows can be looked at when it is done."));
    } else if (!asked && !mayAsk()) {
        m_strip->setMessage(Level::Info, tr("Rows are being looked at already; these can follow when that has ended."));
    } else if (!asked) {
        m_strip->setMessage(Level::Info, tr("See how each site's values are distributed over the tokens of many rows, "
                                            "and on which tokens it acts most and least."));
    }
}

void StatisticsView::offerMaps() {
    const QSignalBlocker quiet(m_map);
    const QString chosen = m_map->currentText();
    m_map->clear();
    m_map->addItem(tr("Percentiles"), Percentiles);
    m_map->addItem(tr("Distribution"), Distribution);
    for (std::size_t i = 0; i < m_statistics->groupings.size(); ++i) {
        const QString name = engineText(m_statistics->groupings[i].name);
        m_map->addItem(tr("Mean by %1").arg(name), GroupMeans);
        m_map->setItemData(m_map->count() - 1, static_cast<int>(i), groupingRole);
        if (m_statistics->filter) { // the size of an adapter's term is never quite 0
            m_map->addItem(tr("Active share by %1").arg(name), GroupShares);
            m_map->setItemData(m_map->count() - 1, static_cast<int>(i), groupingRole);
        }
    }
    m_map->setCurrentIndex(std::max(0, m_map->findText(chosen)));
}

void StatisticsView::showMap() {
    if (!m_statistics) {
        return;
    }
    const int map = m_map->currentData().toInt();
    const QString value = m_statistics->filter ? tr("Filter") : tr("Adapter size");
    const auto grouping = static_cast<std::size_t>(m_map->currentData(groupingRole).toInt());
    m_heatmap->setUpperLimit(m_statistics->filter || map == Distribution ? 1 : 0);
    switch (map) {
    case Percentiles:
        m_heatmap->setLabels(tr("share of the tokens below"), value);
        m_heatmap->setMatrix(percentileMap(*m_statistics));
        break;
    case Distribution:
        m_heatmap->setLabels(value, tr("Share of the tokens"));
        m_heatmap->setMatrix(distributionMap(*m_statistics));
        break;
    default:
        m_heatmap->setLabels(engineText(m_statistics->groupings[grouping].name),
                             map == GroupMeans ? tr("%1, mean").arg(value) : tr("Active share"));
        m_heatmap->setMatrix(groupMap(*m_statistics, m_statistics->groupings[grouping], map == GroupShares));
    }
    m_heatmap->markRow(m_site->currentIndex());
}

void StatisticsView::showSite(int site) {
    if (!m_statistics || site < 0 || static_cast<std::size_t>(site) >= m_statistics->statistics.size()) {
        return;
    }
    const SiteStatistics& statistics = m_statistics->statistics[static_cast<std::size_t>(site)];
    fill(*m_top, statistics.top);
    fill(*m_bottom, statistics.bottom);
    m_heatmap->markRow(site);
}

void StatisticsView::fill(QTableWidget& table, const std::vector<TokenInContext>& tokens) {
    table.setRowCount(static_cast<int>(tokens.size()));
    for (int row = 0; row < table.rowCount(); ++row) {
        const TokenInContext& token = tokens[static_cast<std::size_t>(row)];
        const auto shown = [](const std::string& text) { return tokenLabel(qs(text), 200); };
        const QString context = tr("%1 [%2] %3").arg(shown(token.before), shown(token.token), shown(token.after));
        const QString line = countText(token.line);
        const QString place =
            token.file.empty() ? line : tr("%1 of %2").arg(line, QFileInfo(qs(token.file)).fileName());
        const QStringList cells = {numberText(token.value, 'g', 3), context, place};
        for (int column = 0; column < table.columnCount(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            table.setItem(row, column, item);
        }
    }
}

} // namespace loratrf
