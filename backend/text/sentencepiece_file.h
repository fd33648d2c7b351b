#pragma once
// What a tokenizer.model holds beyond what the library's interface tells: scores and types of the pieces, the kind of
// model, how it prepares text. Field numbers: google/sentencepiece sentencepiece_model.proto.

#include "backend/text/piece_type.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

struct SentencePieceFile {
    struct Piece {
        std::string text;
        float score = 0;
        PieceType type = PieceType::Normal;
    };
    std::vector<Piece> pieces;
    bool bpe = false; // otherwise Unigram, word or character
    bool rewrites_text = false;
    bool add_dummy_prefix = true;
    bool remove_extra_whitespaces = true;
    std::optional<int32_t> unknown = 0, bos = 1, eos = 2, pad; // the format's defaults
};

// Throws Error: NotFound, Io, WrongFormat (not such a file), CountTooLarge.
SentencePieceFile read_sentencepiece_file(const std::filesystem::path& file);

} // namespace loratrf
