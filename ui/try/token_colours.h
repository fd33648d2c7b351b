#pragma once
// What colours the tokens of a conversation: how likely each was, or how far the adapter acted, at one of its sites or
// on average over all.

#include "backend/api/answers.h"
#include "ui/plots/token_strengths.h"

#include <vector>

namespace loratrf {

enum class TokenColours { None, Probability, Activity };

struct TokenColouring {
    TokenColours colours = TokenColours::None;
    int site = allSites;
    double upper = 1; // where the scale of activity ends
    bool operator==(const TokenColouring&) const = default;
};

// Places on the scale of colours, from 0 to 1, one a token; NaN: nothing is known of it. Unlikely tokens, and those
// where the adapter acts much, lie high.
std::vector<double> answerColours(const AnswerResult& result, const TokenColouring& colouring);
std::vector<double> promptColours(const AnswerResult& result, const TokenColouring& colouring);

} // namespace loratrf
