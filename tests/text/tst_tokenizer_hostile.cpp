// Tokenizer files that are wrong, damaged or made to do harm: a clear error, never a crash.

#include "backend/text/regex.h"
#include "tokenizer_support.h"

#include <QTemporaryDir>

using namespace loratrf;
using namespace support;

namespace {

Json good() {
    return Json::parse(R"({"added_tokens":[{"id":6,"content":"<s>","special":true,"normalized":false}],
        "normalizer":null,"pre_tokenizer":null,"decoder":{"type":"Fuse"},
        "model":{"type":"BPE","unk_token":"<unk>","vocab":{"<unk>":0,"a":1,"b":2,"ab":3,"c":4,"abc":5},
                 "merges":["a b",["ab","c"]]}})");
}

} // namespace

class TestTokenizerHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGoodFileLoads() { QCOMPARE(load(good().dump())->encode("abc<s>ba"), (std::vector<int32_t>{5, 6, 2, 1})); }

    void refuses_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("names"); // what the message must name
        QTest::addColumn<QByteArray>("file");
        const auto row = [](const char* title, const char* code, const char* names, const std::string& file) {
            QTest::newRow(title) << QString(code) << QString(names) << QByteArray::fromStdString(file);
        };
        const auto changed = [&](const char* title, const char* code, const char* names, const char* pointer,
                                 const Json& value) {
            Json file = good();
            file[Json::json_pointer(pointer)] = value;
            row(title, code, names, file.dump());
        };
        row("empty", "bad-json", "tokenizer.json", "");
        row("not an object", "bad-json", "model", "[]");
        row("no model", "missing-field", "model", "{}");
        row("binary", "bad-utf8", "tokenizer.json", "\x80\x81\xFF");
        changed("model of another type", "unsupported", "Unigram", "/model/type", "Unigram");
        changed("no vocabulary", "bad-json", "vocab", "/model/vocab", nullptr);
        changed("vocabulary as list", "bad-json", "vocab", "/model/vocab", Json::array({"a"}));
        changed("empty vocabulary", "bad-value", "empty", "/model/vocab", Json::object());
        changed("negative id", "bad-value", "-1", "/model/vocab/b", -1);
        changed("id above 2^31", "bad-value", "4294967296", "/model/vocab/b", 4294967296);
        changed("id above 2^63", "bad-value", "18446744073709551615", "/model/vocab/b", UINT64_MAX);
        changed("id that would need much memory", "bad-value", "2147483647", "/model/vocab/b", 2147483647);
        changed("id as fraction", "bad-value", "1.5", "/model/vocab/b", 1.5);
        changed("id as text", "bad-value", "\"2\"", "/model/vocab/b", "2");
        changed("id twice", "bad-value", "both have the id 1", "/model/vocab/b", 1);
        changed("very long token", "length-overflow", "65536",
                std::string("/model/vocab/" + std::string(70000, 'x')).c_str(), 7);
        changed("merge of a part that is no token", "bad-value", "zz", "/model/merges/0", "a zz");
        changed("merge whose result is no token", "bad-value", "ba", "/model/merges/0", "b a");
        changed("merge of one part", "bad-value", "one space", "/model/merges/0", "ab");
        changed("merge of three parts", "bad-value", "one space", "/model/merges/0", "a b c");
        changed("merge as number", "bad-json", "merge 0", "/model/merges/0", 3);
        changed("merge list of three", "bad-json", "merge 0", "/model/merges/0", Json::array({"a", "b", "c"}));
        changed("merges as object", "bad-json", "merges", "/model/merges", Json::object());
        changed("unknown token that is no token", "bad-value", "<what>", "/model/unk_token", "<what>");
        changed("suffix", "unsupported", "end_of_word_suffix", "/model/end_of_word_suffix", "</w>");
        changed("flag as number", "bad-json", "byte_fallback", "/model/byte_fallback", 1);
        changed("added token without id", "missing-field", "id", "/added_tokens/0", {{"content", "<s>"}});
        changed("added token with a negative id", "bad-value", "-5", "/added_tokens/0/id", -5);
        changed("added token with a huge id", "bad-value", "4294967295", "/added_tokens/0/id", 4294967295);
        changed("added token against the vocabulary", "bad-value", "contradicts", "/added_tokens/0/id", 3);
        changed("added tokens as text", "bad-json", "added_tokens", "/added_tokens", "x");
        changed("normalizer unknown", "unsupported", "Precompiled", "/normalizer", {{"type", "Precompiled"}});
        changed("normalizer without type", "missing-field", "type", "/normalizer", Json::object());
        changed("normalizer as number", "bad-json", "normalizer", "/normalizer", 7);
        changed("normalizer with a long replacement", "length-overflow", "content", "/normalizer",
                {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", std::string(5000, 'a')}});
        changed("pre-tokenizer unknown", "unsupported", "UnicodeScripts", "/pre_tokenizer",
                {{"type", "UnicodeScripts"}});
        changed("decoder unknown", "unsupported", "CTC", "/decoder", {{"type", "CTC"}});
        changed("decoder with an endless strip", "bad-value", "content", "/decoder",
                {{"type", "Strip"}, {"content", ""}, {"start", UINT64_MAX}, {"stop", 0}});
        for (const char* pattern :
             {"(", "[", "a{2,1}", "\\", "\\p{Nonsense}", "\\h", "[a&&b]", "[a[b]]", "(?m:.)", "(*FAIL)", "\\C"})
            changed(pattern, "unsupported", "pattern", "/pre_tokenizer", split(pattern));
        changed("empty pattern", "length-overflow", "pattern", "/pre_tokenizer", split(""));
        changed("very long pattern", "length-overflow", "pattern", "/pre_tokenizer", split(std::string(100000, 'a')));
        Json nested = {{"type", "Digits"}};
        for (int i = 0; i < 20; ++i)
            nested = Json{{"type", "Sequence"}, {"pretokenizers", Json::array({nested})}};
        changed("deep sequence", "bad-json", "Sequence", "/pre_tokenizer", nested);
    }

    void refuses() {
        QFETCH(QString, code);
        QFETCH(QString, names);
        QFETCH(QByteArray, file);
        std::string message;
        COMPARE_TEXT(error_code([&] { load(file.toStdString()); }, &message), code.toStdString());
        QVERIFY2(message.find(names.toStdString()) != std::string::npos, message.c_str());
    }

    void expensivePatternsGiveUp() {
        Json file = good();
        file["pre_tokenizer"] = split("(a+)+$|(a|aa)+c");
        const auto tokenizer = load(file.dump());
        std::string message;
        const std::string code = error_code([&] { tokenizer->encode(std::string(5000, 'a') + "b"); }, &message);
        COMPARE_TEXT(code, "bad-value");
        QVERIFY2(message.find("expensive") != std::string::npos, message.c_str());
    }

    void ordinaryPatternsDoNotGiveUpOnLongTexts() {
        Json file = good();
        file["pre_tokenizer"] = split(
            R"((?i:'s|'t)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)");
        file["model"]["vocab"][" "] = 6;
        file["added_tokens"][0]["id"] = 7;
        const auto tokenizer = load(file.dump());
        const size_t length = 4 << 20;
        QVERIFY(tokenizer->encode(std::string(length, 'a')).size() == length);
        QVERIFY(tokenizer->encode(std::string(length, ' ')).size() == length);
        QVERIFY(tokenizer->encode(std::string(length, '!')).size() == length); // unknown, one by one
    }

    void growingNormalizersGiveUp() {
        Json file = good();
        const Json step = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", std::string(1000, 'a')}};
        file["normalizer"] = {{"type", "Sequence"}, {"normalizers", Json::array({step, step, step, step})}};
        const auto tokenizer = load(file.dump());
        COMPARE_TEXT(error_code([&] { tokenizer->encode("aaaa"); }), "length-overflow");
    }

    void tenMegabyteLinesAreRead() {
        Json file = good();
        std::string text = file.dump();
        text.insert(text.find("\"normalizer\""), "\"comment\":\"" + std::string(10 << 20, 'x') + "\",");
        QCOMPARE(load(text)->encode("ab"), std::vector<int32_t>{3});
    }

    void whiteSpaceIsUnicodes() {
        const Regex space("\\s", Regex::Kind::Pattern, "test");
        const Regex in_class("[\\s]", Regex::Kind::Pattern, "test");
        const Regex other("\\S", Regex::Kind::Pattern, "test");
        const Regex other_in_class("[\\S]", Regex::Kind::Pattern, "test");
        int spaces = 0;
        for (char32_t code = 1; code < 0x3100; ++code) {
            const std::string text = QString::fromUcs4(&code, 1).toStdString();
            const bool is_space = space.find(text, 0).has_value();
            spaces += is_space;
            QCOMPARE(in_class.find(text, 0).has_value(), is_space);
            QCOMPARE(other.find(text, 0).has_value(), !is_space);
            QCOMPARE(other_in_class.find(text, 0).has_value(), !is_space);
        }
        QCOMPARE(spaces, 25);
        QVERIFY(!space.find("\u180e", 0));
    }

    void otherFiles() {
        const std::filesystem::path path = m_folder.path().toStdString();
        COMPARE_TEXT(error_code([&] { load_tokenizer(path / "nowhere"); }), "not-found");
        const auto folder = path / "model";
        std::filesystem::create_directory(folder);
        COMPARE_TEXT(error_code([&] { load_tokenizer(folder); }), "not-found");
        for (const std::string& content : {std::string(), std::string("not a model"), std::string(100000, '\xFF')}) {
            write(folder / "tokenizer.model", content);
            QVERIFY(!error_code([&] { load_tokenizer(folder); }).empty());
        }
        write(folder / "tokenizer_config.json", R"({"chat_template":5})");
        COMPARE_TEXT(error_code([&] { load_tokenizer(folder); }), "bad-json");
        write(folder / "tokenizer_config.json", R"({"added_tokens_decoder":{"x":{"content":"a"}}})");
        COMPARE_TEXT(error_code([&] { load_tokenizer(folder); }), "bad-value");
        write(folder / "tokenizer_config.json", R"({"bos_token":["a"]})");
        COMPARE_TEXT(error_code([&] { load_tokenizer(folder); }), "bad-json");
    }

private:
    static Json split(const std::string& pattern) {
        return {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}, {"invert", false}};
    }

    std::unique_ptr<Tokenizer> load(const std::string& content) {
        const std::filesystem::path path = m_folder.path().toStdString();
        write(path / "tokenizer.json", content);
        return load_tokenizer(path);
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestTokenizerHostile)
#include "tst_tokenizer_hostile.moc"
