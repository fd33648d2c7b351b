#include "ui/widgets/empty_page.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace loratrf {

EmptyPage::EmptyPage(const QString& purpose, QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addStretch();
    auto* title = new TextLabel(tr("No run yet"), TextLabel::Rank::PageTitle);
    auto* text = new TextLabel(purpose, TextLabel::Rank::Muted);
    for (TextLabel* label : {title, text}) {
        label->setAlignment(Qt::AlignHCenter);
        layout->addWidget(label);
    }
    auto* setUp = new QPushButton(tr("Set one &up"));
    auto* open = new QPushButton(tr("Open an earlier &run…"));
    setUp->setObjectName("emptySetUp");
    open->setObjectName("emptyOpen");
    auto* ways = new QHBoxLayout;
    ways->addStretch();
    ways->addWidget(setUp);
    ways->addWidget(open);
    ways->addStretch();
    layout->addLayout(ways);
    layout->addStretch();
    connect(setUp, &QPushButton::clicked, this, &EmptyPage::setUpWanted);
    connect(open, &QPushButton::clicked, this, &EmptyPage::runWanted);
}

} // namespace loratrf
