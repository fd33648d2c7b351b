#include "ui/shell/last_run.h"

#include "ui/run/run_queue.h"
#include "ui/runs/shown_run.h"
#include "ui/studio_backend.h"
#include "ui/widgets/words.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include <algorithm>

namespace loratrf {

namespace {

const char* const shownKey = "run/shown";
const char* const trainedKey = "run/trained"; // there as long as it is

} // namespace

LastRun::LastRun(const Services& services, const ShownRun& shown, QWidget& window)
    : QObject(&window), m_services(services), m_shown(shown), m_window(window) {
    for (const auto signal : {&RunModel::reset, &RunModel::stateChanged}) {
        connect(&shown, signal, this, &LastRun::remember);
    }
    StudioBackend& backend = services.backend;
    connect(&backend, &StudioBackend::event, this, [&backend](const Event& event) {
        const auto* start = std::get_if<StartEvent>(&event);
        // An interrupted comparison is offered where methods are compared.
        if (start != nullptr && backend.busy() && qs(start->run) == backend.liveRun() &&
            !backend.jobs().contains(QLatin1String("compare"))) {
            QSettings().setValue(trainedKey, qs(start->run));
        }
    });
    connect(&backend, &StudioBackend::busyChanged, this, [](bool busy) {
        if (!busy) {
            QSettings().remove(trainedKey);
        }
    });
}

void LastRun::remember() {
    const QString folder = m_shown.hasBegun() ? m_shown.folder() : QString();
    if (!folder.isEmpty() && folder != m_remembered) {
        m_remembered = folder;
        QSettings().setValue(shownKey, folder);
    }
}

void LastRun::open() {
    QSettings settings;
    m_interrupted = settings.value(trainedKey).toString();
    const QString folder = m_interrupted.isEmpty() ? settings.value(shownKey).toString() : m_interrupted;
    if (folder.isEmpty() || !QFileInfo::exists(folder + QStringLiteral("/options.json"))) {
        settings.remove(trainedKey); // moved or deleted since
        return;
    }
    connect(&m_services.backend, &StudioBackend::runOpened, this, &LastRun::offer);
    m_services.backend.openRun(folder);
}

void LastRun::offer(const RunInfo& info) {
    if (m_interrupted.isEmpty() || qs(info.folder) != m_interrupted) {
        return;
    }
    m_interrupted.clear();
    if (is_under_way(info.state)) { // in another window
        return;
    }
    QSettings().remove(trainedKey);
    if (info.resumable && !m_services.backend.busy() && !isQueued(qs(info.folder))) {
        ask(info);
    }
}

void LastRun::ask(const RunInfo& info) {
    const QString folder = qs(info.folder);
    const QString name = info.options.name.empty() ? QFileInfo(folder).fileName() : qs(info.options.name);
    const QString what = info.newest_checkpoint.empty()
                             ? tr("\"%1\" was being trained when the program ended, and had no checkpoint yet. It can "
                                  "begin again.")
                             : tr("\"%1\" was being trained when the program ended. It can go on from its newest "
                                  "checkpoint.");
    auto* box = new QMessageBox(QMessageBox::Question, tr("A run was interrupted"), what.arg(shortened(name)),
                                QMessageBox::NoButton, &m_window);
    box->setObjectName(QStringLiteral("interruptedQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // a name is no markup
    box->setInformativeText(tr("Otherwise it stays as it is, and the Library can resume it at any time."));
    QPushButton* resume = box->addButton(tr("&Resume"), QMessageBox::AcceptRole);
    QPushButton* leave = box->addButton(tr("&Not now"), QMessageBox::RejectRole);
    resume->setObjectName(QStringLiteral("interruptedResume"));
    leave->setObjectName(QStringLiteral("interruptedLeave"));
    box->setEscapeButton(leave);
    connect(resume, &QPushButton::clicked, this, [this, folder] { Q_EMIT resumeWanted(folder); });
    box->open();
}

bool LastRun::isQueued(const QString& folder) const {
    const RunQueue* queue = m_services.queue;
    return queue != nullptr && std::ranges::count(queue->entries(), folder, &QueuedRun::run) > 0;
}

} // namespace loratrf
