#include "ui/export/export_page.h"

#include "ui/export/export_card.h"
#include "ui/studio_backend.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_page.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QScrollArea>
#include <QStackedWidget>

namespace loratrf {

ExportPage::ExportPage(StudioBackend& backend, QWidget* parent)
    : QWidget(parent), m_pages(new QStackedWidget), m_folder(new TextLabel({}, TextLabel::Rank::Muted)),
      m_export(new ExportCard(backend)) {
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(space::wide + 4, space::wide, space::wide + 4, space::wide);
    page->setSpacing(space::wide);
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    head->addWidget(new TextLabel(tr("Export"), TextLabel::Rank::PageTitle));
    m_folder->setObjectName("exportRun");
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head->addWidget(m_folder);
    page->addLayout(head);
    page->addWidget(m_export);
    page->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // the keys reach it from what lies in it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* empty = new EmptyPage(tr("Here you take a run along: its adapter, or a whole model."));
    connect(empty, &EmptyPage::setUpWanted, this, &ExportPage::setUpWanted);
    connect(empty, &EmptyPage::runWanted, this, &ExportPage::runWanted);
    connect(&backend, &StudioBackend::busyChanged, empty, &EmptyPage::setTraining);
    empty->setTraining(backend.busy());
    m_pages->addWidget(empty);
    m_pages->addWidget(scroll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

void ExportPage::showRun(const QString& folder, const TrainOptions& options) {
    m_folder->setText(folder);
    m_export->setRun(folder, options);
    m_pages->setCurrentIndex(1);
}

} // namespace loratrf
