#include "ui/filters/probe_view.h"

#include "ui/filters/strength_text.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/heatmap_menu.h"
#include "ui/plots/scale_legend.h"
#include "ui/plots/site_slider.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace loratrf {

namespace {

constexpr int refreshInterval = 100; // ms
constexpr qint64 ownText = -1;

QString probeName(const FilterEvent& event) {
    if (event.probe == ownText) {
        return ProbeView::tr("Your text");
    }
    QString text;
    for (const std::string& token : event.tokens) {
        text += QString::fromStdString(token);
    }
    text = text.simplified();
    return ProbeView::tr("Text %1: %2")
        .arg(event.probe + 1)
        .arg(text.size() > 60 ? text.left(59) + QChar(0x2026) : text);
}

} // namespace

ProbeView::ProbeView(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_probe(new QComboBox(this)), m_text(new QLineEdit(this)),
      m_ask(new QPushButton(tr("&Look"), this)), m_readout(new QLabel(this)), m_empty(makeEmptyNote({}, this)),
      m_stack(new QStackedLayout),
      m_site(new SiteSlider(tr("Layer that colours the text"),
                            tr("Which layer colours the text: all of them on average at the left end, then one after "
                               "the other. A click on a row of the map chooses it too."))),
      m_legend(new ScaleLegend), m_shown(new StrengthText), m_heatmap(new Heatmap),
      m_save(new HeatmapMenu(*m_heatmap, [this] { return m_probe->currentText(); })) {
    m_probe->setObjectName(QStringLiteral("probeChoice"));
    m_probe->setAccessibleName(tr("Probe text"));
    m_probe->setToolTip(tr("The text that is looked at: one of the run's probe texts, or the one you typed last"));
    m_probe->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_probe->setMinimumContentsLength(16);
    m_text->setObjectName(QStringLiteral("probeText"));
    m_text->setPlaceholderText(tr("Your own text …"));
    m_text->setAccessibleName(tr("Your own text"));
    m_text->setToolTip(tr("Any text; it is put to the model as a user's message. During training the run itself "
                          "answers, after the step under way."));
    m_text->setClearButtonEnabled(true);
    m_ask->setObjectName(QStringLiteral("probeAsk"));
    m_ask->setToolTip(tr("Show what the adapter does with each token of your text"));
    m_readout->setObjectName(QStringLiteral("probeReadout"));
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setForegroundRole(QPalette::PlaceholderText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_probe, 1);
    top->addWidget(m_text, 1);
    top->addWidget(m_ask);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeMaps());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_readout);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshInterval);
    connect(&m_timer, &QTimer::timeout, this, &ProbeView::refresh);
    connect(m_probe, &QComboBox::currentIndexChanged, this, &ProbeView::refresh);
    connect(m_site, &SiteSlider::siteChanged, this, &ProbeView::colourText);
    connect(m_heatmap, &Heatmap::readoutChanged, this, &ProbeView::showReadout);
    connect(m_heatmap, &Heatmap::cellChosen, this, [this](int row, int column) {
        setSite(row);
        m_heatmap->markColumn(column);
    });
    connect(m_shown, &StrengthText::tokenChosen, m_heatmap, &Heatmap::markColumn);
    connect(m_probe, &QComboBox::currentIndexChanged, m_heatmap, [this] { m_heatmap->markColumn(-1); });
    connect(m_shown, &StrengthText::readoutChanged, this, &ProbeView::showReadout);
    connect(m_save, &SaveMenu::said, m_readout, &QLabel::setText);
    connect(m_ask, &QPushButton::clicked, this, &ProbeView::ask);
    connect(m_text, &QLineEdit::returnPressed, this, &ProbeView::ask);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_ask->setEnabled(!m_text->text().trimmed().isEmpty()); });
    connect(&model, &RunModel::filterArrived, this, &ProbeView::arrived);
    connect(&model, &RunModel::reset, this, [this] {
        if (m_waiting && m_model.folder() != m_asked) { // nobody answers for the run that was shown before
            setMessage({});
        }
        m_timer.start();
    });
    m_ask->setEnabled(false);
    m_probe->setVisible(false);
}

QWidget* ProbeView::makeMaps() {
    auto* label = new QLabel(tr("Coloured b&y"));
    label->setBuddy(m_site->slider());
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(label);
    line->addWidget(m_site, 1);
    line->addWidget(m_legend);
    line->addWidget(m_save);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setObjectName(QStringLiteral("probeSplitter"));
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_shown);
    parts->addWidget(m_heatmap);
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 5);
    auto* maps = new QWidget(this);
    auto* layout = new QVBoxLayout(maps);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(parts, 1);
    return maps;
}

