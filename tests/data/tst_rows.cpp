// Shapes of rows: seen in field names, turned into conversations; rows and files that are refused.

#include "backend/data/dataset.h"
#include "backend/io/json.h"
#include "byte_tokenizer.h"
#include "data_files.h"

#include <QtTest>

#include <set>

using namespace loratrf;

namespace {

std::vector<Row> rows_of(const std::filesystem::path& file, const DataOptions& options = {},
                         RowSource* source = nullptr) {
    std::vector<Row> rows;
    const RowSource found = read_rows(file, options, [&](Row&& row) {
        rows.push_back(std::move(row));
        return true;
    });
    if (source)
        *source = found;
    return rows;
}

// "user: Hi | assistant: Hello", or the text.
QString shown(const Row& row) {
    QStringList turns;
    for (const Message& message : row.messages)
        turns << QString::fromStdString(message.role + ": " + message.content);
    return turns.isEmpty() ? "text: " + QString::fromStdString(row.text) : turns.join(" | ");
}

// Test rows are written with ' for ".
QByteArray json(const char* text) {
    return QByteArray(text).replace('\'', '"') + "\n";
}

} // namespace

class TestRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapes_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* content, const char* shape, const char* expected) {
            QTest::newRow(name) << QString(content) << QString(shape) << QString(expected);
        };
        const char* const qa = "user: Q | assistant: A";
        row("messages", "{'messages':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}", "messages",
            qa);
        row("messages elsewhere",
            "{'id':1,'dialogue':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}", "messages", qa);
        row("messages in conversations",
            "{'conversations':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}", "messages", qa);
        row("messages of a developer with a system field",
            "{'system':'S','messages':[{'role':'developer','content':'D'},{'role':'user','content':'Q'},"
            "{'role':'assistant','content':'A'}]}",
            "messages", "developer: D | user: Q | assistant: A");
        row("messages with a system field",
            "{'system':'S','messages':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}", "messages",
            "system: S | user: Q | assistant: A");
        row("text parts",
            "{'messages':[{'role':'user','content':[{'type':'text','text':'Q'},{'type':'text','text':'R'}]},"
            "{'role':'assistant','content':'A'}]}",
            "messages", "user: QR | assistant: A");
        row("tool answers",
            "{'messages':[{'role':'user','content':'Q'},{'role':'tool','content':'T'},{'role':'assistant','content':'A'"
            "}]}",
            "messages", "user: Q | tool: T | assistant: A");
        row("sharegpt",
            "{'conversations':[{'from':'system','value':'S'},{'from':'human','value':'Q'},{'from':'gpt','value':'A'}]}",
            "sharegpt", "system: S | user: Q | assistant: A");
        row("sharegpt with user and assistant",
            "{'items':[{'from':'User','value':'Q'},{'from':'assistant','value':'A'}],'system':'S'}", "sharegpt",
            "system: S | user: Q | assistant: A");
        row("alpaca", "{'instruction':'I','input':'N','output':'A'}", "alpaca", "user: I\nN | assistant: A");
        row("alpaca without input", "{'instruction':'I','input':'','output':'A'}", "alpaca", "user: I | assistant: A");
        row("alpaca, null input", "{'instruction':'I','input':null,'output':'A'}", "alpaca", "user: I | assistant: A");
        row("alpaca with an answer word", "{'instruction':'I','input':'','output':'long','answer':'short'}", "alpaca",
            "user: I | assistant: long");
        row("alpaca with response", "{'instruction':'I','response':'A'}", "alpaca", "user: I | assistant: A");
        row("alpaca, system, history",
            "{'instruction':'I','output':'A','system':'S','history':[['Q1','A1'],['Q2','A2']]}", "alpaca",
            "system: S | user: Q1 | assistant: A1 | user: Q2 | assistant: A2 | user: I | assistant: A");
        row("prompt and completion", "{'prompt':'Q','completion':'A'}", "prompt-completion", qa);
        row("question and answer", "{'question':'Q','answer':'A'}", "prompt-completion", qa);
        row("input and output", "{'input':'Q','output':'A'}", "prompt-completion", qa);
        row("query and response", "{'Query':'Q','Response':'A'}", "prompt-completion", qa);
        row("context", "{'context':'C','question':'Q','answer':'A'}", "prompt-completion",
            "user: C\n\nQ | assistant: A");
        row("words in longer names", "{'question_id':7,'user_question':'Q','modelAnswer':'A','answer_score':3}",
            "prompt-completion", qa);
        row("a number as answer", "{'question':'Q','answer':42}", "prompt-completion", "user: Q | assistant: 42");
        row("text", "{'text':'T'}", "text", "text: T");
        row("text and label", "{'text':'T','label':1}", "text", "text: T");
        row("content", "{'title':'x','content':'T'}", "text", "text: T");
    }

    void shapes() {
        QFETCH(QString, content);
        QFETCH(QString, shape);
        QFETCH(QString, expected);
        RowSource source;
        const auto rows = rows_of(m_files.write("a.jsonl", json(qPrintable(content))), {}, &source);
        QCOMPARE(QString(shape_name(source.shape)), shape);
        QCOMPARE(rows.size(), size_t(1));
        QCOMPARE(shown(rows[0]), expected);
    }

    void wordsAreNotPartsOfWords() {
        // "input" is in "inputs_hash" only as a part of a word, "text" in "context" too.
        const auto file = m_files.write("a.jsonl", json("{'inputshash':'x','outputsize':'y','contextual':'z'}"));
        const auto error = error_of([&] { rows_of(file); });
        QVERIFY(error);
        QCOMPARE(code_name(error->code()), code_name(ErrorCode::NoRows));
        QVERIFY2(QString(error->what()).contains("inputshash"), error->what());
    }

    void tablesHaveShapesToo() {
        RowSource source;
        auto rows = rows_of(m_files.write("a.csv", "id,Question,Answer\n1,\"Q, really?\",A\n2,R,B\n"), {}, &source);
        QCOMPARE(source.shape, RowShape::PromptCompletion);
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(shown(rows[0]), "user: Q, really? | assistant: A");
        QCOMPARE(rows[1].line, 3);
        rows = rows_of(m_files.write("a.tsv", "sentence\tlabel\na \"quoted\" word \t1\n"), {}, &source);
        QCOMPARE(source.shape, RowShape::Text);
        QCOMPARE(shown(rows[0]), "text: a \"quoted\" word ");
    }

    void theUserMayNameTheShape() {
        const auto file = m_files.write("a.jsonl", json("{'instruction':'I','input':'','output':'A','text':'T'}"));
        DataOptions options;
        options.shape = RowShape::Text;
        QCOMPARE(shown(rows_of(file, options)[0]), "text: T");
        options.shape = RowShape::Alpaca;
        QCOMPARE(shown(rows_of(file, options)[0]), "user: I | assistant: A");
        options.shape = RowShape::Messages;
        const auto error = error_of([&] { rows_of(file, options); });
        QVERIFY(error);
        QCOMPARE(code_name(error->code()), code_name(ErrorCode::NoRows));
    }

    void oddRowsAreNamed_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* content, const char* reason) {
            QTest::newRow(reason) << QString(content) << QString(reason);
        };
        row("{'prompt':'Q'}", "field \"completion\" is missing");
        row("{'prompt':'Q','completion':''}", "field \"completion\" is empty");
        row("{'prompt':' \\n','completion':'A'}", "field \"prompt\" is empty");
        row("{'prompt':'Q','completion':{'a':1}}", "field \"completion\" is object");
        row("{'prompt':'Q','completion':null}", "field \"completion\" is null");
        row("{'prompt':'Q','completion':'A','history':'x'}", "field \"history\" is string");
        row("{'prompt':'Q','completion':'A','history':[['x']]}", "not a pair");
    }

    void oddRowsAreNamed() {
        QFETCH(QString, row);
        QFETCH(QString, reason);
        RowSource source;
        const QByteArray good = json("{'prompt':'Q','completion':'A'}");
        const auto rows = rows_of(m_files.write("a.jsonl", good + json(qPrintable(row)) + good), {}, &source);
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(source.rows, 3);
        QCOMPARE(source.rejected.size(), size_t(1));
        QCOMPARE(source.rejected[0].line, 2);
        QVERIFY2(QString::fromStdString(source.rejected[0].reason).contains(reason), source.rejected[0].reason.c_str());
    }

    void oddConversationsAreNamed_data() {
        QTest::addColumn<QString>("turns");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* turns, const char* reason) {
            QTest::newRow(reason) << QString(turns) << QString(reason);
        };
        row("[]", "no answer of the assistant");
        row("[{'role':'user','content':'Q'}]", "no answer of the assistant");
        row("[{'role':'user','content':'Q'},{'role':'assistant','content':' '}]", "answer of the assistant is empty");
        row("[{'role':'user','content':'Q'},{'role':'wizard','content':'A'}]",
            "turn 2 of field \"messages\" has the unknown role");
        row("[{'role':'user'},{'role':'assistant','content':'A'}]", "turn 1 of field \"messages\" has no \"content\"");
        row("['Q','A']", "has no \"role\"");
        row("[{'role':'user','content':'Q'},{'role':'assistant','content':'A','tool_calls':[{'id':1}]}]",
            "calls a tool");
        row("[{'role':'user','content':[{'type':'image'}]},{'role':'assistant','content':'A'}]",
            "a part that is not text");
        row("'Q'", "expected a list of turns");
    }

    void oddConversationsAreNamed() {
        QFETCH(QString, turns);
        QFETCH(QString, reason);
        RowSource source;
        const QByteArray good = json("{'messages':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}");
        const auto file = m_files.write("a.jsonl", good + json(qPrintable("{'messages':" + turns + "}")));
        QCOMPARE(rows_of(file, {}, &source).size(), size_t(1));
        QCOMPARE(source.rejected.size(), size_t(1));
        QCOMPARE(source.rejected[0].line, 2);
        QVERIFY2(QString::fromStdString(source.rejected[0].reason).contains(reason), source.rejected[0].reason.c_str());
    }

    void rowsOfAnotherShapeAreNotUsed() {
        const QByteArray first = json("{'prompt':'Q','completion':'A'}");
        for (const auto& [odd, reason] :
             {std::pair("{'text':'T'}", "shape \"text\""), std::pair("[1,2]", "expected an object, found array"),
              std::pair("3", "expected an object, found number"),
              std::pair("{'messages':[{'role':'user','content':'Q'}]}", "shape \"messages\""),
              std::pair("{'prompt':'Q','chosen':'A','rejected':'B'}", "shape \"preference\""),
              std::pair("{'prompt':'Q'", "not valid JSON")}) {
            RowSource source;
            const auto rows = rows_of(m_files.write("a.jsonl", first + first + json(odd) + first), {}, &source);
            QCOMPARE(rows.size(), size_t(3));
            QCOMPARE(source.rejected.size(), size_t(1));
            QCOMPARE(source.rejected[0].line, 3);
            QVERIFY2(QString::fromStdString(source.rejected[0].reason).contains(reason),
                     source.rejected[0].reason.c_str());
        }
    }

    void damagedFilesAreRefusedButCanBeLookedAt() {
        const QByteArray good = json("{'prompt':'Q','completion':'A'}");
        for (const QByteArray& bad : {json("{'prompt':'caf\xE9','completion':'A'}"), QByteArray("{\"prompt\":\"Q\"")}) {
            const auto file = m_files.write("a.jsonl", good + good + bad);
            const auto error = error_of([&] { rows_of(file); });
            QVERIFY(error);
            QVERIFY2(QString(error->what()).startsWith("line 3 of "), error->what());
            int seen = 0;
            const RowSource source = scan_rows(file, {}, [&](Row&&) { return ++seen > 0; });
            QCOMPARE(seen, 2);
            QCOMPARE(source.rows, 3);
            QCOMPARE(source.rejected.size(), size_t(1));
            QVERIFY(source.doubt);
            QCOMPARE(QString(source.doubt->what()), QString(error->what()));
        }
        const auto none = m_files.write("b.jsonl", json("{'prompt':'Q'}"));
        QCOMPARE(error_of([&] { rows_of(none); })->code(), ErrorCode::NoRows);
        QCOMPARE(scan_rows(none, {}, [](Row&&) { return true; }).rejected.size(), size_t(1));
    }

    void noFieldMayBeTheSystemMessage() {
        const auto file = m_files.write("a.jsonl", json("{'prompt':'Q','completion':'A','system':'S'}"));
        QCOMPARE(shown(rows_of(file)[0]), "system: S | user: Q | assistant: A");
        DataOptions options;
        options.no_system_field = true;
        QCOMPARE(shown(rows_of(file, options)[0]), "user: Q | assistant: A");
    }

    void aGivenSystemFieldIsNeitherPromptNorAnswer() {
        DataOptions options;
        options.system_field = "instruction";
        const auto taught = m_files.write("a.jsonl", json("{'instruction':'I','input':'Q','output':'A'}"));
        QCOMPARE(shown(rows_of(taught, options)[0]), "system: I | user: Q | assistant: A");
        options.system_field = "response_style";
        const auto styled = m_files.write("b.jsonl", json("{'question':'Q','response_style':'S','short_target':'A'}"));
        QCOMPARE(shown(rows_of(styled, options)[0]), "system: S | user: Q | assistant: A");
        options.prompt_field = "question";
        QCOMPARE(shown(rows_of(styled, options)[0]), "system: S | user: Q | assistant: A");
    }

    void sameShapeUnderOtherNames() {
        const auto rows = rows_of(
            m_files.write("a.jsonl", json("{'prompt':'Q','completion':'A'}") + json("{'question':'R','answer':'B'}")));
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(shown(rows[1]), "user: R | assistant: B");
    }

    void readingStopsWhenAsked() {
        const QByteArray row = json("{'text':'T'}");
        int seen = 0;
        const RowSource source =
            read_rows(m_files.write("a.jsonl", row + row + row), {}, [&](Row&&) { return ++seen < 2; });
        QCOMPARE(seen, 2);
        QCOMPARE(source.rows, 2);
    }

    void names() {
        for (const RowShape shape : {RowShape::Auto, RowShape::Messages, RowShape::ShareGpt, RowShape::Alpaca,
                                     RowShape::PromptCompletion, RowShape::Preference, RowShape::Text})
            QCOMPARE(parse_shape(shape_name(shape)), shape);
        for (const OverLength policy : {OverLength::Drop, OverLength::TruncatePrompt, OverLength::TruncateEnd,
                                        OverLength::Split, OverLength::Error})
            QCOMPARE(parse_over_length(over_length_name(policy)), policy);
        for (const auto& error :
             {error_of([] { parse_shape("tables"); }), error_of([] { parse_over_length("ignore"); })}) {
            QVERIFY(error);
            QCOMPARE(code_name(error->code()), code_name(ErrorCode::InvalidOption));
        }
    }

    // Every file of rows that the shared manifest lists, with its class of error and the place it names.
    void sharedBadFiles() {
        const QString folder = SHARED_DATA_DIR "/bad/";
        QFile manifest(folder + "manifest.json");
        if (!manifest.open(QIODevice::ReadOnly))
            QSKIP("the shared test data is not here");
        const Json listed = Json::parse(manifest.readAll().toStdString());
        int checked = 0;
        const ByteTokenizer tokenizer;
        for (const Json& entry : listed["files"]) {
            if (entry["format"] != "jsonl")
                continue;
            ++checked;
            const std::string file = folder.toStdString() + entry["path"].get<std::string>();
            const auto error = error_of([&] { load_dataset(file, tokenizer, {}); });
            QVERIFY2(error, file.c_str());
            Json accepted = entry.value("also_acceptable", Json::array());
            accepted.push_back(entry["reason"]);
            const auto same = [&](const Json& name) { return name == code_name(error->code()); };
            QVERIFY2(std::any_of(accepted.begin(), accepted.end(), same), error->what());
            QVERIFY2(std::string(error->what()).find(file) != std::string::npos, error->what());
            const auto where = entry["where"].get<std::string>();
            QVERIFY2(!where.starts_with("line") || std::string(error->what()).find(where) != std::string::npos,
                     error->what());
        }
        QVERIFY(checked > 0);
        for (const Json& entry : listed["controls"])
            if (entry["format"] == "jsonl")
                QVERIFY(!rows_of(folder.toStdString() + entry["path"].get<std::string>()).empty());
        DataOptions patient;
        patient.max_line_bytes = 8 << 20;
        QCOMPARE(rows_of(folder.toStdString() + "rows-one-5mb-line.jsonl", patient).size(), size_t(1));
    }

    void demoDataIsSound() {
        std::set<QString> trained;
        for (const auto& [name, count] : {std::pair{"orders-train.jsonl", 400}, {"orders-eval.jsonl", 120}}) {
            RowSource source;
            const auto rows = rows_of(std::filesystem::path(SOURCE_DIR) / "resources/demo" / name, {}, &source);
            QCOMPARE(source.shape, RowShape::Messages);
            QCOMPARE(rows.size(), size_t(count));
            for (const Row& row : rows) {
                QCOMPARE(row.messages.size(), size_t(2));
                const Json order = Json::parse(row.messages[1].content);
                const std::string& mail = row.messages[0].content;
                QVERIFY(mail.find(order["customer"].get<std::string>()) != std::string::npos);
                QVERIFY(mail.find(order["city"].get<std::string>()) != std::string::npos);
                for (const Json& item : order["items"])
                    QVERIFY(mail.find(item["name"].get<std::string>()) != std::string::npos);
                QVERIFY2(trained.insert(QString::fromStdString(mail)).second, mail.c_str());
            }
        }
    }

private:
    DataFiles m_files;
};

QTEST_GUILESS_MAIN(TestRows)
#include "tst_rows.moc"
