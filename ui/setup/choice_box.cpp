#include "ui/setup/choice_box.h"

#include "ui/setup/choice_delegate.h"

#include <QAbstractItemView>

#include <algorithm>

namespace loratrf {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setItemDelegate(new ChoiceDelegate(ChoiceDelegate::Look::Rows, this));
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    setMaxVisibleItems(8);
}

void ChoiceBox::addChoice(const QString& title, const QString& sentence, const QString& source, const QVariant& value) {
    addItem(title, value);
    const int index = count() - 1;
    setItemData(index, sentence, ChoiceDelegate::SentenceRole);
    setItemData(index, source, ChoiceDelegate::SourceRole);
    setItemData(index, sentence, Qt::AccessibleDescriptionRole);
}

QString ChoiceBox::sentence(int index) const {
    return itemData(index, ChoiceDelegate::SentenceRole).toString();
}

QSize ChoiceBox::minimumSizeHint() const {
    return {120, QComboBox::minimumSizeHint().height()};
}

void ChoiceBox::showPopup() {
    view()->setMinimumWidth(std::max(ChoiceDelegate::narrowest, width()));
    QComboBox::showPopup();
}

} // namespace loratrf
