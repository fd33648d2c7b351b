// Preference pairs in every layout that data files have them, their faults, their overlap, and splits into files.

#include "backend/data/field_look.h"
#include "backend/data/row_overlap.h"
#include "backend/data/row_split.h"
#include "backend/io/files.h"
#include "backend/io/json.h"
#include "data_files.h"

#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace loratrf;

namespace {

// Test rows are written with ' for ".
QByteArray json(const char* text) {
    return QByteArray(text).replace('\'', '"') + "\n";
}

QString shown(const std::vector<Message>& messages) {
    QStringList turns;
    for (const Message& message : messages)
        turns << QString::fromStdString(message.role + ": " + message.content);
    return turns.join(" | ");
}

struct Layout {
    const char* name;
    const char* row;
    const char* before; // what both conversations begin with; chosen ends with answer A, rejected with B
};

const Layout Layouts[] = {
    {"texts", "{'prompt':'Q','chosen':'A','rejected':'B'}", "user: Q"},
    {"question", "{'question':'Q','chosen':'A','rejected':'B','id':3}", "user: Q"},
    {"instruction and input", "{'instruction':'I','input':'N','chosen':'A','rejected':'B'}", "user: I\nN"},
    {"system field", "{'system':'S','question':'Q','chosen':'A','rejected':'B'}", "system: S | user: Q"},
    {"history", "{'prompt':'Q','history':[['x','y']],'chosen':'A','rejected':'B'}", "user: x | assistant: y | user: Q"},
    {"words in longer names",
     "{'chosen_model':'m','rejected_model':'n','user_question':'Q','chosen_response':'A','rejected_response':'B'}",
     "user: Q"},
    {"lists of turns",
     "{'prompt':[{'role':'system','content':'S'},{'role':'user','content':'Q'}],"
     "'chosen':[{'role':'assistant','content':'A'}],'rejected':[{'role':'assistant','content':'B'}]}",
     "system: S | user: Q"},
    {"lists of turns, from and value",
     "{'prompt':[{'from':'human','value':'Q'}],'chosen':[{'from':'gpt','value':'A'}],"
     "'rejected':[{'from':'gpt','value':'B'}]}",
     "user: Q"},
    {"a list and texts", "{'prompt':[{'role':'user','content':'Q'}],'chosen':'A','rejected':'B'}", "user: Q"},
    {"a system turn before lists that ask",
     "{'prompt':[{'role':'system','content':'S'}],'chosen':[{'role':'user','content':'Q'},"
     "{'role':'assistant','content':'A'}],'rejected':[{'role':'user','content':'Q'},"
     "{'role':'assistant','content':'B'}]}",
     "system: S | user: Q"},
    {"whole conversations",
     "{'chosen':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}],"
     "'rejected':[{'role':'user','content':'Q'},{'role':'assistant','content':'B'}]}",
     "user: Q"},
    {"whole conversations that begin with an answer",
     "{'chosen':[{'role':'assistant','content':'H'},{'role':'user','content':'Q'},"
     "{'role':'assistant','content':'A'}],'rejected':[{'role':'assistant','content':'H'},"
     "{'role':'user','content':'Q'},{'role':'assistant','content':'B'}]}",
     "assistant: H | user: Q"},
    {"whole conversations, their prompt and one of them beside",
     "{'prompt':' Q\\n','messages':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}],"
     "'chosen':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}],"
     "'rejected':[{'role':'user','content':'Q'},{'role':'assistant','content':'B'}],'score_chosen':8}",
     "user: Q"},
    {"whole conversations, the last question beside",
     "{'prompt':'R','chosen':[{'role':'system','content':'S'},{'role':'user','content':'Q'},"
     "{'role':'assistant','content':'x'},{'role':'user','content':'R'},{'role':'assistant','content':'A'}],"
     "'rejected':[{'role':'system','content':'S'},{'role':'user','content':'Q'},"
     "{'role':'assistant','content':'x'},{'role':'user','content':'R'},{'role':'assistant','content':'B'}]}",
     "system: S | user: Q | assistant: x | user: R"},
    {"whole conversations, no prompt beside",
     "{'prompt':null,'system':'S','chosen':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}],"
     "'rejected':[{'role':'user','content':'Q'},{'role':'assistant','content':'B'}]}",
     "system: S | user: Q"},
    {"conversations and one turn",
     "{'conversations':[{'from':'system','value':'S'},{'from':'human','value':'Q'}],"
     "'chosen':{'from':'gpt','value':'A'},'rejected':{'from':'gpt','value':'B'}}",
     "system: S | user: Q"},
    {"messages and one turn",
     "{'messages':[{'role':'user','content':'Q'}],'chosen':{'role':'assistant','content':'A'},"
     "'rejected':{'role':'assistant','content':'B'},'input_tokens':'7'}",
     "user: Q"},
};

bool same(const std::vector<Message>& a, const std::vector<Message>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Message& one, const Message& other) {
        return one.role == other.role && one.content == other.content;
    });
}

