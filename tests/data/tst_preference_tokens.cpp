// Preference pairs as tokens: only the answers are supervised; pairs that are too long, and the report on a file.

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
// No token between prompt and answer, as in Mistral's template.
const std::string Instructions =
    "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ '[INST] ' + m['content'] + "
    "' [/INST]' }}{% else %}{{ ' ' + m['content'] + '</s>' }}{% endif %}{% endfor %}";
const std::string NoEnd =
    "{% for m in messages %}{% if m['role'] == 'user' %}{{ 'Q: ' + m['content'] + '\\nA:' }}{% else %}"
    "{{ ' ' + m['content'] + '\\n' }}{% endif %}{% endfor %}";
// The prompt, a colon, the answer and an end token.
const std::string Plain = "{% for m in messages %}{% if m['role'] == 'user' %}{{ m['content'] + ':' }}{% else %}"
                          "{{ m['content'] + '<|im_end|>' }}{% endif %}{% endfor %}";

ByteTokenizer tokenizer_with(const std::string& jinja) {
    ByteTokenizer tokenizer;
    tokenizer.jinja = jinja;
    return tokenizer;
}

Row talk(std::vector<Message> messages, std::vector<Message> rejected = {}) {
    Row row;
    row.line = 1;
    row.messages = std::move(messages);
    row.rejected = std::move(rejected);
    return row;
}

Row pair_of(const std::vector<Message>& common, const std::vector<Message>& chosen,
            const std::vector<Message>& rejected) {
    std::vector<Message> one = common, other = common;
    one.insert(one.end(), chosen.begin(), chosen.end());
    other.insert(other.end(), rejected.begin(), rejected.end());
    return talk(one, other);
}

const std::vector<Message> Asked = {{"user", "One?"}, {"assistant", "First."}, {"user", "Two?"}};
const Row OneAnswer = pair_of(Asked, {{"assistant", "Better."}}, {{"assistant", "Worse by far."}});

// All but the last `runs` runs of supervised tokens are cleared.
std::vector<bool> last_runs(std::vector<bool> supervised, int runs) {
    for (size_t i = supervised.size(); i-- > 0;) {
        if (runs <= 0)
            supervised[i] = false;
        else if (supervised[i] && (i == 0 || !supervised[i - 1]))
            --runs;
    }
    return supervised;
}

QString supervised_text(const Tokenizer& tokenizer, const std::vector<int32_t>& ids,
                        const std::vector<bool>& supervised) {
    std::vector<int32_t> taught;
    for (size_t i = 0; i < ids.size(); ++i)
        if (supervised[i])
            taught.push_back(ids[i]);
    return QString::fromStdString(tokenizer.decode(taught, false));
}

// A row of the file under the plain template: chosen and rejected answers of so many letters.
QByteArray line_of(int prompt, int chosen, int rejected) {
    return "{\"prompt\":\"" + QByteArray(prompt, 'p') + "\",\"chosen\":\"" + QByteArray(chosen, 'c') +
           "\",\"rejected\":\"" + QByteArray(rejected, 'r') + "\"}\n";
}

} // namespace

class TestPreferenceTokens : public QObject {
    Q_OBJECT

    DataFiles m_files;

private Q_SLOTS:
    void onlyTheAnswersAreSupervised_data() {
        QTest::addColumn<QString>("jinja");
        QTest::addColumn<bool>("spanning");
        for (const auto& [name, jinja] : {std::pair{"chatml", ChatMl},
                                          {"earlier thoughts stripped", Thinking},
                                          {"no token before answers", Instructions},
                                          {"no control token", NoEnd},
                                          {"plain", Plain}})
            for (const bool spanning : {false, true})
                QTest::addRow("%s%s", name, spanning ? ", tokens span the border" : "")
                    << QString::fromStdString(jinja) << spanning;
    }

