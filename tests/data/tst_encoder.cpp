// Rows to tokens: which are supervised, that prompts have the same ids in training and generation, rows that are too
// long.

#include "backend/data/dataset.h"
#include "byte_tokenizer.h"
#include "data_files.h"

#include <QtTest>

#include <algorithm>

using namespace loratrf;

namespace {

const std::string ChatMl =
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' + '\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
// Shows a thought before the last answer only, as Qwen3's template does.
const std::string Thinking = "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' }}"
                             "{% if loop.last and m['role'] == 'assistant' %}{{ '<think></think>' }}{% endif %}{{ "
                             "m['content'] + '<|im_end|>\\n' }}"
                             "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
// Ends a finished conversation with eos, as Phi-3's template does.
const std::string EosAtTheEnd =
    "{{ bos_token }}{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% "
    "endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% else %}{{ eos_token }}{% endif %}";
// No token between prompt and answer, as in Mistral's template.
const std::string Instructions =
    "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ '[INST] ' + m['content'] + "
    "' [/INST]' }}{% else %}{{ ' ' + m['content'] + '</s>' }}{% endif %}{% endfor %}";
const std::string NoEnd =
    "{% for m in messages %}{% if m['role'] == 'user' %}{{ 'Q: ' + m['content'] + '\\nA:' }}{% else %}"
    "{{ ' ' + m['content'] + '\\n' }}{% endif %}{% endfor %}";
// The generation prompt opens a thought that finished conversations do not show, as in R1's distilled models.
const std::string OpenThought =
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n<think>\\n' }}{% endif %}";
const std::string UsersFirst =
    "{% if messages[0]['role'] != 'user' %}{{ raise_exception('user first') }}{% endif %}" + ChatMl;

Row talk(std::vector<Message> messages) {
    Row row;
    row.line = 1;
    row.messages = std::move(messages);
    return row;
}

const Row OneTurn = talk({{"user", "Question?"}, {"assistant", "An answer."}});
const Row TwoTurns =
    talk({{"system", "Rules"}, {"user", "One?"}, {"assistant", "First."}, {"user", "Two?"}, {"assistant", "Second."}});

// The text of each run of supervised tokens.
QStringList supervised_text(const Tokenizer& tokenizer, const Sequence& sequence) {
    QStringList runs;
    std::vector<int32_t> run;
    for (size_t i = 0; i <= sequence.ids.size(); ++i) {
        if (i < sequence.ids.size() && sequence.supervised[i]) {
            run.push_back(sequence.ids[i]);
        } else if (!run.empty()) {
            runs << QString::fromStdString(tokenizer.decode(run, false));
            run.clear();
        }
    }
    return runs;
}

QString text_of(const Tokenizer& tokenizer, const std::vector<int32_t>& ids) {
    return QString::fromStdString(tokenizer.decode(ids, false));
}

bool begins_with(const std::vector<int32_t>& ids, const std::vector<int32_t>& head) {
    return head.size() <= ids.size() && std::equal(head.begin(), head.end(), ids.begin());
}

ByteTokenizer tokenizer_with(const std::string& jinja) {
    ByteTokenizer tokenizer;
    tokenizer.jinja = jinja;
    return tokenizer;
}

} // namespace

class TestEncoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreSupervised_data() {
        QTest::addColumn<QString>("jinja");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<bool>("warned");
        const auto row = [](const char* name, const std::string& jinja, const QStringList& expected, bool warned) {
            QTest::newRow(name) << QString::fromStdString(jinja) << expected << warned;
        };
        row("chatml", ChatMl, {"First.<|im_end|>", "Second.<|im_end|>"}, false);
        row("earlier thoughts stripped", Thinking, {"<think></think>Second.<|im_end|>"}, true);
        row("eos at the end", EosAtTheEnd, {"First.<|im_end|>", "Second.<|im_end|>"}, false);
        row("no token before answers", Instructions, {" First.</s>", " Second.</s>"}, false);
        row("no control token", NoEnd, {" First.", " Second.<|im_end|>"}, true);
        row("generation prompt differs", OpenThought, {"Second.<|im_end|>"}, true);
    }

    void answersAreSupervised() {
        QFETCH(QString, jinja);
        QFETCH(QStringList, expected);
        QFETCH(bool, warned);
        const ByteTokenizer tokenizer = tokenizer_with(jinja.toStdString());
        const RowEncoder encoder(tokenizer, {});
        Row row = TwoTurns;
        row.messages.erase(row.messages.begin()); // some templates know no system turn
        const Sequence sequence = encoder.encode(row);
        QCOMPARE(sequence.supervised.size(), sequence.ids.size());
        QCOMPARE(supervised_text(tokenizer, sequence), expected);
        QCOMPARE(!encoder.warnings().empty(), warned);
    }

    void wholeTextIsTheTemplates() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        const Sequence sequence = RowEncoder(tokenizer, {}).encode(OneTurn);
        QCOMPARE(text_of(tokenizer, sequence.ids),
                 "<|im_start|>user\nQuestion?<|im_end|>\n<|im_start|>assistant\nAn answer.<|im_end|>\n");
    }

    void promptsHaveTheSameIds_data() {
        QTest::addColumn<QString>("jinja");
        QTest::addColumn<bool>("spanning");
        for (const auto& [name, jinja] : {std::pair{"chatml", ChatMl},
                                          {"thinking", Thinking},
                                          {"eos", EosAtTheEnd},
                                          {"instructions", Instructions},
                                          {"no end", NoEnd}})
            for (const bool spanning : {false, true})
                QTest::addRow("%s%s", name, spanning ? ", tokens span the border" : "")
                    << QString::fromStdString(jinja) << spanning;
    }

    void promptsHaveTheSameIds() {
        QFETCH(QString, jinja);
        QFETCH(bool, spanning);
        ByteTokenizer tokenizer = tokenizer_with(jinja.toStdString());
        if (spanning)
            tokenizer.pieces = {"\nF", "\nS", "\nA", "] ", "A: F", "A: S"};
        const RowEncoder encoder(tokenizer, {});
        for (Row row : {OneTurn, TwoTurns}) {
            if (row.messages[0].role == "system")
                row.messages.erase(row.messages.begin());
            const Sequence sequence = encoder.encode(row);
            const RowEncoder::Prompt prompt = encoder.prompt(row);
            QCOMPARE(prompt.answer, row.messages.back().content);
            QVERIFY(begins_with(sequence.ids, prompt.ids));
            QVERIFY(sequence.supervised[prompt.ids.size()]);
            QVERIFY(!sequence.supervised[prompt.ids.size() - 1]);
            QVERIFY(supervised_text(tokenizer, sequence).last().contains(QString::fromStdString(prompt.answer)));
        }
    }

    void contentIsNeverControl() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        const Row row = talk({{"user", "Say <|im_end|>"}, {"assistant", "It is <|im_end|> indeed"}});
        const auto controls = [&](const Sequence& sequence) {
            return std::count_if(sequence.ids.begin(), sequence.ids.end(),
                                 [&](int32_t id) { return tokenizer.is_special(id); });
        };
        const Sequence plain = RowEncoder(tokenizer, {}).encode(row);
        QCOMPARE(controls(plain), 4);
        QCOMPARE(supervised_text(tokenizer, plain), QStringList{"It is <|im_end|> indeed<|im_end|>"});
        DataOptions trusting;
        trusting.allow_special_in_content = true;
        const Sequence trusted = RowEncoder(tokenizer, trusting).encode(row);
        QCOMPARE(controls(trusted), 6);
        QCOMPARE(supervised_text(tokenizer, trusted), QStringList{"It is <|im_end|> indeed<|im_end|>"});
    }

    void controlTextInAnswersIsSaid() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        DataOptions trusting;
        trusting.allow_special_in_content = true;
        const auto warnings = [&](const DataOptions& options, const char* question, const char* answer) {
            const RowEncoder encoder(tokenizer, options);
            for (int i = 0; i < 2; ++i)
                encoder.encode(talk({{"user", question}, {"assistant", answer}}));
            return encoder.warnings();
        };
        const auto said = warnings({}, "Q", "A <|im_end|>");
        QCOMPARE(said.size(), size_t(1));
        QVERIFY2(QString::fromStdString(said[0]).contains("line 1: an answer writes a control token"), said[0].c_str());
        QVERIFY(warnings({}, "Q <|im_end|>", "A <b> [1]").empty());
        QVERIFY(warnings(trusting, "Q", "A <|im_end|>").empty());
    }

    void promptsCanBeSupervised() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        DataOptions options;
        options.train_on_prompt = true;
        const Sequence sequence = RowEncoder(tokenizer, options).encode(OneTurn);
        QCOMPARE(sequence.supervised_count(), int64_t(sequence.ids.size()) - 1); // nothing predicts the first
        QVERIFY(!sequence.supervised[0]);
    }

    void systemPromptIsAdded() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        DataOptions options;
        options.system_prompt = "Be brief";
        const RowEncoder encoder(tokenizer, options);
        QVERIFY(text_of(tokenizer, encoder.encode(OneTurn).ids).startsWith("<|im_start|>system\nBe brief<|im_end|>"));
        QVERIFY(text_of(tokenizer, encoder.prompt(OneTurn).ids).startsWith("<|im_start|>system\nBe brief<|im_end|>"));
        QVERIFY(text_of(tokenizer, encoder.encode(TwoTurns).ids).startsWith("<|im_start|>system\nRules<|im_end|>"));
    }

    void textsBeginAndEnd() {
        Row row;
        row.text = "Some text";
        const auto text = [&row](const ByteTokenizer& tokenizer) {
            const Sequence sequence = RowEncoder(tokenizer, {}).encode(row);
            if (sequence.supervised[0] || sequence.supervised_count() != int64_t(sequence.ids.size()) - 1)
                return QString("not all supervised");
            return text_of(tokenizer, sequence.ids);
        };
        ByteTokenizer tokenizer;
        QCOMPARE(text(tokenizer), "<s>Some text<|im_end|>");
        tokenizer.jinja = ChatMl; // a template that writes no bos
        QCOMPARE(text(tokenizer), "Some text<|im_end|>");
        tokenizer.jinja = EosAtTheEnd;
        QCOMPARE(text(tokenizer), "<s>Some text<|im_end|>");
        tokenizer.jinja.clear();
        tokenizer.bos = tokenizer.eos;
        QCOMPARE(text(tokenizer), "Some text<|im_end|>");
        tokenizer.bos = tokenizer.eos = std::nullopt;
        QCOMPARE(text(tokenizer), "Some text");
    }

    void missingTemplateIsSaid() {
        const ByteTokenizer tokenizer;
        const RowEncoder encoder(tokenizer, {});
        QCOMPARE(encoder.warnings().size(), size_t(1));
        QVERIFY(QString::fromStdString(encoder.warnings()[0]).contains("chatml"));
        QCOMPARE(supervised_text(tokenizer, encoder.encode(OneTurn)), QStringList{"An answer.<|im_end|>"});
    }

    void templatesMayRefuse() {
        const ByteTokenizer tokenizer = tokenizer_with(UsersFirst);
        const RowEncoder encoder(tokenizer, {});
        const auto error = error_of([&] { encoder.encode(TwoTurns); });
        QVERIFY(error);
        QCOMPARE(code_name(error->code()), code_name(ErrorCode::Template));
    }

    void hiddenAnswersAreRejected_data() {
        QTest::addColumn<QString>("jinja");
        QTest::addColumn<bool>("trusting");
        for (const bool trusting : {false, true})
            for (const auto& [name, jinja] :
                 {std::pair{"no message", "hello"},
                  {"users only", "{% for m in messages %}{% if m['role'] == 'user' %}{{ m['content'] }}{% endif %}"
                                 "{% endfor %}"},
                  {"turns without text", "{% for m in messages %}<|im_start|>{{ m['role'] }}<|im_end|>{% endfor %}"
                                         "{% if add_generation_prompt %}<|im_start|>assistant{% endif %}"}})
                QTest::addRow("%s%s", name, trusting ? ", control tokens count" : "") << QString(jinja) << trusting;
    }

    void hiddenAnswersAreRejected() {
        QFETCH(QString, jinja);
        QFETCH(bool, trusting);
        const ByteTokenizer tokenizer = tokenizer_with(jinja.toStdString());
        DataOptions options;
        options.allow_special_in_content = trusting;
        const RowEncoder encoder(tokenizer, options);
        for (const Row& row : {OneTurn, TwoTurns}) {
            const auto error = error_of([&] { encoder.encode(row); });
            QVERIFY(error);
            QCOMPARE(code_name(error->code()), code_name(ErrorCode::Template));
            QVERIFY2(QString(error->what()).contains("does not write the text of the last answer"), error->what());
        }
    }

    void emptyAnswersEndAtOnce() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        const Sequence sequence = RowEncoder(tokenizer, {}).encode(talk({{"user", "Q"}, {"assistant", ""}}));
        QCOMPARE(supervised_text(tokenizer, sequence), QStringList{"<|im_end|>"});
    }

    void rowsWithoutAnAnswer() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        const RowEncoder encoder(tokenizer, {});
        QVERIFY(error_of([&] { encoder.encode(talk({{"user", "Q"}})); }));
        QVERIFY(error_of([&] { encoder.prompt(talk({{"user", "Q"}})); }));
        DataOptions tiny;
        tiny.max_length = 1;
        const auto error = error_of([&] { RowEncoder(tokenizer, tiny); });
        QVERIFY(error);
        QCOMPARE(code_name(error->code()), code_name(ErrorCode::InvalidOption));
    }

    void longRows() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        const Sequence whole = RowEncoder(tokenizer, {}).encode(OneTurn);
        const auto length = static_cast<int64_t>(whole.ids.size());
        int64_t cut = -1;
        const auto fit = [&](OverLength policy, int64_t max_length) {
            DataOptions options;
            options.over_length = policy;
            options.max_length = max_length;
            const std::vector<Sequence> fitted = RowEncoder(tokenizer, options).fit(whole, &cut);
            return fitted.empty() ? std::nullopt : std::optional<Sequence>(fitted.front());
        };
        for (const OverLength policy : {OverLength::Drop, OverLength::TruncatePrompt, OverLength::TruncateEnd,
                                        OverLength::Split, OverLength::Error}) {
            const auto kept = fit(policy, length);
            QVERIFY(kept);
            QCOMPARE(kept->ids, whole.ids);
            QCOMPARE(cut, 0);
        }
        QVERIFY(!fit(OverLength::Drop, length - 1));
        QCOMPARE(cut, length);
        const auto error = error_of([&] { fit(OverLength::Error, length - 1); });
        QVERIFY(error);
        QVERIFY2(QString(error->what()).contains(QString::number(length)), error->what());

        const auto ended = fit(OverLength::TruncateEnd, length - 5);
        QVERIFY(ended);
        QCOMPARE(cut, 5);
        QVERIFY(begins_with(whole.ids, ended->ids));
        QCOMPARE(int64_t(ended->ids.size()), length - 5);
        QVERIFY(!fit(OverLength::TruncateEnd, 10)); // nothing of the answer is left
        QCOMPARE(cut, length);

        const auto begun = fit(OverLength::TruncatePrompt, length - 5);
        QVERIFY(begun);
        QCOMPARE(cut, 5);
        QVERIFY(std::equal(begun->ids.begin(), begun->ids.end(), whole.ids.begin() + 5));
        QCOMPARE(supervised_text(tokenizer, *begun), supervised_text(tokenizer, whole));
        QVERIFY(!fit(OverLength::TruncatePrompt, 5)); // the answer alone is longer
        QCOMPARE(cut, length);
    }

    void longTextsAreSplit() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        DataOptions options;
        options.over_length = OverLength::Split;
        options.max_length = 8;
        const RowEncoder encoder(tokenizer, options);
        Row row;
        row.line = 7;
        row.text = "a text of more than two times eight letters";
        const Sequence whole = encoder.encode(row);
        int64_t cut = -1;
        const std::vector<Sequence> parts = encoder.fit(whole, &cut);
        QCOMPARE(cut, 0);
        QCOMPARE(parts.size(), (whole.ids.size() + 7) / 8);
        std::vector<int32_t> joined;
        for (const Sequence& part : parts) {
            QCOMPARE(part.line, 7);
            QVERIFY(part.ids.size() <= 8);
            QVERIFY(!part.supervised[0]);
            QCOMPARE(part.supervised_count(), int64_t(part.ids.size()) - 1);
            joined.insert(joined.end(), part.ids.begin(), part.ids.end());
        }
        QCOMPARE(joined, whole.ids);

        const Sequence turn = encoder.encode(OneTurn); // what comes before the answer teaches nothing
        const std::vector<Sequence> taught = encoder.fit(turn, &cut);
        QVERIFY(!taught.empty());
        int64_t tokens = cut;
        for (const Sequence& part : taught) {
            QVERIFY(part.supervised_count() > 0);
            tokens += int64_t(part.ids.size());
        }
        QVERIFY(cut > 0);
        QCOMPARE(tokens, int64_t(turn.ids.size()));
    }

    void truncatedPromptsKeepBos() {
        const ByteTokenizer tokenizer = tokenizer_with(Instructions);
        DataOptions options;
        options.over_length = OverLength::TruncatePrompt;
        const int64_t length = int64_t(RowEncoder(tokenizer, options).encode(OneTurn).ids.size());
        options.max_length = length - 8;
        const RowEncoder encoder(tokenizer, options);
        const auto fitted = encoder.fit(encoder.encode(OneTurn));
        QCOMPARE(fitted.size(), size_t(1));
        const Sequence* kept = fitted.data();
        QCOMPARE(kept->ids[0], *tokenizer.bos);
        QCOMPARE(int64_t(kept->ids.size()), options.max_length);
        QCOMPARE(supervised_text(tokenizer, *kept), QStringList{" An answer.</s>"});
    }
};

QTEST_GUILESS_MAIN(TestEncoder)
#include "tst_encoder.moc"
