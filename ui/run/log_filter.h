#pragma once
// The rows of a run's log that are of a kind and hold a text.

#include <QSortFilterProxyModel>

namespace loratrf {

class LogFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    enum Show { Everything, Warnings, Problems, Evaluations, Checkpoints, Samples, Changes };
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setShown(Show show);
    void setSearched(const QString& text); // any case; words in any order

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    Show m_show = Everything;
    QStringList m_words;
};

} // namespace loratrf
