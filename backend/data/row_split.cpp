#include "backend/data/row_split.h"

#include "backend/data/packing.h"
#include "backend/data/preference_row.h"
#include "backend/io/files.h"
#include "backend/io/json.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace loratrf {

namespace {

constexpr size_t most_labels = 20;
constexpr size_t rows_a_label = 5; // fewer rows for each different answer: the answers are no labels

std::vector<Row> rows_of(const std::string& file, const DataOptions& reading, const ReadProgress& progress,
                         Split& split) {
    std::vector<Row> rows;
    const auto keep = [&](Row&& row) {
        rows.push_back(std::move(row));
        return true;
    };
    const RowSource source = read_rows(file, reading, keep, progress);
    split.rejected += static_cast<int64_t>(source.rejected.size());
    return rows;
}

// Index of the last answer; the number of messages where there is none (the text shape).
size_t last_answer(const Row& row) {
    for (size_t i = row.messages.size(); i-- > 0;)
        if (row.messages[i].role == "assistant")
            return i;
    return row.messages.size();
}

std::string question(const Row& row) {
    const size_t turns = row.rejected.empty() ? last_answer(row) : common_turns(row.messages, row.rejected);
    std::string key = row.text;
    for (size_t i = 0; i < turns; ++i)
        key += '\0' + row.messages[i].role + '\0' + row.messages[i].content;
    return key;
}

std::set<std::string> questions(const std::vector<Row>& rows) {
    std::set<std::string> keys;
    for (const Row& row : rows)
        keys.insert(question(row));
    return keys;
}

// Moves the rows whose question is in `wanted` out of `rows`.
std::vector<Row> take(std::vector<Row>& rows, const std::set<std::string>& wanted) {
    std::vector<Row> taken, others;
    for (Row& row : rows)
        (wanted.contains(question(row)) ? taken : others).push_back(std::move(row));
    rows = std::move(others);
    return taken;
}

// Turns [from, to).
Json turns_json(const std::vector<Message>& messages, size_t from, size_t to) {
    Json turns = Json::array();
    for (size_t i = from; i < to; ++i)
        turns.push_back({{"role", messages[i].role}, {"content", messages[i].content}});
    return turns;
}

// Where the conversations part with something else than an answer, both are written whole: it could be taken for the
// beginning of another one.
void add_pair(Json& json, const Row& row) {
    size_t common = common_turns(row.messages, row.rejected);
    const auto answers = [common](const std::vector<Message>& messages) {
        return common < messages.size() && messages[common].role == "assistant";
    };
    if (answers(row.messages) && answers(row.rejected))
        json["prompt"] = turns_json(row.messages, 0, common);
    else
        common = 0;
    json["chosen"] = turns_json(row.messages, common, row.messages.size());
    json["rejected"] = turns_json(row.rejected, common, row.rejected.size());
}

std::string lines(const std::vector<Row>& rows) {
    std::string text;
    for (const Row& row : rows) {
        Json json = Json::object();
        if (row.messages.empty())
            json["text"] = row.text;
        else if (row.rejected.empty())
            json["messages"] = turns_json(row.messages, 0, row.messages.size());
        else
            add_pair(json, row);
        json["line"] = row.line;
        text += json.dump() + "\n";
    }
    return text;
}

std::vector<std::string> labels_of(const std::vector<const std::vector<Row>*>& parts) {
    std::set<std::string> answers;
    size_t rows = 0;
    for (const std::vector<Row>* part : parts)
        for (const Row& row : *part) {
            if (row.messages.empty() || !row.rejected.empty())
                return {};
            answers.insert(row.messages[last_answer(row)].content);
            ++rows;
            if (answers.size() > most_labels)
                return {};
        }
    if (answers.size() < 2 || answers.size() * rows_a_label > rows)
        return {};
    return {answers.begin(), answers.end()};
}

int64_t part_of(double share, size_t questions) {
    return std::max<int64_t>(1, std::llround(share * static_cast<double>(questions)));
}

} // namespace

Split split_rows(const SplitOptions& options, const DataOptions& reading, const std::filesystem::path& folder,
                 const ReadProgress& progress) {
    std::vector<std::filesystem::path> files = {options.data}; // as they are read
    for (const std::string& file : {options.test_data, options.eval_data})
        if (!file.empty())
            files.emplace_back(file);
    FilesProgress of_files(files, progress);
    Split split;
    std::vector<Row> train = rows_of(options.data, reading, of_files.next(), split), eval, test;
    if (!options.test_data.empty()) {
        test = rows_of(options.test_data, reading, of_files.next(), split);
        split.left_out += static_cast<int64_t>(take(train, questions(test)).size());
    }
    if (!options.eval_data.empty()) {
        eval = rows_of(options.eval_data, reading, of_files.next(), split);
        split.left_out += static_cast<int64_t>(take(eval, questions(test)).size());
        split.left_out += static_cast<int64_t>(take(train, questions(eval)).size());
    }

    const std::set<std::string> different = questions(train);
    const std::vector<std::string> list(different.begin(), different.end());
    const std::vector<int64_t> order = epoch_order(static_cast<int64_t>(list.size()), options.seed, -1);
    size_t next = 0;
    const auto held_out = [&](double share) {
        std::set<std::string> chosen;
        for (int64_t i = part_of(share, list.size()); i > 0 && next < order.size(); --i)
            chosen.insert(list[static_cast<size_t>(order[next++])]);
        return take(train, chosen);
    };
    if (options.test_data.empty())
        test = held_out(options.test_share);
    if (options.eval_data.empty() && options.eval_share > 0)
        eval = held_out(options.eval_share);

    const bool evaluated = !options.eval_data.empty() || options.eval_share > 0;
    if (train.empty() || test.empty() || (evaluated && eval.empty()))
        throw Error(ErrorCode::NoRows,
                    options.data +
                        ": the rows do not suffice for training, evaluation and test rows without a common "
                        "question (" +
                        std::to_string(train.size()) + ", " + std::to_string(eval.size()) + " and " +
                        std::to_string(test.size()) + " rows); give more rows or other test and evaluation rows");
    split.train = static_cast<int64_t>(train.size());
    split.eval = static_cast<int64_t>(eval.size());
    split.test = static_cast<int64_t>(test.size());
    split.labels = labels_of({&train, &eval, &test});
    write_file_atomically(folder / "train.jsonl", lines(train));
    if (evaluated)
        write_file_atomically(folder / "eval.jsonl", lines(eval));
    write_file_atomically(folder / "test.jsonl", lines(test));
    return split;
}

} // namespace loratrf
