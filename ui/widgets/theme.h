#pragma once
// The look of the window: palettes for light, dark and high contrast, chosen by the user or by the desktop.

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QString>

namespace loratrf {

enum class ThemeMode { System, Light, Dark, Contrast };

// Colours that QPalette has no role for. Labels can also reach two of them by a palette role, so that they follow a
// change of the palette by themselves: muted = PlaceholderText, problem = BrightText.
struct ThemeColours {
    QColor window, surface, field, border, text, muted;
    QColor accent, onAccent, accentSoft; // soft: a tint to lay behind text
    QColor problem, warning, good;
};

bool isDark(const QPalette& palette);
const ThemeColours& themeColours(const QPalette& palette);                 // of the window, as its palette tells
const ThemeColours& themeColours(ThemeMode mode, const QPalette& desktop); // what `mode` means on such a desktop

// Sets style and palette of the application. System: as the desktop had it when asked.
void applyTheme(ThemeMode mode);
ThemeMode savedThemeMode();
void saveThemeMode(ThemeMode mode);

// All text in the desktop's font as it is now; 1 = its own size.
void applyTextScale(double scale);
double savedTextScale();
void saveTextScale(double scale);

// One of the icons of the resources in a colour; a null icon where the program has no resources.
QIcon tintedIcon(const QString& name, const QColor& colour);

// Distances, in device-independent pixels.
namespace space {
constexpr int tight = 6;
constexpr int normal = 12;
constexpr int wide = 20;
} // namespace space

} // namespace loratrf
