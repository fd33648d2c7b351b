// What the view shows of two runs: the three maps, or why there are none.

#include "ui/filters/compare_view.h"
#include "ui/filters/map_comparison.h"
#include "ui/filters/rows_comparison.h"
#include "ui/filters/text_comparison.h"
#include "ui/filters/vector_comparison.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/heatmap_menu.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

QWidget* CompareView::makeMaps() {
    auto* all = new QWidget(this);
    auto* columns = new QHBoxLayout(all);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::normal);
    static const char* names[] = {"mapThis", "mapOther", "mapBoth"};
    for (std::size_t i = 0; i < m_maps.size(); ++i) {
        Map& map = m_maps[i];
        map.title = new TextLabel({}, TextLabel::Rank::Strong);
        map.title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        map.heatmap = new Heatmap;
        map.heatmap->setObjectName(QLatin1String(names[i]));
        map.save = new HeatmapMenu(
            *map.heatmap, [this, i] { return tr("%1, %2").arg(m_what->currentText(), m_maps[i].title->toolTip()); });
        connect(map.heatmap, &Heatmap::readoutChanged, m_readout, &QLabel::setText);
        connect(map.save, &SaveMenu::said, m_readout, &QLabel::setText);
        // The same cell of the others, to compare by eye.
        connect(map.heatmap, &Heatmap::cellChosen, this, [this](int row, int column) {
            for (const Map& other : m_maps) {
                other.heatmap->markRow(row);
                other.heatmap->markColumn(column);
            }
        });
        auto* line = new QHBoxLayout;
        line->addWidget(map.title, 1);
        line->addWidget(map.save);
        auto* column = new QVBoxLayout;
        column->setSpacing(4);
        column->addLayout(line);
        column->addWidget(map.heatmap, 1);
        columns->addLayout(column, 1);
    }
    return all;
}

QString CompareView::nameOf(const RunModel& run) const {
    return QFileInfo(run.folder()).fileName();
}

void CompareView::showNothingYet(const PairOfQuestions& questions, const QString& invitation) {
    clearMaps();
    const bool ofThese = questions.isOf(m_run.folder(), m_other.folder());
    const bool failed = ofThese && !questions.problem().isEmpty(), waiting = ofThese && questions.asked();
    m_strip->setMessage(failed ? Level::Problem : Level::Info,
                        failed             ? engineText(questions.problem())
                        : waiting          ? QString() // the bar says more
                        : m_backend.busy() ? tr("A training run is under way; a text or rows can be looked at in both "
                                                "runs when it is done.")
                        : !questions.mayAsk()
                            ? tr("Something is being looked at already; this can follow when that has ended.")
                            : invitation);
}

void CompareView::offerRowMaps() {
    const QSignalBlocker quiet(m_rowsMap);
    const QString chosen = m_rowsMap->currentData().toString();
    m_rowsMap->clear();
    m_rowsMap->addItem(tr("Percentiles"), QString());
    for (const QString& name : m_sameRows->groupings()) {
        m_rowsMap->addItem(tr("Mean by %1").arg(engineText(name)), name);
    }
    m_rowsMap->setCurrentIndex(std::max(0, m_rowsMap->findData(chosen)));
    m_rowsMap->setVisible(true);
}

void CompareView::showRows() {
    if (!m_sameRows->isOf(m_run.folder(), m_other.folder()) || !m_sameRows->complete()) {
        m_rowsMap->setVisible(false);
        showNothingYet(*m_sameRows,
                       tr("Press Look to put the first rows of this run's evaluation data, or where it has "
                          "none of its training data, through both models."));
        return;
    }
    offerRowMaps();
    const FilterStatistics& mine = m_sameRows->statistics(0);
    if (mine.filter != m_sameRows->statistics(1).filter) {
        showUnlike();
        return;
    }
    const QString grouping = m_rowsMap->currentData().toString();
    showComparison(compareMaps(m_sameRows->map(0, grouping), m_sameRows->map(1, grouping), mine.filter ? 1 : 0),
                   grouping.isEmpty() ? tr("share of the tokens below") : engineText(grouping),
                   mine.filter ? tr("Filter") : tr("Adapter size"));
}

void CompareView::showUnlike() {
    clearMaps();
    m_strip->setMessage(Level::Warning, tr("One adapter has filters and the other has none: how far a filter is open "
                                           "cannot be set against the size of an adapter's term."));
}

void CompareView::showOwnText() {
    if (m_ownText->isOf(m_run.folder(), m_other.folder()) && m_ownText->complete()) {
        showTexts(m_ownText->map(0), m_ownText->map(1));
        return;
    }
    showNothingYet(*m_ownText, tr("Type a text and press Look to see where the two adapters act otherwise on its "
                                  "tokens."));
}

