#pragma once
// An error, warning or remark inside a page, in the same words as on the command line; never a modal box.

#include "backend/api/events.h"

#include <QFrame>
#include <QLabel>

namespace loratrf {

class MessageStrip : public QFrame {
    Q_OBJECT

public:
    explicit MessageStrip(QWidget* parent = nullptr);
    void setMessage(Level level, const QString& text); // an empty text hides the strip
    // Of what came to nothing: `problem`, or where somebody cancelled it `statement`, as that is no error.
    void setFailure(const QString& problem, bool cancelled, const QString& statement);
    void clear() { setMessage(Level::Info, {}); }
    QString text() const { return m_text->text(); }
    Level level() const { return m_level; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Level m_level = Level::Info;
    QLabel* m_text;
};

} // namespace loratrf
