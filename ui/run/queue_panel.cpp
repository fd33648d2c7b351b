#include "ui/run/queue_panel.h"

#include "ui/widgets/card.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

constexpr int rowsAtOnce = 4; // more scroll

} // namespace

QueuePanel::QueuePanel(RunQueue& queue, const StudioBackend& backend, QWidget* parent)
    : QFrame(parent), m_queue(queue), m_model(queue, backend), m_table(new QTableView),
      m_pause(new QPushButton(tr("Pause &queue"))), m_up(new QPushButton(tr("&Up"))),
      m_down(new QPushButton(tr("&Down"))), m_copy(new QPushButton(tr("Edit a cop&y"))),
      m_remove(new QPushButton(tr("Ta&ke out"))), m_strip(new MessageStrip), m_fold(new Fold({}, makeContent())) {
    setObjectName(QStringLiteral("queuePanel"));
    setAccessibleName(tr("Queue of runs"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Button); // the colour of cards
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    rule->setBackgroundRole(QPalette::Mid);
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(space::wide + 4, space::tight, space::wide + 4, space::tight);
    inner->addWidget(m_fold);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(rule);
    layout->addLayout(inner);
    makeTable();
    makeButtons();
    connect(&m_model, &QAbstractItemModel::modelReset, this, &QueuePanel::follow);
    m_fold->setOpen(true);
    follow();
}

QWidget* QueuePanel::makeContent() {
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_strip->setObjectName(QStringLiteral("queueStrip"));
    layout->addWidget(m_strip);
    layout->addWidget(m_table);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::tight);
    buttons->addWidget(m_pause);
    buttons->addStretch();
    for (QPushButton* button : {m_up, m_down, m_copy, m_remove}) {
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);
    return content;
}

void QueuePanel::makeTable() {
    m_table->setObjectName(QStringLiteral("queueTable"));
    m_table->setAccessibleName(tr("Queued runs"));
    m_table->setToolTip(tr("The first that waits is the next. Alt+Up and Alt+Down move the chosen one, Delete removes "
                           "it, Return takes a copy to the set-up page"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // all columns share the width
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(QueueModel::Method, QHeaderView::ResizeToContents); // the room is for why one failed
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (const QueuedRun* entry = m_model.entry(current.row())) {
                    m_chosen = entry->id;
                }
                updateButtons();
            });
    connect(m_table, &QAbstractItemView::doubleClicked, this, &QueuePanel::duplicate);
    fitTable();
}

void QueuePanel::makeButtons() {
    m_pause->setObjectName(QStringLiteral("queuePause"));
    m_up->setObjectName(QStringLiteral("queueUp"));
    m_up->setToolTip(tr("Train it before the one above (Alt+Up)"));
    m_down->setObjectName(QStringLiteral("queueDown"));
    m_down->setToolTip(tr("Train it after the one below (Alt+Down)"));
    m_copy->setObjectName(QStringLiteral("queueCopy"));
    m_copy->setToolTip(tr("Fill the set-up page with its options, to change and add them as another run (Return)"));
    m_remove->setObjectName(QStringLiteral("queueRemove"));
    m_remove->setToolTip(tr("Take it off the list; what it has trained stays in its folder (Delete)"));
    connect(m_pause, &QPushButton::clicked, this, [this] { m_queue.setPaused(!m_queue.paused()); });
    connect(m_up, &QPushButton::clicked, this, [this] { moveTo(m_model.above(row())); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveTo(m_model.below(row())); });
    connect(m_copy, &QPushButton::clicked, this, &QueuePanel::duplicate);
    connect(m_remove, &QPushButton::clicked, this, &QueuePanel::removeChosen);
}

int QueuePanel::row() const {
    return m_model.rowOf(m_chosen);
}

void QueuePanel::moveTo(int to) {
    if (to >= 0) {
        m_queue.move(m_chosen, to);
    }
}

void QueuePanel::removeChosen() {
    const int at = row();
    if (!m_model.removable(at)) {
        return;
    }
    const QueuedRun* next = m_model.entry(at + 1) != nullptr ? m_model.entry(at + 1) : m_model.entry(at - 1);
    const qint64 gone = std::exchange(m_chosen, next != nullptr ? next->id : 0); // so that Delete can go on
    m_queue.remove(gone);
}

void QueuePanel::duplicate() {
    if (const QueuedRun* entry = m_model.entry(row())) {
        TrainOptions options = entry->options;
        options.run.clear(); // a new run has a folder of its own
        Q_EMIT duplicateWanted(options);
    }
}

void QueuePanel::follow() {
    const int waiting = m_model.waiting();
    setVisible(m_model.rowCount() > 0 || !m_queue.problem().isEmpty());
    m_fold->setTitle(m_queue.paused() ? tr("Queue, paused: %n run(s) waiting", nullptr, waiting)
                                      : tr("Queue: %n run(s) waiting", nullptr, waiting));
    m_pause->setText(m_queue.paused() ? tr("Go on with the &queue") : tr("Pause &queue"));
    m_pause->setToolTip(m_queue.paused() ? tr("Let the next run begin as soon as none is under way")
                                         : tr("Begin no further run; the one under way goes on"));
    m_pause->setProperty("primary", m_queue.paused() && waiting > 0);
    if (!m_queue.problem().isEmpty()) {
        m_strip->setMessage(m_queue.problemLevel(), m_queue.problem());
    } else if (m_queue.paused() && waiting > 0) {
        m_strip->setMessage(Level::Info, tr("The queue is paused and begins nothing by itself. “Go on with the queue” "
                                            "lets the next run begin, or resume where it was interrupted."));
    } else {
        m_strip->clear();
    }
    fitTable();
    if (row() < 0 && m_model.rowCount() > 0) {
        m_chosen = m_model.entry(m_model.next())->id;
    }
    m_table->selectRow(row());
    updateButtons();
}

void QueuePanel::updateButtons() {
    const int at = row();
    m_up->setEnabled(m_model.above(at) >= 0);
    m_down->setEnabled(m_model.below(at) >= 0);
    m_copy->setEnabled(m_model.entry(at) != nullptr);
    m_remove->setEnabled(m_model.removable(at));
    m_pause->setEnabled(m_model.rowCount() > 0);
}

void QueuePanel::fitTable() {
    const int height = m_table->fontMetrics().height() + 10;
    m_table->verticalHeader()->setDefaultSectionSize(height);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + 2 * m_table->frameWidth() +
                            height * std::clamp(m_model.rowCount(), 1, rowsAtOnce));
}

bool QueuePanel::eventFilter(QObject* object, QEvent* event) {
    if (object == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        const bool alt = key->modifiers() == Qt::AltModifier;
        if (alt && key->key() == Qt::Key_Up) {
            moveTo(m_model.above(row()));
        } else if (alt && key->key() == Qt::Key_Down) {
            moveTo(m_model.below(row()));
        } else if (key->matches(QKeySequence::Delete)) {
            removeChosen();
        } else if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            duplicate();
        } else {
            return QFrame::eventFilter(object, event);
        }
        return true;
    }
    return QFrame::eventFilter(object, event);
}

void QueuePanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitTable();
    }
}

} // namespace loratrf
