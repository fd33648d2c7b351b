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
    setSource(index, source);
}

void ChoiceBox::setSource(int index, const QString& source, const QString& aside) {
    setItemData(index, source, ChoiceDelegate::SourceRole);
    setItemData(index, aside, ChoiceDelegate::AsideRole);
    QStringList told{sentence(index), aside, source};
    told.removeAll(QString());
    setItemData(index, told.join('\n'), Qt::AccessibleDescriptionRole);
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
