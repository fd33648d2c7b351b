#include "ui/filters/probe_view.h"

#include "ui/plots/heatmap.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/empty_note.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
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
      m_ask(new QPushButton(tr("Look"), this)), m_readout(new QLabel(this)),
      m_empty(
          makeEmptyNote(tr("Type a text and press Look to see which layers act on which of its tokens. The run's own "
                           "probe texts appear here at each evaluation."),
                        this)),
      m_stack(new QStackedLayout), m_heatmap(new Heatmap(this)) {
    m_probe->setAccessibleName(tr("Probe text"));
    m_probe->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_probe->setMinimumContentsLength(16);
    m_text->setPlaceholderText(tr("Your own text …"));
    m_text->setAccessibleName(tr("Your own text"));
    m_text->setClearButtonEnabled(true);
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
    m_stack->addWidget(m_heatmap);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_readout);
    layout->addLayout(m_stack, 1);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshInterval);
    connect(&m_timer, &QTimer::timeout, this, &ProbeView::refresh);
    connect(m_probe, &QComboBox::currentIndexChanged, this, &ProbeView::refresh);
    connect(m_heatmap, &Heatmap::readoutChanged, this, &ProbeView::showReadout);
    connect(m_ask, &QPushButton::clicked, this, &ProbeView::ask);
    connect(m_text, &QLineEdit::returnPressed, this, &ProbeView::ask);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_ask->setEnabled(!m_text->text().trimmed().isEmpty()); });
    connect(&model, &RunModel::filterArrived, this, &ProbeView::arrived);
    connect(&model, &RunModel::reset, &m_timer, qOverload<>(&QTimer::start));
    m_ask->setEnabled(false);
    m_probe->setVisible(false);
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
    m_readout->setText(tr("Waiting for the answer …"));
    Q_EMIT probeWanted(text);
}

void ProbeView::arrived(qint64 probe) {
    if (probe == ownText && m_waiting) {
        setMessage({});
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
    for (const auto& [index, event] : m_model.filters()) {
        m_probe->addItem(probeName(event), static_cast<qlonglong>(index));
    }
    const int place = m_probe->findData(static_cast<qlonglong>(shown));
    m_probe->setCurrentIndex(place < 0 && m_probe->count() > 0 ? 0 : place);
    m_probe->setVisible(m_probe->count() > 0);
}

void ProbeView::showReadout(const QString& text) {
    m_readout->setText(text.isEmpty() && !m_heatmap->matrix().isEmpty() ? tr("Point at a cell to read it") : text);
}

void ProbeView::refresh() {
    offerProbes();
    const auto found = m_model.filters().find(probe());
    const bool any = found != m_model.filters().end();
    const Matrix matrix = any ? RunModel::tokenMatrix(found->second) : Matrix();
    m_stack->setCurrentIndex(matrix.isEmpty() ? 0 : 1);
    if (any) {
        const FilterEvent& event = found->second;
        m_heatmap->setLabels(tr("tokens, as of step %1").arg(event.step),
                             event.filter ? tr("Filter") : tr("Adapter size"));
        m_heatmap->setUpperLimit(event.filter ? 1 : 0);
    }
    m_heatmap->setMatrix(matrix);
    if (m_readout->text().isEmpty()) {
        showReadout({});
    }
}

void ProbeView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

} // namespace loratrf
