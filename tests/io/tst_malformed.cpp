// Files that must be refused: those of the shared set, and the worst of them made here.

#include "backend/io/gguf.h"
#include "backend/io/safetensors.h"
#include "support.h"

using namespace loratrf;
using support::caught;

namespace fs = std::filesystem;

class TestMalformed : public QObject {
    Q_OBJECT

private:
    static void open(const fs::path& file, const std::string& format) {
        if (format == "gguf")
            GgufFile{file};
        else if (format == "safetensors")
            SafetensorsFile{file};
        else
            open_safetensors_folder(file.parent_path());
    }

    // Opens a file of this content; a message that does not name the file spoils the code.
    static support::Caught opened(const std::string& content, const std::string& format) {
        const support::Folder folder;
        const fs::path file = folder / ("model." + format);
        support::write(file, content);
        auto found = caught([&] { open(file, format); });
        if (!found.code.empty() && found.message.find(file.filename().string()) == std::string::npos)
            found.code += " (file not named)";
        return found;
    }

    // A GGUF file with one key and one tensor, whose fields the cases replace.
    struct Gguf {
        std::string magic = "GGUF";
        uint32_t version = 3;
        uint64_t tensors = 1;
        uint64_t pairs = 1;
        std::string pair = support::Bytes().sized("general.alignment").number(4u).number(32u).str();
        std::string name = support::Bytes().sized("a.weight").str();
        std::vector<uint64_t> shape = {32, 2};
        uint32_t type = 0;
        uint64_t offset = 0;
        std::string more = {};
        size_t data = 256;

