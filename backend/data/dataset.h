#pragma once
// Rows of a user's file -> conversations -> tokens with the supervised part marked.

#include "backend/data/read_progress.h"
#include "backend/io/error.h"
#include "backend/text/chat_template.h"
#include "backend/text/tokenizer.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

enum class RowShape { Auto, Messages, ShareGpt, Alpaca, PromptCompletion, Preference, Text };
// "messages", "sharegpt", "alpaca", "prompt-completion", "preference", "text", "auto"
const char* shape_name(RowShape shape);
RowShape parse_shape(const std::string& name); // throws Error(InvalidOption)

enum class OverLength { Drop, TruncatePrompt, TruncateEnd, Split, Error };
const char* over_length_name(OverLength policy); // "drop", "truncate-prompt", "truncate-end", "split", "error"
OverLength parse_over_length(const std::string& name);

struct DataOptions {
    RowShape shape = RowShape::Auto;
    int64_t max_length = 1024; // tokens a sequence may have; longer rows meet `over_length`
    OverLength over_length = OverLength::Drop;
    bool train_on_prompt = false;          // true: every token is supervised (always so for the text shape)
    std::string system_prompt;             // put before rows that have no system message; empty: none added
    std::string template_name;             // preset template instead of the model's own; empty: the model's
    bool allow_special_in_content = false; // true: control tokens written in messages count as such
    uint64_t max_line_bytes = 4ULL << 20;  // a longer line is an error of the file

    // Fields (columns) that carry these roles; empty: found by their names (see row_shape.h).
    std::string prompt_field;     // the prompt; of conversations the list of turns, of the text shape the text
    std::string answer_field;     // alpaca, prompt-completion, and preference: the chosen answer
    std::string rejected_field;   // preference only
    std::string system_field;     // not of the text shape
    bool no_system_field = false; // true: no field is the system message, whatever it is called
};

// One row as read: a conversation (whose assistant turns are the answers), two that begin alike, or a plain text.
struct Row {
    int64_t line = 0; // 1-based line in the file (array index + 1 for a JSON array)
    std::vector<Message> messages;
    std::string text;                   // the text shape only
    std::vector<Message> rejected = {}; // the preference shape only: `messages` with the worse answer in its place
};

struct Rejected {
    int64_t line = 0;
    std::string reason; // for people: "field \"messages\" is missing"
};

// A row's tokens. supervised[i] == true: token i is a target (it is predicted from the tokens before it).
// A preference pair is two such token lists: ids is the conversation with the chosen answer, and only what follows the
// turns that both have in common is supervised.
struct Sequence {
    int64_t line = 0;
    std::vector<int32_t> ids;
    std::vector<bool> supervised;
    std::vector<int32_t> rejected_ids = {}; // empty: no pair
    std::vector<bool> rejected_supervised = {};
    // Log-probabilities of the supervised tokens of both, the chosen one's first, for the model that training starts
    // from (train/preference.h).
    std::array<double, 2> reference = {};

    bool is_pair() const { return !rejected_ids.empty(); }
    int64_t tokens() const { return static_cast<int64_t>(ids.size() + rejected_ids.size()); }
    int64_t longest_side() const;     // tokens of its one list, of a pair the longer one's
    int64_t supervised_count() const; // of both
};

// Rows of a certain length, in tokens.
struct LengthCount {
    int64_t tokens = 0;
    int64_t rows = 0;
};

// A row and an earlier one, or a row of another file, with the same content; lines as in Rejected.
struct EqualRows {
    int64_t line = 0;
    int64_t other = 0;
    int64_t file = 0; // index of the file that `other` lies in, among those looked at together
};

struct DataReport {
    std::string file;
    RowShape shape = RowShape::Auto; // as detected
    int64_t rows = 0;                // rows read, rejected ones included
    int64_t used = 0;                // rows kept
    int64_t sequences = 0;           // made of them: more than `used` where long rows are split
    int64_t tokens = 0;              // of the kept sequences
    int64_t supervised_tokens = 0;
    int64_t shortest = 0,
            longest = 0; // of every tokenised row, before the policy, as are the next three (p95: nearest rank)
    double mean_length = 0, median_length = 0, p95_length = 0;
    int64_t over_length = 0;         // rows that met the policy
    int64_t truncated_tokens = 0;    // tokens cut or dropped by it
    int64_t without_supervision = 0; // rows with no supervised token left (not used)
    int64_t duplicates = 0; // rows equal to an earlier one, of the files before too, but for white space (kept)
    std::vector<EqualRows> duplicate_rows; // the first of them
    std::vector<LengthCount> histogram;    // of every tokenised row, before the policy, shortest first
    std::vector<Rejected> rejected;
    std::vector<std::string> warnings;
    std::string problem = {}; // why these rows cannot be trained on; empty: they can
};

