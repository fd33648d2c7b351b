#pragma once
// What is behind the letters of a text.

#include <QBrush>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTextEdit>

namespace loratrf {

inline QBrush groundOf(const QTextEdit& view, int letter) {
    QTextCursor cursor(view.document());
    cursor.setPosition(letter + 1); // a cursor has the format of the letter before it
    return cursor.charFormat().background();
}

} // namespace loratrf
