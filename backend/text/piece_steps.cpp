#include "backend/text/piece_steps.h"

#include "backend/text/unicode_text.h"

#include <memory>

namespace loratrf {
namespace {

// Collects the parts of one piece in order and joins them as the behaviour asks.
class Cutter {
public:
    Cutter(std::vector<Piece>& out, SplitBehaviour behaviour) : m_out(out), m_behaviour(behaviour) {}

    void begin_piece(const Piece& piece) {
        m_piece = piece;
        m_first_of_piece = m_out.size();
        m_previous_was_match = false;
    }

    void part(size_t begin, size_t end, bool is_match) {
        if (begin == end)
            return;
        const bool has_previous = m_out.size() > m_first_of_piece;
        bool joins = false;
        switch (m_behaviour) {
        case SplitBehaviour::Removed:
            if (is_match)
                return;
            break;
        case SplitBehaviour::Isolated:
            break;
        case SplitBehaviour::Contiguous:
            joins = has_previous && is_match == m_previous_was_match;
            break;
        case SplitBehaviour::MergedWithPrevious:
            joins = has_previous && is_match && !m_previous_was_match;
            break;
        case SplitBehaviour::MergedWithNext:
            joins = has_previous && !is_match && m_previous_was_match;
            break;
        }
        m_previous_was_match = is_match;
        if (joins)
            m_out.back().end = end;
        else
            m_out.push_back({begin, end, m_piece.starts_text && begin == m_piece.begin});
    }

private:
    std::vector<Piece>& m_out;
    SplitBehaviour m_behaviour;
    Piece m_piece;
    size_t m_first_of_piece = 0;
    bool m_previous_was_match = false;
};

} // namespace

PieceStep split_step(Regex regex, SplitBehaviour behaviour, bool invert) {
    return [shared = std::make_shared<Regex>(std::move(regex)), behaviour, invert](Pieces& pieces) {
        std::vector<Piece> cut;
        cut.reserve(pieces.list.size() + pieces.text.size() / 4);
        Cutter cutter(cut, behaviour);
        for (const Piece& piece : pieces.list) {
            const auto text = std::string_view(pieces.text).substr(piece.begin, piece.end - piece.begin);
            cutter.begin_piece(piece);
            size_t done = 0;
            while (const auto match = shared->find(text, done)) {
                cutter.part(piece.begin + done, piece.begin + match->first, invert);
                cutter.part(piece.begin + match->first, piece.begin + match->second, !invert);
                done = match->second;
            }
            cutter.part(piece.begin + done, piece.end, invert);
        }
        pieces.list = std::move(cut);
    };
}

PieceStep digits_step(bool individual) {
    const auto behaviour = individual ? SplitBehaviour::Isolated : SplitBehaviour::Contiguous;
    return [behaviour](Pieces& pieces) {
        std::vector<Piece> cut;
        cut.reserve(pieces.list.size() + 16);
        Cutter cutter(cut, behaviour);
        for (const Piece& piece : pieces.list) {
            cutter.begin_piece(piece);
            size_t done = piece.begin;
            for (size_t at = piece.begin; at < piece.end;) {
                const char lead = pieces.text[at];
                const size_t next = at + character_length(lead);
                const bool numeric = static_cast<unsigned char>(lead) < 0x80
                                         ? lead >= '0' && lead <= '9'
                                         : is_numeric(character_at(pieces.text, at));
                if (numeric) {
                    cutter.part(done, at, false);
                    cutter.part(at, next, true);
                    done = next;
                }
                at = next;
            }
            cutter.part(done, piece.end, false);
        }
        pieces.list = std::move(cut);
    };
}

PieceStep metaspace_step(std::string symbol, PrefixScheme prefix, bool split) {
    PieceStep cut = [](Pieces&) {};
    if (split)
        cut = split_step(Regex(symbol, Regex::Kind::Literal, "Metaspace"), SplitBehaviour::MergedWithNext, false);
    return [symbol = std::move(symbol), prefix, cut = std::move(cut)](Pieces& pieces) {
        std::string text;
        text.reserve(pieces.text.size() * 3 / 2);
        for (Piece& piece : pieces.list) {
            const auto old = std::string_view(pieces.text).substr(piece.begin, piece.end - piece.begin);
            piece.begin = text.size();
            const bool wanted = prefix == PrefixScheme::Always || (prefix == PrefixScheme::First && piece.starts_text);
            if (wanted && !old.starts_with(symbol) && !old.starts_with(' '))
                text += symbol;
            for (const char c : old) {
                if (c == ' ')
                    text += symbol;
                else
                    text += c;
            }
            piece.end = text.size();
        }
        pieces.text = std::move(text);
        cut(pieces);
    };
}

PieceStep prefix_space_step() {
    return [](Pieces& pieces) {
        std::string text;
        text.reserve(pieces.text.size() + pieces.list.size());
        for (Piece& piece : pieces.list) {
            const auto old = std::string_view(pieces.text).substr(piece.begin, piece.end - piece.begin);
            piece.begin = text.size();
            if (!old.starts_with(' '))
                text += ' ';
            text += old;
            piece.end = text.size();
        }
        pieces.text = std::move(text);
    };
}

} // namespace loratrf
