#include "ui/setup/choice_box.h"

#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

namespace loratrf {

namespace {

constexpr int sentenceRole = Qt::UserRole + 1;
constexpr int sourceRole = Qt::UserRole + 2;
constexpr int padding = 8;
constexpr int narrowest = 420; // of the list

class ChoiceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
        const int width = view != nullptr ? view->viewport()->width() : narrowest;
        int height = QFontMetrics(titleFont(option)).height() + 2 * padding;
        for (const int role : {sentenceRole, sourceRole}) {
            const QString text = index.data(role).toString();
            if (!text.isEmpty()) {
                height += 2 + textRect(option.fontMetrics, width, text).height();
            }
        }
        return {width, height};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const ThemeColours& colours = themeColours(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if ((option.state & QStyle::State_Selected) != 0) {
            QPainterPath back;
            back.addRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), 6, 6);
            painter->fillPath(back, colours.accentSoft);
        }
        QRect place = option.rect.adjusted(padding, padding, -padding, -padding);
        painter->setFont(titleFont(option));
        painter->setPen(colours.text);
        const QFontMetrics title(painter->font());
        painter->drawText(place, Qt::AlignLeft | Qt::AlignTop,
                          title.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, place.width()));
        place.setTop(place.top() + title.height() + 2);
        painter->setFont(option.font);
        for (const int role : {sentenceRole, sourceRole}) {
            const QString text = index.data(role).toString();
            if (text.isEmpty()) {
                continue;
            }
            painter->setPen(role == sentenceRole ? colours.text : colours.muted);
            painter->drawText(place, Qt::TextWordWrap, text);
            place.setTop(place.top() + textRect(option.fontMetrics, option.rect.width(), text).height() + 2);
        }
        painter->restore();
    }

private:
    static QFont titleFont(const QStyleOptionViewItem& option) {
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    static QRect textRect(const QFontMetrics& metrics, int width, const QString& text) {
        return metrics.boundingRect(QRect(0, 0, width - 2 * padding, 10000), Qt::TextWordWrap, text);
    }
};

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setItemDelegate(new ChoiceDelegate(this));
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    setMaxVisibleItems(8);
    ignoreWheelUnlessFocused(this);
}

void ChoiceBox::addChoice(const QString& title, const QString& sentence, const QString& source, const QVariant& value) {
    addItem(title, value);
    const int index = count() - 1;
    setItemData(index, sentence, sentenceRole);
    setItemData(index, source, sourceRole);
    setItemData(index, sentence, Qt::AccessibleDescriptionRole);
}

QString ChoiceBox::sentence(int index) const {
    return itemData(index, sentenceRole).toString();
}

QSize ChoiceBox::minimumSizeHint() const {
    return {120, QComboBox::minimumSizeHint().height()};
}

void ChoiceBox::showPopup() {
    view()->setMinimumWidth(std::max(narrowest, width()));
    QComboBox::showPopup();
}

} // namespace loratrf
