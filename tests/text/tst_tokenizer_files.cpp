// Tokenizers written for other programs and read back: the same ids, special tokens and template.

#include "backend/io/gguf_write.h"
#include "backend/text/tokenizer_files.h"
#include "tokenizer_support.h"

#include <QTemporaryDir>

using namespace loratrf;

namespace fs = std::filesystem;

namespace {

const fs::path shared = SHARED_DATA_DIR;
const fs::path fixtures = TESTS_DIR "/data/tokenizers";

const std::vector<std::string> texts = {
    "Hello, world!",
    "  two spaces, then\n\n lines\tand tabs  ",
    "In 1984 they paid $12.50 for 1234567 things.",
    "naïve café über 東京 🙂 e\u0301",
    "<|im_start|>user\nHi<|im_end|><s>begin</s>", // no white space after the token that would take it
    "don't WON'T can't",
    " \u00A0\u2003\u180E",
    "",
};

// Empty when they are equal, else what differs.
std::string comparison(const Tokenizer& found, const Tokenizer& expected) {
    for (const std::string& text : texts)
        for (const bool special : {true, false})
            if (auto differs = support::difference(text, found.encode(text, special), expected.encode(text, special));
                !differs.empty())
                return differs;
    const bool same_facts = found.bos_id() == expected.bos_id() && found.eos_id() == expected.eos_id() &&
                            found.pad_id() == expected.pad_id();
    return !same_facts                                         ? "other special tokens"
           : found.chat_template() != expected.chat_template() ? "another chat template"
                                                               : "";
}

#define COMPARE_TOKENIZERS(found, expected)                                                                            \
    do {                                                                                                               \
        const std::string differs = comparison(found, expected);                                                       \
        QVERIFY2(differs.empty(), differs.c_str());                                                                    \
    } while (false)

struct Folder {
    QTemporaryDir folder;
    fs::path path() const { return folder.path().toStdString(); }
};

GgufFile written_gguf(const Folder& folder, const GgufMetadata& keys) {
    const fs::path file = folder.path() / "vocabulary.gguf";
    GgufWriter(file, keys, {}).commit();
    return GgufFile(file);
}

// A fixture's tokenizer.json, changed.
void write_fixture(const Folder& folder, const std::string& name, const std::function<void(Json&)>& change = {}) {
    Json json = support::read_json(fixtures / name / "tokenizer.json");
    if (change)
        change(json);
    support::write(folder.path() / "tokenizer.json", json.dump());
}

std::string refusal(const Folder& folder, int64_t vocabulary = 600) {
    std::vector<std::string> notes;
    return support::error_code([&] { tokenizer_metadata(folder.path(), vocabulary, notes); });
}

} // namespace

class TestTokenizerFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ggufBecomesAFolder_data() {
        QTest::addColumn<QString>("file");
        const auto add = [](const fs::path& file) {
            QTest::newRow(file.filename().c_str()) << QString::fromStdString(file.string());
        };
        add(shared / "stories260K/gguf/stories260K-F32.gguf");
        add(shared / "tokenizers/ggml-vocab/ggml-vocab-gpt-2.gguf");
        add(shared / "tokenizers/ggml-vocab/ggml-vocab-llama-spm.gguf");
        add(DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    }
    void ggufBecomesAFolder() {
        QFETCH(QString, file);
        if (!fs::exists(file.toStdString()))
            QSKIP(qPrintable(file + " is not there"));
        const Folder folder;
        const GgufFile source(file.toStdString());
        QCOMPARE(write_tokenizer_files(source, folder.path()).size(), size_t{2});
        const auto expected = load_tokenizer(source);
        COMPARE_TOKENIZERS(*load_tokenizer(folder.path()), *expected);

        // And back.
        std::vector<std::string> notes;
        const Folder other;
        const auto vocabulary = static_cast<int64_t>(source.get_strings("tokenizer.ggml.tokens")->size());
        const GgufFile again = written_gguf(other, tokenizer_metadata(folder.path(), vocabulary, notes));
        COMPARE_TOKENIZERS(*load_tokenizer(again), *expected);
        for (const char* key : {"model", "bos_token_id", "eos_token_id"})
            if (const auto found = source.metadata().find(std::string("tokenizer.ggml.") + key);
                found != source.metadata().end())
                QVERIFY2(again.metadata().at(found->first).value == found->second.value, key);
    }

    // Byte-level vocabularies never write it, so a file may give any number for it.
    void anUnknownTokenThatIsNoneIsLeftOut() {
        const Folder source, keyed;
        write_fixture(source, "smollm");
        std::vector<std::string> notes;
        GgufMetadata keys = tokenizer_metadata(source.path(), 512, notes);
        for (const int64_t id : {int64_t{512}, int64_t{UINT32_MAX}}) {
            keys["tokenizer.ggml.unknown_token_id"] = gguf_u32(id);
            const GgufFile file = written_gguf(keyed, keys);
            const Folder target;
            write_tokenizer_files(file, target.path());
            COMPARE_TOKENIZERS(*load_tokenizer(target.path()), *load_tokenizer(file));
        }
    }

    void sentencepieceModelBecomesTheKeysOfItsConversion() {
        if (!fs::exists(shared / "stories260K"))
            QSKIP("the shared stories260K model is not there");
        std::vector<std::string> notes;
        const GgufMetadata keys = tokenizer_metadata(shared / "stories260K", 512, notes);
        const GgufFile expected(shared / "stories260K/gguf/stories260K-F32.gguf");
        size_t compared = 0;
        for (const auto& [key, field] : expected.metadata()) {
            if (!key.starts_with("tokenizer."))
                continue;
            ++compared;
            QVERIFY2(keys.contains(key), key.c_str());
            const GgufField& found = keys.at(key);
            QVERIFY2(found.type == field.type && found.value == field.value, key.c_str());
        }
        QVERIFY(compared >= 10);
        QVERIFY(notes.empty());
    }

