#pragma once
// A small real tokenizer: one token a byte, control tokens, and pieces of several bytes that are taken greedily.

#include "backend/text/tokenizer.h"

#include <string>
#include <utility>
#include <vector>

class ByteTokenizer : public loratrf::Tokenizer {
public:
    std::vector<std::string> controls{"<s>", "</s>", "<|im_start|>", "<|im_end|>"};
    std::vector<std::string> pieces;
    std::string jinja;
    std::optional<int32_t> bos = 256, eos = 259;

    using Tokenizer::encode;
    std::vector<int32_t> encode(const std::vector<loratrf::TextSegment>& segments) const override {
        std::string text;
        std::vector<bool> allowed;
        for (const auto& segment : segments) {
            text += segment.text;
            allowed.resize(text.size(), segment.allow_special);
        }
        std::vector<int32_t> ids;
        for (size_t at = 0; at < text.size();) {
            const auto [id, length] = longest(text, at, allowed);
            ids.push_back(id);
            at += length;
        }
        return ids;
    }

    std::string decode(const std::vector<int32_t>& ids, bool skip_special) const override {
        std::string text;
        for (const int32_t id : ids)
            if (!skip_special || !is_special(id))
                text += piece(id);
        return text;
    }

    int32_t vocab_size() const override { return static_cast<int32_t>(256 + controls.size() + pieces.size()); }
    bool is_special(int32_t id) const override { return id >= 256 && id < static_cast<int32_t>(256 + controls.size()); }
    std::optional<int32_t> id_of(std::string_view token) const override {
        for (int32_t id = 0; id < vocab_size(); ++id)
            if (piece(id) == token)
                return id;
        return std::nullopt;
    }
    std::optional<int32_t> bos_id() const override { return bos; }
    std::optional<int32_t> eos_id() const override { return eos; }
    std::optional<int32_t> pad_id() const override { return std::nullopt; }
    const std::string& chat_template() const override { return jinja; }
    std::string description() const override { return "bytes"; }

private:
    std::string piece(int32_t id) const {
        const auto index = static_cast<size_t>(id);
        return index < 256                     ? std::string(1, static_cast<char>(id))
               : index < 256 + controls.size() ? controls[index - 256]
                                               : pieces[index - 256 - controls.size()];
    }

    std::pair<int32_t, size_t> longest(const std::string& text, size_t at, const std::vector<bool>& allowed) const {
        std::pair<int32_t, size_t> best{static_cast<unsigned char>(text[at]), 1};
        for (int32_t id = 256; id < vocab_size(); ++id) {
            const std::string candidate = piece(id);
            if (candidate.size() <= best.second || text.compare(at, candidate.size(), candidate) != 0)
                continue;
            bool usable = true;
            for (size_t i = at; is_special(id) && i < at + candidate.size(); ++i)
                usable = usable && allowed[i];
            if (usable)
                best = {id, candidate.size()};
        }
        return best;
    }
};