Json turns_json(const std::vector<Message>& messages) {
    Json turns = Json::array();
    for (const Message& message : messages)
        turns.push_back({{"role", message.role}, {"content", message.content}});
    return turns;
}

// Conversations of few different turns, so that parts of one turn up elsewhere; some part with a question.
Row random_pair(std::mt19937& random) {
    const auto text = [&random](unsigned kinds) { return std::string(1, static_cast<char>('a' + random() % kinds)); };
    std::vector<Message> common;
    if (random() % 3 == 0)
        common.push_back({"system", text(2)});
    if (random() % 4 == 0)
        common.push_back({"assistant", text(2)});
    for (unsigned rounds = random() % 3; rounds > 0; --rounds) {
        common.push_back({"user", text(3)});
        common.push_back({"assistant", text(3)});
    }
    common.push_back({"user", text(6)});
    if (random() % 6 == 0)
        common.push_back({"assistant", text(3)});
    const auto tail = [&](const std::string& first) {
        std::vector<Message> messages = common;
        const bool asks = common.back().role == "assistant" || random() % 10 == 0;
        messages.push_back({asks ? "user" : "assistant", first + text(3)});
        if (asks)
            messages.push_back({"assistant", text(3)});
        for (unsigned rounds = random() % 2; rounds > 0; --rounds) {
            messages.push_back({"user", text(3)});
            messages.push_back({"assistant", text(3)});
        }
        return messages;
    };
    Row row;
    row.messages = tail("better ");
    row.rejected = tail("worse ");
    return row;
}

} // namespace

class TestPreferenceRows : public QObject {
    Q_OBJECT

    DataFiles m_files;

    std::vector<Row> rows_of(const QByteArray& content, const DataOptions& options = {}, RowSource* source = nullptr,
                             const char* name = "a.jsonl") const {
        std::vector<Row> rows;
        const RowSource found = read_rows(m_files.write(name, content), options, [&](Row&& row) {
            rows.push_back(std::move(row));
            return true;
        });
        if (source)
            *source = found;
        return rows;
    }

