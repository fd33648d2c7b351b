// Whole vocabularies of published models: every expected id that comes with them. A file of ids whose vocabulary is
// not there is skipped with that reason.

#include "backend/io/gguf.h"
#include "tokenizer_support.h"

#include <QTemporaryDir>

#include <sstream>

using namespace loratrf;
using namespace support;

namespace {

const std::filesystem::path shared_folder = SHARED_DATA_DIR;
const QString no_vocabulary = "no vocabulary comes with these ids";

bool absent(const std::filesystem::path& path) {
    return !std::filesystem::exists(path);
}

std::vector<std::string> vector_inputs(const std::filesystem::path& file) {
    const std::string separator = "\n__ggml_vocab_test__\n";
    const std::string text = read_text_file(file);
    std::vector<std::string> inputs;
    for (size_t begin = 0, end = 0; (end = text.find(separator, begin)) != std::string::npos;
         begin = end + separator.size())
        inputs.push_back(text.substr(begin, end - begin));
    return inputs;
}

std::vector<std::vector<int32_t>> vector_ids(const std::filesystem::path& file) {
    std::vector<std::vector<int32_t>> rows;
    std::istringstream lines(read_text_file(file));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream numbers(line);
        std::vector<int32_t>& row = rows.emplace_back();
        for (int32_t id; numbers >> id;)
            row.push_back(id);
    }
    return rows;
}

// A row for each list of ids made by a model: the folder of its vocabulary, or why there is none to use, and how many
// control tokens of that model stand before and after the text's own.
void add_id_list(const QString& title, const QString& file, const QString& model) {
    struct Usable {
        QString model, folder;
        int before, after;
    };
    static const std::vector<Usable> usable = {{"gpt2_encoded_tokens.json", "gpt2", 0, 0},
                                               {"llama_encoded.json", "llama2", 1, 0},
                                               {"whisper_tiny_en_encoded.json", "gpt2", 2, 1}, // GPT-2's vocabulary
                                               {"distilgpt2", "gpt2", 0, 0},
                                               {"bert_uncased_encoded.json", "bert-uncased", 1, 1},
                                               {"bert-base-uncased", "bert-uncased", 1, 1},
                                               {"google-bert/bert-base-uncased", "bert-uncased", 1, 1},
                                               {"coreml-projects/Llama-2-7b-chat-coreml", "llama2", 1, 0},
                                               {"openai/whisper-tiny.en", "gpt2", 2, 1}};
    const auto found =
        std::find_if(usable.begin(), usable.end(), [&](const Usable& entry) { return entry.model == model; });
    const Usable row = found == usable.end() ? Usable{model, {}, 0, 0} : *found;
    QTest::newRow(qPrintable(title)) << file << row.folder << row.before << row.after << no_vocabulary;
}

// The loader knows the file by its usual name.
std::unique_ptr<Tokenizer> bert() {
    const QTemporaryDir copy;
    const std::filesystem::path path = copy.path().toStdString();
    std::filesystem::copy_file(shared_folder / "tokenizers/bert-uncased/bert-vocab.txt", path / "vocab.txt");
    return load_tokenizer(path);
}

// The reference lists were made without recognising special tokens.
void compare_cases(const Tokenizer& tokenizer, const Json& cases, size_t at_least) {
    QVERIFY(cases.size() >= at_least);
    for (const Json& entry : cases) {
        const auto text = entry.at("text").get<std::string>();
        const auto ids = entry.at("ids").get<std::vector<int32_t>>();
        const std::string fault = difference(text, tokenizer.encode(text, false), ids);
        QVERIFY2(fault.empty(), fault.c_str());
        COMPARE_TEXT(tokenizer.decode(ids, false), entry.at("decoded").get<std::string>());
        COMPARE_TEXT(streamed(tokenizer, ids, false), entry.at("decoded").get<std::string>());
    }
}

} // namespace

class TestTokenizerModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smollm() {
        const std::filesystem::path file = DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf";
        if (absent(file))
            QSKIP("the SmolLM2 model has not been fetched");
        const auto tokenizer = load_tokenizer(GgufFile(file));
        const Json expected = read_json(TESTS_DIR "/baselines/tokenizer_smollm.json");
        QCOMPARE(tokenizer->vocab_size(), expected.at("vocab_size").get<int32_t>());
        for (const Json& special : expected.at("specials")) {
            const auto id = tokenizer->id_of(special.get<std::string>());
            QVERIFY(id && tokenizer->is_special(*id));
        }
        QVERIFY(expected.at("cases").size() > 1000);
        for (const Json& row : expected.at("cases")) {
            const auto text = row[0].get<std::string>();
            const auto ids = row[1].get<std::vector<int32_t>>();
            const std::string fault = difference(text, tokenizer->encode(text), ids);
            QVERIFY2(fault.empty(), fault.c_str());
            const std::string full = row[2].is_null() ? text : row[2].get<std::string>();
            COMPARE_TEXT(tokenizer->decode(ids, false), full);
            COMPARE_TEXT(tokenizer->decode(ids, true), row[3].is_null() ? full : row[3].get<std::string>());
            COMPARE_TEXT(streamed(*tokenizer, ids, true), tokenizer->decode(ids, true));
            COMPARE_TEXT(tokenizer->decode(tokenizer->encode(text, false), false), text);
        }
        QVERIFY(tokenizer->eos_id().has_value());
        QVERIFY(!tokenizer->chat_template().empty());
    }

    void ggufVectors_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"gpt-2", "llama-spm", "phi-3", "bert-bge", "chameleon", "llama-bpe", "qwen2", "refact", "roberta-bpe"})
            QTest::newRow(name) << name;
    }

    void ggufVectors() {
        QFETCH(QString, name);
        const auto base = (shared_folder / "tokenizers/ggml-vocab/ggml-vocab-").string() + name.toStdString() + ".gguf";
        if (absent(base + ".inp"))
            QSKIP("the shared test data are absent");
        if (absent(base))
            QSKIP(qPrintable(no_vocabulary));
        const auto tokenizer = load_tokenizer(GgufFile(base));
        const auto inputs = vector_inputs(base + ".inp");
        const auto expected = vector_ids(base + ".out");
        QCOMPARE(inputs.size(), expected.size());
        QVERIFY(inputs.size() >= 40);
        for (size_t i = 0; i < inputs.size(); ++i) {
            const std::string fault = difference(inputs[i], tokenizer->encode(inputs[i]), expected[i]);
            QVERIFY2(fault.empty(), fault.c_str());
            const std::string text =
                name == "bert-bge" ? tokenizer->decode(expected[i], false) : inputs[i]; // loses case
            COMPARE_TEXT(tokenizer->decode(expected[i], false), text);
            COMPARE_TEXT(streamed(*tokenizer, expected[i], false), text);
        }
    }

    void stories() {
        const auto folder = shared_folder / "stories260K";
        if (absent(folder))
            QSKIP("the shared test data are absent");
        const Json cases = read_json(folder / "expected_tokens.json").at("cases");
        const auto from_folder = load_tokenizer(folder);
        compare_cases(*from_folder, cases, 60);
        const auto from_gguf = load_tokenizer(GgufFile(folder / "gguf/stories260K-F32.gguf"));
        compare_cases(*from_gguf, cases, 60);
        QCOMPARE(from_folder->bos_id(), from_gguf->bos_id());
        QCOMPARE(from_folder->eos_id(), from_gguf->eos_id());
        QCOMPARE(from_folder->vocab_size(), from_gguf->vocab_size());
        QCOMPARE(from_folder->encode("<s>Once</s> upon"), from_gguf->encode("<s>Once</s> upon"));
        QVERIFY(from_folder->is_special(from_folder->bos_id().value()));
    }

    void sentencepieceModels() {
        const auto folder = shared_folder / "tokenizers";
        if (absent(folder))
            QSKIP("the shared test data are absent");
        compare_cases(*load_tokenizer(folder / "llama2"), read_json(folder / "llama2/expected_ids.json").at("cases"),
                      70);

        QTemporaryDir copy; // the loader knows the file by its usual name
        const std::filesystem::path path = copy.path().toStdString();
        std::filesystem::copy_file(folder / "sentencepiece-test/test_model.model", path / "tokenizer.model");
        const Json cases = read_json(folder / "sentencepiece-test/expected_ids.json").at("cases");
        QVERIFY(cases.size() >= 70);
        const auto tokenizer = load_tokenizer(path);
        for (const Json& entry : cases) {
            const auto ids = entry.at("ids").get<std::vector<int32_t>>();
            const auto text = entry.at("text").get<std::string>();
            const std::string fault = difference(text, tokenizer->encode(text, false), ids);
            QVERIFY2(fault.empty(), fault.c_str());
            COMPARE_TEXT(tokenizer->decode(ids, false), entry.at("decoded").get<std::string>());
        }
    }

    void idLists_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::addColumn<QString>("reason");
        if (absent(shared_folder / "tokenizers")) {
            QTest::newRow("all") << ""
                                 << "" << 0 << 0 << "the shared test data are absent";
            return;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(shared_folder / "tokenizers")) {
            const QString file = QString::fromStdString(entry.path().string());
            const QString name = QString::fromStdString(entry.path().filename().string());
            if (name == "tokenizer_tests.json") {
                const Json lists = read_json(entry.path());
                for (const auto& [model, cases] : lists.items())
                    add_id_list(name + ", " + QString::fromStdString(model), file, QString::fromStdString(model));
            } else if (name.contains("_encoded")) {
                add_id_list(name, file, name);
            }
        }
    }

    void idLists() {
        QFETCH(QString, file);
        QFETCH(QString, folder);
        QFETCH(int, before);
        QFETCH(int, after);
        QFETCH(QString, reason);
        if (folder.isEmpty())
            QSKIP(qPrintable(reason));
        const bool words = folder == "bert-uncased";
        const auto tokenizer = words ? bert() : load_tokenizer(shared_folder / "tokenizers" / folder.toStdString());
        const Json content = read_json(file.toStdString());
        const std::string model = QString(QTest::currentDataTag()).section(", ", 1).toStdString();
        const Json cases = model.empty() ? Json::array({content}) : content.at(model);
        QVERIFY(model.empty() || cases.size() >= 18);
        for (const Json& entry : cases) {
            const auto text = entry.at(model.empty() ? "text" : "input").get<std::string>();
            auto ids = (model.empty() ? entry.at("token_ids") : entry.at("encoded").at("input_ids"))
                           .get<std::vector<int32_t>>();
            ids.erase(ids.end() - after, ids.end());
            ids.erase(ids.begin(), ids.begin() + before);
            const std::string fault = difference(text, tokenizer->encode(text), ids);
            QVERIFY2(fault.empty(), fault.c_str());
            if (!words) // WordPiece loses case, accents and white space
                COMPARE_TEXT(tokenizer->decode(ids, true), text);
        }
    }

    void questionsInWordPieces() {
        if (absent(shared_folder / "tokenizers/bert-uncased"))
            QSKIP("the shared test data are absent");
        const auto tokenizer = bert();
        std::istringstream lines(read_text_file(shared_folder / "tokenizers/bert-uncased/questions.jsonl"));
        int count = 0;
        for (std::string line; std::getline(lines, line); ++count) {
            const Json row = parse_json(line, "questions.jsonl");
            const auto text = row.at("text").get<std::string>();
            const std::string fault =
                difference(text, tokenizer->encode(text), row.at("ids").get<std::vector<int32_t>>());
            QVERIFY2(fault.empty(), fault.c_str());
        }
        QVERIFY(count >= 1500);
        QVERIFY(tokenizer->is_special(tokenizer->id_of("[CLS]").value()));
        COMPARE_TEXT(tokenizer->decode(tokenizer->encode("The unaffable DOG, it's café!"), true),
                     "the unaffable dog, it ' s cafe!");
    }

    void vocabAndMergesOfGpt2() {
        const auto source = shared_folder / "tokenizers/gpt2";
        if (absent(source))
            QSKIP("the shared test data are absent");
        QTemporaryDir copy;
        const std::filesystem::path path = copy.path().toStdString();
        for (const char* name : {"vocab.json", "merges.txt"})
            std::filesystem::copy_file(source / name, path / name);
        const auto tokenizer = load_tokenizer(path);
        const auto base = (shared_folder / "tokenizers/ggml-vocab/ggml-vocab-gpt-2.gguf").string();
        const auto inputs = vector_inputs(base + ".inp");
        const auto expected = vector_ids(base + ".out");
        for (size_t i = 0; i < inputs.size(); ++i)
            QCOMPARE(tokenizer->encode(inputs[i]), expected[i]);
        QCOMPARE(tokenizer->encode("<|endoftext|>"), std::vector<int32_t>{tokenizer->eos_id().value()});
        QVERIFY(tokenizer->encode("<|endoftext|>", false).size() > 1);
    }

    // Proves the reading of the vector files without them.
    void readsVectorFiles() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        write(path / "a.inp", "x\n__ggml_vocab_test__\n\n__ggml_vocab_test__\n\n\n__ggml_vocab_test__\n");
        write(path / "a.out", " 1 2\n\n 3\n");
        QCOMPARE(vector_inputs(path / "a.inp"), (std::vector<std::string>{"x", "", "\n"}));
        QCOMPARE(vector_ids(path / "a.out"), (std::vector<std::vector<int32_t>>{{1, 2}, {}, {3}}));
    }
};

QTEST_APPLESS_MAIN(TestTokenizerModels)
#include "tst_tokenizer_models.moc"
