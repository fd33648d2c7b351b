#include "ui/filters/compare_view.h"

#include "ui/filters/map_comparison.h"
#include "ui/filters/rows_comparison.h"
#include "ui/filters/text_comparison.h"
#include "ui/filters/vector_comparison.h"
#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/work_bar.h"

#include <QComboBox>
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
      m_bar(new WorkBar(QStringLiteral("compareLook"), tr("&Stop"), tr("Stop looking; nothing is kept"), this)),
      m_strip(new MessageStrip(this)) {
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
    m_rowsMap->setToolTip(tr("How the values of a site are distributed over the tokens of the rows, or their mean over "
                             "tokens of one kind or rows of one label"));
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
    connect(m_bar, &WorkBar::stopWanted, this, &CompareView::stopLooking);
    connect(m_vectors, &VectorComparison::changed, this, &CompareView::refresh);
    connect(m_vectors, &VectorComparison::progressed, this, [this](const ProgressEvent& progress) {
        if (underWay() == nullptr && what() == TaskVectors) {
            m_bar->setProgress(engineText(progress.what), progress);
            m_bar->show();
        }
    });
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

void CompareView::askRun() {
    const QString folder = m_folder->path();
    m_asked = 0;
    m_other.clear();
    m_vectors->forget();
    if (PairOfQuestions* asked = underWay()) {
        asked->stop();
        m_bar->hide();
    }
    if (!folder.isEmpty() && absoluteFolder(folder) == m_run.folder()) {
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
    if (what() == TaskVectors && !m_run.folder().isEmpty()) {
        m_vectors->want(m_run, m_other);
    }
    const QString key = m_what->currentData(keyRole).toString();
    m_when->setVisible(what() == OfMeasure);
    m_text->setVisible(what() == OfOwnText);
    m_rowsMap->setVisible(what() == OfRows && m_rowsMap->count() > 0);
    m_look->setVisible(what() == OfOwnText || what() == OfRows || (what() == TaskVectors && m_vectors->stopped()));
    m_bar->setVisible(underWay() != nullptr || (what() == TaskVectors && m_vectors->takesLong()));
    const bool mayLook = !m_other.isEmpty() && !m_backend.busy() && underWay() == nullptr &&
                         (what() == OfRows ? m_run.options() != nullptr && m_sameRows->mayAsk()
                                           : !m_text->text().trimmed().isEmpty() && m_ownText->mayAsk());
    m_look->setEnabled(what() == TaskVectors || mayLook);
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
    if (what() == TaskVectors) {
        m_vectors->forget();
        refresh();
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
    } else {
        m_vectors->stop();
    }
    refresh();
}

void CompareView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace loratrf
