#include "ui/widgets/empty_note.h"

#include <QLabel>

namespace loratrf {

QLabel* makeEmptyNote(const QString& text, QWidget* parent) {
    auto* note = new QLabel(text, parent);
    note->setAlignment(Qt::AlignCenter);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setMargin(24);
    return note;
}

} // namespace loratrf
