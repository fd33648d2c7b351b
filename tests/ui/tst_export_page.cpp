// What is written, and what the page says of it.

#include "recording_backend.h"
#include "ui/export/export_page.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QtTest>

using namespace loratrf;

namespace {

template <typename Widget>
Widget* find(QWidget& in, const char* name) {
    auto* widget = in.findChild<Widget*>(name);
    if (widget == nullptr) {
        qFatal("no widget named %s", name);
    }
    return widget;
}

QString allText(const QWidget* widget) {
    QStringList texts;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        texts << label->text();
    }
    return texts.join('\n');
}

} // namespace

class TestExportPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAdapterIsExported() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        auto* button = find<QPushButton>(page, "exportButton");
        QVERIFY(!button->isEnabled());
        QVERIFY(find<QLabel>(page, "exportNote")->text().contains("PEFT refuses it"));
        find<QLineEdit>(page, "exportPath")->setText("/out");
        QVERIFY(button->isEnabled());
        backend.setRunning(true);
        QVERIFY(!button->isEnabled()); // the worker has other work
        backend.setRunning(false);
        button->click();
        QCOMPARE(backend.exports.size(), std::size_t(1));
        QCOMPARE(backend.exports[0], std::make_pair(QString("/runs/one"), QString("/out")));
        Q_EMIT backend.exported(
            {"/out", {"adapter_config.json", "adapter_model.safetensors"}, "Open it with loratrf."});
        auto* files = find<QListWidget>(page, "exportedFiles");
        QVERIFY(files->isVisible());
        QCOMPARE(files->count(), 2);
        QCOMPARE(files->item(1)->text(), QString("adapter_model.safetensors"));
        QCOMPARE(find<QLabel>(page, "exportNote")->text(), QString("Open it with loratrf."));
        button->click();
        Q_EMIT backend.failed("export", "/out is the base model's folder");
        QVERIFY(allText(find<QWidget>(page, "exportStrip")).contains("base model's folder"));
    }
};

QTEST_MAIN(TestExportPage)
#include "tst_export_page.moc"
