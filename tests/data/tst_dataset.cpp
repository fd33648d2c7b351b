// A whole file to sequences and the report on it.

#include "backend/data/dataset.h"
#include "byte_tokenizer.h"
#include "data_files.h"

#include <QtTest>

#include <algorithm>
#include <numeric>

using namespace loratrf;

namespace {

const char* const Plain = "{% for m in messages %}{% if m['role'] == 'user' %}{{ m['content'] + ':' }}{% else %}"
                          "{{ m['content'] + '<|im_end|>' }}{% endif %}{% endfor %}";

// A row of `length` tokens under the template above: prompt, colon, answer, end token.
QByteArray row_of(int length, int answer) {
    return "{\"prompt\":\"" + QByteArray(length - answer - 2, 'p') + "\",\"completion\":\"" + QByteArray(answer, 'a') +
           "\"}\n";
}

} // namespace

class TestDataset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_tokenizer.jinja = Plain; }

    void reportIsExact() {
        // 20 rows of 11 to 30 tokens, answers of 3 characters and an end token; then one equal to the first and two odd
        // ones.
        QByteArray content;
        for (int i = 0; i < 20; ++i)
            content += row_of(11 + i, 3);
        content += row_of(11, 3) + "{\"prompt\":\"x\"}\n\n{\"prompt\":\"x\",\"completion\":\"\"}\n";
        DataOptions options;
        options.max_length = 28;
        int64_t told = 0;
        const auto file = m_files.write("a.jsonl", content);
        const Dataset dataset = load_dataset(file, m_tokenizer, options, [&](int64_t done, int64_t) { told = done; });
        const DataReport& report = dataset.report;

        std::vector<int64_t> lengths(20);
        std::iota(lengths.begin(), lengths.end(), 11);
        lengths.push_back(11);
        QCOMPARE(report.file, file.string());
        QCOMPARE(report.shape, RowShape::PromptCompletion);
        QCOMPARE(report.rows, 23);
        QCOMPARE(told, int64_t(content.size()));
        QCOMPARE(report.over_length, 2);
        QCOMPARE(report.truncated_tokens, 29 + 30);
        QCOMPARE(report.used, 19);
        QCOMPARE(report.used, int64_t(dataset.sequences.size()));
        QCOMPARE(report.sequences, report.used);
        QCOMPARE(report.tokens, std::accumulate(lengths.begin(), lengths.end(), int64_t{0}) - 29 - 30);
        QCOMPARE(report.supervised_tokens, report.used * 4);
        QCOMPARE(report.shortest, 11);
        QCOMPARE(report.longest, 30);
        QCOMPARE(report.mean_length,
                 double(std::accumulate(lengths.begin(), lengths.end(), 0)) / double(lengths.size()));
        std::sort(lengths.begin(), lengths.end());
        std::vector<int64_t> counted;
        for (const LengthCount& length : report.histogram)
            counted.insert(counted.end(), size_t(length.rows), length.tokens);
        QCOMPARE(counted, lengths);
        QCOMPARE(report.median_length, double(lengths[10]));
        QCOMPARE(report.p95_length, double(lengths[19])); // 19 or more of 21 lengths are no longer
        QCOMPARE(report.without_supervision, 0);
        QCOMPARE(report.duplicates, 1);
        QCOMPARE(report.duplicate_rows.size(), size_t(1));
        QCOMPARE(report.duplicate_rows[0].line, 21);
        QCOMPARE(report.duplicate_rows[0].other, 1);
        QCOMPARE(report.rejected.size(), size_t(2));
        QCOMPARE(report.rejected[0].line, 22);
        QCOMPARE(report.rejected[1].line, 24);
        QVERIFY(report.warnings.empty());

        const DataReport alone = report_dataset(file, m_tokenizer, options);
        QCOMPARE(alone.used, report.used);
        QCOMPARE(alone.tokens, report.tokens);
        QCOMPARE(alone.histogram.size(), report.histogram.size());
        QCOMPARE(alone.duplicates, report.duplicates);
    }

    void figuresAddUp_data() {
        QTest::addColumn<int>("policy");
        for (const OverLength policy :
             {OverLength::Drop, OverLength::TruncatePrompt, OverLength::TruncateEnd, OverLength::Split})
            QTest::newRow(over_length_name(policy)) << int(policy);
    }

    void figuresAddUp() {
        QFETCH(int, policy);
        QByteArray content;
        for (int i = 0; i < 60; ++i)
            content += row_of(10 + i, 1 + i % 7);
        DataOptions options;
        options.max_length = 50;
        options.over_length = OverLength(policy);
        const Dataset dataset = load_dataset(m_files.write("a.jsonl", content), m_tokenizer, options);
        const DataReport& report = dataset.report;
        int64_t tokens = 0, supervised = 0;
        for (const Sequence& sequence : dataset.sequences) {
            QVERIFY(int64_t(sequence.ids.size()) <= options.max_length);
            QVERIFY(sequence.supervised_count() > 0);
            tokens += int64_t(sequence.ids.size());
            supervised += sequence.supervised_count();
        }
        QCOMPARE(report.sequences, int64_t(dataset.sequences.size()));
        QVERIFY(report.sequences >= report.used);
        QCOMPARE(report.tokens, tokens);
        QCOMPARE(report.supervised_tokens, supervised);
        int64_t all = 0, over = 0;
        for (const LengthCount& length : report.histogram) {
            all += length.rows * length.tokens;
            over += length.tokens > options.max_length ? length.rows : 0;
        }
        QCOMPARE(report.tokens + report.truncated_tokens, all);
        QCOMPARE(report.over_length, over);
        const int64_t dropped = options.over_length == OverLength::Drop ? report.over_length : 0;
        QCOMPARE(report.used + report.without_supervision + dropped, report.rows);
    }

    void mostRowsMustTeach() {
        DataOptions options;
        options.max_length = 20;
        const auto error_with = [&](int good, int bad, OverLength policy) {
            options.over_length = policy;
            QByteArray content;
            for (int i = 0; i < good; ++i)
                content += row_of(15, 3);
            for (int i = 0; i < bad; ++i)
                content += row_of(40, 3);
            const auto file = m_files.write("a.jsonl", content);
            return error_of([&] { load_dataset(file, m_tokenizer, options); });
        };
        for (const OverLength policy : {OverLength::Drop, OverLength::TruncateEnd}) {
            QVERIFY(!error_with(5, 5, policy));
            const auto most = error_with(4, 5, policy);
            QVERIFY(most);
            QCOMPARE(code_name(most->code()), code_name(ErrorCode::BadValue));
            QVERIFY2(QString(most->what()).contains("5 of 9 rows keep no supervised token"), most->what());
            QVERIFY2(QString(most->what()).contains("max_length 20"), most->what());
            const auto all = error_with(0, 3, policy);
            QVERIFY(all);
            QCOMPARE(code_name(all->code()), code_name(ErrorCode::NoRows));
        }
        QVERIFY(!error_with(0, 3, OverLength::TruncatePrompt));
        QVERIFY(error_with(5, 1, OverLength::Error));
    }

    void lookingAlwaysReports() {
        DataOptions options;
        options.max_length = 20;
        QByteArray content;
        for (int i = 0; i < 3; ++i)
            content += row_of(15, 3);
        for (int i = 0; i < 5; ++i)
            content += row_of(40, 3);
        content += "{\"prompt\":\"x\"\n"; // and one that is no JSON
        const auto file = m_files.write("a.jsonl", content);
        for (const OverLength policy : {OverLength::Drop, OverLength::TruncateEnd, OverLength::Error}) {
            options.over_length = policy;
            const auto refused = error_of([&] { load_dataset(file, m_tokenizer, options); });
            QVERIFY(refused);
            const DataReport report = report_dataset(file, m_tokenizer, options);
            QCOMPARE(QString::fromStdString(report.problem), QString(refused->what()));
            QCOMPARE(report.rows, 9);
            QCOMPARE(report.used, 3);
            QCOMPARE(report.over_length, 5);
            QCOMPARE(report.histogram.size(), size_t(2));
            QCOMPARE(report.longest, 40);
            QCOMPARE(report.rejected.size(), size_t(1));
            QCOMPARE(report.rejected[0].line, 9);
        }
        // Nothing at all can be used, and a damaged file: the refused rows are there to be seen.
        const auto none = m_files.write("b.jsonl", QByteArray("{\"prompt\":\"x\"}\n").repeated(4));
        QCOMPARE(report_dataset(none, m_tokenizer, options).rejected.size(), size_t(4));
        QVERIFY(!report_dataset(none, m_tokenizer, options).problem.empty());
        const auto damaged = m_files.write("c.jsonl", row_of(15, 3) + row_of(15, 3) + "{\"prompt\":\"caf\xE9\"}\n");
        const DataReport report = report_dataset(damaged, m_tokenizer, options);
        QCOMPARE(report.used, 2);
        QCOMPARE(report.rejected.size(), size_t(1));
        QVERIFY2(report.problem.find("not UTF-8") != std::string::npos, report.problem.c_str());
        QVERIFY(report_dataset(m_files.write("d.jsonl", row_of(15, 3)), m_tokenizer, options).problem.empty());
        // Another format altogether is still an error.
        const auto prose = m_files.write("e.jsonl", "Dear shop,\nplease send flour.\n");
        QCOMPARE(error_of([&] { report_dataset(prose, m_tokenizer, options); })->code(), ErrorCode::BadJson);
    }

    void rowsAreFoundAgainInOtherFiles() {
        const auto row = [](const char* answer) {
            return QByteArray("{\"prompt\":\"Q\",\"completion\":\"") + answer + "\"}\n";
        };
        const auto first = m_files.write("a.jsonl", row("1") + row("2") + row("1"));
        const auto second = m_files.write("b.jsonl", row("3") + row("2") + row("3"));
        const auto all = int64_t(std::filesystem::file_size(first) + std::filesystem::file_size(second));
        std::vector<int64_t> told;
        const auto tell = [&](int64_t done, int64_t total) {
            QCOMPARE(total, all);
            told.push_back(done);
        };
        const std::vector<DataReport> reports =
            report_datasets({first, second, "/no/such/file"}, m_tokenizer, {}, tell);
        QCOMPARE(reports.size(), size_t(3));
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(told.front(), int64_t(0));
        QVERIFY(std::ranges::count(told, int64_t(std::filesystem::file_size(first))) > 0);
        QCOMPARE(told.back(), all);
        QCOMPARE(reports[0].duplicates, 1);
        QCOMPARE(reports[1].duplicates, 2);
        QCOMPARE(reports[1].duplicate_rows.size(), size_t(2));
        QCOMPARE(reports[1].duplicate_rows[0].line, 2);
        QCOMPARE(reports[1].duplicate_rows[0].other, 2);
        QCOMPARE(reports[1].duplicate_rows[0].file, 0);
        QCOMPARE(reports[1].duplicate_rows[1].line, 3);
        QCOMPARE(reports[1].duplicate_rows[1].file, 1);
        QVERIFY(QString::fromStdString(reports[2].problem).contains("/no/such/file"));
        QVERIFY(error_of([&] { report_datasets({"/no/such/file", first}, m_tokenizer, {}); }));
        const auto stop = [](int64_t, int64_t) { throw Error(ErrorCode::Cancelled, "cancelled"); };
        QCOMPARE(error_of([&] {
                     report_datasets({first, second}, m_tokenizer, {}, stop);
                 })->code(),
                 ErrorCode::Cancelled);
    }

    void rowsTheTemplateRefuses() {
        ByteTokenizer tokenizer;
        tokenizer.jinja =
            "{% if messages|length > 2 %}{{ raise_exception('only one turn') }}{% endif %}" + std::string(Plain);
        QByteArray content = row_of(15, 3) + row_of(16, 3);
        content += "{\"prompt\":\"x\",\"completion\":\"y\",\"history\":[[\"a\",\"b\"]]}\n";
        const Dataset dataset = load_dataset(m_files.write("a.jsonl", content), tokenizer, {});
        QCOMPARE(dataset.report.used, 2);
        QCOMPARE(dataset.report.rejected.size(), size_t(1));
        QCOMPARE(dataset.report.rejected[0].line, 3);
        QVERIFY(QString::fromStdString(dataset.report.rejected[0].reason).contains("only one turn"));
    }

private:
    DataFiles m_files;
    ByteTokenizer m_tokenizer;
};

QTEST_GUILESS_MAIN(TestDataset)
#include "tst_dataset.moc"
