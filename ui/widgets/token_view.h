#pragma once
// One example as the model sees it: its tokens, those that are trained on coloured and underlined.

#include "backend/api/engine.h"

#include <QTextEdit>

namespace loratrf {

class TokenView : public QTextEdit {
    Q_OBJECT

public:
    explicit TokenView(QWidget* parent = nullptr);
    void setRow(const PreviewRow& row);
    void clearRow(const QString& why);
    int supervisedCount() const;
    void setShowIds(bool show); // the number of each token behind it

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override; // tool tip: the token under the cursor

private:
    void render();

    PreviewRow m_row;
    bool m_showIds = false;
};

} // namespace loratrf
