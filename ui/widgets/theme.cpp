#include "ui/widgets/theme.h"

#include "ui/widgets/studio_style.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QPainter>
#include <QSettings>
#include <QSvgRenderer>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

const ThemeColours& lightColours() {
    static const ThemeColours colours{"#f4f6f9", "#ffffff", "#ffffff", "#d9dee6", "#1a2130", "#5d6678",
                                      "#2f5fd0", "#ffffff", "#e3ebfc", "#b3261e", "#8a5a00", "#1f7a46"};
    return colours;
}

const ThemeColours& darkColours() {
    static const ThemeColours colours{"#14171c", "#1c2027", "#15181e", "#363d49", "#e6e9ef", "#9aa4b4",
                                      "#86a8ff", "#0f1626", "#2a3a63", "#ff8f84", "#f0be62", "#7ad3a0"};
    return colours;
}

// Here and in the next one nothing below 7 : 1, the strictest level of WCAG 2.
const ThemeColours& contrastColours() {
    static const ThemeColours colours{"#ffffff", "#ffffff", "#ffffff", "#000000", "#000000", "#303030",
                                      "#0032a0", "#ffffff", "#d6e2ff", "#9c0000", "#5c3a00", "#005a28"};
    return colours;
}

const ThemeColours& darkContrastColours() {
    static const ThemeColours colours{"#000000", "#000000", "#000000", "#ffffff", "#ffffff", "#d8d8d8",
                                      "#a8c4ff", "#000000", "#1c2f66", "#ffa59c", "#ffd27a", "#8be8b0"};
    return colours;
}

// Of luminances, as WCAG 2 counts it: from 1 to 21.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](float part) {
            return part <= 0.04045F ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

// Qt does not say whether the desktop is in high contrast. Such desktops write pure black and white on each other,
// which no other does, or have icons of that name.
bool asksForContrast(const QPalette& desktop) {
    constexpr double almostAll = 20;
    return contrast(desktop.color(QPalette::WindowText), desktop.color(QPalette::Window)) > almostAll ||
           QIcon::themeName().startsWith(QLatin1String("HighContrast"), Qt::CaseInsensitive);
}

QPalette makePalette(const ThemeColours& colours) {
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.field);
    palette.setColor(QPalette::AlternateBase, colours.window);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::Button, colours.surface);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.problem);
    palette.setColor(QPalette::PlaceholderText, colours.muted);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.surface);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Light, colours.surface);
    palette.setColor(QPalette::Midlight, colours.border);
    palette.setColor(QPalette::Mid, colours.border);
    palette.setColor(QPalette::Dark, colours.muted);
    palette.setColor(QPalette::Shadow, colours.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        QColor faded = colours.muted;
        faded.setAlphaF(0.7F);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.border);
    return palette;
}

} // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

const ThemeColours& themeColours(const QPalette& palette) {
    const QColor border = palette.color(QPalette::Midlight);
    for (const ThemeColours* colours : {&contrastColours(), &darkContrastColours()}) {
        if (border == colours->border) {
            return *colours;
        }
    }
    return isDark(palette) ? darkColours() : lightColours();
}

const ThemeColours& themeColours(ThemeMode mode, const QPalette& desktop) {
    switch (mode) {
    case ThemeMode::Light:
        return lightColours();
    case ThemeMode::Dark:
        return darkColours();
    case ThemeMode::Contrast:
        return contrastColours();
    case ThemeMode::System:
        break;
    }
    const bool dark = isDark(desktop);
    return asksForContrast(desktop) ? (dark ? darkContrastColours() : contrastColours())
                                    : (dark ? darkColours() : lightColours());
}

void applyTheme(ThemeMode mode) {
    if (qobject_cast<StudioStyle*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new StudioStyle);
    }
    if (mode == ThemeMode::System) {
        QApplication::setPalette(QPalette()); // back to what the desktop says
    }
    QApplication::setPalette(makePalette(themeColours(mode, QApplication::palette())));
    QToolTip::setPalette(QApplication::palette());
}

ThemeMode savedThemeMode() {
    const int mode = QSettings().value("view/theme", 0).toInt();
    return mode >= 0 && mode <= int(ThemeMode::Contrast) ? ThemeMode(mode) : ThemeMode::System;
}

void saveThemeMode(ThemeMode mode) {
    QSettings().setValue("view/theme", static_cast<int>(mode));
}

void applyTextScale(double scale) {
    constexpr double usualSize = 10;
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPointSizeF((font.pointSizeF() > 0 ? font.pointSizeF() : usualSize) * scale);
    QApplication::setFont(font);
    // Qt tells windows only; labels whose size is a multiple of the application's want to know too.
    for (QWidget* widget : QApplication::allWidgets()) {
        QCoreApplication::postEvent(widget, new QEvent(QEvent::ApplicationFontChange));
    }
}

double savedTextScale() {
    return std::clamp(QSettings().value("view/text_scale", 1.0).toDouble(), 0.8, 2.0);
}

void saveTextScale(double scale) {
    QSettings().setValue("view/text_scale", scale);
}

QIcon tintedIcon(const QString& name, const QColor& colour) {
    const QString file = ":/icons/" + name + ".svg";
    if (!QFile::exists(file)) {
        return {};
    }
    QSvgRenderer renderer(file);
    QPixmap pixmap(96, 96); // shrunk when drawn, sharp up to 200 % at 48 pixels
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    return QIcon(pixmap);
}

} // namespace loratrf
