// A screen at 300 %: the window is drawn in its pixels, plots and maps too, which keep pictures of their own.

#include "whole_window.h"

#include <QSet>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

constexpr int ratio = 3;

} // namespace

class TestPixelRatio : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void everyPageIsDrawnInThePixelsOfTheScreen() {
        WholeWindow all;
        all.window.resize(1000, 700);
        all.setUp();
        all.train();
        QStringList faults;
        QSet<const QCustomPlot*> plots;
        all.visitPages([&](QWidget& window, const QString& place) {
            const QImage picture = window.grab().toImage();
            if (picture.size() != window.size() * ratio) {
                faults << QStringLiteral("%1: %2 pixels across").arg(place).arg(picture.width());
            }
            for (const QCustomPlot* plot : window.findChildren<QCustomPlot*>()) {
                if (!plot->isVisible()) {
                    continue;
                }
                plots << plot;
                if (plot->bufferDevicePixelRatio() != ratio) {
                    faults << QStringLiteral("%1: plot %2 at %3")
                                  .arg(place, plot->objectName())
                                  .arg(plot->bufferDevicePixelRatio());
                }
            }
        });
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join('\n')));
        QVERIFY(plots.size() > 5);
    }
};

int main(int argc, char** argv) {
    qputenv("QT_SCALE_FACTOR", QByteArray::number(ratio)); // before the screen is asked
    const QApplication app(argc, argv);
    TestPixelRatio test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pixel_ratio.moc"
