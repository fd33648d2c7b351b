// Files of tokens with fixed steps: what is read, and what is refused.

#include "backend/data/token_stream.h"
#include "backend/io/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace loratrf;

namespace {

// A sound file of three sequences in two steps, before a test spoils it.
struct Content {
    std::vector<int32_t> ids = {5, 6, 7, 8, 9, 10};
    std::vector<uint8_t> supervised = {0, 1, 0, 0, 1, 1};
    std::vector<int64_t> offsets = {0, 2, 5, 6}, steps = {0, 1, 3};
    DType id_type = DType::I32;
    bool with_steps = true;
};

template <class Number>
TensorView view(const std::string& name, DType type, const std::vector<Number>& values) {
    return {name, type, {static_cast<int64_t>(values.size())}, std::as_bytes(std::span(values))};
}

TokenStream stored(const Content& content, int64_t vocabulary = 11) {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("stream.safetensors").toStdString();
    std::vector<TensorView> tensors = {view("supervised", DType::U8, content.supervised),
                                       view("offsets", DType::I64, content.offsets)};
    tensors.push_back(view("ids", content.id_type, content.ids));
    if (content.with_steps)
        tensors.push_back(view("steps", DType::I64, content.steps));
    write_safetensors(file, tensors);
    return read_token_stream(file, vocabulary);
}

} // namespace

class TestTokenStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sequencesAndSteps() {
        const TokenStream stream = stored({});
        QCOMPARE(stream.sequences.size(), size_t(3));
        QCOMPARE(stream.sequences[1].ids, (std::vector<int32_t>{7, 8, 9}));
        QCOMPARE(stream.sequences[1].supervised, (std::vector<bool>{false, false, true}));
        QCOMPARE(stream.sequences[2].line, int64_t(3));
        QCOMPARE(stream.steps, (std::vector<std::vector<int64_t>>{{0}, {1, 2}}));
    }

    void refused_data() {
        QTest::addColumn<QString>("code");
        for (const auto& [name, code] : std::initializer_list<std::pair<const char*, ErrorCode>>{
                 {"a tensor is missing", ErrorCode::MissingField},
                 {"another type", ErrorCode::UnknownDtype},
                 {"fewer marks than tokens", ErrorCode::BadShape},
                 {"a token beyond the vocabulary", ErrorCode::BadValue},
                 {"a negative token", ErrorCode::BadValue},
                 {"sequences end before the tokens do", ErrorCode::BadOffsets},
                 {"an empty sequence", ErrorCode::BadOffsets},
                 {"a step beyond the sequences", ErrorCode::BadOffsets},
                 {"no step", ErrorCode::BadOffsets}})
            QTest::newRow(name) << QString(code_name(code));
    }
    void refused() {
        QFETCH(QString, code);
        const std::map<std::string, std::function<void(Content&)>> faults = {
            {"a tensor is missing", [](Content& c) { c.with_steps = false; }},
            {"another type", [](Content& c) { c.id_type = DType::F32; }},
            {"fewer marks than tokens", [](Content& c) { c.supervised.pop_back(); }},
            {"a token beyond the vocabulary", [](Content& c) { c.ids[3] = 11; }},
            {"a negative token", [](Content& c) { c.ids[3] = -1; }},
            {"sequences end before the tokens do", [](Content& c) { c.offsets.back() = 5; }},
            {"an empty sequence", [](Content& c) { c.offsets[1] = 0; }},
            {"a step beyond the sequences", [](Content& c) { c.steps.back() = 4; }},
            {"no step", [](Content& c) { c.steps = {0}; }}};
        Content content;
        faults.at(QTest::currentDataTag())(content);
        QString found;
        try {
            stored(content);
        } catch (const Error& error) {
            found = code_name(error.code());
        }
        QCOMPARE(found, code);
    }
};

QTEST_GUILESS_MAIN(TestTokenStream)
#include "tst_token_stream.moc"
