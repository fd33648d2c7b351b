#include "ui/filters/looking_bar.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>

namespace loratrf {

LookingBar::LookingBar(const QString& name, QWidget* parent)
    : QWidget(parent), m_doing(new TextLabel({}, TextLabel::Rank::Muted)), m_progress(new QProgressBar) {
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of looking"));
    auto* stop = new QPushButton(tr("&Stop"));
    stop->setObjectName(name + QStringLiteral("Stop"));
    stop->setToolTip(tr("Stop looking; nothing is kept"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(space::normal);
    layout->setVerticalSpacing(space::tight);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_doing, 0, 0);
    layout->addWidget(m_progress, 1, 0);
    layout->addWidget(stop, 0, 1, 2, 1, Qt::AlignVCenter);
    connect(stop, &QPushButton::clicked, this, &LookingBar::stopWanted);
}

void LookingBar::begin() {
    m_left = {};
    m_doing->setText(tr("Waiting for its turn …"));
    m_progress->setRange(0, 0);
}

void LookingBar::setProgress(const QString& what, const ProgressEvent& progress) {
    m_doing->setText(m_left.appended(what, progress));
    m_progress->setRange(0, static_cast<int>(progress.total));
    m_progress->setValue(static_cast<int>(progress.done));
}

} // namespace loratrf
