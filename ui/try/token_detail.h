#pragma once
// One token of an answer: how likely it was, how far the adapter acted, and what else could have come.

#include "backend/api/answers.h"

#include <QWidget>

namespace loratrf {

class TextLabel;

class TokenDetail : public QWidget {
    Q_OBJECT

public:
    explicit TokenDetail(QWidget* parent = nullptr);
    void setToken(const QString& who, const GeneratedPiece& piece, bool activityIsFilter);
    void clearToken();
    QString sentence() const;

private:
    class Bars;
    TextLabel* m_sentence;
    Bars* m_bars;
};

// Spaces and line breaks that would not be seen are written as signs.
QString visibleToken(const std::string& text);

} // namespace loratrf
