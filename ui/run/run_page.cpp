#include "ui/run/run_page.h"

#include "ui/plots/activity_view.h"
#include "ui/plots/loss_plot.h"
#include "ui/run/run_header.h"
#include "ui/run/run_log.h"
#include "ui/studio_backend.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/empty_page.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace loratrf {

namespace {

constexpr int refreshInterval = 100; // ms, of the figures
constexpr int smoothingSteps = 100;

} // namespace

RunPage::RunPage(StudioBackend& backend, const RunModel& run, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_model(run), m_refresh(new QTimer(this)), m_pages(new QStackedWidget(this)),
      m_lossStack(new QStackedLayout), m_header(new RunHeader(m_model, this)), m_strip(new QLabel(this)),
      m_loss(new LossPlot(m_model, this)), m_activity(new ActivityView(m_model, this)) {
    auto* empty = new EmptyPage(tr("Here you watch loss and filters while a run trains, and look at earlier runs."));
    connect(empty, &EmptyPage::setUpWanted, this, &RunPage::setUpWanted);
    connect(empty, &EmptyPage::runWanted, this, &RunPage::runWanted);
    m_pages->addWidget(empty);
    m_pages->addWidget(makeBody());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_header, &RunHeader::pauseWanted, this, [this](bool paused) { m_backend.setPaused(paused); });
    connect(m_header, &RunHeader::stopWanted, this, [this] { m_backend.stop(); });
    connect(m_header, &RunHeader::checkpointWanted, this, [this] { m_backend.checkpointNow(); });
    connect(m_header, &RunHeader::resumeWanted, this, [this] { m_backend.resume(m_model.folder(), 0); });
    connect(m_header, &RunHeader::resultWanted, this, &RunPage::resultWanted);

    connect(&backend, &StudioBackend::runOpened, this, [this] {
        m_failure.clear();
        updateState();
    });
    connect(&backend, &StudioBackend::busyChanged, this, [this](bool busy) {
        if (busy) {
            m_failure.clear();
        }
        updateState();
    });
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == QLatin1String("train")) {
            m_failure = message;
            updateState();
        }
    });

    m_refresh->setSingleShot(true);
    m_refresh->setInterval(refreshInterval);
    connect(m_refresh, &QTimer::timeout, this, &RunPage::updateState);
    const auto refreshSoon = [this] {
        if (!m_refresh->isActive()) {
            m_refresh->start();
        }
    };
    for (const auto signal : {&RunModel::reset, &RunModel::stepsGrew, &RunModel::evalsGrew, &RunModel::activityGrew,
                              &RunModel::logGrew, &RunModel::stateChanged}) {
        connect(&m_model, signal, this, refreshSoon);
    }
    updateState();
}

QWidget* RunPage::makeLossPanel() {
    auto* panel = new QWidget(this);
    auto* smoothing = new QSlider(Qt::Horizontal, panel);
    smoothing->setObjectName(QStringLiteral("smoothing"));
    smoothing->setRange(0, smoothingSteps - 1);
    smoothing->setValue(qRound(m_loss->smoothing() * smoothingSteps));
    smoothing->setFixedWidth(110);
    smoothing->setAccessibleName(tr("Smoothing of the training loss"));
    auto* smoothingLabel = new QLabel(tr("S&moothing"), panel);
    smoothingLabel->setBuddy(smoothing);
    auto* logarithmic = new QCheckBox(tr("&Log axis"), panel);
    logarithmic->setObjectName(QStringLiteral("logAxis"));
    auto* everything = new QPushButton(tr("Whole run"), panel);
    everything->setProperty("quiet", true);
    everything->setToolTip(tr("Show everything and follow the run"));
    auto* readout = new QLabel(panel);
    readout->setObjectName(QStringLiteral("lossReadout"));
    readout->setForegroundRole(QPalette::PlaceholderText);
    readout->setTextFormat(Qt::PlainText);
    readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(smoothingLabel);
    top->addWidget(smoothing);
    top->addWidget(logarithmic);
    top->addStretch();
    top->addWidget(everything);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(readout);
    m_lossStack->addWidget(makeEmptyNote(tr("The loss appears here once the first step is done."), panel));
    m_lossStack->addWidget(m_loss);
    layout->addLayout(m_lossStack, 1);

    connect(smoothing, &QSlider::valueChanged, m_loss,
            [this](int value) { m_loss->setSmoothing(static_cast<double>(value) / smoothingSteps); });
    connect(logarithmic, &QCheckBox::toggled, m_loss, &LossPlot::setLogarithmic);
    connect(everything, &QPushButton::clicked, m_loss, &LossPlot::resetView);
    connect(m_loss, &LossPlot::readoutChanged, readout, &QLabel::setText);
    return panel;
}

QWidget* RunPage::makeBody() {
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(24);
    splitter->addWidget(makeLossPanel());
    splitter->addWidget(m_activity);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({500, 500});

    m_strip->setObjectName(QStringLiteral("strip"));
    m_strip->setWordWrap(true);
    m_strip->setTextFormat(Qt::PlainText);
    m_strip->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(24, 16, 24, 12);
    layout->setSpacing(16);
    layout->addWidget(m_header);
    layout->addWidget(m_strip);
    layout->addWidget(splitter, 1);
    layout->addWidget(new RunLog(m_model, body));
    auto* scroll = new QScrollArea(this); // a low window scrolls rather than squeezes the plots
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    return scroll;
}

QString RunPage::methodLabel() const {
    const std::string key = m_model.method().toStdString();
    for (const MethodInfo& method : m_backend.methods()) {
        if (method.key == key) {
            return QString::fromStdString(method.label);
        }
    }
    return m_model.method();
}

void RunPage::updateState() {
    m_pages->setCurrentIndex(m_model.isEmpty() && m_failure.isEmpty() && !m_backend.busy() ? 0 : 1);
    m_lossStack->setCurrentIndex(m_model.steps().empty() && m_model.evals().empty() ? 0 : 1);
    m_header->update(methodLabel(), m_backend.busy());
    updateStrip();
}

void RunPage::updateStrip() {
    QString text;
    bool bad = !m_failure.isEmpty();
    if (bad) {
        text = m_failure;
    } else if (m_model.state() && m_model.state()->state == RunState::Failed) {
        text = QString::fromStdString(m_model.state()->message);
        bad = true;
    } else if (const QStringList dead = m_model.activity().deadSites(); !dead.isEmpty()) {
        const qsizetype named = std::min<qsizetype>(dead.size(), 12);
        text = tr("Dead sites, closed for every token in the last %1 reports: %2%3. A filter that stays closed gets no "
                  "gradient and cannot open again by itself.")
                   .arg(ActivityHistory::deadAfter)
                   .arg(dead.first(named).join(QStringLiteral(", ")),
                        dead.size() > named ? tr(" and %1 more").arg(dead.size() - named) : QString());
    }
    m_strip->setVisible(!text.isEmpty());
    if (m_strip->text() != text) {
        m_strip->setText(text);
        const QString colour = bad ? QStringLiteral("179, 38, 30") : QStringLiteral("200, 130, 0");
        m_strip->setStyleSheet(
            QStringLiteral("QLabel { background: rgba(%1, 36); border-left: 3px solid rgb(%1); padding: 8px 12px; }")
                .arg(colour));
    }
}

} // namespace loratrf
