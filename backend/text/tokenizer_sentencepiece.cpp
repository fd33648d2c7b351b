#include "backend/io/files.h"
#include "backend/text/tokenizer_sources.h"
#include "backend/text/unicode_text.h"

#include <sentencepiece_processor.h>

namespace loratrf {
namespace {

constexpr uint64_t largest_model_file = 64 << 20;

// Appended to a serialized ModelProto, this sets normalizer_spec.add_dummy_prefix (field 3, in it field 3) to false:
// protobuf merges a message that occurs twice, the last value counts.
constexpr std::string_view no_dummy_prefix("\x1a\x02\x18\x00", 4);

class SentencePieceTokenizer : public Tokenizer {
public:
    SentencePieceTokenizer(const std::string& model, const TokenizerConfig& config, const std::string& where)
        : m_legacy(config.legacy) {
        load(m_with_prefix, model, where);
        load(m_without_prefix, model + std::string(no_dummy_prefix), where);
        for (int id = 0; id < m_with_prefix.GetPieceSize(); ++id) {
            const std::string& piece = m_with_prefix.IdToPiece(id);
            m_vocabulary.add(piece, id, where);
            if (m_with_prefix.IsControl(id) || m_with_prefix.IsUnknown(id))
                m_added.add({piece, id, true}, where);
        }
        apply_config(config, m_vocabulary, m_added, where);
        m_facts = facts_of(config, m_vocabulary, m_added);
        const auto or_model = [](std::optional<int32_t>& id, int own) {
            if (!id && own >= 0)
                id = own;
        };
        or_model(m_facts.bos, m_with_prefix.bos_id());
        or_model(m_facts.eos, m_with_prefix.eos_id());
        or_model(m_facts.pad, m_with_prefix.pad_id());
        m_facts.description = describe_tokenizer("SentencePiece", vocab_size(), "tokenizer.model");
        m_added.prepare(Normalizer(), m_facts.chat_template);
    }

    using Tokenizer::encode;
    std::vector<int32_t> encode(const std::vector<TextSegment>& segments) const override {
        const JoinedText joined = join_segments(segments);
        std::vector<int32_t> ids;
        for (const Fragment& fragment : m_added.split(joined.text, joined.forbidden)) {
            if (fragment.token) {
                ids.push_back(*fragment.token);
                continue;
            }
            // "legacy" begins a new text after each special token, the newer behaviour goes on with the old one.
            const auto& processor = fragment.begin == 0 || m_legacy ? m_with_prefix : m_without_prefix;
            const auto part = std::string_view(joined.text).substr(fragment.begin, fragment.end - fragment.begin);
            std::vector<int> pieces;
            check(processor.Encode({part.data(), part.size()}, &pieces));
            ids.insert(ids.end(), pieces.begin(), pieces.end());
        }
        return ids;
    }

    std::string decode(const std::vector<int32_t>& ids, bool skip_special) const override {
        std::string text;
        std::vector<int> run;
        bool starts_text = true;
        const auto flush = [&] {
            if (run.empty())
                return;
            std::string part;
            check((starts_text ? m_with_prefix : m_without_prefix).Decode(run, &part));
            text += part;
            run.clear();
            starts_text = false;
        };
        for (const int32_t id : ids) {
            const AddedToken* added = m_added.with_id(id);
            if (!added && !m_vocabulary.has(id))
                throw_unknown_id(id, vocab_size());
            if (added && added->special && skip_special)
                continue;
            if (!added || m_with_prefix.unk_id() == id) {
                run.push_back(id);
                continue;
            }
            flush();
            text += added->content;
            starts_text = false;
        }
        flush();
        return lossy_utf8(text);
    }

    int32_t vocab_size() const override { return std::max(m_vocabulary.size(), m_added.size()); }
    bool is_special(int32_t id) const override {
        const AddedToken* added = m_added.with_id(id);
        return added && added->special;
    }
    std::optional<int32_t> id_of(std::string_view token) const override {
        const AddedToken* added = m_added.with_content(token);
        return added ? std::optional(added->id) : m_vocabulary.find(token);
    }
    std::optional<int32_t> bos_id() const override { return m_facts.bos; }
    std::optional<int32_t> eos_id() const override { return m_facts.eos; }
    std::optional<int32_t> pad_id() const override { return m_facts.pad; }
    const std::string& chat_template() const override { return m_facts.chat_template; }
    std::string description() const override { return m_facts.description; }

private:
    static void load(sentencepiece::SentencePieceProcessor& processor, const std::string& model,
                     const std::string& where) {
        if (const auto status = processor.LoadFromSerializedProto({model.data(), model.size()}); !status.ok())
            throw Error(ErrorCode::WrongFormat, where + ": not a SentencePiece model (" + status.ToString() +
                                                    "). Copy the file again from the model's original folder.");
    }

    static void check(const sentencepiece::util::Status& status) {
        if (!status.ok())
            throw Error(ErrorCode::BadValue, "SentencePiece could not process a text: " + status.ToString());
    }

    sentencepiece::SentencePieceProcessor m_with_prefix;
    sentencepiece::SentencePieceProcessor m_without_prefix;
    bool m_legacy;
    Vocabulary m_vocabulary;
    AddedTokens m_added;
    TokenizerFacts m_facts;
};

} // namespace

std::unique_ptr<Tokenizer> tokenizer_from_sentencepiece(const std::filesystem::path& file,
                                                        const TokenizerConfig& config) {
    const std::string where = file.filename().string() + " of " + file.parent_path().string();
    return std::make_unique<SentencePieceTokenizer>(read_text_file(file, largest_model_file), config, where);
}

} // namespace loratrf
