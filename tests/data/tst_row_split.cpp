// Training, evaluation and test rows without a common question.

#include "backend/data/row_split.h"
#include "backend/io/files.h"
#include "backend/io/json.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <set>
#include <vector>

using namespace loratrf;
namespace fs = std::filesystem;

class TestRowSplit : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path path(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
    fs::path fresh(const std::string& name) const {
        fs::create_directories(path(name));
        return path(name);
    }

    // Every second question is asked twice, with another answer.
    std::string write_questions(const std::string& name, int from, int count) const {
        std::string text;
        for (int i = from; i < from + count; ++i)
            for (int copy = 0; copy <= i % 2; ++copy)
                text += Json{{"prompt", "Question " + std::to_string(i)},
                             {"completion", " Answer " + std::to_string(100 * i + copy)}}
                            .dump() +
                        "\n";
        write_file_atomically(path(name), text);
        return path(name).string();
    }

    static std::vector<Row> rows(const fs::path& file) {
        std::vector<Row> rows;
        read_rows(file, {}, [&](Row&& row) {
            rows.push_back(std::move(row));
            return true;
        });
        return rows;
    }
    static std::set<std::string> questions(const fs::path& file) {
        std::set<std::string> found;
        for (const Row& row : rows(file))
            found.insert(row.messages.front().content);
        return found;
    }
    static bool common(const std::set<std::string>& a, const std::set<std::string>& b) {
        return std::ranges::any_of(a, [&](const std::string& one) { return b.contains(one); });
    }

private Q_SLOTS:
    void noQuestionStandsInTwoParts() {
        const std::string data = write_questions("rows.jsonl", 0, 40);
        const fs::path folder = fresh("shares");
        const Split split = split_rows(
            {.data = data, .eval_data = {}, .test_data = {}, .eval_share = 0.1, .test_share = 0.25, .seed = 3}, {},
            folder);
        const auto train = questions(folder / "train.jsonl"), eval = questions(folder / "eval.jsonl"),
                   test = questions(folder / "test.jsonl");
        QCOMPARE(eval.size(), size_t(4));
        QCOMPARE(test.size(), size_t(10));
        QCOMPARE(train.size(), size_t(26));
        QVERIFY(!common(train, eval) && !common(train, test) && !common(eval, test));
        QCOMPARE(split.train + split.eval + split.test, int64_t(60)); // every row, the doubled ones twice
        QCOMPARE(split.left_out, int64_t(0));
        QVERIFY(split.labels.empty());
    }

    void rowsStayWhatTheyWere() {
        const std::string data = write_questions("rows.jsonl", 0, 30);
        const std::vector<Row> source = rows(data);
        const fs::path folder = fresh("rows");
        split_rows({.data = data, .eval_data = {}, .test_data = {}}, {}, folder);
        size_t seen = 0;
        for (const char* part : {"train.jsonl", "eval.jsonl", "test.jsonl"}) {
            const std::vector<Row> written = rows(folder / part);
            size_t at = 0;
            const std::string text = read_text_file(folder / part);
            for (size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1, ++at, ++seen) {
                const Json json = parse_json(text.substr(begin, text.find('\n', begin) - begin), part);
                const Row& before = source[json.at("line").get<size_t>() - 1];
                QCOMPARE(written[at].messages.size(), size_t(2));
                for (size_t i = 0; i < 2; ++i) {
                    QCOMPARE(written[at].messages[i].role, before.messages[i].role);
                    QCOMPARE(written[at].messages[i].content, before.messages[i].content);
                }
            }
        }
        QCOMPARE(seen, source.size());
    }

    void dependsOnTheSeedAlone() {
        const std::string data = write_questions("rows.jsonl", 0, 40);
        std::vector<std::string> tests;
        for (const uint64_t seed : {1, 1, 2}) {
            const fs::path folder = fresh("seed" + std::to_string(tests.size()));
            split_rows({.data = data, .eval_data = {}, .test_data = {}, .seed = seed}, {}, folder);
            tests.push_back(read_text_file(folder / "test.jsonl"));
        }
        QCOMPARE(tests[0], tests[1]);
        QVERIFY(tests[0] != tests[2]);
    }

    void filesOfTheirOwnTakeTheirQuestionsAway() {
        const std::string data = write_questions("rows.jsonl", 0, 40), eval = write_questions("eval.jsonl", 30, 20),
                          test = write_questions("test.jsonl", 36, 24);
        const fs::path folder = fresh("files");
        const Split split = split_rows({.data = data, .eval_data = eval, .test_data = test}, {}, folder);
        QCOMPARE(questions(folder / "test.jsonl").size(), size_t(24));
        QCOMPARE(questions(folder / "eval.jsonl").size(), size_t(6));   // 30 to 35
        QCOMPARE(questions(folder / "train.jsonl").size(), size_t(30)); // 0 to 29
        QCOMPARE(split.left_out, int64_t(6 + 21 + 9)); // 36..39 of data, 36..49 of eval, 30..35 of data
    }

    void fewDifferentAnswersAreLabels() {
        std::string text;
        for (int i = 0; i < 30; ++i)
            text +=
                Json{{"prompt", "Is " + std::to_string(i) + " even?"}, {"completion", i % 2 ? "no" : "yes"}}.dump() +
                "\n";
        write_file_atomically(path("labels.jsonl"), text);
        const Split split =
            split_rows({.data = path("labels.jsonl").string(), .eval_data = {}, .test_data = {}}, {}, fresh("labels"));
        QCOMPARE(split.labels, (std::vector<std::string>{"no", "yes"}));
    }

    void textRowsAreSplitToo() {
        std::string text;
        for (int i = 0; i < 20; ++i)
            text += Json{{"text", "Story " + std::to_string(i)}}.dump() + "\n";
        write_file_atomically(path("texts.jsonl"), text);
        const fs::path folder = fresh("texts");
        const Split split = split_rows(
            {.data = path("texts.jsonl").string(), .eval_data = {}, .test_data = {}, .eval_share = 0}, {}, folder);
        QCOMPARE(split.eval, int64_t(0));
        QVERIFY(!fs::exists(folder / "eval.jsonl"));
        QCOMPARE(split.test, int64_t(4));
        for (const Row& row : rows(folder / "test.jsonl"))
            QVERIFY(row.text.starts_with("Story "));
    }

    void saysHowFarAllFilesAreRead() {
        const std::string data = write_questions("rows.jsonl", 0, 40), eval = write_questions("eval.jsonl", 40, 20),
                          test = write_questions("test.jsonl", 60, 24);
        int64_t bytes = 0;
        for (const std::string& file : {data, eval, test})
            bytes += static_cast<int64_t>(fs::file_size(file));
        std::vector<int64_t> told;
        const auto progress = [&](int64_t done, int64_t total) {
            QCOMPARE(total, bytes);
            told.push_back(done);
        };
        split_rows({.data = data, .eval_data = eval, .test_data = test}, {}, fresh("told"), progress);
        QVERIFY(told.size() >= 4); // the beginning, and the end of each file
        QCOMPARE(told.front(), int64_t(0));
        QCOMPARE(told.back(), bytes);
        QVERIFY(std::ranges::is_sorted(told));
    }

    void readingCanBeEnded() {
        const std::string data = write_questions("rows.jsonl", 0, 40), test = write_questions("test.jsonl", 60, 24);
        const fs::path folder = fresh("ended");
        const auto stop = [&](int64_t done, int64_t) {
            if (done > static_cast<int64_t>(fs::file_size(data))) // in the second file
                throw Error(ErrorCode::Cancelled, "enough");
        };
        try {
            split_rows({.data = data, .eval_data = {}, .test_data = test}, {}, folder, stop);
            QFAIL("it was read to the end");
        } catch (const Error& error) {
            QCOMPARE(std::string(error.what()), std::string("enough"));
        }
        QVERIFY(fs::is_empty(folder));
    }

    void tooFewRowsAreAnError() {
        write_file_atomically(path("one.jsonl"), "{\"prompt\": \"a\", \"completion\": \"b\"}\n");
        try {
            split_rows({.data = path("one.jsonl").string(), .eval_data = {}, .test_data = {}}, {}, fresh("one"));
            QFAIL("a single row was split in three");
        } catch (const Error& error) {
            QCOMPARE(std::string(code_name(error.code())), std::string("no-rows"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRowSplit)
#include "tst_row_split.moc"