    Row row_of(const char* content, const DataOptions& options = {}) const {
        return rows_of(json(content), options)[0];
    }

private Q_SLOTS:
    void layouts_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("before");
        for (const Layout& layout : Layouts)
            QTest::newRow(layout.name) << QString(layout.row) << QString(layout.before);
    }

    void layouts() {
        QFETCH(QString, content);
        QFETCH(QString, before);
        for (const RowShape shape : {RowShape::Auto, RowShape::Preference}) {
            RowSource source;
            DataOptions options;
            options.shape = shape;
            const std::vector<Row> rows = rows_of(json(qPrintable(content)), options, &source);
            QCOMPARE(source.shape, RowShape::Preference);
            QCOMPARE(rows.size(), size_t(1));
            QCOMPARE(shown(rows[0].messages), before + " | assistant: A");
            QCOMPARE(shown(rows[0].rejected), before + " | assistant: B");
        }
    }

    // A file may change its layout, whichever it begins with.
    void layoutsMayBeMixed() {
        for (const Layout& first : Layouts) {
            QByteArray content = json(first.row);
            for (const Layout& layout : Layouts)
                content += json(layout.row);
            RowSource source;
            const std::vector<Row> rows = rows_of(content + json("{'prompt':'Q','completion':'A'}"), {}, &source);
            QCOMPARE(rows.size(), std::size(Layouts) + 1);
            for (size_t i = 0; i < std::size(Layouts); ++i) {
                const QString before = Layouts[i].before;
                QVERIFY2(shown(rows[i + 1].messages) == before + " | assistant: A", Layouts[i].name);
                QVERIFY2(shown(rows[i + 1].rejected) == before + " | assistant: B", Layouts[i].name);
            }
            QCOMPARE(source.rejected.size(), size_t(1));
            QVERIFY2(source.rejected[0].reason.find("\"prompt-completion\"") != std::string::npos,
                     source.rejected[0].reason.c_str());
        }
    }

    void tablesHoldPairsToo() {
        for (const auto& [name, content] :
             {std::pair("a.csv", "prompt,chosen,rejected\nQ,\"A, yes\",B\nR,C,D\n"),
              std::pair("b.csv", "id;question;chosen_text;rejected_text\n1;Q;A, yes;B\n2;R;C;D\n"),
              std::pair("c.tsv", "prompt\tchosen\trejected\nQ\tA, yes\tB\nR\tC\tD\n")}) {
            RowSource source;
            const std::vector<Row> rows = rows_of(content, {}, &source, name);
            QCOMPARE(source.shape, RowShape::Preference);
            QCOMPARE(rows.size(), size_t(2));
            QCOMPARE(shown(rows[0].messages), "user: Q | assistant: A, yes");
            QCOMPARE(shown(rows[0].rejected), "user: Q | assistant: B");
            QCOMPARE(rows[1].line, 3);
        }
    }

    void oddPairsAreNamed_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* content, const char* reason) {
            QTest::newRow(reason) << QString(content) << QString(reason);
        };
        row("{'prompt':'Q','chosen':'A'}", "field \"rejected\" is missing");
        row("{'prompt':'Q','rejected':'B'}", "field \"chosen\" is missing");
        row("{'chosen':'A','rejected':'B'}", "no prompt among the fields \"chosen\", \"rejected\"");
        row("{'prompt':' ','chosen':'A','rejected':'B'}", "field \"prompt\" is empty");
        row("{'prompt':{'a':1},'chosen':'A','rejected':'B'}", "field \"prompt\" is object");
        row("{'prompt':'Q','chosen':'','rejected':'B'}", "field \"chosen\" is empty");
        row("{'prompt':'Q','chosen':'A','rejected':null}", "field \"rejected\" is null");
        row("{'prompt':'Q','chosen':{'a':1},'rejected':'B'}", "turn 1 of field \"chosen\" has no \"role\"");
        row("{'prompt':'Q','chosen':'A','rejected':[{'role':'wizard','content':'B'}]}",
            "turn 1 of field \"rejected\" has the unknown role");
        row("{'prompt':'Q','chosen':'A','rejected':'A '}", "the chosen and the rejected answer are the same");
        row("{'prompt':'Q','chosen':'A','rejected':[]}", "field \"rejected\" does not end with an answer");
        row("{'prompt':'Q','chosen':[{'role':'user','content':'Q'}],'rejected':'B'}",
            "field \"chosen\" does not end with an answer");
        row("{'prompt':'Q','chosen':'A','rejected':[{'role':'assistant','content':' '}]}",
            "field \"rejected\" has an empty answer");
        row("{'chosen':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}],"
            "'rejected':[{'role':'user','content':'R'},{'role':'assistant','content':'B'}]}",
            "fields \"chosen\" and \"rejected\" have no turn of the user in common");
        row("{'prompt':'Q','chosen':'A','rejected':[{'role':'assistant','content':'A'},"
            "{'role':'user','content':'R'},{'role':'assistant','content':'B'}]}",
            "field \"chosen\" is only the beginning of field \"rejected\"");
        row("{'prompt':'Z','chosen':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}],"
            "'rejected':[{'role':'user','content':'Q'},{'role':'assistant','content':'B'}]}",
            "field \"chosen\" begins a conversation of its own, which does not hold the prompt of field \"prompt\"");
    }

    void oddPairsAreNamed() {
        QFETCH(QString, row);
        QFETCH(QString, reason);
        RowSource source;
        const QByteArray good = json("{'prompt':'Q','chosen':'A','rejected':'B'}");
        QCOMPARE(rows_of(good + json(qPrintable(row)) + good, {}, &source).size(), size_t(2));
        QCOMPARE(source.rejected.size(), size_t(1));
        QCOMPARE(source.rejected[0].line, 2);
        QVERIFY2(QString::fromStdString(source.rejected[0].reason).contains(reason), source.rejected[0].reason.c_str());
    }

    void theUserMayNameTheFields() {
        const char* const row = "{'prompt':'x','ask':'Q','text':'A','rejected_text':'B','tone':'S','output':'C'}";
        DataOptions options;
        options.prompt_field = "ask";
        options.answer_field = "text";
        options.rejected_field = "rejected_text";
        options.system_field = "tone";
        RowSource source;
        const std::vector<Row> rows = rows_of(json(row), options, &source);
        QCOMPARE(source.shape, RowShape::Preference);
        QCOMPARE(shown(rows[0].messages), "system: S | user: Q | assistant: A");
        QCOMPARE(shown(rows[0].rejected), "system: S | user: Q | assistant: B");

        options = {};
        options.rejected_field = "rejected_text"; // the others are found, the answer under its usual names
        QCOMPARE(shown(row_of(row, options).messages), "user: x | assistant: C");
        QCOMPARE(shown(row_of(row, options).rejected), "user: x | assistant: B");

        options.rejected_field = "absent";
        const auto error = error_of([&] { row_of(row, options); });
        QVERIFY(error);
        QVERIFY2(QString(error->what()).contains("field \"absent\" is missing among \"prompt\""), error->what());
    }

    // Fields that make a conversation without the rejected answer are taken for one.
    void theChosenAnswerMayBeAllThatIsWanted() {
        RowSource source;
        DataOptions options;
        options.answer_field = "chosen";
        const std::vector<Row> answer = rows_of(json("{'prompt':'Q','chosen':'A','rejected':'B'}"), options, &source);
        QCOMPARE(source.shape, RowShape::PromptCompletion);
        QVERIFY(answer[0].rejected.empty());
        options = {};
        options.prompt_field = "chosen";
        const std::vector<Row> whole = rows_of(json(Layouts[10].row), options, &source);
        QCOMPARE(source.shape, RowShape::Messages);
        QCOMPARE(shown(whole[0].messages), "user: Q | assistant: A");
        QVERIFY(whole[0].rejected.empty());
    }

    void noFieldMayBeTheSystemMessage() {
        DataOptions options;
        options.no_system_field = true;
        const Row row = row_of("{'system':'S','prompt':'Q','chosen':'A','rejected':'B'}", options);
        QCOMPARE(shown(row.messages), "user: Q | assistant: A");
        QCOMPARE(shown(row.rejected), "user: Q | assistant: B");
    }

    void fieldsAreShownWithTheirRoles() {
        const auto file = m_files.write("a.csv", "question,system,rejected_text,chosen_text\nQ,S,B,A\n");
        const FieldLook look = look_at_fields(file, {}, 2);
        QCOMPARE(look.shape, RowShape::Preference);
        QCOMPARE(look.prompt, std::string("question"));
        QCOMPARE(look.answer, std::string("chosen_text"));
        QCOMPARE(look.rejected, std::string("rejected_text"));
        QCOMPARE(look.system, std::string("system"));
        const FieldLook whole = look_at_fields(m_files.write("a.jsonl", json(Layouts[10].row)), {}, 2);
        QCOMPARE(whole.prompt, std::string());
        QCOMPARE(whole.answer, std::string("chosen"));
        QCOMPARE(look_at_fields(m_files.write("b.csv", "prompt,completion\nQ,A\n"), {}, 2).rejected, std::string());
    }

    void overlapSeesBothAnswers() {
        const Row row = row_of("{'prompt':'Q','chosen':'A','rejected':'B'}");
        const Row spaced = row_of("{'prompt':' Q','chosen':'A\\n','rejected':' B'}");
        const Row worse = row_of("{'prompt':'Q','chosen':'A','rejected':'C'}");
        const Row swapped = row_of("{'prompt':'Q','chosen':'B','rejected':'A'}");
        const Row other = row_of("{'prompt':'R','chosen':'A','rejected':'B'}");
        const Row plain = row_of("{'prompt':'Q','completion':'A'}");
        QCOMPARE(row_hash(spaced), row_hash(row));
        for (const Row* one : {&worse, &swapped, &other, &plain})
            QVERIFY(row_hash(*one) != row_hash(row));
        for (const Row* one : {&spaced, &worse, &swapped, &plain})
            QCOMPARE(question_hash(*one), question_hash(row));
        QVERIFY(question_hash(other) != question_hash(row));

        const auto train = m_files.write("train.jsonl", json("{'prompt':'Q','chosen':'A','rejected':'B'}") +
                                                            json("{'prompt':'R','chosen':'A','rejected':'B'}"));
        const auto eval = m_files.write("eval.jsonl", json("{'prompt':'R','chosen':'A','rejected':'B'}") +
                                                          json("{'prompt':'Q','chosen':'A','rejected':'C'}") +
                                                          json("{'prompt':'S','chosen':'A','rejected':'B'}"));
        const Leakage leakage = find_leakage({train}, eval, {});
        QCOMPARE(leakage.eval_rows, int64_t(3));
        QCOMPARE(leakage.rows, int64_t(1));
        QCOMPARE(leakage.questions, int64_t(1));
        QCOMPARE(leakage.examples[0].other, int64_t(2));
        QCOMPARE(leakage.examples[1].other, int64_t(1));
    }

    void splitPairsStayWhatTheyWere() {
        std::mt19937 random(5);
        QByteArray content;
        std::vector<Row> source;
        for (int i = 0; i < 300; ++i) {
            source.push_back(random_pair(random));
            const Json row = {{"chosen", turns_json(source.back().messages)},
                              {"rejected", turns_json(source.back().rejected)}};
            content += QByteArray::fromStdString(row.dump()) + "\n";
        }
        const QTemporaryDir folder;
        const std::filesystem::path to = folder.path().toStdString();
        const std::string data = m_files.write("pairs.jsonl", content).string();
        const Split split = split_rows({.data = data, .eval_data = {}, .test_data = {}}, {}, to);
        QCOMPARE(split.rejected, int64_t(0));
        QVERIFY(split.labels.empty());
        size_t seen = 0, with_prompt = 0;
        for (const char* part : {"train.jsonl", "eval.jsonl", "test.jsonl"}) {
            std::vector<Row> written;
            const RowSource read = read_rows(to / part, {}, [&](Row&& row) {
                written.push_back(std::move(row));
                return true;
            });
            QVERIFY(read.rejected.empty());
            const std::string text = read_text_file(to / part);
            size_t at = 0;
            for (size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1, ++at, ++seen) {
                const Json line = parse_json(text.substr(begin, text.find('\n', begin) - begin), part);
                const Row& before = source[line.at("line").get<size_t>() - 1];
                QVERIFY2(same(written[at].messages, before.messages), line.dump().c_str());
                QVERIFY2(same(written[at].rejected, before.rejected), line.dump().c_str());
                with_prompt += line.contains("prompt");
            }
        }
        QCOMPARE(seen, source.size());
        QVERIFY(with_prompt > seen / 2 && with_prompt < seen); // both ways of writing were tried
    }

    // Pairs with one question stay in one part, whatever their answers.
    void questionsOfPairsStandInOnePart() {
        QByteArray content;
        for (int i = 0; i < 40; ++i)
            content += "{\"prompt\":\"Q" + QByteArray::number(i % 20) + "\",\"chosen\":\"yes\",\"rejected\":\"no" +
                       QByteArray::number(i) + "\"}\n";
        const QTemporaryDir folder;
        const std::filesystem::path to = folder.path().toStdString();
        const std::string data = m_files.write("pairs.jsonl", content).string();
        const Split split = split_rows({.data = data, .eval_data = {}, .test_data = {}, .eval_share = 0}, {}, to);
        QCOMPARE(split.train + split.test, int64_t(40));
        QCOMPARE(split.test, int64_t(8)); // a fifth of the questions, each asked twice
        QCOMPARE(find_leakage({to / "train.jsonl"}, to / "test.jsonl", {}).questions, int64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestPreferenceRows)
#include "tst_preference_rows.moc"
