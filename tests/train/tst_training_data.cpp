// The rows of a run from one file and from several, each as often in an epoch as its weight says.

#include "backend/data/weighted_file.h"
#include "backend/train/training_data.h"
#include "data/byte_tokenizer.h"
#include "data/data_files.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace loratrf;

namespace {

QByteArray rows(const char* name, int count) {
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += QByteArray("{\"prompt\": \"") + name + " " + QByteArray::number(i) + "\", \"completion\": \"yes\"}\n";
    return lines;
}

// How often each training row is taken in an epoch.
std::map<int64_t, int64_t> taken(const EpochPlan& plan) {
    std::map<int64_t, int64_t> counts;
    for (const auto& step : plan)
        for (const auto& micro : step)
            for (const int64_t row : micro)
                ++counts[row];
    return counts;
}

} // namespace

class TestTrainingData : public QObject {
    Q_OBJECT

private:
    DataFiles m_files;
    ByteTokenizer m_tokenizer;

private Q_SLOTS:
    void weightsAreTexts() {
        QCOMPARE(parse_weighted_file("/a/b.jsonl").file, std::string("/a/b.jsonl"));
        QCOMPARE(parse_weighted_file("/a/b.jsonl").weight, 1.0);
        QCOMPARE(parse_weighted_file("0.25*/a/b*c.jsonl").file, std::string("/a/b*c.jsonl"));
        QCOMPARE(parse_weighted_file("0.25*/a/b*c.jsonl").weight, 0.25);
        QCOMPARE(parse_weighted_file("*.jsonl").file, std::string("*.jsonl"));
        QCOMPARE(parse_weighted_file("v2*x.jsonl").file, std::string("v2*x.jsonl"));
        for (const char* bad : {"0*a", "-1*a", "1001*a", "1.2.3*a", "e*a"})
            QCOMPARE(error_of([&] { parse_weighted_file(bad); })->code(), ErrorCode::InvalidOption);
        for (const WeightedFile& file : {WeightedFile{"a.jsonl", 1}, {"a.jsonl", 0.1}, {"3*a.jsonl", 1}, {"*", 2}}) {
            const WeightedFile back = parse_weighted_file(weighted_file_text(file));
            QCOMPARE(back.file, file.file);
            QCOMPARE(back.weight, file.weight);
        }
    }

