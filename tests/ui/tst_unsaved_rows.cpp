// The main window asks before it closes over changed rows that are not saved.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/setup/row_browser.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTimer>
#include <QtTest>

using namespace loratrf;

class TestUnsavedRows : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    // Presses that button of the question; what was asked, empty where nothing was.
    static QString closeAndAnswer(MainWindow& window, const QByteArray& button) {
        QString asked;
        QTimer::singleShot(0, &window, [&] {
            if (auto* box = window.findChild<QMessageBox*>("unsavedQuestion"); box != nullptr && box->isVisible()) {
                asked = box->text();
                find<QAbstractButton>(*box, button)->click();
            }
        });
        window.close();
        QCoreApplication::processEvents();
        return asked;
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void closingAsks() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window{{backend, library, comparison}};
        window.show();
        window.openData("/data/a.jsonl", {});
        find<QAbstractButton>(window, "browseRows")->click();
        const QPointer<RowBrowser> browser = window.findChild<RowBrowser*>();
        QVERIFY(browser);
        const int id = backend.rows.last("open").id;
        Q_EMIT backend.rows.opened(id, 3);
        Q_EMIT backend.rows.wholeRead(id, 0, "{}");
        find<QPlainTextEdit>(*browser, "rowSource")->setPlainText("{\"text\": \"x\"}");

        QVERIFY(closeAndAnswer(window, "lookAtChanges").contains("a.jsonl"));
        QVERIFY(window.isVisible());
        QVERIFY(browser && browser->isVisible());
        QVERIFY(!browser->unsavedWork().isEmpty());
        QVERIFY(closeAndAnswer(window, "dropChanges").contains("a.jsonl"));
        QVERIFY(!window.isVisible());
        QVERIFY(!browser || !browser->isVisible());
    }

    void withoutChangesNothingIsAsked() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window{{backend, library, comparison}};
        window.show();
        window.openData("/data/a.jsonl", {});
        find<QAbstractButton>(window, "browseRows")->click();
        QCOMPARE(closeAndAnswer(window, "lookAtChanges"), QString());
        QVERIFY(!window.isVisible());
    }
};

QTEST_MAIN(TestUnsavedRows)
#include "tst_unsaved_rows.moc"
