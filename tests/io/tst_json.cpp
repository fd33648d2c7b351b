// Strict JSON and UTF-8.

#include "support.h"

using namespace loratrf;
using support::caught;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsValuesAndOrder() {
        const std::string text =
            R"({"z":[1,-2,2.5,true,null],"a":{"é":"\u00e9\ud83d\ude00"},"big":18446744073709551615})";
        const Json json = parse_json(text, "test");
        QCOMPARE(json.begin().key(), std::string("z"));
        QVERIFY(json.at("z")[0].is_number_unsigned());
        QVERIFY(json.at("z")[1].is_number_integer());
        QCOMPARE(json.at("a").at("é").get<std::string>(), std::string("é😀"));
        QCOMPARE(json.at("big").get<uint64_t>(), UINT64_MAX);
        QCOMPARE(parse_json(json.dump(), "again"), json);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* code, const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString(code);
        };
        row("bad-json", "empty", "");
        row("bad-json", "cut", R"({"a":)");
        row("bad-json", "two values", "1 2");
        row("bad-json", "comment", "[1] // x");
        row("bad-json", "trailing comma", "[1,]");
        row("bad-json", "NaN", "[NaN]");
        row("bad-json", "number beyond a double", "[1e999]");
        row("bad-json", "lone surrogate", R"(["\ud800"])");
        row("bad-json", "raw newline in a text", "[\"a\nb\"]");
        row("bad-utf8", "Latin-1", "[\"\xE9\"]");
        row("nul-byte", "NUL", std::string("[1]\0", 4));
        row("duplicate-key", "at the top", R"({"a":1,"a":1})");
        row("duplicate-key", "below", R"([{"x":{"a":1,"b":2,"a":3}}])");
        row("duplicate-key", "the same name escaped", R"({"a":1,"\u0061":1})");
        row("too-deep", "arrays", std::string(200000, '['));
        row("too-deep", "objects", [] {
            std::string text;
            for (int i = 0; i < 65; ++i)
                text += R"({"a":)";
            return text;
        }());
    }

    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        const auto found = caught([&] { parse_json(text.toStdString(), "the file"); });
        COMPARE_CODE(found, code.toStdString());
        QVERIFY(found.message.starts_with("the file"));
    }

    void saysWhere() {
        const auto found = caught([] { parse_json("{\n \"a\": x}", "f.json"); });
        QVERIFY2(found.message.find("line 2, column 7") != std::string::npos, found.message.c_str());
    }

    // The text that was read last may hold the message's own marks, and may end inside a character.
    void faultsAreReadable() {
        std::string long_text;
        for (int i = 0; i < 200; ++i)
            long_text += "\u00FC";
        for (const std::string& text : {std::string(R"({"a": "see: x", "b": y})"), std::string("{\u201Ca\u201D: 1}"),
                                        "[\"" + long_text, "[\"x" + long_text}) {
            const auto found = caught([&] { parse_json(text, "f.json"); });
            COMPARE_CODE(found, "bad-json");
            QVERIFY2(is_utf8(found.message), found.message.c_str());
            QVERIFY2(found.message.find("last read") != std::string::npos, found.message.c_str());
        }
        const auto twice = caught([&] {
            const std::string key = "\"x" + long_text + "\":1";
            parse_json("{" + key + "," + key + "}", "f.json");
        });
        COMPARE_CODE(twice, "duplicate-key");
        QVERIFY2(is_utf8(twice.message), twice.message.c_str());
    }

    void limits() {
        const std::string deep = std::string(64, '[') + std::string(64, ']');
        QVERIFY(parse_json(deep, "64 levels").is_array());
        COMPARE_CODE(caught([] { parse_json("[[[]]]", "f", {.depth = 2}); }), "too-deep");
        COMPARE_CODE(caught([] { parse_json("[1,2,3]", "f", {.values = 3}); }), "count-too-large");
        QCOMPARE(parse_json("[1,2]", "f", {.values = 3}).size(), size_t{2});
        QCOMPARE(parse_json(R"({"a":1,"a":2})", "f", {.allow_duplicate_keys = true}).at("a").get<int>(), 2);
    }

    // A vocabulary's size; quadratic work would not come back.
    void manyKeys() {
        std::string text = "{";
        for (int i = 0; i < 200000; ++i)
            text += (i ? ",\"" : "\"") + std::to_string(i) + "\":" + std::to_string(i);
        const Json json = parse_json(text + "}", "vocabulary");
        QCOMPARE(json.size(), size_t{200000});
        QCOMPARE(json.back().get<int>(), 199999);
    }

    void utf8AgreesWithPython() {
        const Json cases = support::baseline().at("utf8");
        for (const Json& entry : cases) {
            const auto bytes = QByteArray::fromHex(QByteArray::fromStdString(entry[0])).toStdString();
            size_t bad_at = 999;
            const bool sound = is_utf8(bytes, &bad_at);
            QVERIFY2(sound == (entry[1] == -1), entry.dump().c_str());
            QVERIFY2(sound || bad_at == entry[1].get<size_t>(), entry.dump().c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
