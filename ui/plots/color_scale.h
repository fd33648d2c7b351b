#pragma once
// Two colour maps of our own, made in Oklab (B. Ottosson, 2020), a space in which equal distances look equal.
//
// Amounts: lightness grows evenly while the hue goes from deep blue to pale yellow, so that the map reads the same with
// every kind of colour vision and in grey. Large values stand out from the background: light on dark, dark on light.
//
// Differences: from the background's lightness evenly to blue below zero and to orange above it, two hues that every
// kind of colour vision tells apart; equal amounts of either sign are equally light.

#include <QColor>
#include <QPalette>
#include <QTextCharFormat>

namespace loratrf {

QColor scaleColour(double t, bool dark);      // t in [0, 1]; values outside are clamped
QColor differenceColour(double t, bool dark); // t in [-1, 1]; values outside are clamped
QColor textOn(const QColor& background);      // black or white, whichever stands out more

// Letters on the colour of an amount; NaN: as all text is.
QTextCharFormat letterFormat(double t, const QPalette& palette);

// The smallest "nice" number (1, 2, 2.5, 5 times a power of ten) that is not below `value`; 1 for values that are not
// positive.
double niceUpper(double value);

} // namespace loratrf
