#pragma once
// One example as the model sees it: its tokens, those that are trained on coloured and underlined. A preference pair
// is two conversations, each under its heading.

#include "backend/api/engine.h"

#include <QTextEdit>

#include <vector>

namespace loratrf {

class TokenView : public QTextEdit {
    Q_OBJECT

public:
    explicit TokenView(QWidget* parent = nullptr);
    void setRow(const PreviewRow& row);
    void clearRow(const QString& why);
    int supervisedCount() const; // of both conversations of a pair
    void setShowIds(bool show);  // the number of each token behind it

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override; // tool tip: the token under the cursor

private:
    void render();
    void showTrained();
    // Tokens are numbered, those of the rejected answer after the others.
    void write(QTextCursor& cursor, const std::vector<PreviewToken>& tokens, int first);
    const PreviewToken* tokenAt(int number) const; // null: there is none

    PreviewRow m_row;
    bool m_showIds = false;
};

} // namespace loratrf