        std::string bytes() const {
            support::Bytes b;
            b.text(magic).number(version).number(tensors).number(pairs).text(pair).text(name);
            b.number(static_cast<uint32_t>(shape.size()));
            for (const uint64_t size : shape)
                b.number(size);
            b.number(type).number(offset).text(more).pad(32).text(std::string(data, '\0'));
            return b.str();
        }
    };

private Q_SLOTS:
    void sharedSet_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QStringList>("codes");
        const fs::path manifest = SHARED_DATA_DIR "/bad/manifest.json";
        if (!fs::exists(manifest)) {
            QTest::newRow("absent") << QString() << QString() << QStringList();
            return;
        }
        const Json json = parse_json(read_text_file(manifest), "manifest.json");
        for (const Json& file : json.at("files")) {
            QStringList codes{QString::fromStdString(file.at("reason"))};
            for (const Json& other : file.value("also_acceptable", Json::array()))
                codes << QString::fromStdString(other);
            if (file.at("format") != "jsonl")
                QTest::newRow(file.at("path").get<std::string>().c_str())
                    << QString::fromStdString(file.at("path")) << QString::fromStdString(file.at("format")) << codes;
        }
        for (const Json& file : json.at("controls"))
            if (file.at("format") != "jsonl")
                QTest::newRow(file.at("path").get<std::string>().c_str())
                    << QString::fromStdString(file.at("path")) << QString::fromStdString(file.at("format"))
                    << QStringList{QString()};
    }

    void sharedSet() {
        QFETCH(QString, path);
        QFETCH(QString, format);
        QFETCH(QStringList, codes);
        if (path.isEmpty())
            QSKIP("the shared set of malformed files is not there");
        const fs::path file = fs::path(SHARED_DATA_DIR "/bad") / path.toStdString();
        const auto found = caught([&] { open(file, format.toStdString()); });
        QVERIFY2(codes.contains(QString::fromStdString(found.code)), (found.code + ": " + found.message).c_str());
        if (!found.code.empty())
            QVERIFY2(found.message.find(file.filename().string()) != std::string::npos, found.message.c_str());
    }

    void safetensors_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* code, const char* name, const std::string& content) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << QString(code);
        };
        const auto file = [](std::string_view header, size_t data) { return support::safetensors(header, data); };
        const std::string a = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
        row("", "sound", file("{" + a + "}", 8));
        row("", "no tensors", file("{}", 0));
        row("", "spaces at the end", file("{}    ", 0));
        row("", "zero-size tensor between two",
            file(
                ("{" + a +
                 R"(,"z":{"dtype":"F32","shape":[0,9],"data_offsets":[8,8]},"b":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}})")
                    .c_str(),
                9));
        row("truncated", "empty", "");
        row("truncated", "short length", "\x01\x02");
        row("truncated", "header past end", support::Bytes().number(uint64_t{100}).text("{}").str());
        row("header-too-large", "length 2^64-1", support::Bytes().number(UINT64_MAX).text("{}").str());
        row("bad-json", "empty header", support::Bytes().number(uint64_t{0}).str());
        row("bad-json", "leading space", file(" {}", 0));
        row("bad-json", "list", file("[]", 0));
        row("bad-json", "cut JSON", file(R"({"a":{"dtype":)", 0));
        row("bad-json", "two values", file("{}{}", 0));
        row("bad-json", "unknown field", file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}})", 8));
        row("bad-json", "metadata not flat", file(R"({"__metadata__":{"a":1}})", 0));
        row("bad-utf8", "bad UTF-8", file("{\"\xC3\x28\":1}", 0));
        row("nul-byte", "NUL", support::Bytes().sized(std::string_view("{}\0", 3)).str());
        row("too-deep", "depth bomb", file(("{\"a\":" + std::string(100000, '[')), 0));
        row("duplicate-key", "tensor twice", file(("{" + a + "," + a + "}"), 8));
        row("duplicate-key", "field twice",
            file(R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8));
        row("missing-field", "no shape", file(R"({"a":{"dtype":"F32","data_offsets":[0,8]}})", 8));
        row("bad-offsets", "overlap",
            file(("{" + a + R"(,"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})"), 12));
        row("bad-offsets", "hole", file(("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}})"), 16));
        row("bad-offsets", "not at zero", file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8));
        row("bad-offsets", "backwards", file(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}})", 8));
        row("trailing-data", "trailing", file(("{" + a + "}"), 9));
        row("truncated", "data cut", file(("{" + a + "}"), 7));
        row("size-mismatch", "size", file(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8));
        row("overflow", "product wraps to 0",
            file(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0));
        row("overflow", "overflow hidden by a 0",
            file(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}})", 0));
        row("overflow", "bytes wrap",
            file(R"({"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}})", 0));
        row("bad-value", "negative", file(R"({"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}})", 8));
        row("bad-value", "fraction", file(R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8));
        row("bad-value", "beyond 64 bits",
            file(R"({"a":{"dtype":"F32","shape":[99999999999999999999999],"data_offsets":[0,8]}})", 8));
        row("unknown-dtype", "dtype", file(R"({"a":{"dtype":"F12","shape":[2],"data_offsets":[0,8]}})", 8));
        row("unknown-dtype", "dtype not read",
            file(R"({"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}})", 8));
        row("pickle", "zip", std::string("PK\x03\x04") + std::string(60, 'x'));
        row("pickle", "pickle", "\x80\x02}q\x01X\x01");
        row("wrong-format", "GGUF", Gguf().bytes());
    }

    void safetensors() {
        QFETCH(QByteArray, content);
        QFETCH(QString, code);
        COMPARE_CODE(opened(content.toStdString(), "safetensors"), code.toStdString());
    }

    // 640 = 0x280: the first two bytes of this sound file are those of a pickle.
    void headerLengthThatLooksLikeAPickle() {
        const support::Folder folder;
        support::write(folder / "a.safetensors", support::safetensors("{}" + std::string(638, ' '), 0));
        QVERIFY(SafetensorsFile(folder / "a.safetensors").tensors().empty());
    }

    void gguf_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* code, const char* name, const Gguf& file) {
            QTest::newRow(name) << QByteArray::fromStdString(file.bytes()) << QString(code);
        };
        const auto pair = [](const char* key, uint32_t type) { return support::Bytes().sized(key).number(type); };
        row("", "sound", {});
        row("", "version 2", {.version = 2});
        row("wrong-format", "magic", {.magic = "GGUX"});
        row("unsupported-version", "version 1", {.version = 1});
        row("unsupported-version", "big-endian", {.version = 0x03000000});
        row("count-too-large", "2^62 tensors", {.tensors = 1ULL << 62});
        row("count-too-large", "2^40 keys", {.pairs = 1ULL << 40});
        row("length-overflow", "key length", {.pair = support::Bytes().number(UINT64_MAX).str()});
        row("length-overflow", "array", {.pair = pair("x", 9).number(10u).number(1ULL << 61).str()});
        row("length-overflow", "array of texts", {.pair = pair("x", 9).number(8u).number(uint64_t{100}).str()});
        row("bad-type", "value type", {.pair = pair("x", 99).str()});
        row("bad-type", "nested array", {.pair = pair("x", 9).number(9u).number(uint64_t{1}).str()});
        row("bad-type", "alignment type", {.pair = pair("general.alignment", 10).number(uint64_t{32}).str()});
        row("bad-alignment", "alignment 0", {.pair = pair("general.alignment", 4).number(0u).str()});
        row("bad-alignment", "alignment 24", {.pair = pair("general.alignment", 4).number(24u).str()});
        row("bad-alignment", "alignment 2^31", {.pair = pair("general.alignment", 4).number(1u << 31).str()});
        row("bad-value", "boolean 2", {.pair = pair("x", 7).number(uint8_t{2}).str()});
        row("bad-value", "empty key", {.pair = pair("", 7).number(uint8_t{1}).str()});
        row("duplicate-key", "key twice",
            {.pairs = 2, .pair = pair("x", 4).number(1u).sized("x").number(4u).number(1u).str()});
        row("bad-value", "no name", {.name = support::Bytes().sized("").str()});
        row("bad-value", "long name", {.name = support::Bytes().sized(std::string(64, 'n')).str()});
        row("bad-shape", "five dimensions", {.shape = {1, 1, 1, 1, 1}});
        row("bad-shape", "rows no whole blocks", {.shape = {48, 2}, .type = 8});
        row("bad-type", "tensor type", {.type = 200});
        row("bad-type", "removed type", {.type = 4});
        row("unknown-dtype", "IQ type", {.shape = {256}, .type = 16});
        row("overflow", "product", {.shape = {1ULL << 40, 1ULL << 40}});
        row("overflow", "dimension", {.shape = {1ULL << 63}});
        row("bad-offsets", "offset", {.offset = 32});
        row("bad-offsets", "offset 2^63", {.offset = 1ULL << 63});
        row("truncated", "data cut", {.data = 255});
        const std::string again =
            support::Bytes().sized("a.weight").number(1u).number(uint64_t{1}).number(0u).number(uint64_t{256}).str();
        row("duplicate-key", "tensor twice", {.tensors = 2, .more = again, .data = 512});
        QTest::newRow("cut") << QByteArray::fromStdString(Gguf().bytes().substr(0, 20)) << QString("truncated");
        QTest::newRow("pickle") << QByteArray("\x80\x04\x95\x0a") << QString("pickle");
    }

    void gguf() {
        QFETCH(QByteArray, content);
        QFETCH(QString, code);
        COMPARE_CODE(opened(content.toStdString(), "gguf"), code.toStdString());
    }

    // Every cut of a sound file is refused, and none reads out of bounds (the sanitizers watch).
    void everyPrefix() {
        const std::string whole[] = {
            Gguf().bytes(), support::safetensors(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8)};
        const std::string formats[] = {"gguf", "safetensors"};
        for (int i = 0; i < 2; ++i)
            for (size_t length = 0; length < whole[i].size(); ++length) {
                const auto found = opened(whole[i].substr(0, length), formats[i]);
                QVERIFY2(!found.code.empty() && !found.code.ends_with(")"),
                         (formats[i] + " " + std::to_string(length)).c_str());
            }
    }

    // Any changed byte is refused with an Error or read; any other exception fails the test, and the sanitizers watch.
    void everyByteChanged() {
        const std::string sound = Gguf().bytes();
        const support::Folder folder;
        int refused = 0;
        for (size_t at = 0; at < sound.size() - 256; ++at)
            for (const char value : {'\0', '\x01', '\x7f', '\xff'}) {
                std::string changed = sound;
                changed[at] = value;
                support::write(folder / "a.gguf", changed);
                const auto found = caught([&] {
                    const GgufFile file(folder / "a.gguf");
                    for (const TensorInfo& info : file.tensors()) {
                        std::vector<std::byte> bytes(info.bytes);
                        file.read_bytes(info.name, bytes);
                    }
                });
                refused += found.code.empty() ? 0 : 1;
            }
        QVERIFY(refused > 100);
    }
};

QTEST_GUILESS_MAIN(TestMalformed)
#include "tst_malformed.moc"
