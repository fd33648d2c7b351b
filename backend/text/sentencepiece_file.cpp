#include "backend/text/sentencepiece_file.h"

#include "backend/io/files.h"
#include "backend/text/vocabulary.h"

#include <cstring>

namespace loratrf {
namespace {

constexpr uint64_t largest_model_file = 64 << 20;

// A field of a protobuf message: its number, and its value as a number or as bytes.
struct Field {
    uint64_t number = 0;
    uint64_t value = 0;
    std::string_view bytes;
};

class Message {
public:
    Message(std::string_view bytes, const std::string& where) : m_rest(bytes), m_where(where) {}

    bool next(Field& field) {
        if (m_rest.empty())
            return false;
        const uint64_t tag = varint();
        field = {.number = tag >> 3, .value = 0, .bytes = {}};
        switch (tag & 7) {
        case 0:
            field.value = varint();
            break;
        case 1:
            field.bytes = take(8);
            break;
        case 2:
            field.bytes = take(varint());
            break;
        case 5:
            field.bytes = take(4);
            break;
        default:
            fail();
        }
        return true;
    }

private:
    uint64_t varint() {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1)[0]);
            value |= static_cast<uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
        fail();
    }

    std::string_view take(uint64_t count) {
        if (count > m_rest.size())
            fail();
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    [[noreturn]] void fail() const {
        throw Error(ErrorCode::WrongFormat,
                    m_where + ": not a SentencePiece model. Copy the file again from the model's original folder.");
    }

    std::string_view m_rest;
    const std::string& m_where;
};

SentencePieceFile::Piece read_piece(std::string_view bytes, const std::string& where) {
    SentencePieceFile::Piece piece;
    Message message(bytes, where);
    for (Field field; message.next(field);) {
        if (field.number == 1)
            piece.text = field.bytes;
        else if (field.number == 2 && field.bytes.size() == sizeof(float))
            std::memcpy(&piece.score, field.bytes.data(), sizeof(float));
        else if (field.number == 3)
            piece.type = static_cast<PieceType>(field.value);
    }
    return piece;
}

void read_trainer(std::string_view bytes, const std::string& where, SentencePieceFile& result) {
    const auto id = [](const Field& field) -> std::optional<int32_t> { // -1, the largest varint, is none
        return field.value <= static_cast<uint64_t>(largest_token_id) ? std::optional(static_cast<int32_t>(field.value))
                                                                      : std::nullopt;
    };
    Message message(bytes, where);
    for (Field field; message.next(field);) {
        if (field.number == 3)
            result.bpe = field.value == 2;
        else if (field.number == 40)
            result.unknown = id(field);
        else if (field.number == 41)
            result.bos = id(field);
        else if (field.number == 42)
            result.eos = id(field);
        else if (field.number == 43)
            result.pad = id(field);
    }
}

void read_normalizer(std::string_view bytes, const std::string& where, SentencePieceFile& result) {
    Message message(bytes, where);
    for (Field field; message.next(field);) {
        if (field.number == 2)
            result.rewrites_text = !field.bytes.empty();
        else if (field.number == 3)
            result.add_dummy_prefix = field.value != 0;
        else if (field.number == 4)
            result.remove_extra_whitespaces = field.value != 0;
    }
}

} // namespace

SentencePieceFile read_sentencepiece_file(const std::filesystem::path& file) {
    const std::string where = file.filename().string() + " of " + file.parent_path().string();
    const std::string bytes = read_text_file(file, largest_model_file);
    SentencePieceFile result;
    Message message(bytes, where);
    for (Field field; message.next(field);) {
        if (field.number == 1)
            result.pieces.push_back(read_piece(field.bytes, where));
        else if (field.number == 2)
            read_trainer(field.bytes, where, result);
        else if (field.number == 3)
            read_normalizer(field.bytes, where, result);
    }
    if (result.pieces.size() > static_cast<size_t>(largest_token_id))
        throw Error(ErrorCode::CountTooLarge, where + ": " + std::to_string(result.pieces.size()) + " pieces.");
    return result;
}

} // namespace loratrf
