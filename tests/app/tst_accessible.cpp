// What a screen reader is told: every control that takes the keyboard has a name, on every page, empty and at work.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/run_library.h"
#include "stories.h"
#include "ui/runs/shown_run.h"
#include "ui/shell/main_window.h"

#include <QAccessible>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

namespace {

constexpr int patience_ms = 120'000;

bool takesInput(const QAccessibleInterface& control) {
    switch (control.role()) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::List:
        return true;
    default:
        return control.state().focusable && control.role() == QAccessible::Graphic;
    }
}

QString place(const QAccessibleInterface& control) {
    QStringList path;
    for (const QObject* object = control.object(); object != nullptr; object = object->parent())
        path.prepend(QLatin1String(object->metaObject()->className()) +
                     (object->objectName().isEmpty() ? QString() : '#' + object->objectName()));
    return path.join(QStringLiteral(" > "));
}

// Parts of a control (the line of a spin box, the list of a combo box) are spoken of with the control.
bool isPart(const QAccessibleInterface& control) {
    const QObject* parent = control.object() != nullptr ? control.object()->parent() : nullptr;
    return parent != nullptr && (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
                                 parent->inherits("QComboBoxPrivateContainer") || parent->inherits("QTabBar") ||
                                 parent->inherits("QLineEdit") || parent->inherits("QAbstractItemView"));
}

void walk(QAccessibleInterface* at, QStringList& nameless, int& seen) {
    if (at == nullptr || !at->isValid() || at->state().invisible)
        return;
    if (takesInput(*at) && !isPart(*at)) {
        ++seen;
        if (at->text(QAccessible::Name).trimmed().isEmpty())
            nameless << place(*at);
    }
    for (int i = 0; i < at->childCount(); ++i)
        if (QAccessibleInterface* child = at->child(i);
            child != nullptr && child->object() != nullptr && child->object()->isWidgetType())
            walk(child, nameless, seen);
}

} // namespace

class TestAccessible : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("LoRATRF tests");
        QCoreApplication::setApplicationName("tst_accessible");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QAccessible::setActive(true);
    }

    void everyControlHasAName() {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.resize(1400, 1000);
        window.show();
        visitPages(window, "empty");
        if (!stories::present())
            QSKIP("the pages at work need shared/data/stories260K, which is not there");
        stories::writeRows(m_folder.filePath("train.jsonl"), 0, 40);
        window.openModel(stories::model());
        window.openData(m_folder.filePath("train.jsonl"), {});
        TrainOptions options;
        options.model = stories::model().toStdString();
        options.data = m_folder.filePath("train.jsonl").toStdString();
        options.data_options.template_name = "plain";
        options.run = m_folder.filePath("run").toStdString();
        options.epochs = 1;
        options.device = "cpu";
        QSignalSpy finished(&backend, &StudioBackend::trainFinished);
        backend.train(options);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        QTest::qWait(300);
        visitPages(window, "at work");
    }

private:
    static void visitPages(MainWindow& window, const char* state) {
        for (int page = MainWindow::SetUp; page <= MainWindow::Export; ++page) {
            window.setPage(page);
            QTest::qWait(50);
            QStringList nameless;
            int seen = 0;
            walk(QAccessible::queryAccessibleInterface(&window), nameless, seen);
            QVERIFY(seen >= 5); // the rail alone has as many
            QVERIFY2(nameless.isEmpty(),
                     qPrintable(QStringLiteral("page %1, %2, without a name:\n  ").arg(page).arg(state) +
                                nameless.join(QStringLiteral("\n  "))));
        }
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
