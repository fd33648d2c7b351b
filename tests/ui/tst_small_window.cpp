// A screen of 1920 x 1080 at 200 % has 960 x 500 for the window: every page has room there, whatever it shows.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "recording_queue.h"
#include "run_events.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

#include <QAbstractScrollArea>
#include <QDir>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QTabBar>
#include <QToolButton>
#include <QtTest>

using namespace loratrf;

namespace {

constexpr QSize small{960, 500};
// Visible widgets that reach beyond what holds them. What scrolls may; the parts of a view or of a row of tabs are its
// own affair.
QStringList cutOff(const QWidget& window) {
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const QWidget* parent = widget->parentWidget();
        const bool own = qobject_cast<const QAbstractScrollArea*>(parent->parentWidget()) != nullptr ||
                         qobject_cast<const QTabBar*>(parent) != nullptr ||
                         qobject_cast<const QSplitterHandle*>(widget) != nullptr;
        if (widget->isVisible() && !widget->isWindow() && !own && !parent->rect().contains(widget->geometry()) &&
            !widget->geometry().isEmpty()) {
            found << QStringLiteral("%1 %2 (%3, %4 %5 x %6) in %7 %8 (%9 x %10)")
                         .arg(widget->metaObject()->className(), widget->objectName())
                         .arg(widget->x())
                         .arg(widget->y())
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(parent->metaObject()->className(), parent->objectName())
                         .arg(parent->width())
                         .arg(parent->height());
        }
    }
    for (const QPushButton* button : window.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->width() < button->maximumWidth() &&
            button->sizePolicy().horizontalPolicy() != QSizePolicy::Ignored &&
            button->width() < button->minimumSizeHint().width()) {
            found << QStringLiteral("%1 %2 is narrower than its text").arg(button->objectName(), button->text());
        }
    }
    for (const QScrollArea* area : window.findChildren<QScrollArea*>()) {
        if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0) {
            found << QStringLiteral("%1 is %2 wider than its window")
                         .arg(area->widget()->objectName())
                         .arg(area->horizontalScrollBar()->maximum());
        }
    }
    return found;
}

} // namespace

class TestSmallWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }
    void cleanup() { applyLanguage("en"); }

    void everyPageHasRoom_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("holding");
        for (const char* language : {"en", "de"}) {
            for (const char* holding : {"empty", "filled", "training"}) {
                const QString name = QString("%1, %2").arg(language, holding);
                QTest::newRow(qPrintable(name)) << QString(language) << QString(holding);
            }
        }
    }

    // With LORATRF_SCREENSHOTS=<folder> it also saves pictures.
    void everyPageHasRoom() {
        QFETCH(QString, language);
        QFETCH(QString, holding);
        const QString pictures = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        saveLanguage(language);
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        RecordingQueue queue;
        MainWindow window({backend, library, comparison, nullptr, &queue});
        window.resize(small);
        window.show();
        if (holding == "training") {
            backend.live = "runs/orders-demo";
            backend.setRunning(true);
            sample::play(backend);
            Q_EMIT backend.event(StateEvent{RunState::Running, 168, {}});
        } else if (holding == "filled") {
            sample::play(backend);
            TrainResult result;
            result.run = "/runs/orders-demo";
            result.steps = sample::steps;
            Q_EMIT backend.trainFinished(result, {});
        }
        if (holding != "empty") {
            queue.add({});
            LibraryRun run;
            run.folder = "/home/ann/runs/orders";
            run.name = "orders";
            run.method = "lora";
            Q_EMIT library.listed({run});
            Q_EMIT library.scanned();
        }
        QTest::qWait(200); // figures and plots of the run come a little later
        const auto look = [&](const QString& where) {
            QTest::qWait(20);
            QCOMPARE(window.size(), small);
            if (!pictures.isEmpty()) {
                QVERIFY(QDir().mkpath(pictures));
                window.grab().save(QStringLiteral("%1/small-%2-%3.png").arg(pictures, QTest::currentDataTag(), where));
            }
            const QStringList found = cutOff(window);
            QVERIFY2(found.isEmpty(), qPrintable(where + ": " + found.join('\n')));
        };
        for (int page = MainWindow::SetUp; page <= MainWindow::Export; ++page) {
            window.setPage(page);
            look(QString::number(page));
            for (QTabBar* tabs : window.findChildren<QTabBar*>()) {
                for (int tab = 1; tabs->isVisible() && tab < tabs->count(); ++tab) {
                    tabs->setCurrentIndex(tab);
                    look(QStringLiteral("%1-%2").arg(page).arg(tab));
                }
            }
        }
    }
};

QTEST_MAIN(TestSmallWindow)
#include "tst_small_window.moc"
