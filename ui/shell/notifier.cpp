#include "ui/shell/notifier.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>
#include <QWidget>

#include <cmath>

namespace loratrf {

namespace {

constexpr double smallestStep = 0.005; // of progress, that is worth a message

} // namespace

Notifier::Notifier(QWidget& window) : QObject(&window), m_window(window) {}

void Notifier::tell(const QString& title, const QString& text) {
    if (QApplication::activeWindow() != nullptr) { // also a dialog of ours that lies before the window
        return;
    }
    QApplication::alert(&m_window);
    Q_EMIT told(title, text);
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    message << QApplication::applicationDisplayName() << m_message << QApplication::desktopFileName() << title << text
            << QStringList() << QVariantMap{{QStringLiteral("desktop-entry"), QApplication::desktopFileName()}} << -1;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<uint> reply = *done;
        m_message = reply.isValid() ? reply.value() : 0;
        done->deleteLater();
    });
}

void Notifier::setProgress(double share) {
    if ((share < 0) == (m_progress < 0) && std::abs(share - m_progress) < smallestStep) {
        return;
    }
    m_progress = share;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    QDBusMessage message =
        QDBusMessage::createSignal(QStringLiteral("/org/loratrf/Studio"),
                                   QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    message << QStringLiteral("application://") + QApplication::desktopFileName() + QStringLiteral(".desktop")
            << QVariantMap{{QStringLiteral("progress"), std::max(0.0, share)},
                           {QStringLiteral("progress-visible"), share >= 0}};
    bus.send(message);
}

} // namespace loratrf
