// Base and tuned model evaluated on the same rows: questions, reasons against them, figures and rows of what came. The
// card that shows it: tst_try_page.

#include "ui/try/evaluation.h"
#include "ui/widgets/words.h"

#include <QtTest>

using namespace loratrf;

namespace {

TrainOptions runOptions() {
    TrainOptions options;
    options.device = "cuda:1";
    options.compute = "bf16";
    options.threads = 3;
    options.data_options.max_length = 77;
    return options;
}

EvaluateResult evaluated(const std::vector<EvaluatedRow>& rows) {
    EvaluateResult result;
    result.loss = 0.5;
    result.perplexity = 1.5;
    result.details = rows;
    result.rows = static_cast<int64_t>(rows.size());
    result.generated = static_cast<int64_t>(rows.size());
    for (const EvaluatedRow& row : rows) {
        result.exact += row.match ? 1 : 0;
    }
    result.exact_match = rows.empty() ? 0 : static_cast<double>(result.exact) / static_cast<double>(rows.size());
    return result;
}

EvaluatedRow row(int64_t line, const std::string& answer, bool match) {
    EvaluatedRow made;
    made.line = line;
    made.prompt = "prompt " + std::to_string(line);
    made.expected = "expected " + std::to_string(line);
    made.answer = answer;
    made.match = match;
    return made;
}

// Of a run whose both models have been asked.
struct Asked {
    Evaluation evaluation;
    int tuned = 0, base = 0;

    Asked() {
        evaluation.setRun("/runs/one", runOptions());
        ask();
    }
    void ask() {
        for (const auto& [job, request] : evaluation.ask({"/data/eval.jsonl"})) {
            (request.base_only ? base : tuned) = job;
        }
    }
};

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothModelsAreAskedAlike() {
        Evaluation evaluation;
        evaluation.setRun("/runs/one", runOptions());
        const auto questions = evaluation.ask({"/data/eval.jsonl", false, 33});
        QCOMPARE(questions.size(), std::size_t(2));
        QVERIFY(!questions[0].second.base_only && questions[1].second.base_only);
        QVERIFY(questions[0].first != questions[1].first);
        for (const auto& [job, request] : questions) {
            QVERIFY(job != 0);
            QCOMPARE(request.model, std::string("/runs/one"));
            QCOMPARE(request.data, std::string("/data/eval.jsonl"));
            QCOMPARE(request.data_options.max_length, int64_t(77));
            QVERIFY(!request.generate);
            QCOMPARE(request.max_tokens, int64_t(33));
            QCOMPARE(request.device, std::string("cuda:1"));
            QCOMPARE(request.compute, std::string("bf16"));
            QCOMPARE(request.threads, int64_t(3));
        }
        QVERIFY(evaluation.waiting());
    }

    void itSaysWhyNothingCanBeAsked() {
        Evaluation evaluation;
        const Evaluation::Wish wish{"/data/eval.jsonl"}, none{};
        QVERIFY(!evaluation.mayAsk(wish, false)); // no run yet
        evaluation.setRun("/runs/one", {});
        QVERIFY(evaluation.mayAsk(wish, false));
        QCOMPARE(evaluation.obstacle(wish, false), QString());
        QVERIFY(!evaluation.mayAsk(none, false));
        QVERIFY(evaluation.obstacle(none, false).contains("file"));
        for (const Evaluation::Wish& one : {wish, none}) {
            QVERIFY(!evaluation.mayAsk(one, true));
            QVERIFY(evaluation.obstacle(one, true).contains("training"));
        }
        evaluation.ask(wish);
        QVERIFY(!evaluation.mayAsk(wish, false));
        QCOMPARE(evaluation.obstacle(none, false), QString()); // the progress is seen
    }

