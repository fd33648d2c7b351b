// Answers looked at closely: probabilities, the adapter's activity, its strength, checkpoints, the template, votes.

#include "backend/api/answers.h"
#include "backend/train/generation.h"
#include "train/small_run.h"

#include <algorithm>
#include <cmath>

using namespace loratrf;
using namespace support;

class TestUse : public QObject {
    Q_OBJECT

    SmallRun m_small;
    TrainOptions m_lora, m_trf, m_full;
    Control m_control;

    AnswerRequest request(const TrainOptions& run) const {
        AnswerRequest wanted;
        wanted.model = run.run;
        wanted.messages = {{"user", "Who is number 4?"}};
        wanted.max_tokens = 12;
        wanted.device = "cpu";
        wanted.compute = "fp32";
        return wanted;
    }

private Q_SLOTS:
    void initTestCase() {
        for (const auto& [options, method] :
             {std::pair(&m_lora, "lora"), std::pair(&m_trf, "loratrf"), std::pair(&m_full, "full")}) {
            *options = m_small.options(method, method);
            options->checkpoint_every = 7;
            if (options == &m_trf)
                options->method_options["placement"] = std::string("linear"); // several sites
            QVERIFY(train(*options).result.state == RunState::Finished);
        }
    }

    void probabilitiesAreTheSoftmax() {
        const std::vector<float> logits = {1, 3, 3, -2};
        const TokenChoice choice = describe_choice(logits, 0, 3);
        const double total = std::exp(1) + 2 * std::exp(3) + std::exp(-2);
        QVERIFY(std::abs(choice.probability - std::exp(1) / total) < 1e-12);
        QCOMPARE(choice.alternatives.size(), size_t(3));
        QCOMPARE(choice.alternatives[0].first, 1); // of equals the smaller id
        QCOMPARE(choice.alternatives[1].first, 2);
        QCOMPARE(choice.alternatives[2].first, 0);
        QVERIFY(std::abs(choice.alternatives[1].second - std::exp(3) / total) < 1e-12);
        QCOMPARE(describe_choice(logits, 1, 100).alternatives.size(), size_t(4));
    }

    void everyTokenSaysHowItWasChosen() {
        AnswerRequest wanted = request(m_lora);
        QVERIFY(answer(wanted, m_control).pieces.empty()); // not asked
        wanted.alternatives = 512;
        const AnswerResult result = answer(wanted, m_control);
        QCOMPARE(int64_t(result.pieces.size()), result.tokens);
        QVERIFY(result.tokens > 2);
        std::string text;
        for (const GeneratedPiece& piece : result.pieces) {
            text += piece.text;
            QCOMPARE(piece.probability, piece.alternatives.front().probability); // greedy
            double sum = 0, last = 1;
            for (const TokenChance& one : piece.alternatives) {
                QVERIFY(one.probability <= last);
                sum += last = one.probability;
            }
            QVERIFY(std::abs(sum - 1) < 1e-6);
        }
        QVERIFY(result.activity.sites.empty() && result.prompt_activity.sites.empty());
        QCOMPARE(text, result.text);
    }

    void activityIsThatOfTheProbe_data() {
        QTest::addColumn<bool>("filter");
        QTest::newRow("filters") << true;
        QTest::newRow("sizes") << false;
    }
    void activityIsThatOfTheProbe() {
        QFETCH(const bool, filter);
        const TrainOptions& run = filter ? m_trf : m_lora;
        AnswerRequest wanted = request(run);
        wanted.filter = true;
        wanted.compute = "auto"; // as the probe
        const AnswerResult result = answer(wanted, m_control);
        const FilterEvent &read = result.prompt_activity, &chosen = result.activity;
        QCOMPARE(int64_t(result.pieces.size()), result.tokens);
        QCOMPARE(int64_t(read.tokens.size()), result.prompt_tokens);
        const FilterEvent seen = probe(run.run, {}, "Who is number 4?", false, m_control);
        QVERIFY(seen.sites.size() > 1);
        for (const FilterEvent* event : {&read, &chosen}) {
            QCOMPARE(event->filter, filter);
            QVERIFY(event->sites == seen.sites);
            QCOMPARE(event->values.size(), event->sites.size() * event->tokens.size());
        }
        QVERIFY(read.tokens == seen.tokens);
        for (size_t i = 0; i < seen.values.size(); ++i)
            QVERIFY2(std::abs(read.values[i] - seen.values[i]) < 0.02F, // attention rounds differently with a cache
                     qPrintable(QString("%1 %2").arg(read.values[i]).arg(seen.values[i])));
        QVERIFY(*std::ranges::max_element(seen.values) > 0.1F);
        // The first piece was chosen where the prompt ends.
        const size_t sites = seen.sites.size(), before = read.tokens.size(), answered = chosen.tokens.size();
        QVERIFY(answered > 2);
        for (size_t site = 0; site < sites; ++site)
            QCOMPARE(chosen.values[site * answered], read.values[(site + 1) * before - 1]);
        for (size_t i = 0; i < answered; ++i)
            QCOMPARE(chosen.tokens[i], result.pieces[i].text);
        wanted.base_only = true;
        const AnswerResult base = answer(wanted, m_control);
        QVERIFY(base.pieces.empty() && base.activity.sites.empty() && base.prompt_activity.sites.empty());
    }