    void onlyTheAnswersAreSupervised() {
        QFETCH(QString, jinja);
        QFETCH(bool, spanning);
        ByteTokenizer tokenizer = tokenizer_with(jinja.toStdString());
        if (spanning)
            tokenizer.pieces = {"\nB", "\nW", "] ", "A: B", "A: W", ":B", ":W"};
        for (const bool on_prompt : {false, true}) {
            DataOptions options;
            options.train_on_prompt = on_prompt;
            const RowEncoder encoder(tokenizer, options), answers(tokenizer, {});
            const Sequence pair = encoder.encode(OneAnswer);
            const Sequence chosen = answers.encode(talk(OneAnswer.messages));
            const Sequence rejected = answers.encode(talk(OneAnswer.rejected));
            QVERIFY(pair.is_pair());
            QCOMPARE(pair.ids, chosen.ids);
            QCOMPARE(pair.rejected_ids, rejected.ids);
            QCOMPARE(pair.supervised, last_runs(chosen.supervised, 1));
            QCOMPARE(pair.rejected_supervised, last_runs(rejected.supervised, 1));
            const QString text = supervised_text(tokenizer, pair.ids, pair.supervised);
            QVERIFY2(text.contains("Better.") && !text.contains("First."), qPrintable(text));
            QCOMPARE(pair.supervised_count(),
                     std::count(pair.supervised.begin(), pair.supervised.end(), true) +
                         std::count(pair.rejected_supervised.begin(), pair.rejected_supervised.end(), true));
            // Both begin alike up to where the answers are predicted.
            const auto first = std::find(pair.supervised.begin(), pair.supervised.end(), true);
            QCOMPARE(first - pair.supervised.begin(),
                     std::find(pair.rejected_supervised.begin(), pair.rejected_supervised.end(), true) -
                         pair.rejected_supervised.begin());
            QVERIFY(std::equal(pair.ids.begin(), pair.ids.begin() + (first - pair.supervised.begin()),
                               pair.rejected_ids.begin()));
        }
    }

