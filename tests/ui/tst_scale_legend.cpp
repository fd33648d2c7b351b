// The legend of a scale of colours: its strip has the colours of the scale in every theme, its ends are always there.

#include "recording_backend.h"
#include "ui/plots/color_scale.h"
#include "ui/plots/scale_legend.h"
#include "ui/widgets/theme.h"

#include <QtTest>

#include <cstdlib>

using namespace loratrf;

class TestScaleLegend : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

    static bool near(const QColor& a, const QColor& b) {
        return std::abs(a.red() - b.red()) < 6 && std::abs(a.green() - b.green()) < 6 &&
               std::abs(a.blue() - b.blue()) < 6;
    }
    // Of a place within the strip, 0 to 1.
    static QColor colourAt(ScaleLegend& legend, double t) {
        const QImage image = legend.grab().toImage();
        const QRect strip = legend.strip().adjusted(1, 1, -1, -1); // without its frame
        const double x = strip.left() + t * (strip.width() - 1) + 0.5, y = strip.center().y() + 0.5;
        return image.pixelColor(int(x * image.devicePixelRatio()), int(y * image.devicePixelRatio()));
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void cleanup() {
        applyTextScale(1);
        applyTheme(ThemeMode::Light);
    }

    void theStripIsTheScale_data() {
        QTest::addColumn<ThemeMode>("mode");
        QTest::newRow("light") << ThemeMode::Light;
        QTest::newRow("dark") << ThemeMode::Dark;
        QTest::newRow("contrast") << ThemeMode::Contrast;
    }

    void theStripIsTheScale() {
        QFETCH(const ThemeMode, mode);
        applyTheme(mode);
        ScaleLegend legend;
        legend.setScale("Filter", "0 %", "50 %");
        legend.resize(legend.sizeHint());
        legend.show();
        const bool dark = isDark(legend.palette());
        QCOMPARE(dark, mode == ThemeMode::Dark);
        for (const double t : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            const QColor seen = colourAt(legend, t), wanted = scaleColour(t, dark);
            QVERIFY2(near(seen, wanted), qPrintable(seen.name() + " " + wanted.name()));
        }
        const QString said = legend.accessibleDescription();
        QVERIFY2(said.startsWith("Filter: from 0 %") && said.contains("50 %"), qPrintable(said));
        QVERIFY2(said.endsWith(dark ? "the lightest" : "the darkest"), qPrintable(said));
    }

    void itSaysWhatTheThemeMakesOfIt() {
        applyTheme(ThemeMode::Light);
        ScaleLegend legend;
        legend.setScale("Filter", "0 %", "50 %");
        legend.show();
        const QString before = legend.accessibleDescription();
        applyTheme(ThemeMode::Dark);
        QTRY_VERIFY(legend.accessibleDescription() != before);
    }

    // The name goes first, the strip gets shorter, the ends stay.
    void theEndsHaveRoom() {
        for (const double scale : {1.0, 1.5}) {
            applyTextScale(scale);
            ScaleLegend legend;
            legend.setScale("Size of the adapter's term", "0 %", "12.5 %");
            legend.show();
            const QFontMetrics metrics(legend.font());
            const int line = metrics.height();
            for (const int width : {legend.minimumSizeHint().width(), legend.sizeHint().width(), 900}) {
                legend.resize(width, legend.sizeHint().height());
                const QRect strip = legend.strip();
                QVERIFY(strip.width() >= 3 * line && strip.width() <= 12 * line);
                QVERIFY(strip.left() >= metrics.horizontalAdvance("0 %"));
                QVERIFY(width - 1 - strip.right() >= metrics.horizontalAdvance("12.5 %"));
                QVERIFY(strip.top() >= 0 && strip.bottom() < legend.height());
            }
            QVERIFY(legend.sizeHint().width() > legend.minimumSizeHint().width());
        }
    }
};

QTEST_MAIN(TestScaleLegend)
#include "tst_scale_legend.moc"
