// Reports of several files, added up, against the report of one file with all their rows.

#include "backend/data/report_total.h"
#include "byte_tokenizer.h"
#include "data_files.h"

#include <QtTest>

#include <map>

using namespace loratrf;

namespace {

// A row of `length` tokens under the template below: prompt, colon, answer of three letters, end token.
QByteArray row_of(int length) {
    return "{\"prompt\":\"" + QByteArray(length - 5, 'p') + "\",\"completion\":\"aaa\"}\n";
}

std::map<int64_t, int64_t> lengths_of(const DataReport& report) {
    std::map<int64_t, int64_t> lengths;
    for (const LengthCount& length : report.histogram)
        lengths[length.tokens] += length.rows;
    return lengths;
}

} // namespace

class TestReportTotal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_tokenizer.jinja = "{% for m in messages %}{% if m['role'] == 'user' %}{{ m['content'] + ':' }}{% else %}"
                            "{{ m['content'] + '<|im_end|>' }}{% endif %}{% endfor %}";
    }

    void twoFilesAreAsOne_data() {
        QTest::addColumn<int>("policy");
        for (const OverLength policy : {OverLength::Drop, OverLength::TruncateEnd, OverLength::Split})
            QTest::newRow(over_length_name(policy)) << int(policy);
    }

    void twoFilesAreAsOne() {
        QFETCH(int, policy);
        QByteArray first, second;
        for (int i = 0; i < 20; ++i)
            first += row_of(11 + i);
        for (int i = 0; i < 12; ++i)
            second += row_of(9 + 3 * i); // some as long as one before: equal to it
        first += "{\"prompt\":\"x\"}\n";
        DataOptions options;
        options.max_length = 30;
        options.over_length = OverLength(policy);
        const DataReport total = total_report(
            report_datasets({m_files.write("a.jsonl", first), m_files.write("b.jsonl", second)}, m_tokenizer, options));
        const DataReport one = report_dataset(m_files.write("c.jsonl", first + second), m_tokenizer, options);
        QVERIFY(one.over_length > 0 && one.duplicates > 0 && one.used < one.rows);
        QCOMPARE(total.rows, one.rows);
        QCOMPARE(total.used, one.used);
        QCOMPARE(total.sequences, one.sequences);
        QCOMPARE(total.tokens, one.tokens);
        QCOMPARE(total.supervised_tokens, one.supervised_tokens);
        QCOMPARE(total.over_length, one.over_length);
        QCOMPARE(total.truncated_tokens, one.truncated_tokens);
        QCOMPARE(total.without_supervision, one.without_supervision);
        QCOMPARE(total.duplicates, one.duplicates);
        QCOMPARE(lengths_of(total), lengths_of(one));
        QCOMPARE(total.shortest, one.shortest);
        QCOMPARE(total.longest, one.longest);
        QCOMPARE(total.mean_length, one.mean_length);
        QCOMPARE(total.median_length, one.median_length);
        QCOMPARE(total.p95_length, one.p95_length);
    }

    void whatAllFilesSayIsSaidOnce() {
        DataReport first, second;
        first.warnings = {"no template", "10 rows begin twice"};
        second.warnings = {"no template", "3 rows begin twice"};
        QCOMPARE(total_report({first, second}).warnings,
                 std::vector<std::string>({"no template", "10 rows begin twice", "3 rows begin twice"}));
    }

    void filesWithoutRowsHaveNoLengths() {
        QVERIFY(total_report({DataReport(), DataReport()}).histogram.empty());
        QCOMPARE(total_report({}).rows, int64_t(0));
    }

private:
    DataFiles m_files;
    ByteTokenizer m_tokenizer;
};

QTEST_GUILESS_MAIN(TestReportTotal)
#include "tst_report_total.moc"
