#include "ui/widgets/theme.h"

#include "ui/widgets/studio_style.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QPainter>
#include <QSettings>
#include <QSvgRenderer>
#include <QToolTip>
#include <QWidget>

#include <algorithm>

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

// Nothing below 7 : 1, the strictest level of WCAG 2.
const ThemeColours& contrastColours() {
    static const ThemeColours colours{"#ffffff", "#ffffff", "#ffffff", "#000000", "#000000", "#303030",
                                      "#0032a0", "#ffffff", "#d6e2ff", "#9c0000", "#5c3a00", "#005a28"};
    return colours;
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

double& basePointSize() {
    static double size = 0;
    return size;
}

} // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

const ThemeColours& themeColours(const QPalette& palette) {
    if (palette.color(QPalette::Midlight) == contrastColours().border) {
        return contrastColours();
    }
    return isDark(palette) ? darkColours() : lightColours();
}

void applyTheme(ThemeMode mode) {
    if (qobject_cast<StudioStyle*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new StudioStyle);
    }
    bool dark = mode == ThemeMode::Dark;
    if (mode == ThemeMode::System) {
        QApplication::setPalette(QPalette()); // back to what the desktop says
        dark = isDark(QApplication::palette());
    }
    QApplication::setPalette(makePalette(mode == ThemeMode::Contrast ? contrastColours()
                                         : dark                      ? darkColours()
                                                                     : lightColours()));
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
    QFont font = QApplication::font();
    if (basePointSize() <= 0) {
        basePointSize() = font.pointSizeF() > 0 ? font.pointSizeF() : 10;
    }
    font.setPointSizeF(basePointSize() * scale);
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
