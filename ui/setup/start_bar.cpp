#include "ui/setup/start_bar.h"

#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

#include <utility>

namespace loratrf {

StartBar::StartBar(QWidget* parent)
    : QFrame(parent), m_summary(new TextLabel({})), m_memory(new TextLabel({}, TextLabel::Rank::Muted)),
      m_reason(new TextLabel({}, TextLabel::Rank::Problem)), m_command(new QLineEdit),
      m_queue(new QPushButton(tr("Add to &queue"))), m_start(new QPushButton(tr("&Start"))) {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Button); // the colour of cards
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    rule->setBackgroundRole(QPalette::Mid);
    rows->addWidget(rule);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::wide + 4, space::normal, space::wide + 4, space::normal);
    line->setSpacing(space::wide);
    rows->addLayout(line);

    auto* words = new QVBoxLayout;
    words->setSpacing(space::tight);
    m_summary->setObjectName("summary");
    words->addWidget(m_summary);
    m_memory->setObjectName("memoryForeseen");
    QSizePolicy kept = m_memory->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // nothing moves while it is worked out
    m_memory->setSizePolicy(kept);
    m_memory->setVisible(false);
    words->addWidget(m_memory);
    m_reason->setObjectName("startReason");
    words->addWidget(m_reason);
    auto* commandLine = new QHBoxLayout;
    m_command->setObjectName("commandLine");
    m_command->setReadOnly(true);
    m_command->setAccessibleName(tr("The same run on the command line"));
    auto* copy = new QPushButton(tr("&Copy"));
    copy->setObjectName("copyCommand");
    copy->setToolTip(tr("Copy the command line"));
    auto* json = new QPushButton(tr("&options.json"));
    json->setObjectName("showOptions");
    json->setToolTip(
        tr("The same run as a file: look at it, copy or save it. \"loratrf train options.json\" takes it"));
    commandLine->addWidget(m_command, 1);
    commandLine->addWidget(copy);
    commandLine->addWidget(json);
    words->addLayout(commandLine);
    line->addLayout(words, 1);

    m_start->setObjectName("startButton");
    m_start->setProperty("primary", true);
    m_start->setMinimumSize(150, 48);
    m_start->setToolTip(tr("Start training (Ctrl+Return)"));
    m_queue->setObjectName("queueButton");
    m_queue->setMinimumHeight(48);
    m_queue->setToolTip(tr("Train this after the runs that are under way or wait already (Ctrl+Shift+Return). The Run "
                           "page lists them; they wait through a restart of the program too"));
    m_queue->hide();
    line->addWidget(m_queue, 0, Qt::AlignVCenter);
    line->addWidget(m_start, 0, Qt::AlignVCenter);
    // A button's own shortcut is the letter that its text underlines.
    for (const auto& [button, keys] : {std::pair(m_start, "Ctrl+Return"), std::pair(m_queue, "Ctrl+Shift+Return")}) {
        connect(new QShortcut(QKeySequence(QLatin1String(keys)), button), &QShortcut::activated, button,
                &QAbstractButton::animateClick);
    }
    connect(m_queue, &QPushButton::clicked, this, &StartBar::queueWanted);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    connect(json, &QPushButton::clicked, this, &StartBar::optionsWanted);
    connect(m_start, &QPushButton::clicked, this, &StartBar::startWanted);
}

void StartBar::setSummary(const QString& text, const QString& whole) {
    m_summary->setText(text);
    m_summary->setToolTip(whole);
}

void StartBar::setCommand(const QString& command) {
    m_command->setText(command);
    m_command->setCursorPosition(0);
    m_command->setToolTip(tr("The same run on the command line: %1").arg(command.toHtmlEscaped()));
}

void StartBar::setMemory(const QString& text, bool fits) {
    m_memory->setRank(fits ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    m_memory->setText(text);
    m_memory->setVisible(!text.isEmpty());
}

void StartBar::setReason(const QString& reason, bool mild) {
    m_reason->setRank(mild ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_start->setEnabled(reason.isEmpty());
    m_start->setAccessibleDescription(reason);
}

bool StartBar::canStart() const {
    return m_start->isEnabled();
}

void StartBar::offerQueue() {
    m_queue->show();
}

bool StartBar::offersQueue() const {
    return !m_queue->isHidden();
}

void StartBar::setQueueable(bool possible) {
    m_queue->setEnabled(possible);
    m_queue->setAccessibleDescription(possible ? QString() : m_reason->text());
}

bool StartBar::canQueue() const {
    return offersQueue() && m_queue->isEnabled();
}

} // namespace loratrf