    void tokenizerJsonBecomesGguf_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("pre");
        QTest::newRow("smollm") << "smollm"
                                << "smollm";
        QTest::newRow("llama3") << "llama3"
                                << "llama-bpe";
        QTest::newRow("qwen") << "qwen"
                              << "qwen2";
    }
    void tokenizerJsonBecomesGguf() {
        QFETCH(QString, name);
        QFETCH(QString, pre);
        const Folder folder;
        write_fixture(folder, name.toStdString());
        support::write(folder.path() / "tokenizer_config.json",
                       R"({"eos_token": "<|im_end|>", "add_bos_token": false, "chat_template": "{{ messages }}"})");
        std::vector<std::string> notes;
        const GgufFile file = written_gguf(folder, tokenizer_metadata(folder.path(), 512, notes));
        QCOMPARE(file.get_string("tokenizer.ggml.pre").value(), pre.toStdString());
        QCOMPARE(file.get_strings("tokenizer.ggml.tokens")->size(), size_t{512});
        COMPARE_TOKENIZERS(*load_tokenizer(file), *load_tokenizer(folder.path()));
        // Three of the fixture's added tokens look at the white space or words beside them.
        QVERIFY(std::count_if(notes.begin(), notes.end(), [](const std::string& note) {
                    return note.find("without regard") != std::string::npos;
                }) == 3);
    }

    void beginningsAndEndsOfTexts() {
        const Folder folder;
        const auto flags = [&](const Json& post_processor, const std::string& config) {
            write_fixture(folder, "smollm", [&](Json& json) { json["post_processor"] = post_processor; });
            support::write(folder.path() / "tokenizer_config.json", config);
            std::vector<std::string> notes;
            const GgufMetadata keys = tokenizer_metadata(folder.path(), 600, notes);
            return std::pair(std::get<bool>(keys.at("tokenizer.ggml.add_bos_token").value),
                             std::get<bool>(keys.at("tokenizer.ggml.add_eos_token").value));
        };
        const std::string named = R"({"bos_token": "<|im_start|>", "eos_token": "<|im_end|>")";
        const Json text = {{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
        const Json begin = {{"SpecialToken", {{"id", "<|im_start|>"}, {"type_id", 0}}}};
        const Json end = {{"SpecialToken", {{"id", "<|im_end|>"}, {"type_id", 0}}}};
        const auto writes = [](const Json& single) {
            return Json{{"type", "Sequence"},
                        {"processors", Json::array({{{"type", "TemplateProcessing"}, {"single", single}}})}};
        };
        QCOMPARE(flags(nullptr, named + "}"), std::pair(false, false));
        QCOMPARE(flags(writes(Json::array({begin, text})), named + "}"), std::pair(true, false));
        QCOMPARE(flags(writes(Json::array({text, end})), named + "}"), std::pair(false, true));
        QCOMPARE(flags(writes(Json::array({begin, text})), named + R"(, "add_bos_token": false})"),
                 std::pair(false, false));
    }

    void whatGgufCannotSayIsRefused() {
        const Folder folder;
        QCOMPARE(refusal(folder), std::string("unsupported")); // no tokenizer at all
        write_fixture(folder, "smollm");
        QCOMPARE(refusal(folder), std::string());
        QCOMPARE(refusal(folder, 485), std::string("size-mismatch"));
        write_fixture(folder, "gemma");
        QCOMPARE(refusal(folder), std::string("unsupported"));
        write_fixture(folder, "llama2"); // merges learned by themselves, not all ways to cut a piece
        QCOMPARE(refusal(folder), std::string("unsupported"));
        write_fixture(folder, "smollm", [](Json& json) { json["normalizer"] = {{"type", "NFC"}}; });
        QCOMPARE(refusal(folder), std::string("unsupported"));
        write_fixture(folder, "smollm", [](Json& json) { json["model"]["ignore_merges"] = true; });
        QCOMPARE(refusal(folder), std::string("unsupported"));
        write_fixture(folder, "smollm",
                      [](Json& json) { json["pre_tokenizer"]["pretokenizers"][0]["individual_digits"] = false; });
        QCOMPARE(refusal(folder), std::string("unsupported"));
    }

    void foldersAreCopied() {
        const Folder from, to;
        QVERIFY(!has_tokenizer_files(from.path()));
        write_fixture(from, "qwen");
        support::write(from.path() / "chat_template.jinja", "{{ messages }}");
        support::write(from.path() / "vocab.txt", "[UNK]\n");
        support::write(from.path() / "notes.txt", "not the tokenizer's");
        QVERIFY(has_tokenizer_files(from.path()));
        QCOMPARE(copy_tokenizer_files(from.path(), to.path()),
                 (std::vector<std::string>{"tokenizer.json", "vocab.txt", "chat_template.jinja"}));
        QVERIFY(read_text_file(to.path() / "tokenizer.json") == read_text_file(from.path() / "tokenizer.json"));
        QVERIFY(!fs::exists(to.path() / "notes.txt"));
    }
};

QTEST_GUILESS_MAIN(TestTokenizerFiles)
#include "tst_tokenizer_files.moc"
