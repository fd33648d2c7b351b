#pragma once
// A whole page that has nothing to show yet: what it is for, and the two ways on.

#include <QWidget>

namespace loratrf {

class EmptyPage : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPage(const QString& purpose, QWidget* parent = nullptr);

Q_SIGNALS:
    void setUpWanted();
    void runWanted(); // the folder of an earlier one
};

} // namespace loratrf
