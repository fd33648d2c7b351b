#pragma once
// Colours for amounts: one map whose perceived lightness grows evenly, so that it reads the same with every kind of
// colour vision and in grey. Large values stand out from the background: light on dark, dark on light.

#include <QColor>

namespace loratrf {

QColor scaleColour(double t, bool dark); // t in [0, 1]; values outside are clamped

// The smallest "nice" number (1, 2, 2.5, 5 times a power of ten) that is not below `value`; 1 for values that are not
// positive.
double niceUpper(double value);

} // namespace loratrf
