// Any row of a file at once, searching, and copies with some rows changed: the same rows that read_records gives.

#include "backend/data/field_look.h"
#include "backend/data/row_file.h"
#include "backend/data/row_overlap.h"
#include "data_files.h"

#include <QElapsedTimer>
#include <QtTest>

#include <fstream>

using namespace loratrf;

namespace {

std::vector<Record> all_records(const std::filesystem::path& file) {
    std::vector<Record> records;
    read_records(file, DataOptions().max_line_bytes, [&](Record&& record) {
        records.push_back(std::move(record));
        return true;
    });
    return records;
}

std::vector<int64_t> found(const RowFile& file, const std::string& wanted) {
    std::vector<int64_t> rows;
    file.find(wanted, {}, [&](const std::vector<int64_t>& some) { rows.insert(rows.end(), some.begin(), some.end()); });
    return rows;
}

QByteArray content(const std::filesystem::path& file) {
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("unreadable");
}

QByteArray qa(int i) {
    return "{\"prompt\": \"question " + QByteArray::number(i) + "\", \"completion\": \"answer\"}";
}

} // namespace

class TestRowFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreThoseOfTheReaders_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QByteArray lines = "\xEF\xBB\xBF\n  \n", array = " [ ", csv = "\n\"a\nb\",c\n\n", tsv = "a\tb\r\n";
        for (int i = 0; i < 700; ++i) {
            const QByteArray n = QByteArray::number(i);
            lines += (i % 3 == 0 ? "  " : "") + QByteArray("{\"a\": \"x\\\"]}, ü ") + n + "\", \"b\": [" + n + "]}" +
                     (i % 5 == 0 ? "\r\n\n \t\n" : "\n");
            array += (i > 0 ? (i % 2 ? "," : " ,\n") : "") +
                     QByteArray("{\"a\": \"x\\\\\", \"b\": \"],[\\\"\", \"c\": [") + n + ", {}]}";
            csv += (i % 4 == 0 ? "\"say \"\"" + n + "\"\"\nhere, \"," : "plain \" " + n + ",") +
                   (i % 7 == 0    ? "\r\n\r\n"
                    : i % 11 == 0 ? "\r"
                                  : "\"\"\n");
            tsv += "\"" + n + "\tx, y\r\n" + (i % 9 == 0 ? "\n" : "");
        }
        QTest::newRow("lines") << "a.jsonl" << lines;
        QTest::newRow("lines, no end") << "b.jsonl" << lines.trimmed();
        QTest::newRow("array") << "a.json" << array + "\n]\n ";
        QTest::newRow("csv") << "a.csv" << csv;
        QTest::newRow("semicolons") << "b.csv" << QByteArray("a;b\n1;\"x\n\"\n\n2;y");
        QTest::newRow("tsv") << "a.tsv" << tsv;
        QTest::newRow("one") << "c.json" << QByteArray("[[1, 2]]");
    }

    void rowsAreThoseOfTheReaders() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const auto path = m_files.write(name, bytes);
        const std::vector<Record> expected = all_records(path);
        double told = 0;
        const RowFile file(path, {}, [&](double done) {
            told = done;
            return true;
        });
        QCOMPARE(told, 1.0);
        QCOMPARE(file.count(), int64_t(expected.size()));
        const std::vector<RowText> texts = file.texts(0, file.count() + 10, 1000);
        QCOMPARE(texts.size(), expected.size());
        for (int64_t row = 0; row < file.count(); ++row) {
            const Record record = file.record(row);
            const Record& same = expected[size_t(row)];
            QCOMPARE(record.line, same.line);
            QCOMPARE(record.value.dump(), same.value.dump());
            QCOMPARE(record.fault, same.fault);
            QCOMPARE(texts[size_t(row)].line, same.line);
            QCOMPARE(texts[size_t(row)].text, file.text(row));
            QVERIFY(!texts[size_t(row)].cut);
            // After a bare CR the next row of a table has the same line: then the first of them is meant.
            QCOMPARE(file.line(file.row_of_line(same.line).value_or(0)), same.line);
        }
        QVERIFY(!file.row_of_line(1'000'000));

        // Nothing changed: a copy with the same rows.
        const auto copy = m_files.write("copy-of-" + name, "");
        file.write_corrected({}, copy);
        const std::vector<Record> copied = all_records(copy);
        QCOMPARE(copied.size(), expected.size());
        for (size_t i = 0; i < copied.size(); ++i)
            QCOMPARE(copied[i].value.dump(), expected[i].value.dump());
    }

    void faultyRowsAreFoundAndShown() {
        const auto path = m_files.write("a.jsonl", qa(0) + "\n{\"prompt\": \n" + qa(2) + "\n{\"x\": \"\xff\"}\n");
        const RowFile file(path, {});
        QCOMPARE(file.count(), int64_t(4));
        QCOMPARE(file.text(1), std::string("{\"prompt\":"));
        QCOMPARE(error_of([&] { file.record(1); })->code(), ErrorCode::BadJson);
        QVERIFY(QString(error_of([&] { file.record(1); })->what()).startsWith("line 2 of "));
        QCOMPARE(error_of([&] { file.record(3); })->code(), ErrorCode::BadUtf8);
        QCOMPARE(file.text(3), std::string("{\"x\": \"\xEF\xBF\xBD\"}"));
        QCOMPARE(file.row(2, {}).messages[0].content, std::string("question 2"));
        QVERIFY(error_of([&] { file.text(4); }));
    }

    void longRowsAreCutAtACharacter() {
        const auto path = m_files.write("a.jsonl", "{\"text\": \"" + QByteArray("ä").repeated(500) + "\"}\n{}\n");
        const RowFile file(path, {});
        const std::vector<RowText> texts = file.texts(0, 2, 21);
        QVERIFY(texts[0].cut);
        QCOMPARE(texts[0].text, "{\"text\": \"" + QByteArray("ä").repeated(5).toStdString());
        QCOMPARE(texts[1].line, int64_t(2));
        DataOptions options;
        options.max_line_bytes = 100;
        QCOMPARE(error_of([&] { RowFile(path, options).text(0); })->code(), ErrorCode::LineTooLong);
    }

    // Work that grows with the square of a row's bytes would not come back.
    void largeRowsOfAnotherEncodingAreShown() {
        constexpr int bytes = 1 << 20;
        const RowFile file(m_files.write("a.jsonl", "{}\n{" + QByteArray(bytes, '\xff') + "\n"), {});
        QCOMPARE(file.text(1).size(), size_t(1 + 3 * bytes));
    }

    void searchFindsWhatRowsSay() {
        QByteArray lines;
        for (int i = 0; i < 3000; ++i)
            lines += qa(i) + "\n";
        lines += "{\"text\": \"Gr\\u00fc\\u00dfe \\\"quoted\\\" A\\nB\"}\n{\"text\": \"Grüße\"}\n";
        const RowFile file(m_files.write("a.jsonl", lines), {});
        QCOMPARE(found(file, "QUESTION 2999\""), std::vector<int64_t>({2999}));
        QCOMPARE(found(file, "question 29").size(), size_t(111));
        QCOMPARE(found(file, "Grüße"), std::vector<int64_t>({3000, 3001}));
        QCOMPARE(found(file, "\"quoted\""), std::vector<int64_t>({3000}));
        QCOMPARE(found(file, "a\nb"), std::vector<int64_t>({3000}));
        QCOMPARE(found(file, "nowhere"), std::vector<int64_t>());
        // Of rows larger than what is read at a time, also where one such piece ends.
        const QByteArray filling(262131, 'x'), begin = "{\"text\": \""; // together 3 bytes less than a piece
        const RowFile large(m_files.write("large.jsonl", begin + "y" + filling + "Needle\"}\n" + begin + filling +
                                                             "Needle" + filling + "\"}\n" + qa(7) + "\n"),
                            {});
        QCOMPARE(found(large, "needle"), std::vector<int64_t>({0, 1}));
        QCOMPARE(found(large, "xneedlex"), std::vector<int64_t>({1}));
        QCOMPARE(found(large, "question 7"), std::vector<int64_t>({2}));
        QCOMPARE(found(large, "xy"), std::vector<int64_t>());
        QCOMPARE(error_of([&] {
                     file.find(
                         "x", [](double) { return false; }, [](const auto&) {});
                 })->code(),
                 ErrorCode::Cancelled);
        const RowFile table(m_files.write("a.csv", "a,b\n1,\"say \"\"x\"\"\"\n2,say x\n"), {});
        QCOMPARE(found(table, "say \"x\""), std::vector<int64_t>({0}));
    }

    void changedFilesAreNoticed() {
        const auto path = m_files.write("a.jsonl", qa(0) + "\n" + qa(1) + "\n");
        const RowFile file(path, {});
        std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) + std::chrono::seconds(5));
        QCOMPARE(error_of([&] { file.texts(0, 2, 100); })->code(), ErrorCode::Io);
    }

    void cancelledAndWrongFilesAreRefused() {
        const auto path = m_files.write("a.jsonl", qa(0));
        QCOMPARE(error_of([&] { RowFile(path, {}, [](double) { return false; }); })->code(), ErrorCode::Cancelled);
        QCOMPARE(error_of([&] { RowFile("/no/such.jsonl", {}); })->code(), ErrorCode::NotFound);
        QCOMPARE(error_of([&] { RowFile(m_files.write("b.jsonl", ""), {}); })->code(), ErrorCode::NoRows);
    }

    void correctedCopiesHoldTheChanges() {
        for (const QString name : {"a.jsonl", "a.json", "a.csv"}) {
            const bool array = name == "a.json", table = name == "a.csv";
            QByteArray bytes = table ? "prompt,completion\n" : array ? "[" : "";
            for (int i = 0; i < 5; ++i)
                bytes += table ? "question " + QByteArray::number(i) + ",answer\n"
                               : qa(i) + (array ? (i < 4 ? "," : "]") : "\n");
            const auto path = m_files.write(name, bytes), to = m_files.write("copy-" + name, "");
            const RowFile file(path, {});
            const std::string changed = table ? "new,\"two\nlines\"" : "{\"prompt\": \"new\",\n \"completion\": \"x\"}";
            file.write_corrected({{1, changed}, {0, std::nullopt}, {4, std::nullopt}}, to);
            QCOMPARE(content(path), bytes); // untouched
            std::vector<std::string> prompts;
            for (const Record& record : all_records(to))
                prompts.push_back(record.value["prompt"]);
            QCOMPARE(prompts, std::vector<std::string>({"new", "question 2", "question 3"}));

            const QByteArray before = content(to);
            const auto refused = error_of([&] { file.write_corrected({{2, table ? "a,b,c" : "{\"a\": "}}, to); });
            QVERIFY(refused && std::string(refused->what()).find(path.string()) != std::string::npos);
            QCOMPARE(content(to), before);
            QCOMPARE(error_of([&] { file.write_corrected({}, path); })->code(), ErrorCode::InvalidOption);
        }
    }

    void rejectedRowsAreExportedWithReasons() {
        const auto path = m_files.write(
            "a.jsonl", qa(0) + "\n{\"prompt\": \"x\"}\n\n[1]\n{\"prompt\": \"y\", \"completion\": \" \"}\n");
        const RowFile file(path, {});
        const auto to = m_files.write("out.jsonl", "");
        file.write_rejected({{2, "no answer"}, {5, "empty"}, {99, "gone"}}, to);
        const std::vector<Record> written = all_records(to);
        QCOMPARE(written.size(), size_t(3));
        QCOMPARE(written[0].value.dump(),
                 std::string("{\"line\":2,\"reason\":\"no answer\",\"row\":{\"prompt\":\"x\"}}"));
        QCOMPARE(written[1].value["row"]["prompt"].get<std::string>(), std::string("y"));
        QVERIFY(!written[2].value.contains("row"));
    }

    // Those too that are too long to be read, and those whose reason quotes half a character.
    void oddRejectedRowsAreExportedToo() {
        DataOptions options;
        options.max_line_bytes = 100;
        const auto path = m_files.write("a.jsonl", qa(0) + "\n{\"prompt\": \"" + QByteArray(200, 'x') +
                                                       "\"}\n{\u201Cprompt\u201D: 1}\n");
        const RowSource source = scan_rows(path, options, [](Row&&) { return true; });
        QCOMPARE(source.rejected.size(), size_t(2));
        const auto to = m_files.write("out.jsonl", "");
        RowFile(path, options).write_rejected(source.rejected, to);
        const std::vector<Record> written = all_records(to);
        QCOMPARE(written.size(), size_t(2));
        QCOMPARE(written[0].value["row"].get<std::string>(), "{\"prompt\": \"" + std::string(88, 'x'));
        QCOMPARE(written[1].value["row"].get<std::string>(), std::string("{\u201Cprompt\u201D: 1}"));
    }

    void fieldsAreShownWithTheirRoles() {
        const auto path =
            m_files.write("a.csv", "id,user_question,context text,reply\n1,How?,Facts,So.\n2,Why?,,Thus.\n");
        const FieldLook look = look_at_fields(path, {}, 2);
        QCOMPARE(look.shape, RowShape::PromptCompletion);
        QCOMPARE(look.prompt, std::string("user_question"));
        QCOMPARE(look.answer, std::string("reply"));
        QCOMPARE(look.fields.size(), size_t(4));
        QCOMPARE(look.fields[3].values, std::vector<std::string>({"So.", "Thus."}));
        const FieldLook none = look_at_fields(m_files.write("b.csv", "one,two\nA,B\n"), {}, 2);
        QCOMPARE(none.shape, RowShape::Auto);
        QVERIFY(QString::fromStdString(none.problem).contains("\"one\", \"two\""));
        DataOptions given;
        given.prompt_field = "one";
        given.answer_field = "two";
        QCOMPARE(look_at_fields(m_files.write("b.csv", "one,two\nA,B\n"), given, 2).shape, RowShape::PromptCompletion);
    }

    void givenFieldsAreTakenFor() {
        const auto rows_of = [&](const QByteArray& bytes, const DataOptions& options) {
            std::vector<Row> rows;
            read_rows(m_files.write("a.jsonl", bytes), options, [&](Row&& row) {
                rows.push_back(std::move(row));
                return true;
            });
            return rows;
        };
        const QByteArray bytes = "{\"prompt\": \"wrong\", \"ask\": \"A\", \"say\": \"B\", \"tone\": \"kind\"}"
                                 "\n";
        DataOptions options;
        options.prompt_field = "ask";
        options.answer_field = "say";
        options.system_field = "tone";
        const std::vector<Row> rows = rows_of(bytes, options);
        QCOMPARE(rows[0].messages.size(), size_t(3));
        QCOMPARE(rows[0].messages[0].role + rows[0].messages[0].content, std::string("systemkind"));
        QCOMPARE(rows[0].messages[1].content, std::string("A"));
        QCOMPARE(rows[0].messages[2].content, std::string("B"));
        options = {};
        options.shape = RowShape::Text;
        options.prompt_field = "say";
        QCOMPARE(rows_of(bytes, options)[0].text, std::string("B"));
        options = {};
        options.prompt_field = "turns";
        QCOMPARE(rows_of("{\"turns\": [{\"from\": \"human\", \"value\": \"A\"}, {\"from\": \"gpt\", \"value\": "
                         "\"B\"}], \"prompt\": \"x\"}",
                         options)[0]
                     .messages[1]
                     .content,
                 std::string("B"));
        options.prompt_field = "absent";
        const auto error = error_of([&] { rows_of(bytes, options); });
        QVERIFY(error && QString(error->what()).contains("field \"absent\" is missing"));
    }

    void leakageIsFound() {
        const auto row = [](const char* prompt, const char* answer) {
            return QByteArray("{\"prompt\": \"") + prompt + "\", \"completion\": \"" + answer + "\"}\n";
        };
        const auto train = m_files.write("train.jsonl", row("one", "1") + row("two  words", "2") + row("three", "3"));
        const auto eval =
            m_files.write("eval.jsonl", row("new", "1") + row(" two\\n words ", "2 ") + row("three", "other") +
                                            row("one", "1") + row("twowords", "2"));
        const Leakage leakage = find_leakage({train}, eval, {});
        QCOMPARE(leakage.eval_rows, int64_t(5));
        QCOMPARE(leakage.rows, int64_t(2));
        QCOMPARE(leakage.questions, int64_t(1));
        QCOMPARE(leakage.examples.size(), size_t(3));
        QCOMPARE(leakage.examples[0].line, int64_t(2));
        QCOMPARE(leakage.examples[0].other, int64_t(2));
        QCOMPARE(leakage.examples[2].other, int64_t(1));

        // All files that are trained on count, and rows that cannot be used stand in nobody's way.
        const auto more = m_files.write("more.jsonl", "{\n" + row("x", "y") + row("new", "1"));
        const Leakage both = find_leakage({train, more}, eval, {});
        QCOMPARE(both.rows, int64_t(3));
        QCOMPARE(both.examples[0].line, int64_t(1));
        QCOMPARE(both.examples[0].other, int64_t(3));
        QCOMPARE(both.examples[0].file, int64_t(1));
        QCOMPARE(both.examples[1].file, int64_t(0));

        // How far that is, of the bytes of all files; and no further than wanted.
        int64_t all = 0, told = -1;
        for (const auto& file : {train, more, eval})
            all += int64_t(std::filesystem::file_size(file));
        find_leakage({train, more}, eval, {}, [&](int64_t done, int64_t total) {
            QVERIFY(told <= done);
            QCOMPARE(total, all);
            told = done;
        });
        QCOMPARE(told, all);
        const auto stop = [](int64_t done, int64_t) {
            if (done > 0)
                throw Error(ErrorCode::Cancelled, "enough");
        };
        QCOMPARE(error_of([&] { find_leakage({train, more}, eval, {}, stop); })->code(), ErrorCode::Cancelled);
    }

    void aSystemFieldIsNotGuessedWhereNoneIsWanted() {
        const auto path =
            m_files.write("a.jsonl", "{broken\n{\"prompt\":\"Q\",\"completion\":\"A\",\"system\":\"S\"}\n");
        DataOptions options;
        QCOMPARE(look_at_fields(path, options, 3).system, std::string("system"));
        QCOMPARE(look_at_fields(path, options, 3).fields.size(), size_t(3)); // past the line that is no JSON
        options.no_system_field = true;
        const FieldLook look = look_at_fields(path, options, 3);
        QCOMPARE(look.system, std::string());
        QCOMPARE(look.prompt, std::string("prompt"));
        QCOMPARE(RowFile(path, {}).row(1, options).messages.size(), size_t(2));
    }

    void aMillionRowsOpenAtOnce() {
        const auto path = m_files.write("big.jsonl", "");
        {
            std::ofstream out(path, std::ios::binary);
            for (int i = 0; i < 1'000'000; ++i)
                out << "{\"prompt\": \"What is " << i << " times two?\", \"completion\": \"It is " << 2 * i << "\"}\n";
        }
        QElapsedTimer clock;
        clock.start();
        const RowFile file(path, {});
        const qint64 opened = clock.restart();
        QCOMPARE(file.count(), int64_t(1'000'000));
        uint64_t random = 1;
        for (int i = 0; i < 1000; ++i) { // pages from all over the file
            random = random * 6364136223846793005ULL + 1442695040888963407ULL;
            const int64_t first = int64_t(random >> 33) % 999'900;
            const std::vector<RowText> texts = file.texts(first, 64, 500);
            QCOMPARE(texts.size(), size_t(64));
            QCOMPARE(texts[0].line, first + 1);
            QVERIFY(texts[63].text.find("is " + std::to_string(first + 63) + " times") != std::string::npos);
        }
        const qint64 paged = clock.restart();
        QCOMPARE(found(file, "is 1999998\""), std::vector<int64_t>({999'999}));
        qInfo("1,000,000 rows, %llu MB: opened in %lld ms, a page of 64 rows in %.2f ms, searched in %lld ms",
              static_cast<unsigned long long>(std::filesystem::file_size(path) / 1'000'000), opened,
              static_cast<double>(paged) / 1000, clock.elapsed());
        QVERIFY(paged < 60'000);
    }

private:
    DataFiles m_files;
};

QTEST_GUILESS_MAIN(TestRowFile)
#include "tst_row_file.moc"