    void ofALongPromptTheEndIsKept() {
        AnswerRequest wanted = request(m_trf);
        wanted.filter = true;
        wanted.max_tokens = 1;
        for (int i = 0; i < 150; ++i)
            wanted.messages.back().content += " Who is number 4?";
        const AnswerResult result = answer(wanted, m_control);
        QVERIFY(result.prompt_tokens > 512);
        const FilterEvent& read = result.prompt_activity;
        QCOMPARE(read.tokens.size(), size_t(512));
        for (size_t site = 0; site < read.sites.size(); ++site)
            QCOMPARE(read.values[(site + 1) * 512 - 1], result.activity.values[site]);
        std::string end;
        for (const std::string& token : read.tokens)
            end += token;
        const std::string all = wanted.messages.back().content + "\nAssistant:"; // as the template has it
        QVERIFY2(all.ends_with(end), end.c_str());
    }

    void lookingIsCancelled() {
        Control stopped;
        stopped.stop = true;
        QCOMPARE(caught([&] { probe(m_trf.run, {}, "Who is number 4?", false, stopped); }).first,
                 std::string(code_name(ErrorCode::Cancelled)));
    }

    void strengthZeroAnswersAsTheBase() {
        AnswerRequest tuned = request(m_lora), base = tuned, none = tuned;
        for (AnswerRequest* one : {&tuned, &base, &none})
            one->alternatives = 3;
        base.base_only = true;
        none.strength = 0;
        const AnswerResult a = answer(base, m_control), b = answer(none, m_control), c = answer(tuned, m_control);
        QCOMPARE(a.text, b.text);
        for (size_t i = 0; i < a.pieces.size(); ++i)
            QVERIFY(std::abs(a.pieces[i].probability - b.pieces[i].probability) < 1e-6);
        QVERIFY(std::abs(c.pieces[0].probability - a.pieces[0].probability) > 1e-6);
        AnswerRequest refused = request(m_full);
        refused.strength = 0.5;
        const auto [code, text] = caught([&] { answer(refused, m_control); });
        QCOMPARE(code, std::string("unsupported"));
        QVERIFY2(text.find("to scale") != std::string::npos, text.c_str());
    }

    void checkpointsAnswerToo() {
        const std::vector<SavedCheckpoint> saved = saved_checkpoints(m_lora.run);
        QVERIFY(saved.size() >= 2);
        QVERIFY(saved[0].step > saved[1].step);
        AnswerRequest wanted = request(m_lora);
        wanted.alternatives = 1;
        wanted.max_tokens = 1;
        const double last = answer(wanted, m_control).pieces[0].probability;
        wanted.adapter = saved[1].folder;
        QVERIFY(std::abs(answer(wanted, m_control).pieces[0].probability - last) > 1e-6);
    }

    void anotherTemplateThanInTrainingIsSeen() {
        AnswerRequest wanted = request(m_lora);
        const AnswerResult same = answer(wanted, m_control);
        QCOMPARE(same.template_hash, sha256(same.chat_template));
        QCOMPARE(same.trained_hash, same.template_hash);
        wanted.adapter = m_lora.run + "/adapter"; // by itself: the model's template, not the run's
        wanted.model = m_lora.model;
        const AnswerResult other = answer(wanted, m_control);
        QCOMPARE(other.trained_hash, same.trained_hash);
        QVERIFY(other.template_hash != other.trained_hash);
        wanted.adapter.clear();
        QVERIFY(answer(wanted, m_control).trained_hash.empty()); // a model alone was not trained here
    }

    void whatWasStoppedWhileItWaitedOpensNothing() {
        Control stopped;
        stopped.stop = true;
        AnswerRequest wanted = request(m_lora);
        wanted.model = "/nowhere";
        QCOMPARE(answer(wanted, stopped).stopped, std::string("cancelled"));
    }

    void votesAreKept() {
        QVERIFY(read_votes(m_lora.run).empty());
        add_vote(m_lora.run, {"Who?\nAnd why?", "tuned", "base", "left", 7});
        write_file_atomically(m_lora.run + "/votes.jsonl",
                              read_text_file(m_lora.run + "/votes.jsonl") + "{\"prompt\": \"cut o");
        add_vote(m_lora.run, {"Who?", "base", "step-7", "equal", 8});
        const std::vector<Vote> votes = read_votes(m_lora.run);
        QCOMPARE(votes.size(), size_t(2));
        QCOMPARE(votes[0].prompt, std::string("Who?\nAnd why?"));
        QCOMPARE(votes[0].choice, std::string("left"));
        QCOMPARE(votes[1].right, std::string("step-7"));
        QCOMPARE(votes[1].seed, int64_t(8));
        QCOMPARE(caught([&] {
                     add_vote(m_lora.run, {"a", "b", "c", "both", 1});
                 }).first,
                 std::string("invalid-option"));
        QCOMPARE(caught([&] { add_vote("/nowhere", {"a", "b", "c", "left", 1}); }).first, std::string("not-found"));
    }
};

QTEST_GUILESS_MAIN(TestUse)
#include "tst_use.moc"
