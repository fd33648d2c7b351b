#pragma once

class QLabel;
class QString;
class QWidget;

namespace loratrf {

// A sentence in the middle of an area that has nothing to show yet.
QLabel* makeEmptyNote(const QString& text, QWidget* parent);

} // namespace loratrf
