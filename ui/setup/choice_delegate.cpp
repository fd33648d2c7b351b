#include "ui/setup/choice_delegate.h"

#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int padding = 8, gap = 2;
constexpr double corner = 6;

QFont titleFont(const QStyleOptionViewItem& option) {
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    return font;
}

int heightOf(const QFontMetrics& metrics, int width, const QString& text) {
    return metrics.boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, text).height();
}

} // namespace

ChoiceDelegate::ChoiceDelegate(Look look, QObject* parent) : QStyledItemDelegate(parent), m_look(look) {}

QRect ChoiceDelegate::inner(const QRect& item) const {
    return item.adjusted(padding, padding, -padding, m_look == Look::Cards ? -padding - space::tight : -padding);
}

QSize ChoiceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    // A list that drops down is asked before it has its width, but knows the least (ChoiceBox::showPopup).
    const int width = view == nullptr         ? narrowest
                      : m_look == Look::Cards ? view->viewport()->width()
                                              : std::max(narrowest, view->minimumWidth()) - padding;
    const QRect whole(0, 0, width, 1000);
    const QRect place = inner(whole);
    int height = QFontMetrics(titleFont(option)).height() + whole.height() - place.height();
    for (const int role : {SentenceRole, SourceRole}) {
        const QString text = index.data(role).toString();
        if (!text.isEmpty()) {
            height += gap + heightOf(option.fontMetrics, place.width(), text);
        }
    }
    return {width, height};
}

void ChoiceDelegate::paintBack(QPainter* painter, const QStyleOptionViewItem& option) const {
    const ThemeColours& colours = themeColours(option.palette);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    QPainterPath back;
    if (m_look == Look::Cards) {
        const QRectF card = QRectF(option.rect).adjusted(1, 1, -1, -1 - space::tight);
        back.addRoundedRect(card, corner, corner);
        const bool focused = selected && (option.state & QStyle::State_HasFocus) != 0;
        painter->setPen(QPen(selected ? colours.accent : colours.border, focused ? 2 : 1));
        painter->setBrush(selected ? colours.accentSoft : colours.field);
        painter->drawPath(back);
    } else if (selected) {
        back.addRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), corner, corner);
        painter->fillPath(back, colours.accentSoft);
    }
}

void ChoiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ThemeColours& colours = themeColours(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBack(painter, option);
    QRect place = inner(option.rect);
    const QString aside = index.data(AsideRole).toString();
    const int asideWidth = aside.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(aside) + 2 * padding;
    painter->setFont(titleFont(option));
    painter->setPen(colours.text);
    const QFontMetrics title(painter->font());
    painter->drawText(
        place, Qt::AlignLeft | Qt::AlignTop,
        title.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, place.width() - asideWidth));
    painter->setFont(option.font);
    painter->setPen(colours.muted);
    painter->drawText(place, Qt::AlignRight | Qt::AlignTop, aside);
    place.setTop(place.top() + title.height() + gap);
    for (const int role : {SentenceRole, SourceRole}) {
        const QString text = index.data(role).toString();
        if (text.isEmpty()) {
            continue;
        }
        painter->setPen(role == SentenceRole ? colours.text : colours.muted);
        painter->drawText(place, Qt::TextWordWrap, text);
        place.setTop(place.top() + heightOf(option.fontMetrics, place.width(), text) + gap);
    }
    painter->restore();
}

} // namespace loratrf
