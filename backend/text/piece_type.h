#pragma once
// What a token is, by the numbers that both SentencePiece models and GGUF's tokenizer.ggml.token_type use
// (google/sentencepiece sentencepiece_model.proto; ggml-org/ggml docs/gguf.md).

#include <cstdint>

namespace loratrf {

enum class PieceType : int64_t { Normal = 1, Unknown = 2, Control = 3, User = 4, Unused = 5, Byte = 6 };

} // namespace loratrf
