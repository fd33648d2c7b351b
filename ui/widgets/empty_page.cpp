#include "ui/widgets/empty_page.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace loratrf {

EmptyPage::EmptyPage(const QString& purpose, QWidget* parent)
    : QWidget(parent), m_purpose(purpose), m_title(new TextLabel({}, TextLabel::Rank::PageTitle)),
      m_text(new TextLabel({}, TextLabel::Rank::Muted)) {
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::normal);
    layout->addStretch();
    for (TextLabel* label : {m_title, m_text}) {
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
    setTraining(false);
}

void EmptyPage::setTraining(bool on) {
    m_title->setText(on ? tr("Training is under way") : tr("No run yet"));
    m_text->setText(
        on ? tr("%1 A run comes here when its training ends; an earlier one can be opened meanwhile.").arg(m_purpose)
           : m_purpose);
}

} // namespace loratrf
