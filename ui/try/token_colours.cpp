#include "ui/try/token_colours.h"

#include <algorithm>

namespace loratrf {

namespace {

std::vector<double> activityColours(const FilterEvent& event, const TokenColouring& colouring) {
    std::vector<double> places;
    for (const float strength : tokenStrengths(event, colouring.site)) {
        places.push_back(strength / colouring.upper);
    }
    return places;
}

} // namespace

std::vector<double> answerColours(const AnswerResult& result, const TokenColouring& colouring) {
    std::vector<double> places;
    switch (colouring.colours) {
    case TokenColours::None:
        break;
    case TokenColours::Probability:
        for (const GeneratedPiece& piece : result.pieces) {
            places.push_back(std::clamp(1 - piece.probability, 0.0, 1.0));
        }
        break;
    case TokenColours::Activity:
        return activityColours(result.activity, colouring);
    }
    return places;
}

std::vector<double> promptColours(const AnswerResult& result, const TokenColouring& colouring) {
    return colouring.colours == TokenColours::Activity ? activityColours(result.prompt_activity, colouring)
                                                       : std::vector<double>();
}

} // namespace loratrf