void CompareView::showTexts(const FilterEvent& mine, const FilterEvent& theirs) {
    if (mine.sites.empty() || theirs.sites.empty()) {
        clearMaps();
        m_strip->setMessage(Level::Warning,
                            tr("A method that trains weights of the base model itself does nothing to single tokens, "
                               "so there is nothing to compare over a text."));
        return;
    }
    if (mine.filter != theirs.filter) {
        showUnlike();
        return;
    }
    showComparison(compareMaps(RunModel::tokenMatrix(mine), RunModel::tokenMatrix(theirs), mine.filter ? 1 : 0),
                   tr("tokens"), mine.filter ? tr("Filter") : tr("Adapter size"));
}

void CompareView::showComparison(const MapComparison& comparison, const QString& columns, const QString& values) {
    if (comparison.difference.isEmpty()) {
        clearMaps();
        m_strip->setMessage(Level::Warning,
                            !comparison.sharesRows
                                ? tr("The two adapters share no site: they sit at other places of the model, or the "
                                     "models have other layers.")
                            : comparison.onlyColumns > 0
                                ? tr("The two models cut the text into tokens of which none is the same.")
                                : tr("The two runs share no step: one began after the other's end. Compare them at "
                                     "the end of each."));
        return;
    }
    QStringList leftOut;
    if (comparison.onlyFirst > 0) {
        leftOut << tr("Left out: %n site(s) of this run without a partner in the other.", nullptr,
                      comparison.onlyFirst);
    }
    if (comparison.onlySecond > 0) {
        leftOut << tr("Left out: %n site(s) of the other run without a partner in this one.", nullptr,
                      comparison.onlySecond);
    }
    if (comparison.onlyColumns > 0) {
        leftOut << tr("Columns that stand in one of the two alone are left out: %1.").arg(comparison.onlyColumns);
    }
    m_strip->setMessage(Level::Info, leftOut.join(QLatin1Char(' ')));
    for (const Map& map : m_maps) {
        map.heatmap->setLabels(columns, values);
        map.heatmap->setScale(Heatmap::Scale::Amounts);
        map.heatmap->setFixedUpper(comparison.upper);
    }
    m_maps[2].heatmap->setLabels(columns, tr("%1: difference").arg(values));
    m_maps[2].heatmap->setScale(Heatmap::Scale::Differences);
    m_maps[2].heatmap->setFixedUpper(comparison.reach);
    show(0, comparison.first, tr("This run: %1").arg(nameOf(m_run)));
    show(1, comparison.second, tr("Other run: %1").arg(nameOf(m_other)));
    show(2, comparison.difference, tr("This run less the other"));
}

void CompareView::showTaskVectors() {
    if (m_run.folder().isEmpty()) {
        clearMaps();
        m_strip->setMessage(Level::Info, tr("Show a run first."));
        return;
    }
    if (!m_vectors->problem().isEmpty()) {
        m_strip->setMessage(Level::Problem, engineText(m_vectors->problem()));
    } else if (m_vectors->stopped()) {
        m_strip->setMessage(Level::Info, tr("The comparison was stopped. Look compares the task vectors after all."));
    } else {
        const bool reading = m_vectors->waiting() && m_vectors->map(0).isEmpty();
        m_strip->setMessage(Level::Info, reading ? tr("Reading the task vectors …") : QString());
    }
    for (const Map& map : m_maps) {
        map.heatmap->setLabels({}, tr("Cosine"));
        map.heatmap->setScale(Heatmap::Scale::Differences);
        map.heatmap->setFixedUpper(1);
    }
    show(0, m_vectors->map(0), tr("Between the layers of this run"));
    show(1, m_vectors->map(1), m_other.isEmpty() ? QString() : tr("Between the layers of %1").arg(nameOf(m_other)));
    show(2, m_vectors->map(2),
         m_other.isEmpty() ? QString() : tr("This run (down) and %1 (across)").arg(nameOf(m_other)));
}

void CompareView::show(int index, const Matrix& matrix, const QString& title) {
    Map& map = m_maps[static_cast<std::size_t>(index)];
    map.title->setText(map.title->fontMetrics().elidedText(title, Qt::ElideMiddle, std::max(120, map.title->width())));
    map.title->setToolTip(title);
    map.heatmap->markRow(-1);
    map.heatmap->markColumn(-1);
    map.heatmap->setMatrix(matrix);
    map.save->setVisible(!matrix.isEmpty());
}

void CompareView::clearMaps() {
    for (int i = 0; i < static_cast<int>(m_maps.size()); ++i) {
        show(i, {}, {});
    }
}

} // namespace loratrf