qint64 ProbeView::probe() const {
    return m_probe->currentIndex() < 0 ? 0 : m_probe->currentData().toLongLong();
}

void ProbeView::setMessage(const QString& text) {
    m_waiting = false;
    m_readout->setText(text);
}

void ProbeView::ask() {
    const QString text = m_text->text();
    if (text.trimmed().isEmpty()) {
        return;
    }
    m_waiting = true;
    m_asked = m_model.folder();
    m_readout->setText(tr("Waiting for the answer …"));
    Q_EMIT probeWanted(text);
}

void ProbeView::arrived(qint64 probe) {
    if (probe == ownText && m_waiting) {
        setMessage({});
        m_heatmap->markColumn(-1); // it was of another text
        offerProbes();
        m_probe->setCurrentIndex(m_probe->findData(ownText));
    }
    if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void ProbeView::offerProbes() {
    const QSignalBlocker blocker(m_probe);
    const qint64 shown = probe();
    m_probe->clear();
    for (const int64_t index : m_model.filters().probes()) {
        const QString name = probeName(*m_model.filters().newest(index));
        m_probe->addItem(name, static_cast<qlonglong>(index));
        m_probe->setItemData(m_probe->count() - 1, name, Qt::ToolTipRole);
    }
    const int place = m_probe->findData(static_cast<qlonglong>(shown));
    m_probe->setCurrentIndex(place < 0 && m_probe->count() > 0 ? 0 : place);
    m_probe->setVisible(m_probe->count() > 0);
}

int ProbeView::site() const {
    return m_site->site();
}

void ProbeView::setSite(int site) {
    m_site->setSite(site);
}

void ProbeView::showStep(std::optional<int64_t> step) {
    m_step = step;
    draw();
}

void ProbeView::showReadout(const QString& text) {
    m_readout->setText(text.isEmpty() && !m_heatmap->matrix().isEmpty()
                           ? tr("Point at a token or a cell, or walk with the arrow keys, to read it")
                           : text);
}

// One scale for all the steps of a text, so that colours can be compared while time goes by.
double ProbeView::upperOf(qint64 probe) const {
    StrengthScale scale;
    for (const FilterEvent& event : m_model.filters().reports(probe)) {
        scale.add(event);
    }
    return scale.upper();
}

void ProbeView::refresh() {
    offerProbes();
    m_upper = upperOf(probe());
    draw();
    Q_EMIT stepsChanged();
}

void ProbeView::draw() {
    const FilterHistory& history = m_model.filters();
    const FilterEvent* event = m_step ? history.at(probe(), *m_step) : history.newest(probe());
    const Matrix matrix = event == nullptr ? Matrix() : RunModel::tokenMatrix(*event);
    m_stack->setCurrentIndex(matrix.isEmpty() ? 0 : 1);
    m_empty->setText(event != nullptr && event->sites.empty()
                         ? tr("This method trains weights of the base model itself: nothing of it acts on single "
                              "tokens, so there is nothing to see over a text.")
                         : tr("Type a text and press Look to see which layers act on which of its tokens. The run's "
                              "own probe texts appear here at each evaluation, or without evaluation rows at the end "
                              "of each epoch."));
    if (event != nullptr) {
        const QString what = event->filter ? tr("Filter") : tr("Adapter size");
        m_heatmap->setLabels(event->step > 0 ? tr("tokens, as of step %1").arg(event->step) : tr("tokens"), what);
        m_heatmap->setFixedUpper(m_upper);
        m_legend->setScale(what, numberText(0), numberText(m_upper, 'g', 3));
    }
    m_heatmap->setMatrix(matrix);
    m_site->setSites(matrix.rowNames);
    colourText();
    if (m_readout->text().isEmpty()) {
        showReadout({});
    }
}

void ProbeView::colourText() {
    const FilterHistory& history = m_model.filters();
    const FilterEvent* event = m_step ? history.at(probe(), *m_step) : history.newest(probe());
    if (event == nullptr) {
        m_shown->setTokens({}, {}, 1);
        return;
    }
    const Matrix& matrix = m_heatmap->matrix();
    m_heatmap->markRow(site() == allSites ? -1 : site());
    m_shown->setTokens(matrix.columnNames, tokenStrengths(*event, site()), m_upper);
}

void ProbeView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace loratrf
