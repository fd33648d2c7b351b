#pragma once
// What a new user sees first: three doors.

#include <QWidget>

namespace loratrf {

class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    static bool seen(); // by this user, ever
    static void setSeen();

Q_SIGNALS:
    void demoWanted();
    void modelWanted();
    void runWanted();
    void closed(); // without any of them
};

} // namespace loratrf
