#pragma once
// One token of an answer: how likely it was, how far the adapter acted, and what else could have come.

#include "backend/api/answers.h"

#include <QWidget>

#include <limits>

namespace loratrf {

class TextLabel;

// How far the adapter acted on a token.
struct TokenActivity {
    float value = std::numeric_limits<float>::quiet_NaN(); // NaN: not known
    bool filter = false;                                   // else the size of its term against the base output
    QString site;                                          // as shown; empty: the mean over all
};

class TokenDetail : public QWidget {
    Q_OBJECT

public:
    explicit TokenDetail(QWidget* parent = nullptr);
    void setToken(const QString& who, const GeneratedPiece& piece, const TokenActivity& activity);
    void setPromptToken(const QString& who, const std::string& token, const TokenActivity& activity);
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