struct Dataset {
    std::vector<Sequence> sequences;
    DataReport report;
};

// Reads rows; `on_row` returns false to stop early. Formats by content and suffix: .jsonl, .json (array or lines),
// .csv, .tsv. A row that cannot be used (malformed JSON, another shape than the rows before it, an empty answer, a
// missing field, an unknown role) goes to `rejected`. Faults that put the whole file in doubt throw Error with the
// line: NoRows (none, or none usable), LineTooLong, BadUtf8, NulByte, Truncated, and whatever read_records throws.
// `rows` counts up to where reading stopped.
struct RowSource {
    RowShape shape = RowShape::Auto;
    int64_t rows = 0;
    std::vector<Rejected> rejected;
    std::optional<Error> doubt; // the first fault that puts the file in doubt
};
RowSource read_rows(const std::filesystem::path& file, const DataOptions& options,
                    const std::function<bool(Row&&)>& on_row, const ReadProgress& progress = {});

// The same for looking: rows whose fault puts the file in doubt are rejected like others, and a file whose rows are all
// rejected is no error.
RowSource scan_rows(const std::filesystem::path& file, const DataOptions& options,
                    const std::function<bool(Row&&)>& on_row, const ReadProgress& progress = {});

// How one row becomes tokens: used by load_dataset, previews and evaluation.
class RowEncoder {
public:
    // Uses the model's template, or options.template_name, or ChatML with a warning when the model has none.
    RowEncoder(const Tokenizer& tokenizer, const DataOptions& options);
    ~RowEncoder();

    // Whole row with the supervised part marked: answers only by default. Growing prefixes of the conversation are
    // rendered and every answer (content up to and including its end-of-turn token) is supervised; where the template
    // rewrites earlier turns, only the last answer is. Throws Error(Template, BadValue).
    Sequence encode(const Row& row) const;

    // The tokens up to where the last answer begins, and that answer's text: evaluation by generation.
    struct Prompt {
        std::vector<int32_t> ids;
        std::string answer;
    };
    Prompt prompt(const Row& row) const;

    // A prompt from a conversation (generation prompt added).
    std::vector<int32_t> encode_prompt(const std::vector<Message>& messages) const;

    // A plain text to be continued. As in rows of the text shape, bos stands before it where the tokenizer names one
    // and the model's own template writes bos_token, or where there is no template and bos is not also the end token.
    std::vector<int32_t> encode_text_prompt(const std::string& text) const;

    // Applies max_length and the policy; none: the row is not used. `cut` gets the number of tokens lost.
    // TruncateEnd keeps the first tokens. TruncatePrompt cuts the first ones (behind bos) and keeps the last answer
    // whole: a row whose last answer alone is too long, or that is supervised throughout, is not used. Split makes
    // sequences of max_length tokens one behind the other and the rest, and keeps those that teach something.
    std::vector<Sequence> fit(Sequence sequence, int64_t* cut = nullptr) const;

    const std::string& template_source() const;
    const std::vector<std::string>& warnings() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// Everything at once. Throws Error(NoRows) when no row is usable and Error(BadValue) when more than half of the rows
// keep no supervised token, saying how many, which and why.
Dataset load_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                     const ReadProgress& progress = {});

// For looking, without the rows: what it holds does not grow with the file, but for 16 bytes a row to find equal ones.
// Where load_dataset would refuse the rows, `problem` says why. Throws Error where there are no rows to report on.
DataReport report_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                          const ReadProgress& progress = {});

// Of files that are trained on together: rows of a later one that are equal to a row of an earlier one count as
// duplicates. Only the first file's faults are thrown; a later one has them as its `problem`.
std::vector<DataReport> report_datasets(const std::vector<std::filesystem::path>& files, const Tokenizer& tokenizer,
                                        const DataOptions& options, const ReadProgress& progress = {});

} // namespace loratrf