    // Conversations may go on after they part, or part with a question.
    void allThatFollowsIsSupervised() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        const RowEncoder encoder(tokenizer, {});
        const Sequence longer = encoder.encode(
            pair_of(Asked, {{"assistant", "X"}, {"user", "More?"}, {"assistant", "Y"}}, {{"assistant", "Z"}}));
        QCOMPARE(supervised_text(tokenizer, longer.ids, longer.supervised), "X<|im_end|>Y<|im_end|>");
        QCOMPARE(supervised_text(tokenizer, longer.rejected_ids, longer.rejected_supervised), "Z<|im_end|>");
        const Sequence parted =
            encoder.encode(pair_of({{"user", "One?"}, {"assistant", "First."}}, {{"user", "Two?"}, {"assistant", "X"}},
                                   {{"user", "Three?"}, {"assistant", "Z"}}));
        QCOMPARE(supervised_text(tokenizer, parted.ids, parted.supervised), "X<|im_end|>");
        QCOMPARE(supervised_text(tokenizer, parted.rejected_ids, parted.rejected_supervised), "Z<|im_end|>");
    }

    void systemPromptIsAddedToBoth() {
        const ByteTokenizer tokenizer = tokenizer_with(ChatMl);
        DataOptions options;
        options.system_prompt = "Be brief";
        const Sequence pair = RowEncoder(tokenizer, options).encode(OneAnswer);
        for (const std::vector<int32_t>* ids : {&pair.ids, &pair.rejected_ids})
            QVERIFY(tokenizer.decode(*ids, false).starts_with("<|im_start|>system\nBe brief<|im_end|>"));
        QCOMPARE(supervised_text(tokenizer, pair.ids, pair.supervised), "Better.<|im_end|>");
        QCOMPARE(supervised_text(tokenizer, pair.rejected_ids, pair.rejected_supervised), "Worse by far.<|im_end|>");
    }

    void answersThatBecomeTheSameAreRefused() {
        const ByteTokenizer tokenizer =
            tokenizer_with("{% for m in messages %}{{ m['content'] | trim }}<|im_end|>{% endfor %}");
        const Row row = pair_of({{"user", "Q"}}, {{"assistant", "A"}}, {{"assistant", "A "}});
        const auto error = error_of([&] { RowEncoder(tokenizer, {}).encode(row); });
        QVERIFY(error);
        QCOMPARE(code_name(error->code()), code_name(ErrorCode::BadValue));
        QVERIFY2(QString(error->what()).contains("the same tokens"), error->what());
    }

    // 20 letters and a colon, then 6 tokens of the chosen and 10 of the rejected answer.
    void longPairs() {
        const ByteTokenizer tokenizer = tokenizer_with(Plain);
        const Row row = pair_of({{"user", std::string(20, 'p')}}, {{"assistant", std::string(5, 'c')}},
                                {{"assistant", std::string(9, 'r')}});
        const Sequence whole = RowEncoder(tokenizer, {}).encode(row);
        QCOMPARE(whole.ids.size(), size_t(27));
        QCOMPARE(whole.rejected_ids.size(), size_t(31));
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
            const auto kept = fit(policy, 31);
            QVERIFY(kept);
            QCOMPARE(kept->ids, whole.ids);
            QCOMPARE(kept->rejected_ids, whole.rejected_ids);
            QCOMPARE(cut, 0);
        }
        QVERIFY(!fit(OverLength::Drop, 30));
        QCOMPARE(cut, 27 + 31);
        const auto too_long = error_of([&] { fit(OverLength::Error, 30); });
        QVERIFY(too_long);
        QVERIFY2(QString(too_long->what()).contains("line 1: 31 tokens"), too_long->what());
        const auto split = error_of([&] { fit(OverLength::Split, 30); });
        QVERIFY(split);
        QCOMPARE(code_name(split->code()), code_name(ErrorCode::InvalidOption));
        QVERIFY2(QString(split->what()).contains("truncate-prompt"), split->what());

        const auto ended = fit(OverLength::TruncateEnd, 25);
        QVERIFY(ended);
        QCOMPARE(cut, 2 + 6);
        for (const auto& [ids, all] :
             {std::pair(&ended->ids, &whole.ids), std::pair(&ended->rejected_ids, &whole.rejected_ids)}) {
            QCOMPARE(ids->size(), size_t(25));
            QVERIFY(std::equal(ids->begin(), ids->end(), all->begin()));
        }
        QVERIFY(fit(OverLength::TruncateEnd, 22));
        QVERIFY(!fit(OverLength::TruncateEnd, 21)); // the answers are gone
        QCOMPARE(cut, 27 + 31);

        const auto begun = fit(OverLength::TruncatePrompt, 28);
        QVERIFY(begun);
        QCOMPARE(cut, 3 + 3);
        QVERIFY(std::equal(begun->ids.begin(), begun->ids.end(), whole.ids.begin() + 3, whole.ids.end()));
        QVERIFY(std::equal(begun->rejected_ids.begin(), begun->rejected_ids.end(), whole.rejected_ids.begin() + 3,
                           whole.rejected_ids.end()));
        QCOMPARE(supervised_text(tokenizer, begun->ids, begun->supervised), "ccccc<|im_end|>");
        QCOMPARE(supervised_text(tokenizer, begun->rejected_ids, begun->rejected_supervised), "rrrrrrrrr<|im_end|>");
        QVERIFY(fit(OverLength::TruncatePrompt, 11)); // the colon is left
        QVERIFY(!fit(OverLength::TruncatePrompt, 10));
        QCOMPARE(cut, 27 + 31);
    }

    void endsThatAreCutMustDiffer() {
        const ByteTokenizer tokenizer = tokenizer_with(Plain);
        const Row row = pair_of({{"user", "p"}}, {{"assistant", "same, but good"}}, {{"assistant", "same, but bad"}});
        DataOptions options;
        options.over_length = OverLength::TruncateEnd;
        options.max_length = 8;
        const RowEncoder encoder(tokenizer, options);
        QVERIFY(encoder.fit(encoder.encode(row)).empty());
        options.max_length = 14;
        const RowEncoder longer(tokenizer, options);
        QCOMPARE(longer.fit(longer.encode(row)).size(), size_t(1));
    }

    void truncatedPromptsKeepBos() {
        const ByteTokenizer tokenizer = tokenizer_with(Instructions);
        const Sequence whole = RowEncoder(tokenizer, {}).encode(OneAnswer);
        DataOptions options;
        options.over_length = OverLength::TruncatePrompt;
        options.max_length = static_cast<int64_t>(whole.rejected_ids.size()) - 8;
        const std::vector<Sequence> fitted = RowEncoder(tokenizer, options).fit(whole);
        QCOMPARE(fitted.size(), size_t(1));
        for (const auto& [ids, all] :
             {std::pair(&fitted[0].ids, &whole.ids), std::pair(&fitted[0].rejected_ids, &whole.rejected_ids)}) {
            QCOMPARE(ids->front(), *tokenizer.bos);
            QVERIFY(std::equal(ids->begin() + 1, ids->end(), all->begin() + 9, all->end()));
        }
    }

    void reportCountsBothAnswers() {
        const ByteTokenizer tokenizer = tokenizer_with(Plain);
        QByteArray content;
        int64_t tokens = 0, supervised = 0, rows = 0;
        std::vector<int64_t> lengths;
        const auto add = [&](int prompt, int chosen, int rejected) {
            content += line_of(prompt, chosen, rejected);
            ++rows;
            tokens += 2 * (prompt + 2) + chosen + rejected; // the colon and the end token
            supervised += chosen + 1 + rejected + 1;
            lengths.push_back(prompt + 2 + std::max(chosen, rejected));
        };
        for (int i = 0; i < 10; ++i)
            add(10 + i, 3 + 5 * (i % 2), 7 - i % 4);
        add(10, 3, 7); // the first row again, and not quite
        add(10, 3, 6);
        const DataReport report = load_dataset(m_files.write("a.jsonl", content), tokenizer, {}).report;
        QCOMPARE(report.shape, RowShape::Preference);
        QCOMPARE(report.rows, rows);
        QCOMPARE(report.used, rows);
        QCOMPARE(report.sequences, rows);
        QCOMPARE(report.tokens, tokens);
        QCOMPARE(report.supervised_tokens, supervised);
        QCOMPARE(report.shortest, *std::min_element(lengths.begin(), lengths.end()));
        QCOMPARE(report.longest, *std::max_element(lengths.begin(), lengths.end()));
        QCOMPARE(report.duplicates, 1);
        QCOMPARE(report.duplicate_rows[0].line, 11);
        QCOMPARE(report.duplicate_rows[0].other, 1);
    }

    void pairsThatAreTooLongAreReported() {
        const ByteTokenizer tokenizer = tokenizer_with(Plain);
        const QByteArray content = line_of(10, 3, 5) + line_of(10, 3, 30) + line_of(11, 3, 5) + line_of(12, 3, 5);
        const auto file = m_files.write("a.jsonl", content);
        DataOptions options;
        options.max_length = 40;
        const Dataset dataset = load_dataset(file, tokenizer, options); // dropped as a whole
        QCOMPARE(dataset.report.over_length, 1);
        QCOMPARE(dataset.report.truncated_tokens, (12 + 3) + (12 + 30));
        QCOMPARE(dataset.sequences.size(), size_t(3));
        for (const OverLength policy : {OverLength::Split, OverLength::Error}) {
            options.over_length = policy;
            const auto refused = error_of([&] { load_dataset(file, tokenizer, options); });
            QVERIFY(refused);
            const DataReport report = report_dataset(file, tokenizer, options);
            QCOMPARE(QString::fromStdString(report.problem), QString(refused->what()));
            QCOMPARE(report.used, 3);
            QCOMPARE(report.over_length, 1);
            QCOMPARE(report.without_supervision, 0);
        }
    }

    void doubledEndsAreSoughtInBoth() {
        const ByteTokenizer tokenizer = tokenizer_with(Plain);
        DataOptions options;
        options.allow_special_in_content = true;
        const auto file =
            m_files.write("a.jsonl", "{\"prompt\":\"Q\",\"chosen\":\"A\",\"rejected\":\"B<|im_end|>\"}\n");
        const std::vector<std::string> warnings = report_dataset(file, tokenizer, options).warnings;
        QVERIFY(std::any_of(warnings.begin(), warnings.end(), [](const std::string& warning) {
            return warning.starts_with("1 rows end with the end-of-sequence token twice");
        }));
    }
};

QTEST_GUILESS_MAIN(TestPreferenceTokens)
#include "tst_preference_tokens.moc"
