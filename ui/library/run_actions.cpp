#include "ui/library/run_actions.h"

#include "ui/library/run_table.h"
#include "ui/studio_backend.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

#include <algorithm>
#include <initializer_list>
#include <numeric>

namespace loratrf {

namespace {

QString firstOf(std::initializer_list<QString> obstacles) {
    for (const QString& obstacle : obstacles) {
        if (!obstacle.isEmpty()) {
            return obstacle;
        }
    }
    return {};
}

} // namespace

RunActions::RunActions(StudioBackend& backend, RunTable& table, QWidget* parent)
    : QWidget(parent), m_backend(backend), m_table(table),
      m_open(add(tr("O&pen"), "openAction", tr("Show it on the page Run (Enter)"))),
      m_resume(add(tr("&Resume"), "resumeAction", tr("Go on from its newest checkpoint"))),
      m_more(add(tr("&Add epochs…"), "epochsAction", tr("Train on with more passes over the same rows"))),
      m_duplicate(add(tr("Dup&licate and edit"), "duplicateAction", tr("A new run that starts from its options"))),
      m_verify(add(tr("Verif&y"), "verifyAction",
                   tr("Compare checkpoints and adapter with the checksums they were written with"))),
      m_files(add(tr("Show in f&iles"), "filesAction", tr("Open its folder"))),
      m_board(add(tr("Save for Tensor&Board…"), "tensorBoardAction",
                  tr("Losses, learning rate, speed and memory of the selected runs as files that TensorBoard shows"))),
      m_trash(add(tr("Dele&te…"), "trashAction", tr("Move it to the trash (Del)"))) {
    m_open->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    m_trash->setShortcut(QKeySequence(Qt::Key_Delete));
    layOut();

    const auto alone = [this](QAction* action, auto work) {
        connect(action, &QAction::triggered, this, [this, work] {
            if (const auto run = one()) {
                work(run->folder);
            }
        });
    };
    alone(m_open, [this](const QString& folder) { Q_EMIT openWanted(folder); });
    alone(m_resume, [this](const QString& folder) { Q_EMIT resumeWanted(folder, 0); });
    alone(m_duplicate, [this](const QString& folder) { Q_EMIT duplicateWanted(folder); });
    alone(m_verify, [this](const QString& folder) { Q_EMIT verifyWanted(folder); });
    alone(m_files, [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    connect(m_board, &QAction::triggered, this, [this] { Q_EMIT tensorBoardWanted(folders()); });
    connect(m_more, &QAction::triggered, this, &RunActions::askEpochs);
    connect(m_trash, &QAction::triggered, this, &RunActions::askTrash);
    refresh();
}

QAction* RunActions::add(const QString& text, const char* name, const QString& help) {
    auto* action = new QAction(text, &m_table);
    action->setObjectName(QLatin1String(name));
    action->setData(help); // said while it is possible
    action->setShortcutContext(Qt::WidgetShortcut);
    m_table.addAction(action);
    return action;
}

void RunActions::layOut() {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    for (QAction* action : {m_open, m_resume, m_more, m_duplicate, m_verify, m_files, m_trash}) {
        auto* button = new QPushButton(action->text());
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        const auto follow = [button, action] {
            button->setEnabled(action->isEnabled());
            button->setToolTip(action->toolTip());
        };
        follow();
        connect(action, &QAction::changed, button, follow);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        layout->addWidget(button);
    }
    layout->addStretch();
}

void RunActions::offer(QAction* action, const QString& obstacle) {
    action->setEnabled(obstacle.isEmpty());
    action->setToolTip(obstacle.isEmpty() ? action->data().toString() : obstacle);
}

void RunActions::fill(QMenu& menu) const {
    menu.setToolTipsVisible(true); // why something is not possible
    menu.addActions({m_open, m_resume, m_more, m_duplicate});
    menu.addSeparator();
    menu.addActions({m_verify, m_files, m_board});
    menu.addSeparator();
    menu.addAction(m_trash);
}

std::optional<LibraryRun> RunActions::one() const {
    const std::vector<LibraryRun> runs = m_table.selected();
    return runs.size() == 1 ? std::optional(runs.front()) : std::nullopt;
}

QStringList RunActions::folders() const {
    QStringList all;
    for (const LibraryRun& run : m_table.selected()) {
        all << run.folder;
    }
    return all;
}

void RunActions::setGoesOn(const QString& folder, bool possible) {
    if (!possible) {
        m_damaged.insert(folder);
    } else if (!m_damaged.remove(folder)) {
        return;
    }
    refresh();
}

void RunActions::refresh() {
    const std::vector<LibraryRun> runs = m_table.selected();
    const bool single = runs.size() == 1;
    const bool done = single && runs.front().state == LibraryState::Finished;
    const auto isRunning = [](const LibraryRun& run) { return run.state == LibraryState::Running; };
    const QString which = single         ? QString()
                          : runs.empty() ? tr("Select a run first")
                                         : tr("Possible for one run at a time");
    for (QAction* action : {m_open, m_duplicate, m_verify, m_files}) {
        offer(action, which);
    }
    const QString training = single && isRunning(runs.front()) ? tr("It is being trained right now")
                             : m_backend.busy()                ? tr("Another run is being trained; wait for its end")
                                                               : QString();
    const QString damaged = single && m_damaged.contains(runs.front().folder)
                                ? tr("None of its checkpoints is as it was written, so there is nothing to go on from")
                                : QString();
    const QString finished = done ? tr("It is finished; add epochs to train on") : QString();
    const QString locked = std::all_of(runs.begin(), runs.end(), [](const LibraryRun& run) { return run.writable; })
                               ? QString()
                               : tr("The folder cannot be written to");
    offer(m_resume, firstOf({which, training, finished, locked, damaged}));
    offer(m_more, firstOf({which, training, locked, damaged}));
    const QString any = runs.empty() ? tr("Select a run first") : QString();
    const bool oneRuns = std::any_of(runs.begin(), runs.end(), isRunning);
    offer(m_board, any);
    offer(m_trash,
          firstOf({any, oneRuns ? tr("What is being trained right now cannot be deleted") : QString(), locked}));
}

void RunActions::askEpochs() {
    const auto run = one();
    if (!run) {
        return;
    }
    const double base = run->plannedEpochs > 0 ? run->plannedEpochs : run->epoch;
    auto* dialog = new QInputDialog(window());
    dialog->setObjectName(QStringLiteral("epochsQuestion"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Add epochs"));
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleRange(0.01, 10000);
    dialog->setDoubleDecimals(2);
    dialog->setDoubleValue(1);
    dialog->setLabelText(tr("\"%1\" has done %2 of %3 epochs. How many more shall it be trained for?")
                             .arg(fontMetrics().elidedText(run->name, Qt::ElideMiddle, 300),
                                  numberText(run->epoch, 'g', 4), numberText(base, 'g', 4)));
    dialog->setOkButtonText(tr("Train on"));
    connect(dialog, &QInputDialog::doubleValueSelected, this,
            [this, folder = run->folder, base](double more) { Q_EMIT resumeWanted(folder, base + more); });
    dialog->open();
}

void RunActions::askTrash() {
    const std::vector<LibraryRun> runs = m_table.selected();
    if (runs.empty()) {
        return;
    }
    qint64 bytes = 0;
    for (const LibraryRun& run : runs) {
        bytes += run.size;
    }
    const QString what = runs.size() == 1 ? tr("Move \"%1\" to the trash?").arg(runs.front().name)
                                          : tr("Move %n run(s) to the trash?", nullptr, int(runs.size()));
    auto* box = new QMessageBox(QMessageBox::Question, tr("Delete"), what, QMessageBox::Cancel, window());
    box->setObjectName(QStringLiteral("trashQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // a name is no markup
    box->setInformativeText(
        tr("%1 with checkpoints, adapter and record. They stay in the trash until you empty it.").arg(sizeText(bytes)));
    QPushButton* move = box->addButton(tr("Move to &trash"), QMessageBox::DestructiveRole);
    move->setObjectName(QStringLiteral("trashYes"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(move, &QPushButton::clicked, this, [this, named = folders()] { Q_EMIT trashWanted(named); });
    box->open();
}

} // namespace loratrf
