// What is said to end an answer is what training supervises behind it.

#include "backend/data/answer_end.h"
#include "backend/data/dataset.h"
#include "byte_tokenizer.h"

#include <QtTest>

#include <algorithm>

using namespace loratrf;

namespace {

// The last token of a conversation that is trained on.
int32_t last_supervised(const Tokenizer& tokenizer, const std::string& preset) {
    DataOptions options;
    options.template_name = preset;
    Row row;
    row.line = 1;
    row.messages = {{"user", "Question?"}, {"assistant", "An answer."}};
    const Sequence sequence = RowEncoder(tokenizer, options).encode(row);
    const auto last = std::find(sequence.supervised.rbegin(), sequence.supervised.rend(), true);
    return sequence.ids[static_cast<size_t>(sequence.supervised.rend() - last) - 1];
}

ByteTokenizer tokenizer_of(std::vector<std::string> controls, std::optional<int32_t> eos) {
    ByteTokenizer tokenizer;
    tokenizer.controls = std::move(controls);
    tokenizer.eos = eos;
    return tokenizer;
}

} // namespace

class TestAnswerEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trainingSupervisesIt_data() {
        QTest::addColumn<QString>("preset");
        for (const std::string& name : preset_template_names())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void trainingSupervisesIt() {
        QFETCH(QString, preset);
        const std::string name = preset.toStdString();
        for (const ByteTokenizer& tokenizer :
             {ByteTokenizer(), tokenizer_of({"<s>", "</s>"}, 257),
              tokenizer_of({"<s>", "</s>", "<|im_end|>", "<|eot_id|>", "<end_of_turn>", "<|end|>"}, 257),
              tokenizer_of({"<s>"}, std::nullopt)}) {
            const AnswerEnd end = answer_end(preset_template(name), tokenizer);
            const int32_t last = last_supervised(tokenizer, name);
            QCOMPARE(end.token.has_value(), tokenizer.is_special(last));
            if (end.token)
                QCOMPARE(*end.token, last);
        }
    }

    void itIsTheTemplatesOwn() {
        const AnswerEnd end = answer_end(preset_template("chatml"), tokenizer_of({"<s>", "</s>", "<|im_end|>"}, 257));
        QCOMPARE(end.token, std::optional<int32_t>(258));
        QCOMPARE(end.text, std::string("<|im_end|>"));
        QVERIFY(end.of_template);
    }

    void elseItIsTheEndOfSequenceToken() {
        const ByteTokenizer tokenizer = tokenizer_of({"<s>", "</s>"}, 257);
        for (const std::string& source : {preset_template("chatml"), std::string("{{ raise_exception('no') }}"),
                                          std::string("{% for m in"), std::string()}) {
            const AnswerEnd end = answer_end(source, tokenizer);
            QCOMPARE(end.token, std::optional<int32_t>(257));
            QCOMPARE(end.text, std::string("</s>"));
            QVERIFY(!end.of_template);
        }
    }

    void elseThereIsNone() {
        const AnswerEnd end = answer_end(preset_template("chatml"), tokenizer_of({"<s>"}, std::nullopt));
        QVERIFY(!end.token && end.text.empty() && !end.of_template);
    }
};

QTEST_GUILESS_MAIN(TestAnswerEnd)
#include "tst_answer_end.moc"
