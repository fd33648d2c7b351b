#pragma once
// Tells the desktop what the user should know while no window of ours is in front: messages, and progress on the task
// bar where there is one that shows it (org.freedesktop.Notifications, com.canonical.Unity.LauncherEntry).

#include <QObject>
#include <QString>

class QWidget;

namespace loratrf {

class Notifier : public QObject {
    Q_OBJECT

public:
    explicit Notifier(QWidget& window);

    void tell(const QString& title, const QString& text); // nothing where a window of ours is in front
    void setProgress(double share);                       // of the running job; below 0: none

Q_SIGNALS:
    void told(const QString& title, const QString& text);

private:
    QWidget& m_window;
    uint m_message = 0; // of the desktop's, so that a newer one takes its place
    double m_progress = -1;
};

} // namespace loratrf