    void whatComesForAnotherJobIsNotTaken() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        QVERIFY(!evaluation.finish(0, evaluated({})));
        QVERIFY(!evaluation.finish(asked.base + 100, evaluated({})));
        QVERIFY(!evaluation.fail(0));
        QVERIFY(evaluation.waiting() && evaluation.figures().isEmpty());
        QVERIFY(evaluation.finish(asked.tuned, evaluated({})));
        QVERIFY(!evaluation.finish(asked.tuned, evaluated({}))); // it came before
        QVERIFY(evaluation.tuned() && !evaluation.base() && evaluation.waiting());
        QVERIFY(evaluation.finish(asked.base, evaluated({})));
        QVERIFY(evaluation.base() && !evaluation.waiting());
    }

    void aFailureEndsBoth() {
        Asked asked;
        QVERIFY(asked.evaluation.fail(asked.tuned));
        QVERIFY(!asked.evaluation.waiting());
        QVERIFY(!asked.evaluation.finish(asked.base, evaluated({})));
        QVERIFY(asked.evaluation.figures().isEmpty());
        asked.ask();
        QVERIFY(asked.evaluation.finish(asked.tuned, evaluated({})));
        QVERIFY(asked.evaluation.fail(asked.base));
        QVERIFY(!asked.evaluation.figures().isEmpty()); // of the tuned one
    }

    void newQuestionsAndAnotherRunForget() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        evaluation.finish(asked.tuned, evaluated({row(1, "a", true)}));
        evaluation.finish(asked.base, evaluated({row(1, "b", false)}));
        evaluation.setRun("/runs/one", {}); // it has gone on
        QVERIFY(!evaluation.figures().isEmpty() && !evaluation.rows().empty());
        const int late = asked.base;
        asked.ask();
        QVERIFY(evaluation.figures().isEmpty() && evaluation.rows().empty());
        QVERIFY(!evaluation.finish(late, evaluated({})));
        evaluation.finish(asked.tuned, evaluated({row(1, "a", true)}));
        evaluation.setRun("/runs/two", {});
        QVERIFY(evaluation.figures().isEmpty() && evaluation.rows().empty());
        QVERIFY(!evaluation.waiting());
        QVERIFY(!evaluation.finish(asked.base, evaluated({})));
    }

    void theFiguresAreInWords() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        EvaluateResult tuned = evaluated({});
        tuned.rows = 8;
        tuned.pairs = 8;
        tuned.likelier = 6;
        evaluation.finish(asked.tuned, tuned);
        QCOMPARE(evaluation.figures().split('\n'),
                 (QStringList{"Rows of eval.jsonl: 8",
                              QString("Tuned: loss %1, perplexity %2").arg(lossText(0.5), numberText(1.5)),
                              "Tuned: the chosen answer is the likelier one in 6 of 8 pairs"}));
        evaluation.finish(asked.base, evaluated({row(1, "a", true), row(2, "b", false)}));
        const QStringList lines = evaluation.figures().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[1].startsWith("Base model: ")); // though it came later
        QVERIFY2(lines[1].endsWith(QString("exact match %1 (1 of 2)").arg(percentText(0.5))), qPrintable(lines[1]));
    }

    void rowsHaveBothAnswers() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        evaluation.finish(asked.base, evaluated({row(7, "no", false), row(3, "yes", true)}));
        std::vector<Evaluation::Row> rows = evaluation.rows();
        QCOMPARE(rows.size(), std::size_t(2));
        QVERIFY(rows[0].base && !rows[0].tuned);
        evaluation.finish(asked.tuned, evaluated({row(3, "well", true), row(5, "so", false)}));
        rows = evaluation.rows();
        QCOMPARE(rows.size(), std::size_t(2)); // in the order of the tuned model's
        QCOMPARE(rows[0].line, int64_t(3));
        QCOMPARE(rows[0].prompt, QString("prompt 3"));
        QCOMPARE(rows[0].expected, QString("expected 3"));
        QVERIFY(rows[0].tuned && rows[0].base);
        QCOMPARE(rows[0].tuned->text, QString("well"));
        QCOMPARE(rows[0].base->text, QString("yes"));
        QVERIFY(rows[0].tuned->match && rows[0].base->match);
        QVERIFY(rows[1].tuned && !rows[1].tuned->match);
        QVERIFY(!rows[1].base); // which has not answered it
    }

    void mismatchesStandAlone() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        using Rows = Evaluation::Rows;
        evaluation.finish(asked.base, evaluated({row(3, "no", false), row(5, "yes", true)}));
        QCOMPARE(evaluation.rows(Rows::Mismatches).size(), std::size_t(1)); // of the base model
        QCOMPARE(evaluation.rows(Rows::Mismatches)[0].line, int64_t(3));
        evaluation.finish(asked.tuned, evaluated({row(3, "yes", true), row(5, "no", false)}));
        QCOMPARE(evaluation.rows().size(), std::size_t(2));
        QCOMPARE(evaluation.rows(Rows::Mismatches).size(), std::size_t(1));
        QCOMPARE(evaluation.rows(Rows::Mismatches)[0].line, int64_t(5));
        QVERIFY(evaluation.rowsText(Rows::Mismatches).isEmpty());
        asked.ask();
        evaluation.finish(asked.tuned, evaluated({row(3, "yes", true)}));
        QVERIFY(evaluation.rows(Rows::Mismatches).empty() && evaluation.hasRows());
        QVERIFY(evaluation.rowsText(Rows::All).isEmpty() && !evaluation.rowsText(Rows::Mismatches).isEmpty());
    }

    void theTableHasAllOfARow() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        evaluation.finish(asked.tuned, evaluated({row(3, "two, \"or\"\nthree", false)}));
        const QString cells = "3,prompt 3,expected 3,\"two, \"\"or\"\"\nthree\",0,";
        QString table = evaluation.table(Evaluation::Rows::All, ',');
        QVERIFY2(table.endsWith('\n' + cells + ",\n"), qPrintable(table)); // the base model has not answered
        evaluation.finish(asked.base, evaluated({row(3, "four", true)}));
        table = evaluation.table(Evaluation::Rows::All, ',');
        QVERIFY2(table.endsWith('\n' + cells + "four,1\n"), qPrintable(table));
        QCOMPARE(table.section('\n', 0, 0).count(','), 6); // names of seven columns
        const QString full = Evaluation::inFull(evaluation.rows()[0]);
        for (const char* part : {"prompt 3", "expected 3", "two, \"or\"\nthree", "four"}) {
            QVERIFY2(full.contains(part), part);
        }
    }

    void aRunThatHasGoneOnIsNewer() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        evaluation.setStep(150);
        asked.ask();
        evaluation.setStep(200);
        QVERIFY(evaluation.notes().isEmpty()); // there are no figures
        evaluation.finish(asked.tuned, evaluated({}));
        for (const char* part : {"step 150", "step 200"}) {
            QVERIFY2(evaluation.notes().contains(part), qPrintable(evaluation.notes()));
        }
        asked.ask();
        evaluation.finish(asked.tuned, evaluated({}));
        QVERIFY(evaluation.notes().isEmpty());
    }

    void aMissingDeviceIsReplaced() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        const QString problem = "device \"cuda:1\": this machine has 1 CUDA device(s), numbered from 0";
        const int late = asked.base;
        QVERIFY(evaluation.askElsewhere(asked.tuned, "out of memory").empty());
        QVERIFY(evaluation.askElsewhere(0, problem).empty());
        QVERIFY(evaluation.notes().isEmpty());
        const auto again = evaluation.askElsewhere(asked.tuned, problem);
        QCOMPARE(again.size(), std::size_t(2));
        for (const auto& [job, request] : again) {
            QCOMPARE(request.device, std::string("auto"));
            QCOMPARE(request.data, std::string("/data/eval.jsonl"));
        }
        QVERIFY2(evaluation.notes().contains("cuda:1"), qPrintable(evaluation.notes()));
        QVERIFY(!evaluation.fail(late)); // it asked for that device too
        QVERIFY(evaluation.finish(again[0].first, evaluated({})));
        evaluation.setRun("/runs/one", runOptions()); // it has gone on
        QVERIFY(!evaluation.notes().isEmpty());
        evaluation.setRun("/runs/two", {});
        QVERIFY(evaluation.notes().isEmpty());
    }

    void itEndsUntilItHasEnded() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        const Evaluation::Wish wish{"/data/eval.jsonl"};
        QVERIFY(!evaluation.ending());
        evaluation.stop();
        QVERIFY(evaluation.ending() && !evaluation.obstacle(wish, false).isEmpty());
        QVERIFY(evaluation.askElsewhere(asked.tuned, "device \"cuda:1\": none").empty());
        evaluation.finish(asked.tuned, evaluated({}));
        QVERIFY(evaluation.ending());
        evaluation.fail(asked.base);
        QVERIFY(!evaluation.ending() && evaluation.obstacle(wish, false).isEmpty());
        asked.ask();
        QVERIFY(!evaluation.ending());
    }

    void theLossAloneHasNoRows() {
        Asked asked;
        EvaluateResult loss = evaluated({row(1, "", false)});
        loss.generated = 0;
        asked.evaluation.finish(asked.tuned, loss);
        QVERIFY(asked.evaluation.rows().empty());
        QVERIFY(!asked.evaluation.figures().contains("match"));
    }

    void ofManyRowsItListsTheFirst() {
        Asked asked;
        const std::size_t most = Evaluation::mostRows;
        std::vector<EvaluatedRow> all;
        while (all.size() < most) {
            all.push_back(row(static_cast<int64_t>(all.size()), "a", true));
        }
        asked.evaluation.finish(asked.tuned, evaluated(all));
        QCOMPARE(asked.evaluation.rows().size(), most);
        QVERIFY(asked.evaluation.rowsText(Evaluation::Rows::All).isEmpty());
        asked.ask();
        all.push_back(row(static_cast<int64_t>(all.size()), "a", true));
        asked.evaluation.finish(asked.tuned, evaluated(all));
        QCOMPARE(asked.evaluation.rows().size(), most);
        QCOMPARE(asked.evaluation.rows().back().line, static_cast<int64_t>(most) - 1);
        const QString shown = countText(static_cast<int64_t>(most)), of = countText(static_cast<int64_t>(all.size()));
        QVERIFY(asked.evaluation.rowsText(Evaluation::Rows::All)
                    .endsWith(QString("the first %1 of %2 rows.").arg(shown, of)));
        QCOMPARE(asked.evaluation.table(Evaluation::Rows::All, ',').count('\n'), qsizetype(all.size()) + 1);
    }

    void theProgressNamesTheModel() {
        Asked asked;
        Evaluation& evaluation = asked.evaluation;
        QCOMPARE(evaluation.progressText({"Evaluating", 2, 4}), QString("Tuned model: Evaluating, 2 of 4"));
        evaluation.finish(asked.tuned, evaluated({}));
        QCOMPARE(evaluation.progressText({"Loading the model", 0, 0}), QString("Base model: Loading the model"));
        QCOMPARE(evaluation.progressText({"Reading data", 10, 20, true}),
                 QString("Base model: Reading data, %1 of %2").arg(sizeText(10), sizeText(20)));
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