    void anEpochTakesRowsByWeight() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", rows("a", 40));
        options.more_data = {"2*" + m_files.write("b.jsonl", rows("b", 10)).string(),
                             "0.3*" + m_files.write("c.jsonl", rows("c", 20)).string()};
        options.eval_data = m_files.write("eval.jsonl", rows("eval", 5));
        options.batch_size = 7;
        const TrainingData data = load_training_data(options, m_tokenizer, {});
        QCOMPARE(data.train.size(), size_t(70));
        QCOMPARE(data.eval.size(), size_t(5));
        std::map<int64_t, int64_t> all;
        for (int64_t epoch = 0; epoch < 20; ++epoch) {
            const auto counts = taken(plan_training_epoch(data, options, epoch, false));
            int64_t third = 0;
            for (int64_t row = 0; row < 70; ++row) {
                const int64_t count = counts.contains(row) ? counts.at(row) : 0;
                if (row < 40)
                    QCOMPARE(count, int64_t(1));
                else if (row < 50)
                    QCOMPARE(count, int64_t(2));
                else
                    third += count;
                all[row] += count;
            }
            QCOMPARE(third, int64_t(6));
            QCOMPARE(plan_training_epoch(data, options, epoch, false),
                     plan_training_epoch(data, options, epoch, false));
        }
        for (int64_t row = 50; row < 70; ++row)
            QVERIFY(all[row] > 0); // others in each epoch, so that all are seen
    }

    void oneFileIsTakenAsBefore() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", rows("a", 40));
        options.eval_share = 0.1;
        const TrainingData data = load_training_data(options, m_tokenizer, {});
        QVERIFY(data.parts.empty());
        QCOMPARE(data.train.size(), size_t(36));
        QCOMPARE(data.eval.size(), size_t(4));
        QCOMPARE(data.eval_rows.size(), size_t(4));
        const std::vector<int64_t> order = epoch_order(36, options.seed, 2);
        QCOMPARE(plan_training_epoch(data, options, 2, false),
                 plan_epoch(data.train, order, options.batch_size, options.token_budget));
    }

    void rowsAreHeldOutOfAllFiles() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", rows("a", 50));
        options.more_data = {m_files.write("b.jsonl", rows("b", 50)).string()};
        options.eval_share = 0.2;
        const TrainingData data = load_training_data(options, m_tokenizer, {});
        QCOMPARE(data.eval.size(), size_t(20));
        QCOMPARE(data.parts.size(), size_t(2));
        QCOMPARE(data.parts[1].end, int64_t(80));
        std::set<std::string> held;
        for (const Row& row : data.eval_rows)
            held.insert(row.messages[0].content);
        QCOMPARE(held.size(), size_t(20));
        for (size_t i = 0; i < data.eval.size(); ++i) {
            const bool first = file_of(data.eval_files, static_cast<int64_t>(i)) == options.data;
            QVERIFY(held.contains((first ? "a " : "b ") + std::to_string(data.eval[i].line - 1)));
        }
        QVERIFY(std::ranges::any_of(held, [](const std::string& text) { return text[0] == 'a'; }));
        QVERIFY(std::ranges::any_of(held, [](const std::string& text) { return text[0] == 'b'; }));
        for (const Sequence& row : data.train)
            QVERIFY(std::ranges::none_of(held, [&](const std::string& text) {
                return m_tokenizer.decode(row.ids, false).find(text + "<|im_end|>") != std::string::npos;
            }));
    }

    void rowsAreNamedByFileAndLine() {
        TrainingData data;
        for (const int64_t line : {4, 4, 9, 2, 4}) // the first row was split
            data.train.push_back({.line = line, .ids = {}, .supervised = {}});
        data.train_files = {{"/a/orders.jsonl", 5}};
        QCOMPARE(named_rows(data, {2, 0, 1}), std::string("lines 9, 4"));
        data.train_files = {{"/a/orders.jsonl", 3}, {"/b/more.jsonl", 5}};
        QCOMPARE(named_rows(data, {0, 3, 2, 4}), std::string("lines 4, 9 of orders.jsonl, 2, 4 of more.jsonl"));
        QCOMPARE(named_rows(data, {4}), std::string("lines 4 of more.jsonl"));
        data.train_files = {{"/a/orders.jsonl", 3}, {"/b/orders.jsonl", 5}};
        QCOMPARE(named_rows(data, {4}), std::string("lines 4 of /b/orders.jsonl"));
        data.train.clear();
        std::vector<int64_t> rows;
        for (int64_t row = 0; row < 17; ++row) {
            data.train.push_back({.line = row + 1, .ids = {}, .supervised = {}});
            rows.push_back(row);
        }
        data.train_files = {{"a.jsonl", 17}};
        QVERIFY(named_rows(data, rows).ends_with(" 16, ..."));
    }

    void readingSaysHowFarItIs() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", rows("a", 40));
        options.more_data = {"2*" + m_files.write("b.jsonl", rows("b", 10)).string()};
        const int64_t trained = rows("a", 40).size() + rows("b", 10).size(), held = rows("eval", 5).size();
        std::map<std::string, std::vector<ProgressEvent>> said;
        const EventSink sink = [&](const Event& event) {
            const auto& progress = std::get<ProgressEvent>(event);
            said[progress.what].push_back(progress);
        };
        const auto reads = [&](const char* what, int64_t bytes) {
            const std::vector<ProgressEvent>& events = said[what];
            return !events.empty() && events.front().done == 0 && events.back().done == bytes &&
                   std::ranges::is_sorted(events, {}, &ProgressEvent::done) &&
                   std::ranges::all_of(events,
                                       [&](const ProgressEvent& event) { return event.bytes && event.total == bytes; });
        };
        options.eval_share = 0.5; // some of each file
        load_training_data(options, m_tokenizer, sink);
        QVERIFY(reads("Reading data", trained));
        QVERIFY(reads("Reading the evaluation rows", trained)); // which lie among them
        said.clear();
        options.eval_data = m_files.write("eval.jsonl", rows("eval", 5));
        load_training_data(options, m_tokenizer, sink);
        QVERIFY(reads("Reading data", trained + held));
        QVERIFY(reads("Reading the evaluation rows", held));

        for (const char* what : {"Reading data", "Reading the evaluation rows"}) {
            const EventSink stop = [&](const Event& event) {
                if (std::get<ProgressEvent>(event).what == what)
                    throw Error(ErrorCode::Cancelled, "enough");
            };
            const auto error = error_of([&] { load_training_data(options, m_tokenizer, stop); });
            QVERIFY(error && error->code() == ErrorCode::Cancelled);
        }
    }

    void partsOfARowStayTogether() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", [] {
            QByteArray lines;
            for (int i = 0; i < 20; ++i)
                lines += "{\"text\": \"" + QByteArray(50, char('a' + i)) + "\"}\n";
            return lines;
        }());
        options.more_data = {options.data};
        options.data_options.max_length = 20;
        options.data_options.over_length = OverLength::Split;
        options.eval_share = 0.25;
        const TrainingData data = load_training_data(options, m_tokenizer, {});
        QCOMPARE(data.eval.size(), size_t(10 * 3)); // of 40 rows, three parts each
        QCOMPARE(data.train.size(), size_t(30 * 3));
        std::map<int64_t, int64_t> parts; // of each line
        for (const Sequence& part : data.eval)
            ++parts[part.line];
        for (const auto& [line, count] : parts)
            QCOMPARE(count % 3, int64_t(0));
    }

    void equalRowsInBothAreTold() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", rows("a", 10) + rows("a", 3));
        options.eval_data = m_files.write("eval.jsonl", rows("a", 4) + rows("b", 2) + rows("a", 1));
        const auto told = [&] {
            const std::vector<std::string> notes = load_training_data(options, m_tokenizer, {}).notes;
            return std::ranges::any_of(notes, [](const std::string& note) {
                return note.starts_with("5 of 7 evaluation rows are training rows too");
            });
        };
        QVERIFY(told());
        options.eval_data = m_files.write("eval.jsonl", rows("b", 6)).string();
        QVERIFY(!told());
    }

    void pairsWithAnAnswerInCommonAreTold() {
        const auto pair = [](const char* prompt, const char* chosen, const char* rejected) {
            return QByteArray("{\"prompt\": \"") + prompt + "\", \"chosen\": \"" + chosen + "\", \"rejected\": \"" +
                   rejected + "\"}\n";
        };
        TrainOptions options;
        options.data = m_files.write("pairs.jsonl", pair("a", "yes", "no") + pair("b", "up", "down"));
        QByteArray held = pair("a", "yes", "never"); // the chosen one
        held += pair("a", "perhaps", "no");          // the rejected one
        held += pair("b", "down", "up");             // both, the other way round
        held += pair("a", "perhaps", "never");       // neither
        held += pair("c", "yes", "no");              // those of another prompt
        options.eval_data = m_files.write("pairs-eval.jsonl", held);
        const std::vector<std::string> notes = load_training_data(options, m_tokenizer, {}).notes;
        QVERIFY(std::ranges::any_of(notes, [](const std::string& note) {
            return note.starts_with("3 of 5 evaluation pairs have a prompt and an answer in common");
        }));
    }

    void missingFurtherFilesAreNamed() {
        TrainOptions options;
        options.data = m_files.write("a.jsonl", rows("a", 5));
        options.more_data = {"2*/no/such.jsonl"};
        const auto error = error_of([&] { load_training_data(options, m_tokenizer, {}); });
        QVERIFY(error && std::string(error->what()).find("/no/such.jsonl") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestTrainingData)
#include "tst_training_data.moc"
