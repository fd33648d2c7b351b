#include "ui/widgets/work_bar.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>

namespace loratrf {

WorkBar::WorkBar(const QString& name, const QString& stop, const QString& help, QWidget* parent)
    : QWidget(parent), m_doing(new TextLabel({}, TextLabel::Rank::Muted)), m_progress(new QProgressBar) {
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("How far the work is"));
    auto* button = new QPushButton(stop);
    button->setObjectName(name + QStringLiteral("Stop"));
    button->setToolTip(help);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(space::normal);
    layout->setVerticalSpacing(space::tight);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_doing, 0, 0);
    layout->addWidget(m_progress, 1, 0);
    layout->addWidget(button, 0, 1, 2, 1, Qt::AlignVCenter);
    connect(button, &QPushButton::clicked, this, &WorkBar::stopWanted);
}

void WorkBar::begin() {
    m_left = {};
    m_doing->setText(tr("Waiting for its turn …"));
    m_progress->setRange(0, 0);
}

void WorkBar::setProgress(const QString& what, const ProgressEvent& progress) {
    m_doing->setText(m_left.appended(what, progress));
    const int64_t unit = 1 + progress.total / (int64_t{1} << 30); // a bar counts in int, files may have more bytes
    m_progress->setRange(0, static_cast<int>(progress.total / unit));
    m_progress->setValue(static_cast<int>(progress.done / unit));
}

} // namespace loratrf
