#pragma once
// The methods as cards in a list: name, one sentence, and what share of the model each would train.

#include "backend/api/methods.h"

#include <QListView>

class QStandardItemModel;

namespace loratrf {

class MethodList : public QListView {
    Q_OBJECT

public:
    explicit MethodList(const std::vector<MethodInfo>& methods, QWidget* parent = nullptr);

    int chosen() const { return currentIndex().row(); } // place among the methods
    void choose(int method);
    void setShare(int method, const QString& share); // empty: not known

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void methodChosen();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    QStandardItemModel* m_model;
};

} // namespace loratrf
