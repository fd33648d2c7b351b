#include "backend/train/training_data.h"

#include "backend/data/weighted_file.h"
#include "backend/io/sha256.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>

namespace loratrf {

namespace {

constexpr int64_t most_eval_rows = 2000; // kept as text for generation
constexpr size_t development_rows = 32;
constexpr size_t most_named = 16;

// As text, a token and whether it is supervised after the other.
void add_tokens(const std::vector<int32_t>& ids, const std::vector<bool>& supervised, std::string& bytes) {
    for (size_t i = 0; i < ids.size(); ++i) {
        bytes += std::to_string(ids[i]);
        bytes += supervised[i] ? '+' : ' ';
    }
}

// Throws Error(MixedSchema) where some files hold preference pairs and others do not.
void require_one_kind(const std::string& first, const std::vector<Sequence>& rows, const std::string& second,
                      const std::vector<Sequence>& others) {
    if (rows.empty() || others.empty() || rows.front().is_pair() == others.front().is_pair())
        return;
    const auto& [pairs, plain] = rows.front().is_pair() ? std::pair(first, second) : std::pair(second, first);
    throw Error(ErrorCode::MixedSchema, pairs + " holds preference pairs, " + plain +
                                            " does not; a run learns from one kind of rows. Choose files of the same "
                                            "kind");
}

void note_report(const DataReport& report, std::vector<std::string>& notes) {
    if (!report.rejected.empty())
        notes.push_back(report.file + ": " + std::to_string(report.rejected.size()) + " rows rejected, first at line " +
                        std::to_string(report.rejected[0].line) + ": " + report.rejected[0].reason);
    if (report.over_length > 0)
        notes.push_back(report.file + ": " + std::to_string(report.over_length) + " rows are over the maximum length");
    if (report.without_supervision > 0)
        notes.push_back(report.file + ": " + std::to_string(report.without_supervision) +
                        " rows keep no supervised token");
    notes.insert(notes.end(), report.warnings.begin(), report.warnings.end());
}

// The rows that these lines hold, as text, while there are not too many.
void add_rows(const std::string& file, const DataOptions& options, const std::set<int64_t>& lines,
              std::vector<Row>& rows, const ReadProgress& progress) {
    if (lines.empty() || static_cast<int64_t>(rows.size()) >= most_eval_rows)
        return;
    const auto keep = [&](Row&& row) {
        if (!row.messages.empty() && lines.contains(row.line))
            rows.push_back(std::move(row));
        return static_cast<int64_t>(rows.size()) < most_eval_rows;
    };
    read_rows(file, options, keep, progress);
}

std::set<int64_t> lines_of(std::span<const Sequence> sequences) {
    std::set<int64_t> lines;
    for (const Sequence& s : sequences)
        lines.insert(s.line);
    return lines;
}

// Evaluation rows that are training rows too, token for token; pairs of which training has one of the answers to the
// prompt, be it as the chosen or as the rejected one.
int64_t rows_in_both(const TrainingData& data) {
    const auto content = [](const std::vector<int32_t>& ids) {
        return std::string_view(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(ids[0]));
    };
    std::unordered_multimap<std::string_view, size_t> eval; // what a row says, and its index
    for (size_t i = 0; i < data.eval.size(); ++i) {
        eval.emplace(content(data.eval[i].ids), i);
        if (data.eval[i].is_pair())
            eval.emplace(content(data.eval[i].rejected_ids), i);
    }
    std::vector<bool> both(data.eval.size(), false);
    const auto mark = [&](const std::vector<int32_t>& ids) {
        const auto [begin, end] = eval.equal_range(content(ids));
        std::for_each(begin, end, [&](const auto& found) { both[found.second] = true; });
        eval.erase(begin, end);
    };
    for (const Sequence& row : data.train) {
        mark(row.ids);
        if (row.is_pair())
            mark(row.rejected_ids);
    }
    return std::count(both.begin(), both.end(), true);
}

// The rows that an epoch takes, as indices into the training rows: as many in every epoch.
std::vector<int64_t> rows_of_epoch(const TrainingData& data, uint64_t seed, int64_t epoch) {
    std::vector<int64_t> rows;
    for (const TrainingData::Part& part : data.parts) {
        const int64_t count = part.end - part.begin;
        const auto whole = static_cast<int64_t>(part.weight);
        for (int64_t copy = 0; copy < whole; ++copy)
            for (int64_t row = part.begin; row < part.end; ++row)
                rows.push_back(row);
        const int64_t rest = std::llround((part.weight - static_cast<double>(whole)) * static_cast<double>(count));
        const std::vector<int64_t> drawn = epoch_order(count, seed + static_cast<uint64_t>(part.begin), epoch);
        for (int64_t i = 0; i < rest; ++i)
            rows.push_back(part.begin + drawn[static_cast<size_t>(i)]);
    }
    return rows;
}

} // namespace

std::string row_fingerprint(const std::vector<Sequence>& rows) {
    Sha256 hash;
    std::string bytes;
    for (const Sequence& row : rows) {
        bytes.clear();
        add_tokens(row.ids, row.supervised, bytes);
        if (row.is_pair()) {
            bytes += '|';
            add_tokens(row.rejected_ids, row.rejected_supervised, bytes);
        }
        bytes += '\n';
        hash.update(std::as_bytes(std::span(bytes)));
    }
    return hash.finish();
}

int64_t held_out_rows(double share, int64_t count) {
    if (share <= 0 || count < 1)
        return 0;
    const int64_t held = std::llround(share * static_cast<double>(count));
    return std::min(std::max<int64_t>(1, held), count - 1);
}

ReadProgress reading_said(const EventSink& sink, const char* what) {
    if (!sink)
        return {};
    return [sink, what](int64_t done, int64_t total) {
        sink(ProgressEvent{.what = what, .done = done, .total = total, .bytes = true});
    };
}

EventSink until_stopped(const Control& control, const EventSink& sink, const char* message) {
    return [&control, sink, message](const Event& event) {
        if (control.stop)
            throw Error(ErrorCode::Cancelled, message);
        if (sink)
            sink(event);
    };
}

TrainingData load_training_data(const TrainOptions& options, const Tokenizer& tokenizer, const EventSink& sink) {
    TrainingData data;
    std::vector<WeightedFile> files = {{options.data, 1}};
    for (const std::string& text : options.more_data)
        files.push_back(parse_weighted_file(text));
    std::vector<std::filesystem::path> paths;
    for (const WeightedFile& file : files)
        paths.emplace_back(file.file);
    const ReadProgress again = reading_said(sink, "Reading the evaluation rows"); // as text
    FilesProgress again_of_each(paths, again);
    if (!options.eval_data.empty())
        paths.emplace_back(options.eval_data);
    FilesProgress reading(paths, reading_said(sink));
    std::vector<Sequence> all;
    std::vector<size_t> firsts; // of each row, which may be split into several sequences
    std::vector<size_t> ends;   // of each file's sequences
    for (const WeightedFile& file : files) {
        Dataset one = load_dataset(file.file, tokenizer, options.data_options, reading.next());
        note_report(one.report, data.notes);
        require_one_kind(options.data, all, file.file, one.sequences);
        for (size_t i = 0; i < one.sequences.size(); ++i)
            if (i == 0 || one.sequences[i].line != one.sequences[i - 1].line)
                firsts.push_back(all.size() + i);
        std::move(one.sequences.begin(), one.sequences.end(), std::back_inserter(all));
        ends.push_back(all.size());
    }
    std::vector<bool> is_eval(all.size(), false);
    if (!options.eval_data.empty()) {
        Dataset eval = load_dataset(options.eval_data, tokenizer, options.data_options, reading.next());
        note_report(eval.report, data.notes);
        require_one_kind(options.data, all, options.eval_data, eval.sequences);
        data.eval = std::move(eval.sequences);
        data.eval_files = {{options.eval_data, static_cast<int64_t>(data.eval.size())}};
        add_rows(options.eval_data, options.data_options, lines_of(data.eval), data.eval_rows, again);
    } else {
        const auto count = static_cast<int64_t>(firsts.size());
        const int64_t held = held_out_rows(options.eval_share, count);
        const std::vector<int64_t> order = epoch_order(count, options.seed, -1); // no epoch has this number
        for (int64_t i = 0; i < held; ++i) {
            const auto row = static_cast<size_t>(order[static_cast<size_t>(i)]);
            const size_t end = row + 1 < firsts.size() ? firsts[row + 1] : all.size();
            std::fill(is_eval.begin() + firsts[row], is_eval.begin() + end, true);
        }
    }
    size_t next = 0;
    for (size_t file = 0; file < files.size(); ++file) {
        const size_t train_before = data.train.size(), eval_before = data.eval.size();
        for (; next < ends[file]; ++next)
            (is_eval[next] ? data.eval : data.train).push_back(std::move(all[next]));
        add_rows(files[file].file, options.data_options, lines_of(std::span(data.eval).subspan(eval_before)),
                 data.eval_rows, again_of_each.next());
        data.train_files.push_back({files[file].file, static_cast<int64_t>(data.train.size())});
        if (options.eval_data.empty())
            data.eval_files.push_back({files[file].file, static_cast<int64_t>(data.eval.size())});
        data.parts.push_back(
            {static_cast<int64_t>(train_before), static_cast<int64_t>(data.train.size()), files[file].weight});
    }
    if (files.size() == 1)
        data.parts.clear();
    if (const int64_t both = rows_in_both(data); both > 0)
        data.notes.push_back(
            std::to_string(both) + " of " + std::to_string(data.eval.size()) +
            (data.pairs() ? " evaluation pairs have a prompt and an answer in common with training pairs: their loss "
                            "says how well these are remembered, not what was learned"
                          : " evaluation rows are training rows too: their loss says how well they are remembered, "
                            "not what was learned"));
    data.fingerprint = row_fingerprint(data.train);
    for (const auto* rows : {&data.train, &data.eval})
        for (const Sequence& row : *rows)
            data.longest = std::max(data.longest, row.longest_side());
    return data;
}

const std::string& file_of(const std::vector<TrainingData::FileRows>& files, int64_t row) {
    return std::ranges::find_if(files, [&](const TrainingData::FileRows& rows) { return row < rows.end; })->file;
}

std::string named_rows(const TrainingData& data, const std::vector<int64_t>& rows) {
    std::vector<std::pair<std::string, std::vector<int64_t>>> named; // lines by file, as they come
    size_t count = 0;
    for (const int64_t row : rows) {
        const int64_t line = data.train[static_cast<size_t>(row)].line;
        const std::string& file = file_of(data.train_files, row);
        auto of_file = std::ranges::find(named, file, &std::pair<std::string, std::vector<int64_t>>::first);
        if (of_file == named.end())
            of_file = named.insert(named.end(), {file, {}});
        if (std::ranges::find(of_file->second, line) != of_file->second.end())
            continue;
        if (++count > most_named)
            break;
        of_file->second.push_back(line);
    }
    const auto name_of = [&](const std::string& file) { // its path where another has the same name
        const std::filesystem::path name = std::filesystem::path(file).filename();
        return std::ranges::count_if(data.train_files,
                                     [&](const TrainingData::FileRows& other) {
                                         return std::filesystem::path(other.file).filename() == name;
                                     }) == 1
                   ? name.string()
                   : file;
    };
    std::string text = "lines ";
    for (const auto& [file, lines] : named) {
        if (lines.empty())
            continue;
        for (const int64_t line : lines)
            text += (text.back() == ' ' ? "" : ", ") + std::to_string(line);
        if (data.train_files.size() > 1)
            text += " of " + name_of(file);
    }
    return text + (count > most_named ? ", ..." : "");
}

EpochPlan plan_training_epoch(const TrainingData& data, const TrainOptions& options, int64_t epoch, bool share_prefix) {
    std::vector<int64_t> rows;
    if (data.parts.empty()) { // each row once
        rows.resize(data.train.size());
        std::iota(rows.begin(), rows.end(), int64_t(0));
    } else {
        rows = rows_of_epoch(data, options.seed, epoch);
    }
    std::vector<int64_t> order = epoch_order(static_cast<int64_t>(rows.size()), options.seed, epoch);
    for (int64_t& i : order)
        i = rows[static_cast<size_t>(i)];
    return plan_epoch(data.train, order, options.batch_size, options.token_budget, share_prefix);
}

std::vector<PackedBatch> development_batches(const TrainingData& data, int64_t token_budget) {
    const std::vector<Sequence>& rows = data.eval.empty() ? data.train : data.eval;
    std::vector<int64_t> order(std::min(rows.size(), development_rows));
    std::iota(order.begin(), order.end(), int64_t{0});
    std::vector<PackedBatch> batches;
    const EpochPlan one_step = plan_epoch(rows, order, static_cast<int64_t>(order.size()), token_budget);
    for (const auto& micro : one_step.front())
        batches.push_back(pack(rows, micro));
    return batches;
}

} // namespace loratrf
