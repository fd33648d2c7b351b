// Progress on the task bar, as a desktop hears it on a message bus of its own.

#include "ui/shell/notifier.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QWidget>
#include <QtTest>

using namespace loratrf;

namespace {

// A session bus that ends with the test.
class PrivateBus {
public:
    PrivateBus() = default;
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;
    ~PrivateBus() {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    bool start() {
        const QString program = QStandardPaths::findExecutable("dbus-daemon");
        if (program.isEmpty()) {
            return false;
        }
        m_daemon.start(program, {"--session", "--nofork", "--nopidfile", "--print-address"});
        while (!m_daemon.canReadLine()) {
            if (!m_daemon.waitForReadyRead()) {
                return false;
            }
        }
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        return !m_address.isEmpty();
    }
    const QString& address() const { return m_address; }

private:
    QProcess m_daemon;
    QString m_address;
};

QString idOf(const QDBusConnection& bus) {
    const QDBusMessage reply = bus.call(QDBusMessage::createMethodCall("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                                       "org.freedesktop.DBus", "GetId"));
    return reply.arguments().value(0).toString();
}

} // namespace

class Launcher : public QObject {
    Q_OBJECT

public:
    struct Update {
        QString signature, entry;
        QVariantMap values;
    };
    QList<Update> heard;

public Q_SLOTS:
    void take(const QDBusMessage& message) {
        const QVariantList given = message.arguments();
        heard << Update{message.signature(), given.value(0).toString(), qdbus_cast<QVariantMap>(given.value(1))};
    }
};

class TestTaskBar : public QObject {
    Q_OBJECT

    PrivateBus m_bus;
    Launcher m_launcher;

    static QVariantMap values(double progress, bool visible) {
        return {{"progress", progress}, {"progress-visible", visible}};
    }

private Q_SLOTS:
    void initTestCase() {
        if (!m_bus.start()) {
            QSKIP("dbus-daemon is not there, or does not start");
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
        QDBusConnection desktop = QDBusConnection::connectToBus(m_bus.address(), "desktop");
        QVERIFY2(desktop.isConnected(), qPrintable(desktop.lastError().message()));
        QVERIFY(desktop.connect(QString(), "/org/loratrf/Studio", "com.canonical.Unity.LauncherEntry", "Update",
                                &m_launcher, SLOT(take(QDBusMessage))));
        const QString bus = idOf(desktop); // once it answers, it knows what the desktop listens to
        QVERIFY(!bus.isEmpty());
        if (idOf(QDBusConnection::sessionBus()) != bus) {
            QSKIP("this process had a session bus before the test began");
        }
        QGuiApplication::setDesktopFileName("org.example.Studio");
    }

    void cleanupTestCase() { QDBusConnection::disconnectFromBus("desktop"); }

    void init() { m_launcher.heard.clear(); }

    void progressIsSaidAsLaunchersReadIt() {
        QWidget window;
        Notifier notifier(window);
        notifier.setProgress(0.25);
        QTRY_COMPARE(m_launcher.heard.size(), 1);
        const Launcher::Update update = m_launcher.heard.first();
        QCOMPARE(update.signature, QString("sa{sv}"));
        QCOMPARE(update.entry, QString("application://org.example.Studio.desktop"));
        QCOMPARE(update.values, values(0.25, true));
        QCOMPARE(update.values["progress"].typeId(), int(QMetaType::Double));
        QCOMPARE(update.values["progress-visible"].typeId(), int(QMetaType::Bool));
    }

    // What is sent arrives in order, so the next message tells that there was none before it.
    void onlyWhatCanBeSeenIsSaid() {
        QWidget window;
        Notifier notifier(window);
        notifier.setProgress(-1); // as it is
        notifier.setProgress(0.5);
        notifier.setProgress(0.501);
        notifier.setProgress(0.75);
        notifier.setProgress(-1);
        notifier.setProgress(-1);
        notifier.setProgress(0);
        QTRY_COMPARE(m_launcher.heard.size(), 4);
        QCOMPARE(m_launcher.heard[0].values, values(0.5, true));
        QCOMPARE(m_launcher.heard[1].values, values(0.75, true));
        QCOMPARE(m_launcher.heard[2].values, values(0, false));
        QCOMPARE(m_launcher.heard[3].values, values(0, true));
    }
};

QTEST_MAIN(TestTaskBar)
#include "tst_task_bar.moc"
