#include "ui/setup/method_list.h"

#include "ui/setup/choice_delegate.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QStandardItemModel>
#include <QWheelEvent>

#include <memory>

namespace loratrf {

namespace {

constexpr int linesShown = 15; // of text: four to five cards, the last one cut so that it is seen that more follow

} // namespace

MethodList::MethodList(const std::vector<MethodInfo>& methods, QWidget* parent)
    : QListView(parent), m_model(new QStandardItemModel(this)) {
    for (const MethodInfo& info : methods) {
        auto item = std::make_unique<QStandardItem>(engineText(info.label));
        item->setEditable(false);
        item->setData(engineText(info.sentence), ChoiceDelegate::SentenceRole);
        item->setData(engineText(info.sentence), Qt::AccessibleDescriptionRole);
        m_model->appendRow(item.release());
    }
    setModel(m_model);
    setItemDelegate(new ChoiceDelegate(ChoiceDelegate::Look::Cards, this));
    setFocusPolicy(Qt::StrongFocus); // the wheel passes by
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setResizeMode(Adjust);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (!methods.empty()) {
        choose(0);
    }
}

void MethodList::choose(int method) {
    setCurrentIndex(m_model->index(method, 0));
}

void MethodList::setShare(int method, const QString& share) {
    if (QStandardItem* item = m_model->item(method)) {
        item->setData(share, ChoiceDelegate::AsideRole);
        item->setData(share.isEmpty() ? item->text() : item->text() + ", " + share, Qt::AccessibleTextRole);
    }
}

QSize MethodList::sizeHint() const {
    return {320, fontMetrics().height() * linesShown};
}

QSize MethodList::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void MethodList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (current.isValid() && previous.isValid()) {
        Q_EMIT methodChosen();
    }
}

void MethodList::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

void MethodList::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // a card is as high as its sentence is wrapped
    scrollTo(currentIndex());
}

// The page scrolls past a list that nobody is working with.
void MethodList::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QListView::wheelEvent(event);
    } else {
        event->ignore();
    }
}

} // namespace loratrf
