// Colours that can be read, on every desktop, and text that follows the desktop's font.

#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFontDatabase>
#include <QPushButton>
#include <QTableWidget>
#include <QtTest>

#include <cmath>

using namespace loratrf;

namespace {

// Difference of luminance, as WCAG 2 counts it, between a text colour and what it lies on.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

QPalette desktop(const QColor& text, const QColor& window) {
    QPalette palette;
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Window, window);
    return palette;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void textCanBeRead_data() {
        QTest::addColumn<ThemeMode>("mode");
        QTest::addColumn<QPalette>("on");
        QTest::addColumn<double>("least");
        const QPalette usual = desktop("#000000", "#efefef");
        QTest::newRow("light") << ThemeMode::Light << usual << 4.5;
        QTest::newRow("dark") << ThemeMode::Dark << usual << 4.5;
        QTest::newRow("contrast") << ThemeMode::Contrast << usual << 7.0;
        QTest::newRow("dark contrast") << ThemeMode::System << desktop("#ffffff", "#000000") << 7.0;
    }

    void textCanBeRead() {
        QFETCH(ThemeMode, mode);
        QFETCH(QPalette, on);
        QFETCH(double, least);
        const ThemeColours& colours = themeColours(mode, on);
        for (const QColor& ground : {colours.window, colours.surface, colours.field}) {
            for (const QColor& text :
                 {colours.text, colours.muted, colours.accent, colours.problem, colours.warning, colours.good}) {
                QVERIFY2(contrast(text, ground) >= least, qPrintable(text.name() + " on " + ground.name()));
            }
        }
        QVERIFY(contrast(colours.onAccent, colours.accent) >= least);
        QVERIFY(contrast(colours.text, colours.accentSoft) >= least);
        QVERIFY(contrast(colours.border, colours.window) >= (least > 4.5 ? least : 1));
    }

    void aButtonThatIsOffCanBeRead_data() {
        QTest::addColumn<ThemeMode>("mode");
        QTest::newRow("light") << ThemeMode::Light;
        QTest::newRow("dark") << ThemeMode::Dark;
        QTest::newRow("contrast") << ThemeMode::Contrast;
    }

    void aButtonThatIsOffCanBeRead() {
        QFETCH(ThemeMode, mode);
        applyTheme(mode);
        QPushButton button(QStringLiteral("Send"));
        button.setProperty("primary", true);
        button.setEnabled(false);
        button.resize(120, 32);
        const QColor ground = button.grab().toImage().pixelColor(10, 16); // beside the label
        const QColor text = themeColours(button.palette()).muted;
        applyTheme(ThemeMode::System);
        QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
    }

    void theDesktopDecides() {
        const auto is = [](const QPalette& on, ThemeMode mode) {
            return &themeColours(ThemeMode::System, on) == &themeColours(mode, on);
        };
        QVERIFY(is(desktop("#000000", "#efefef"), ThemeMode::Light)); // Fusion
        QVERIFY(is(desktop("#232629", "#eff0f1"), ThemeMode::Light)); // Breeze
        QVERIFY(is(desktop("#2e3436", "#f6f5f4"), ThemeMode::Light)); // Adwaita
        QVERIFY(is(desktop("#eeeeec", "#353535"), ThemeMode::Dark));
        QVERIFY(is(desktop("#fcfcfc", "#2a2e32"), ThemeMode::Dark));
        QVERIFY(is(desktop("#000000", "#ffffff"), ThemeMode::Contrast));
        const ThemeColours& dark = themeColours(ThemeMode::System, desktop("#ffffff", "#000000"));
        QCOMPARE(dark.window, QColor("#000000"));
        QCOMPARE(dark.border, QColor("#ffffff"));
    }

    // Widgets find the colours of their theme by their palette.
    void thePaletteTellsTheTheme() {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::Contrast}) {
            applyTheme(mode);
            QCOMPARE(&themeColours(QApplication::palette()), &themeColours(mode, {}));
        }
    }

    void chosenRowsAreTinted() {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::Contrast}) {
            applyTheme(mode);
            const ThemeColours& colours = themeColours(QApplication::palette());
            QTableWidget table(2, 1);
            table.setSelectionBehavior(QAbstractItemView::SelectRows);
            table.selectRow(1);
            table.setCurrentCell(-1, -1, QItemSelectionModel::NoUpdate); // without its frame
            table.resize(200, 200);
            table.show();
            const QPoint middle = table.visualRect(table.model()->index(1, 0)).center();
            QCOMPARE(table.viewport()->grab().toImage().pixelColor(middle),
                     mode == ThemeMode::Contrast ? colours.accent : colours.accentSoft);
        }
    }

    void listsThatDropDownHaveRoom() {
        applyTheme(ThemeMode::Light);
        QComboBox box;
        box.addItems({"one", "two"});
        box.show();
        QVERIFY(box.view()->sizeHintForRow(0) >= box.fontMetrics().height() + 8);
    }

    void textFollowsTheDesktopsFont() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        saveTextScale(1.5);
        MainWindow window({backend, library, comparison});
        const QFont desktops = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        QCOMPARE(QApplication::font().pointSizeF(), desktops.pointSizeF() * 1.5);
        QFont other = QApplication::font(); // as it was before the desktop changed
        other.setPointSizeF(5);
        other.setItalic(true);
        QApplication::setFont(other);
        QEvent changed(QEvent::ThemeChange);
        QApplication::sendEvent(&window, &changed);
        QCOMPARE(QApplication::font().pointSizeF(), desktops.pointSizeF() * 1.5);
        QCOMPARE(QApplication::font().italic(), desktops.italic());
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
