#pragma once
// Answers looked at closely: how each token was chosen, how far the adapter acted, with another strength of it, from
// any checkpoint; and votes on them.

#include "backend/api/engine.h"

namespace loratrf {

struct AnswerRequest : GenerateRequest {
    // What the adapter adds is multiplied by this; 0: the base model. Throws Error(Unsupported) for methods that put
    // other weights in the place of the base's.
    double strength = 1;
    int64_t alternatives = 0; // likeliest tokens to report at each place of the answer, with their probabilities
    bool filter = false;      // report how far the adapter acts at each place
};

struct TokenChance {
    std::string text;
    double probability = 0;
};

// One token of an answer. Probabilities are the model's own: at temperature 1, nothing left out.
struct GeneratedPiece {
    std::string text; // what the answer grew by; empty within a letter that is several tokens
    double probability = 0;
    std::vector<TokenChance> alternatives; // likeliest first; the token itself is one of them if it is likely enough
};

struct AnswerResult : GenerateResult {
    std::vector<GeneratedPiece> pieces; // one a token, where alternatives or activity were asked
    // Where the filter was asked, what the adapter did at each site, as it would be at strength 1: with the prompt's
    // last 512 tokens as they were read, and in the passes that chose the pieces. No sites: nothing acted on single
    // tokens.
    FilterEvent prompt_activity, activity;
    std::string chat_template; // what the conversation was put into; empty when raw
    std::string template_hash; // SHA-256 of it
    std::string trained_hash;  // of the template the adapter was trained with; empty: not known
};

// generate() with all of this. Told to stop before it begins, it opens nothing and says "cancelled".
AnswerResult answer(const AnswerRequest& request, Control& control,
                    const std::function<void(const std::string& piece)>& on_text = {});

struct SavedCheckpoint {
    int64_t step = 0;
    std::string folder; // also an adapter folder
};
std::vector<SavedCheckpoint> saved_checkpoints(const std::string& run); // newest first, whether they verify or not

// Which of two answers, shown without names, somebody liked better.
struct Vote {
    std::string prompt, left, right; // left, right: who answered, "base", "tuned" or "step-N", as they were shown
    std::string choice;              // "left", "right", "equal"
    int64_t seed = 0;
};
void add_vote(const std::string& run, const Vote& vote); // one more line of the run's votes.jsonl
std::vector<Vote> read_votes(const std::string& run);    // in order of voting; lines that are no votes are left out

} // namespace loratrf
