#pragma once
// Ways from a widget into the guide. A widget says which page explains it; what lies in it inherits that.

#include <QString>

class QToolButton;
class QWidget;

namespace loratrf {

void explainIn(QWidget* widget, const char* page); // "memory": resources/guide/LANGUAGE/NN-memory.md
QString guidePageOf(const QWidget* widget);        // empty: none says

// Asks the windows above `from`, the nearest first, for its page: a QWhatsThisClickedEvent with "guide:memory". The one
// that has the guide accepts it.
void askForGuide(QWidget* from);

// What's This (Shift+F1) of every widget with a tool tip: that text, and a link to the page that explains the widget.
void offerHelp(); // from now on; asking twice does no harm

// A small button that leads there too.
QToolButton* makeGuideButton(const QString& subject);

} // namespace loratrf
