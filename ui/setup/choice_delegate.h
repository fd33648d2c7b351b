#pragma once
// How a choice is drawn in a list: its title with a word beside it, one sentence, where it comes from.

#include <QStyledItemDelegate>

namespace loratrf {

class ChoiceDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role { SentenceRole = Qt::UserRole + 1, SourceRole, AsideRole };
    enum class Look { Rows, Cards };
    explicit ChoiceDelegate(Look look, QObject* parent = nullptr);

    // As wide as the view it is drawn in.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    static constexpr int narrowest = 420; // of a list that has no width yet

private:
    QRect inner(const QRect& item) const;
    void paintBack(QPainter* painter, const QStyleOptionViewItem& option) const;

    Look m_look;
};

} // namespace loratrf
