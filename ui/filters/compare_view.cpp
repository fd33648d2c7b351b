#include "ui/filters/compare_view.h"

#include "ui/filters/looking_bar.h"
#include "ui/filters/map_comparison.h"
#include "ui/filters/rows_comparison.h"
#include "ui/filters/text_comparison.h"
#include "ui/filters/vector_comparison.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/heatmap_menu.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int typingPause = 400, refreshInterval = 300; // ms
constexpr int keyRole = Qt::UserRole + 1;

QString absolute(const QString& folder) {
    return folder.isEmpty() ? QString() : QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
}

const Measure* measureOf(const RunModel& run, const std::string& key) {
    const std::vector<Measure>& known = run.activity().measures();
    const auto found = std::ranges::find(known, key, &Measure::key);
    return found == known.end() || !run.activity().has(key) ? nullptr : &*found;
}

} // namespace

CompareView::CompareView(StudioBackend& backend, const RunModel& run, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_run(run), m_ownText(new TextComparison(backend, this)),
      m_sameRows(new RowsComparison(backend, this)), m_vectors(new VectorComparison(backend, this)),
      m_folder(new DropField(QStringLiteral("run"), DropField::Accepts::Folder, {},
                             tr("Drop the folder of another run here"), this)),
      m_what(new QComboBox(this)), m_when(new QComboBox(this)), m_text(new QLineEdit(this)),
      m_rowsMap(new QComboBox(this)), m_look(new QPushButton(tr("&Look"), this)), m_readout(new QLabel(this)),
      m_bar(new LookingBar(QStringLiteral("compareLook"), this)), m_strip(new MessageStrip(this)) {
    m_folder->edit()->setObjectName(QStringLiteral("compareRun"));
    m_folder->edit()->setAccessibleName(tr("Folder of the other run"));
    m_folder->edit()->setToolTip(tr("The run to compare with: of another task, method or recipe. Nothing in it is "
                                    "changed."));
    m_what->setObjectName(QStringLiteral("compareWhat"));
    m_what->setAccessibleName(tr("What is compared"));
    m_what->setToolTip(tr("A figure that both runs report, a probe text that both have, a text that you type, the "
                          "tokens of many rows, or the task vectors"));
    m_what->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_what->setMinimumContentsLength(22);
    m_when->setObjectName(QStringLiteral("compareWhen"));
    m_when->setAccessibleName(tr("At which steps"));
    m_when->setToolTip(tr("Step against equal step, as far as both runs went; or what each came to at its end"));
    m_when->addItems({tr("At equal steps"), tr("At the end of each")});
    m_text->setObjectName(QStringLiteral("compareText"));
    m_text->setAccessibleName(tr("Your own text"));
    m_text->setPlaceholderText(tr("Your own text …"));
    m_text->setToolTip(tr("Any text; it is put to both models as a user's message, each in its own chat template"));
    m_text->setClearButtonEnabled(true);
    m_look->setObjectName(QStringLiteral("compareLook"));
    m_look->setToolTip(tr("Show what the two adapters do with each token of your text, or with those of the rows"));
    m_rowsMap->setObjectName(QStringLiteral("compareRows"));
    m_rowsMap->setAccessibleName(tr("What the map shows"));
    m_rowsMap->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_readout->setObjectName(QStringLiteral("compareReadout"));
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setForegroundRole(QPalette::PlaceholderText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_strip->setObjectName(QStringLiteral("compareStrip"));

    auto* label = new QLabel(tr("Compare &with"), this);
    label->setBuddy(m_folder->edit());
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(label);
    top->addWidget(m_folder, 1);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(m_what);
    choices->addWidget(m_when);
    choices->addWidget(m_text, 1);
    choices->addWidget(m_rowsMap);
    choices->addWidget(m_look);
    choices->addWidget(m_readout, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addLayout(choices);
    layout->addWidget(m_bar);
    layout->addWidget(m_strip);
    layout->addWidget(makeMaps(), 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshInterval);
    connect(m_folder, &DropField::pathChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &CompareView::askRun);
    connect(&m_timer, &QTimer::timeout, this, &CompareView::refresh);
    connect(m_what, &QComboBox::currentIndexChanged, this, [this] {
        m_chosen = m_what->currentText();
        refresh();
    });
    connect(m_when, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
    connect(m_look, &QPushButton::clicked, this, &CompareView::look);
    connect(m_text, &QLineEdit::returnPressed, this, &CompareView::look);
    connect(m_text, &QLineEdit::textChanged, this, &CompareView::refresh);
    connect(&backend, &StudioBackend::busyChanged, this, &CompareView::refresh);
    connect(m_rowsMap, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
    for (PairOfQuestions* pair : std::initializer_list<PairOfQuestions*>{m_ownText, m_sameRows}) {
        connect(pair, &PairOfQuestions::changed, this, &CompareView::refresh);
        connect(pair, &PairOfQuestions::progressed, m_bar, [this](std::size_t which, const ProgressEvent& progress) {
            m_bar->setProgress((which == 0 ? tr("This run: %1") : tr("Other run: %1")).arg(engineText(progress.what)),
                               progress);
        });
    }
    connect(m_bar, &LookingBar::stopWanted, this, &CompareView::stopLooking);
    connect(m_vectors, &VectorComparison::changed, this, &CompareView::refresh);
    connect(&backend, &StudioBackend::runRead, this, &CompareView::takeRun);
    connect(&backend, &StudioBackend::runUnreadable, this, [this](int id, const QString& message) {
        if (id == m_asked) {
            m_asked = 0;
            m_strip->setMessage(Level::Problem, engineText(message));
        }
    });
    for (const auto signal :
         {&RunModel::reset, &RunModel::activityGrew, &RunModel::stateChanged, &RunModel::logGrew}) { // checkpoints too
        connect(&run, signal, this, [this] {
            if (!m_timer.isActive() && isVisible()) {
                m_timer.start();
            }
        });
    }
    m_bar->hide();
    offerWhat();
}

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
        connect(map.save, &HeatmapMenu::saved, this,
                [this](const QString& path) { m_readout->setText(tr("Saved: %1").arg(path)); });
        connect(map.save, &HeatmapMenu::failed, m_readout, &QLabel::setText);
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

void CompareView::askRun() {
    const QString folder = m_folder->path();
    m_asked = 0;
    m_other.clear();
    m_vectors->forget();
    if (PairOfQuestions* asked = underWay()) {
        asked->stop();
        m_bar->hide();
    }
    if (!folder.isEmpty() && absolute(folder) == m_run.folder()) {
        clearMaps();
        m_strip->setMessage(Level::Warning, tr("This is the run that is shown: choose another one."));
        return;
    }
    if (!folder.isEmpty()) {
        m_asked = nextJobId();
        m_backend.readRun(m_asked, folder);
    }
    refresh();
}

void CompareView::takeRun(int id, const RunInfo& info, const std::vector<Event>& events) {
    if (id != m_asked) {
        return;
    }
    m_asked = 0;
    m_folder->remember();
    m_other.clear();
    m_other.setInfo(info);
    for (const Event& event : events) {
        m_other.append(event);
    }
    refresh();
}

// What both have; the task vectors of the shown run can be looked at without another.
void CompareView::offerWhat() {
    struct Offer {
        QString text, key;
        What what;
    };
    std::vector<Offer> offers;
    for (const Measure& measure : m_run.activity().measures()) {
        if (m_run.activity().has(measure.key) && (m_other.isEmpty() || measureOf(m_other, measure.key) != nullptr)) {
            offers.push_back({engineText(measure.label), QString::fromStdString(measure.key), OfMeasure});
        }
    }
    for (const int64_t probe : m_run.filters().probes()) {
        const FilterEvent* mine = m_run.filters().newest(probe);
        const FilterEvent* theirs = m_other.filters().newest(probe);
        if (probe >= 0 && theirs != nullptr && mine->tokens == theirs->tokens) {
            offers.push_back({tr("Text %1").arg(probe + 1), QString::number(probe), OfText});
        }
    }
    offers.push_back({tr("A text of yours"), QString(), OfOwnText});
    offers.push_back({tr("Over many rows"), QString(), OfRows});
    offers.push_back({tr("Likeness of task vectors"), QString(), TaskVectors});

    QStringList now, wanted;
    for (int i = 0; i < m_what->count(); ++i) {
        now << m_what->itemText(i);
    }
    for (const Offer& offer : offers) {
        wanted << offer.text;
    }
    if (now == wanted) {
        return;
    }
    const QSignalBlocker quiet(m_what);
    m_what->clear();
    for (const Offer& offer : offers) {
        m_what->addItem(offer.text, static_cast<int>(offer.what));
        m_what->setItemData(m_what->count() - 1, offer.key, keyRole);
    }
    m_what->setCurrentIndex(std::max(0, m_what->findText(m_chosen)));
}

void CompareView::refresh() {
    if (const PairOfQuestions* asked = underWay(); asked != nullptr && !asked->isOf(m_run.folder(), m_other.folder())) {
        stopLooking(); // comes back here
        return;
    }
    offerWhat();
    const QString key = m_what->currentData(keyRole).toString();
    m_when->setVisible(what() == OfMeasure);
    m_text->setVisible(what() == OfOwnText);
    m_rowsMap->setVisible(what() == OfRows && m_rowsMap->count() > 0);
    m_look->setVisible(what() == OfOwnText || what() == OfRows);
    m_bar->setVisible(underWay() != nullptr);
    m_look->setEnabled(!m_other.isEmpty() && !m_backend.busy() && underWay() == nullptr &&
                       (what() == OfRows ? m_run.options() != nullptr && m_sameRows->mayAsk()
                                         : !m_text->text().trimmed().isEmpty() && m_ownText->mayAsk()));
    if (what() == TaskVectors) {
        showTaskVectors();
        return;
    }
    if (m_other.isEmpty()) {
        clearMaps();
        m_strip->setMessage(
            Level::Info, m_asked != 0      ? tr("Reading the run …")
                         : m_run.isEmpty() ? tr("Show a run first.")
                                           : tr("Choose another run to see where the two differ. The likeness of this "
                                                "run's own task vectors can be seen without one."));
        return;
    }
    if (what() == OfText) {
        const int64_t probe = key.toLongLong();
        showTexts(*m_run.filters().newest(probe), *m_other.filters().newest(probe));
        return;
    }
    if (what() == OfOwnText) {
        showOwnText();
        return;
    }
    if (what() == OfRows) {
        showRows();
        return;
    }
    const Measure* measure = measureOf(m_run, key.toStdString());
    if (measure == nullptr || measureOf(m_other, measure->key) == nullptr) {
        clearMaps();
        m_strip->setMessage(Level::Warning, tr("The two runs report no figure that both have."));
        return;
    }
    Matrix mine = m_run.activity().matrix(measure->key), theirs = m_other.activity().matrix(measure->key);
    const bool end = m_when->currentIndex() == 1;
    if (end) {
        mine = atTheEnd(mine, tr("end"));
        theirs = atTheEnd(theirs, tr("end"));
    }
    showComparison(compareMaps(mine, theirs, measure->limit), end ? QString() : tr("step"), engineText(measure->label));
}

CompareView::What CompareView::what() const {
    return static_cast<What>(m_what->currentData().toInt());
}

void CompareView::look() {
    if (!m_look->isEnabled()) {
        return;
    }
    if (what() == OfOwnText) {
        m_ownText->ask(m_run.folder(), m_other.folder(), m_text->text());
    } else {
        const TrainOptions& options = *m_run.options();
        m_sameRows->ask(m_run.folder(), m_other.folder(), options.eval_data.empty() ? options.data : options.eval_data);
    }
    m_bar->begin();
    refresh();
}

PairOfQuestions* CompareView::underWay() const {
    for (PairOfQuestions* pair : std::initializer_list<PairOfQuestions*>{m_ownText, m_sameRows}) {
        if (pair->asked()) {
            return pair;
        }
    }
    return nullptr;
}

void CompareView::stopLooking() {
    if (PairOfQuestions* asked = underWay()) {
        asked->stop();
    }
    refresh();
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
    if (comparison.onlyFirst > 0 || comparison.onlySecond > 0) {
        leftOut << tr("%1 site(s) of this run and %2 of the other have no partner and are left out.")
                       .arg(comparison.onlyFirst)
                       .arg(comparison.onlySecond);
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
    m_vectors->want(m_run, m_other);
    if (!m_vectors->problem().isEmpty()) {
        m_strip->setMessage(Level::Problem, engineText(m_vectors->problem()));
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

void CompareView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace loratrf
