#include "backend/data/row_overlap.h"

#include "backend/data/preference_row.h"

#include <string_view>
#include <unordered_map>

namespace loratrf {

namespace {

// Hashes the words of a text one by one, so that only where white space stands counts, not which or how much.
class WordHash {
public:
    void mark(char part) { byte(part); }
    void text(std::string_view text) {
        bool between = false, any = false;
        for (const char c : text) {
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                between = true;
                continue;
            }
            if (between && any)
                byte(' ');
            byte(c);
            between = false;
            any = true;
        }
    }
    uint64_t value() const {
        uint64_t mixed = m_value; // FNV leaves the upper bits of short texts much alike
        mixed ^= mixed >> 33;
        mixed *= 0xff51afd7ed558ccdULL;
        return mixed ^ (mixed >> 33);
    }

private:
    void byte(char c) { m_value = (m_value ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL; }
    uint64_t m_value = 0xcbf29ce484222325ULL;
};

void add_turns(WordHash& hash, const std::vector<Message>& messages, size_t count) {
    for (size_t i = 0; i < count; ++i) {
        hash.mark('\0');
        hash.text(messages[i].role);
        hash.mark('\0');
        hash.text(messages[i].content);
    }
}

uint64_t hash_of(const Row& row, size_t messages) {
    WordHash hash;
    hash.text(row.text);
    add_turns(hash, row.messages, messages);
    return hash.value();
}

} // namespace

uint64_t row_hash(const Row& row) {
    if (row.rejected.empty())
        return hash_of(row, row.messages.size());
    WordHash hash;
    add_turns(hash, row.messages, row.messages.size());
    hash.mark('\1');
    add_turns(hash, row.rejected, row.rejected.size());
    return hash.value();
}

uint64_t question_hash(const Row& row) {
    if (!row.rejected.empty())
        return hash_of(row, common_turns(row.messages, row.rejected));
    for (size_t i = row.messages.size(); i-- > 0;)
        if (row.messages[i].role == "assistant")
            return hash_of(row, i);
    return hash_of(row, row.messages.size());
}

Leakage find_leakage(const std::vector<std::filesystem::path>& train, const std::filesystem::path& eval,
                     const DataOptions& options, const ReadProgress& progress) {
    struct Place {
        int64_t line, file;
    };
    Leakage result;
    std::vector<std::filesystem::path> files = train;
    files.push_back(eval);
    FilesProgress reading(files, progress);
    std::unordered_map<uint64_t, Place> rows, questions; // the first of each
    for (size_t i = 0; i < train.size(); ++i) {
        const auto note = [&](const Row& row) {
            const Place place{row.line, static_cast<int64_t>(i)};
            rows.emplace(row_hash(row), place);
            questions.emplace(question_hash(row), place);
            return true;
        };
        scan_rows(train[i], options, note, reading.next());
    }
    const auto compare = [&](const Row& row) {
        ++result.eval_rows;
        const auto same = rows.find(row_hash(row));
        const auto asked = same == rows.end() ? questions.find(question_hash(row)) : questions.end();
        result.rows += same != rows.end();
        result.questions += asked != questions.end();
        const bool found = same != rows.end() || asked != questions.end();
        if (found && result.examples.size() < Leakage::most_examples) {
            const Place& place = same != rows.end() ? same->second : asked->second;
            result.examples.push_back({row.line, place.line, place.file});
        }
        return true;
    };
    scan_rows(eval, options, compare, reading.next());
    return result;
}

} // namespace loratrf
