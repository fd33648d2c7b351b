#include "ui/shell/welcome_page.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>

namespace loratrf {

namespace {

const char* const seenKey = "welcome/seen";
constexpr int iconSize = 64;
constexpr int doorWidth = 250;

} // namespace

WelcomePage::WelcomePage(QWidget* parent) : QWidget(parent) {
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(space::wide * 2, space::wide * 2, space::wide * 2, space::wide * 2);
    page->setSpacing(space::normal);
    page->addStretch(2);
    auto* icon = new QLabel;
    icon->setPixmap(QIcon(QStringLiteral(":/icons/loratrf.svg")).pixmap(iconSize, iconSize));
    icon->setAlignment(Qt::AlignHCenter);
    page->addWidget(icon);
    auto* title = new TextLabel(tr("Welcome to LoRATRF Studio"), TextLabel::Rank::PageTitle);
    title->setAlignment(Qt::AlignHCenter);
    page->addWidget(title);
    auto* text = new TextLabel(tr("Teach a language model your task on this computer, and see what its adapter learns. "
                                  "Nothing leaves the machine."));
    text->setAlignment(Qt::AlignHCenter);
    page->addWidget(text);
    page->addSpacing(space::wide);

    auto* doors = new QHBoxLayout;
    doors->setSpacing(space::wide);
    doors->addStretch();
    const auto addDoor = [&](const QString& name, const QString& heading, const QString& what, const QString& button,
                             auto signal, bool primary) {
        auto* door = new Card(heading);
        door->setMinimumWidth(doorWidth);
        door->setMaximumWidth(doorWidth + space::wide * 2);
        auto* words = new TextLabel(what, TextLabel::Rank::Muted);
        words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        door->body()->addWidget(words, 1);
        auto* way = new QPushButton(button);
        way->setObjectName(name);
        way->setProperty("primary", primary);
        way->setToolTip(what);
        connect(way, &QPushButton::clicked, this, signal);
        door->body()->addWidget(way);
        doors->addWidget(door, 1);
    };
    addDoor(QStringLiteral("welcomeDemo"), tr("Try the demo"),
            tr("400 e-mails with orders, and what should be read out of each. A small model learns it in minutes."),
            tr("Set up the &demo"), &WelcomePage::demoWanted, true);
    addDoor(QStringLiteral("welcomeModel"), tr("Use my model"),
            tr("A folder in Hugging Face layout or a GGUF file, and your own examples as JSON lines or a table."),
            tr("Open a &model…"), &WelcomePage::modelWanted, false);
    addDoor(QStringLiteral("welcomeRun"), tr("Look at a run"),
            tr("A run of this program, finished or still going on in a terminal: its folder is all that is needed."),
            tr("Open a &run…"), &WelcomePage::runWanted, false);
    doors->addStretch();
    page->addLayout(doors);
    page->addSpacing(space::normal);
    auto* skip = new QPushButton(tr("&Straight to the form"));
    skip->setObjectName(QStringLiteral("welcomeSkip"));
    skip->setProperty("quiet", true);
    connect(skip, &QPushButton::clicked, this, &WelcomePage::closed);
    page->addWidget(skip, 0, Qt::AlignHCenter);
    page->addStretch(3);

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the keys reach it from what lies in it
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

bool WelcomePage::seen() {
    return QSettings().value(seenKey).toBool();
}

void WelcomePage::setSeen() {
    QSettings().setValue(seenKey, true);
}

} // namespace loratrf
