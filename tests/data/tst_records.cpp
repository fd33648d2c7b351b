// Records of JSON lines, JSON arrays, CSV and TSV; faults of files.

#include "backend/data/record_reader.h"
#include "backend/io/files.h"
#include "data_files.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <functional>
#include <sys/stat.h>

using namespace loratrf;

namespace {

constexpr uint64_t Limit = 4 << 20;

std::vector<Record> records_of(const std::filesystem::path& file, uint64_t limit = Limit) {
    std::vector<Record> records;
    read_records(file, limit, [&](Record&& record) {
        records.push_back(std::move(record));
        return true;
    });
    return records;
}

Json values_of(const std::filesystem::path& file) {
    Json values = Json::array();
    for (const Record& record : records_of(file))
        values.push_back(record.fault.empty() ? record.value : Json("fault"));
    return values;
}

int64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    int64_t pages = 0, resident = 0;
    statm >> pages >> resident;
    return resident * 4096;
}

} // namespace

class TestRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tables_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* what, const char* name, const QByteArray& content, const char* expected) {
            QTest::newRow(what) << QString(name) << content << QByteArray(expected).replace('\'', '"'); // read as JSON
        };
        row("plain", "a.csv", "a,b\n1,2\n3,4\n", "[{'a':'1','b':'2'},{'a':'3','b':'4'}]");
        row("no last line end", "a.csv", "a,b\n1,2", "[{'a':'1','b':'2'}]");
        row("crlf", "a.csv", "a,b\r\n1,2\r\n", "[{'a':'1','b':'2'}]");
        row("cr", "a.csv", "a,b\r1,2\r", "[{'a':'1','b':'2'}]");
        row("byte order mark", "a.csv",
            "\xEF\xBB\xBF"
            "a,b\n1,2\n",
            "[{'a':'1','b':'2'}]");
        row("comma in quotes", "a.csv", "a,b\n\"1,5\",2\n", "[{'a':'1,5','b':'2'}]");
        row("line end in quotes", "a.csv", "a,b\n\"x\ny\",2\n", "[{'a':'x\\ny','b':'2'}]");
        row("crlf in quotes", "a.csv", "a,b\r\n\"x\r\ny\",2\r\n", "[{'a':'x\\r\\ny','b':'2'}]");
        row("doubled quotes", "a.csv", "a,b\n\"say \"\"hi\"\"\",2\n", "[{'a':'say \\\"hi\\\"','b':'2'}]");
        row("quote inside a bare cell", "a.csv", "a,b\n5\" pipe,2\n", "[{'a':'5\\\" pipe','b':'2'}]");
        row("empty cells", "a.csv", "a,b\n,\n\"\",x\n", "[{'a':'','b':''},{'a':'','b':'x'}]");
        row("quoted empty cell alone", "a.csv", "a\n\"\"\nx\n", "[{'a':''},{'a':'x'}]");
        row("blank lines", "a.csv", "a,b\n\n1,2\n\n", "[{'a':'1','b':'2'}]");
        row("wrong cell count", "a.csv", "a,b\n1\n1,2,3\n4,5\n", "['fault','fault',{'a':'4','b':'5'}]");
        row("semicolons", "a.csv", "a;\"b,c\"\n1,5;2\n", "[{'a':'1,5','b,c':'2'}]");
        row("semicolons below blank lines", "a.csv", "\n\r\na;b\n1,5;2\n", "[{'a':'1,5','b':'2'}]");
        row("quoted header", "a.csv", "\"a b\",c\n1,2\n", "[{'a b':'1','c':'2'}]");
        row("tsv", "a.tsv", "a\tb\n1,5\t2\n", "[{'a':'1,5','b':'2'}]");
        row("tsv has no quoting", "a.tsv", "a\tb\n\"x\ty\"\n", "[{'a':'\\\"x','b':'y\\\"'}]");
        row("tsv keeps spaces", "a.tsv", "a\tb\nx \t y\n", "[{'a':'x ','b':' y'}]");
        row("upper-case suffix", "A.CSV", "a,b\n1,2\n", "[{'a':'1','b':'2'}]");
        row("lines", "a.jsonl", "{\"a\":1}\n\n  \n{\"a\":2}\r\n", "[{'a':1},{'a':2}]");
        row("lines named .json", "a.json", "{\"a\":1}\n{\"a\":2}", "[{'a':1},{'a':2}]");
        row("lines after a byte order mark", "a.jsonl", "\xEF\xBB\xBF{\"a\":1}\n", "[{'a':1}]");
        row("array", "a.json", "[{\"a\":1},\n {\"a\":[1,{\"b\":2}]}]\n", "[{'a':1},{'a':[1,{'b':2}]}]");
        row("array with marks in strings", "a.json", "[{\"a\":\"],[\\\"}\\\\\"},{\"a\":2}]",
            "[{'a':'],[\\\"}\\\\'},{'a':2}]");
        row("array named .jsonl", "a.jsonl", "\n[{\"a\":1}]", "[{'a':1}]");
        row("empty array", "a.json", "[ ]", "[]");
    }

    void tables() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, expected);
        const Json found = values_of(m_files.write(name, content));
        QCOMPARE(QString::fromStdString(found.dump()),
                 QString::fromStdString(Json::parse(expected.toStdString()).dump()));
    }

    void recordsKnowTheirLine() {
        const auto lines = [this](const QString& name, const QByteArray& content) {
            QList<qint64> result;
            for (const Record& record : records_of(m_files.write(name, content)))
                result << record.line;
            return result;
        };
        QCOMPARE(lines("a.csv", "a,b\n\"x\ny\",1\n\n2,3\n"), (QList<qint64>{2, 5}));
        QCOMPARE(lines("a.jsonl", "{}\n\n{}\n"), (QList<qint64>{1, 3}));
        QCOMPARE(lines("a.json", "[{},\n\n{}]"), (QList<qint64>{1, 2}));
    }

    void faults_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* what, const char* name, const QByteArray& content, ErrorCode code,
                            const char* where = "") {
            QTest::newRow(what) << QString(name) << content << int(code) << QString(where);
        };
        row("empty file", "a.csv", "", ErrorCode::NoRows);
        row("white space", "a.json", " \n", ErrorCode::NoRows);
        row("prose", "a.json", "Hello", ErrorCode::WrongFormat);
        row("prose in lines", "a.jsonl", "Hello\n", ErrorCode::BadJson, "line 1");
        row("quote not closed", "a.csv", "a,b\n1,\"2\n3,4\n", ErrorCode::Truncated, "line 2");
        row("text after a quote", "a.csv", "a,b\n\"1\"x,2\n", ErrorCode::BadValue, "line 2");
        row("column twice", "a.csv", "a,a\n1,2\n", ErrorCode::DuplicateKey, "line 1");
        row("latin-1 cell", "a.csv", "a,b\n1,caf\xE9\n", ErrorCode::BadUtf8, "line 2");
        row("nul in a cell", "a.csv", QByteArray("a,b\n1,x\0y\n", 10), ErrorCode::NulByte, "line 2");
        row("cut array", "a.json", "[{\"a\":1},{\"a\":", ErrorCode::Truncated, "row 2");
        row("array not closed", "a.json", "[{\"a\":1}", ErrorCode::Truncated, "row 1");
        row("comma at the end", "a.json", "[{\"a\":1},]", ErrorCode::BadJson, "row 2");
        row("text after the array", "a.json", "[{\"a\":1}]\n{}", ErrorCode::TrailingData, "line 2");
        row("only a cut line", "a.jsonl", "{\"a\":1", ErrorCode::Truncated, "line 1");
        row("no line is JSON", "a.jsonl", "{a}\n\n{b}\n", ErrorCode::BadJson, "line 1");
        row("no element is JSON", "a.json", "[x, y]", ErrorCode::BadJson, "row 1");
        row("begins with lines that are not JSON", "a.jsonl", QByteArray("{a}\n").repeated(100) + "{}\n",
            ErrorCode::BadJson, "line 1");
        row("pickle", "a.jsonl", QByteArray("\x80\x04\x95\x10\0\0\0", 7), ErrorCode::Pickle);
        row("spreadsheet", "a.xlsx", "PK\x03\x04....", ErrorCode::Pickle, "Save the rows as JSONL or CSV");
        row("parquet", "a.parquet", "PAR1....", ErrorCode::Unsupported);
    }

    void faults() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        QFETCH(QString, where);
        const auto file = m_files.write(name, content);
        const auto error = error_of([&] { records_of(file); });
        QVERIFY2(error, "accepted");
        QCOMPARE(code_name(error->code()), code_name(ErrorCode(code)));
        QVERIFY2(QString(error->what()).contains(QString::fromStdString(file.string())), error->what());
        QVERIFY2(QString(error->what()).contains(where), error->what());
    }

    void brokenRecordsAreTheOnlyOnesLost_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content"); // of three records, the second of them broken
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* what, const char* name, const QByteArray& content, ErrorCode code,
                            const char* fault) {
            QTest::newRow(what) << QString(name) << content << int(code) << QString(fault);
        };
        const QByteArray deep(900, '[');
        row("no JSON", "a.jsonl", "{\"a\":1}\n{\"a\": x}\n{\"a\":3}\n", ErrorCode::BadJson,
            "not valid JSON at column 7");
        row("half a line", "a.jsonl", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n", ErrorCode::BadJson, "not valid JSON");
        row("key twice", "a.jsonl", "{\"a\":1}\n{\"a\":1,\"a\":2}\n{\"a\":3}\n", ErrorCode::DuplicateKey, "\"a\"");
        row("too deep", "a.jsonl", "{\"a\":1}\n" + deep + "\n{\"a\":3}\n", ErrorCode::TooDeep, "");
        row("latin-1", "a.jsonl", "{\"a\":1}\n{\"a\":\"caf\xE9\"}\n{\"a\":3}\n", ErrorCode::BadUtf8,
            "not UTF-8 at byte 10");
        row("nul", "a.jsonl", "{\"a\":1}\n{\"a\":\"" + QByteArray("x\0y", 3) + "\"}\n{\"a\":3}\n", ErrorCode::NulByte,
            "a NUL byte at byte 8");
        row("too long", "a.jsonl", "{\"a\":1}\n{\"a\":\"" + QByteArray(2000, 'x') + "\"}\n{\"a\":3}\n",
            ErrorCode::LineTooLong, "longer than the limit of 1000 bytes");
        row("too long element", "a.json", "[{\"a\":1},\n{\"a\":\"" + QByteArray(2000, 'x') + "\"},\n{\"a\":3}]",
            ErrorCode::LineTooLong, "longer than the limit of 1000 bytes");
        row("too long cell", "a.csv", "a,b\n1,x\n2,\"" + QByteArray(2000, 'x') + "\n\"\n3,y\n", ErrorCode::LineTooLong,
            "longer than the limit of 1000 bytes");
        row("element", "a.json", "[{\"a\":1}, {\"a\": x, \"b\": [1, 2]},\n {\"a\":3}]", ErrorCode::BadJson,
            "not valid JSON at column 7");
        row("latin-1 cell", "a.csv", "a,b\n1,x\n2,caf\xE9\n3,y\n", ErrorCode::BadUtf8, "not UTF-8 at byte 5");
    }

    void brokenRecordsAreTheOnlyOnesLost() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        QFETCH(QString, fault);
        const std::vector<Record> records = records_of(m_files.write(name, content), 1000);
        QCOMPARE(records.size(), size_t(3));
        QCOMPARE(records[1].line, name.endsWith("csv") ? 3 : 2);
        QVERIFY(records[1].code);
        QCOMPARE(code_name(*records[1].code), code_name(ErrorCode(code)));
        QVERIFY2(QString::fromStdString(records[1].fault).contains(fault), records[1].fault.c_str());
        QVERIFY2(!QString::fromStdString(records[1].fault).contains(name), records[1].fault.c_str()); // nor its place
        QVERIFY(records[0].fault.empty() && records[2].fault.empty());
        QVERIFY(records[2].value["a"] == 3 || records[2].value["a"] == "3");
    }

    void aLineThatTheFileEndsInIsSaidToBeCut() {
        const std::vector<Record> records = records_of(m_files.write("a.jsonl", "{}\n{\"a\":1"));
        QCOMPARE(records.size(), size_t(2));
        QCOMPARE(code_name(records[1].code.value_or(ErrorCode::Internal)), code_name(ErrorCode::Truncated));
        QVERIFY(QString::fromStdString(records[1].fault).contains("the file ends inside this line"));
    }

    void longLines() {
        const QByteArray row = "{\"a\":\"" + QByteArray(2000, 'x') + "\"}\n";
        for (const auto& [name, content] :
             {std::pair<QString, QByteArray>{"a.jsonl", "\n" + row}, {"a.csv", "a\n" + row}}) {
            const auto file = m_files.write(name, content);
            const auto error = error_of([&] { records_of(file, 1000); });
            QVERIFY2(error && error->code() == ErrorCode::LineTooLong, qPrintable(name));
            QVERIFY2(QString(error->what()).contains("line 2"), error->what());
            QCOMPARE(records_of(file, 3000).empty(), false);
        }
    }

    void missingFile() {
        const auto error = error_of([] { records_of("/nowhere/rows.jsonl"); });
        QVERIFY(error);
        QCOMPARE(code_name(error->code()), code_name(ErrorCode::NotFound));
        // What cannot be looked at is not said to be absent.
        const auto unseen = error_of([] { records_of("/tmp/" + std::string(300, 'x') + "/rows.jsonl"); });
        QVERIFY(unseen);
        QCOMPARE(code_name(unseen->code()), code_name(ErrorCode::Io));
    }

    void pipesAreRefused() {
        const QTemporaryDir folder;
        for (const char* name : {"rows.jsonl", "rows.csv"}) {
            const std::filesystem::path pipe = folder.filePath(name).toStdString();
            QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
            const auto error = error_of([&] { records_of(pipe); });
            QVERIFY(error);
            QCOMPARE(code_name(error->code()), code_name(ErrorCode::WrongFormat));
            QVERIFY2(QString(error->what()).contains(name), error->what());
        }
    }

    void jsonFaultsSayTheirColumn() {
        const auto error = error_of([&] { records_of(m_files.write("a.jsonl", "\n\n{\"a\": x}\n")); });
        QVERIFY(error);
        const QString message = error->what();
        QVERIFY2(message.startsWith("line 3 of ") && message.contains("not valid JSON at column 7"), error->what());
    }

    void progressGrowsToTheFilesSize_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QByteArray lines, table = "a\tb\n";
        for (int i = 0; i < 20000; ++i) {
            const QByteArray text = QByteArray(60, 'x') + QByteArray::number(i);
            lines += "{\"a\":\"" + text + "\"}\n";
            table += text + "\tb\n";
        }
        QTest::newRow("lines") << "a.jsonl" << lines;
        QTest::newRow("lines, no end") << "b.jsonl" << lines.trimmed();
        QTest::newRow("byte order mark") << "c.jsonl"
                                         << "\xEF\xBB\xBF" + lines;
        QTest::newRow("array") << "a.json"
                               << "[" + lines.trimmed().replace('\n', ',') + "]\n";
        QTest::newRow("tsv") << "a.tsv" << table;
        QTest::newRow("csv") << "a.csv" << QByteArray(table).replace('\t', ',');
        QTest::newRow("one row") << "d.jsonl" << QByteArray("{}");
    }
    void progressGrowsToTheFilesSize() {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const auto file = m_files.write(name, content);
        std::vector<int64_t> told;
        size_t rows = 0;
        const auto count = [&](const Record&) { return ++rows > 0; };
        read_records(file, Limit, count, [&](int64_t done, int64_t total) {
            QCOMPARE(total, int64_t(content.size()));
            told.push_back(done);
        });
        QCOMPARE(rows, records_of(file).size());
        QVERIFY(told.size() >= 2);
        QCOMPARE(told.front(), int64_t(0));
        QCOMPARE(told.back(), int64_t(content.size()));
        QVERIFY(std::ranges::adjacent_find(told, std::greater_equal<>()) == told.end());
        QVERIFY(int64_t(told.size()) >= content.size() / (1 << 20)); // a megabyte is never passed over
        QVERIFY(int64_t(told.size()) <= content.size() / (1 << 18) + 2);
    }

    void progressEndsTheReading() {
        constexpr int Rows = 50000;
        const auto file = m_files.write("a.jsonl", QByteArray("{\"a\":\"some words\"}\n").repeated(Rows));
        for (const bool at_once : {true, false}) {
            int64_t rows = 0;
            const auto count = [&](const Record&) { return ++rows > 0; };
            const auto stop = [&](int64_t done, int64_t) {
                if (at_once || done > 0)
                    throw Error(ErrorCode::Cancelled, "enough");
            };
            const auto error = error_of([&] { read_records(file, Limit, count, stop); });
            QVERIFY(error);
            QCOMPARE(error->code(), ErrorCode::Cancelled);
            QVERIFY(at_once ? rows == 0 : rows > 0 && rows < Rows);
        }
    }

    void progressIsNeverMoreThanAll() {
        const QByteArray lines = QByteArray("{\"a\":\"some words\"}\n").repeated(50000);
        const auto file = m_files.write("grows.jsonl", lines);
        int64_t rows = 0, told = 0;
        const auto grow = [&](const Record&) {
            if (++rows == 1)
                std::ofstream(file, std::ios::app) << lines.constData();
            return true;
        };
        read_records(file, Limit, grow, [&](int64_t done, int64_t total) {
            QVERIFY(told <= done && done <= total);
            QCOMPARE(total, int64_t(lines.size()));
            told = done;
        });
        QCOMPARE(rows, int64_t(2 * 50000));
        QCOMPARE(told, int64_t(lines.size()));

        bool any = false;
        const auto none = error_of([&] {
            read_records(
                m_files.write("empty.jsonl", ""), Limit, [](const Record&) { return true; },
                [&](int64_t, int64_t) { any = true; });
        });
        QVERIFY(none && !any);
        QCOMPARE(none->code(), ErrorCode::NoRows);
    }

    void memoryStaysFlat() {
        constexpr int Rows = 100000;
        QByteArray content;
        for (int i = 0; i < Rows; ++i)
            content += "{\"prompt\":\"" + QByteArray(300, 'p') + QByteArray::number(i) + "\",\"completion\":\"c\"}\n";
        const auto file = m_files.write("many.jsonl", content);
        const qsizetype file_bytes = content.size();
        content = {};
        int64_t rows = 0, before = 0, most = 0;
        read_records(file, Limit, [&](Record&&) {
            if (++rows == 1000)
                before = resident_bytes();
            if (rows % 1000 == 0)
                most = std::max(most, resident_bytes());
            return true;
        });
        QCOMPARE(rows, Rows);
        QVERIFY2(most - before < file_bytes / 8, qPrintable(QString("grew by %1 bytes").arg(most - before)));
    }

    void sharedSetsHaveTheirRows() {
        const QString folder = SHARED_DATA_DIR;
        QFile readme(folder + "/README.md");
        if (!readme.open(QIODevice::ReadOnly))
            QSKIP("the shared test data is not here");
        QString section;
        int checked = 0;
        const QRegularExpression heading("^## (\\w+)/"), table_row("^\\| `([^`]+\\.(?:json|jsonl|tsv))` \\| ([0-9,]+)");
        for (const QString& line : QString::fromUtf8(readme.readAll()).split('\n')) {
            if (line.startsWith("## "))
                section = heading.match(line).captured(1);
            const QRegularExpressionMatch match = table_row.match(line);
            if (!QStringList{"math", "commonsense", "nlu"}.contains(section) || !match.hasMatch())
                continue;
            const QString file = folder + "/" + section + "/" + match.captured(1);
            const auto records = records_of(file.toStdString());
            QCOMPARE(QString("%1: %2").arg(file).arg(records.size()),
                     QString("%1: %2").arg(file).arg(match.captured(2).remove(',').toLongLong()));
            for (const Record& record : records)
                QVERIFY2(record.fault.empty(), record.fault.c_str());
            ++checked;
        }
        QVERIFY(checked >= 20);
    }

private:
    DataFiles m_files;
};

QTEST_GUILESS_MAIN(TestRecords)
#include "tst_records.moc"
