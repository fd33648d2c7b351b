// What a comparison is asked, without the form: what typed lists mean, what is refused, how much work it is.

#include "recording_backend.h"
#include "ui/library/comparison_plan.h"
#include "ui/shell/language.h"
#include "ui/widgets/words.h"

#include <QtTest>

#include <utility>

using namespace loratrf;

namespace {

TrainOptions base() {
    TrainOptions options;
    options.model = "/models/small.gguf";
    options.data = "/data/orders-train.jsonl";
    options.learning_rate = 2e-4;
    return options;
}

// Of LoRATRF and LoRA, with three seeds each.
ComparisonPlan examplePlan() {
    ComparisonPlan plan(RecordingBackend().methods());
    plan.setBase(base(), "/home/ann/runs");
    plan.methods = QStringList{"lora", "loratrf"};
    return plan;
}

} // namespace

class TestComparisonPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyLanguage("en"); }

    void asksForWhatItSays() {
        ComparisonPlan plan = examplePlan();
        plan.methods << "no-such-method";
        plan.ranks = "4, 16;64";
        plan.seeds = 5;
        plan.testShare = 0.3;
        plan.generate = true;
        plan.folder = "/home/ann/elsewhere";
        const CompareOptions options = plan.options();
        QCOMPARE(options.train.data, base().data);
        QCOMPARE(options.methods, (std::vector<std::string>{"loratrf", "lora"})); // in the order of the list
        QCOMPARE(int(options.budget), int(Budget::Params));
        QCOMPARE(options.ranks, (std::vector<int64_t>{4, 16, 64}));
        QVERIFY(options.learning_rates.empty());
        QCOMPARE(options.seeds, int64_t(5));
        QCOMPARE(options.test_share, 0.3);
        QVERIFY(options.generate);
        QCOMPARE(options.folder, std::string("/home/ann/elsewhere"));
    }

    void secondsAreOfTheTimeBudgetAlone() {
        ComparisonPlan plan = examplePlan();
        plan.seconds = 60;
        for (const Budget budget : {Budget::Params, Budget::Rank, Budget::Time}) {
            plan.budget = budget;
            QCOMPARE(int(plan.options().budget), int(budget));
            QCOMPARE(plan.options().seconds, plan.byTime() ? 60.0 : 0.0);
        }
    }

    void ratesAreReadAsTheLanguageWritesThem() {
        for (const auto& [language, typed] : {std::pair("en", "0.001, 5e-4"),
                                              {"en", "0.001,5e-4"},
                                              {"de", "0,001; 0,0005"},
                                              {"de", "0,001, 0,0005"},
                                              {"de", "0.001 5e-4"}}) {
            applyLanguage(language);
            ComparisonPlan plan = examplePlan();
            plan.rates = typed;
            QCOMPARE(plan.options().learning_rates, (std::vector<double>{0.001, 0.0005}));
            QCOMPARE(plan.problem(), QString());
        }
    }

    void everyRateNeedsSeveral() {
        ComparisonPlan plan = examplePlan();
        plan.everyRate = true;
        for (const char* typed : {"", "1e-3"}) {
            plan.rates = typed;
            QVERIFY(!plan.hasSeveralRates() && !plan.options().every_rate);
        }
        plan.rates = "1e-3, 3e-4";
        QVERIFY(plan.hasSeveralRates() && plan.options().every_rate);
        plan.everyRate = false;
        QVERIFY(!plan.options().every_rate);
    }

    void saysWhyItCannotBegin() {
        ComparisonPlan plan = examplePlan();
        QCOMPARE(plan.problem(), QString());
        for (const char* wrong : {"many", "0", "-2", "1.5", "99999999999999999999"}) {
            plan.ranks = QString("4, %1").arg(wrong);
            QVERIFY2(plan.problem().startsWith("Ranks are whole numbers") &&
                         plan.problem().contains(QString("\"%1\"").arg(wrong)),
                     qPrintable(plan.problem()));
        }
        plan.ranks.clear();
        for (const char* wrong : {"much", "0", "-1", "nan"}) {
            plan.rates = QString("1e-3, %1").arg(wrong);
            QVERIFY2(plan.problem().startsWith("Learning rates are numbers") &&
                         plan.problem().contains(QString("\"%1\"").arg(wrong)),
                     qPrintable(plan.problem()));
        }
        plan.rates.clear();
        plan.methods = QStringList{"lora"};
        QVERIFY(plan.problem().startsWith("Tick at least two methods"));
        plan.ranks = "4, 8"; // its ranks are compared
        QCOMPARE(plan.problem(), QString());
        plan.methods = QStringList{"full"}; // which has none
        QVERIFY(plan.problem().startsWith("Tick at least two methods"));
        plan.rates = "1e-3, 3e-4";
        plan.everyRate = true;
        QCOMPARE(plan.problem(), QString());
        for (std::string TrainOptions::*missing : {&TrainOptions::model, &TrainOptions::data}) {
            TrainOptions options = base();
            (options.*missing).clear();
            plan.setBase(options, "/home/ann/runs");
            QVERIFY(plan.problem().startsWith("Choose a model and training rows"));
            QCOMPARE(plan.baseText(), plan.problem());
        }
    }

    void saysHowMuchWorkItIs() {
        ComparisonPlan plan = examplePlan();
        QVERIFY2(plan.workText().startsWith("6 training"), qPrintable(plan.workText()));
        plan.rates = "1e-3, 3e-4, 1e-4"; // the rate is chosen with the first of the seeds
        QVERIFY2(plan.workText().startsWith("10 training"), qPrintable(plan.workText()));
        plan.everyRate = true;
        QVERIFY2(plan.workText().startsWith("18 training"), qPrintable(plan.workText()));
        plan.ranks = "4, 8";
        plan.methods << "full"; // without a rank: once
        QVERIFY2(plan.workText().startsWith("45 training"), qPrintable(plan.workText()));
        QVERIFY(!plan.workText().contains("of steps"));
        plan.budget = Budget::Time;
        plan.seconds = 60;
        QVERIFY2(plan.workText().endsWith(durationText(45 * 60) + " of steps"), qPrintable(plan.workText()));
    }

    void saysWhatIsCompared() {
        ComparisonPlan plan = examplePlan();
        TrainOptions options = base();
        options.eval_share = 0.25;
        plan.setBase(options, "/home/ann/runs");
        for (const char* part : {"small.gguf", "orders-train.jsonl", "25 % of the rows"}) {
            QVERIFY2(plan.baseText().contains(part), qPrintable(plan.baseText()));
        }
        QCOMPARE(plan.rateHint(), QString("0.0002, for all"));
        QCOMPARE(plan.rankHint(), QString("That of the page Set up"));
        options.eval_data = "/data/orders-eval.jsonl";
        options.method_options["rank"] = int64_t(12);
        plan.setBase(options, "/home/ann/runs");
        QVERIFY2(plan.baseText().endsWith("tuned on rows of orders-eval.jsonl."), qPrintable(plan.baseText()));
        QCOMPARE(plan.rankHint(), QString("12, for all"));
    }

    void everyComparisonHasAFolderOfItsOwn() {
        ComparisonPlan plan = examplePlan();
        QVERIFY2(plan.folder.startsWith(comparisonsFolder("/home/ann/runs") + '/'), qPrintable(plan.folder));
        plan.renewFolder(QDateTime(QDate(2027, 1, 2), QTime(3, 4, 5)));
        QCOMPARE(plan.folder, QString("/home/ann/runs/comparisons/2027-01-02-030405"));
        plan.renewFolder(QDateTime(QDate(2027, 1, 2), QTime(3, 4, 6))); // beside it, not in it
        QCOMPARE(plan.folder, QString("/home/ann/runs/comparisons/2027-01-02-030406"));
        plan.folder = "/elsewhere/first"; // where the user wants them
        plan.renewFolder(QDateTime(QDate(2027, 1, 2), QTime(3, 4, 7)));
        QCOMPARE(plan.folder, QString("/elsewhere/2027-01-02-030407"));
    }

    void whatIsKeptComesBack() {
        ComparisonPlan plan = examplePlan();
        plan.budget = Budget::Time;
        plan.seconds = 45;
        plan.seeds = 7;
        plan.ranks = "4, 8";
        plan.rates = "1e-3, 3e-4";
        plan.everyRate = plan.generate = true;
        plan.testShare = 0.35;
        ComparisonPlan again(RecordingBackend().methods());
        again.setBase(base(), "/home/ann/runs");
        again.folder = plan.folder;
        again.restore(plan.kept());
        QCOMPARE(again.kept(), plan.kept());
        const CompareOptions a = again.options(), b = plan.options();
        QCOMPARE(a.methods, b.methods);
        QCOMPARE(int(a.budget), int(b.budget));
        QCOMPARE(a.seconds, b.seconds);
        QCOMPARE(a.seeds, b.seeds);
        QCOMPARE(a.ranks, b.ranks);
        QCOMPARE(a.learning_rates, b.learning_rates);
        QCOMPARE(a.test_share, b.test_share);
        QVERIFY(a.every_rate && a.generate);
    }

    void whatWasKeptOtherwiseDoesNoHarm() {
        ComparisonPlan plan = examplePlan();
        plan.budget = Budget::Time;
        plan.seeds = 7;
        plan.seconds = 45;
        plan.restore(QVariantMap{{"budget", 99}, {"ranks", "4"}});
        QCOMPARE(int(plan.budget), int(Budget::Params));
        QCOMPARE(plan.seeds, 7);
        QCOMPARE(plan.seconds, 45.0);
        QCOMPARE(plan.ranks, QString("4"));
        QVERIFY(plan.methods.isEmpty() && !plan.generate);
    }

    void speaksGerman() {
        applyLanguage("de");
        ComparisonPlan plan = examplePlan();
        QVERIFY2(plan.baseText().startsWith("Alle trainieren small.gguf"), qPrintable(plan.baseText()));
        QVERIFY2(plan.baseText().contains("5 % der Zeilen"), qPrintable(plan.baseText()));
        QCOMPARE(plan.workText(), QString("6 Trainings"));
        QVERIFY2(plan.rateHint().endsWith("für alle"), qPrintable(plan.rateHint()));
        plan.ranks = "x";
        QVERIFY2(plan.problem().startsWith("Ränge sind"), qPrintable(plan.problem()));
        plan.ranks.clear();
        plan.rates = "x";
        QVERIFY2(plan.problem().startsWith("Lernraten sind"), qPrintable(plan.problem()));
        plan.rates.clear();
        plan.methods.clear();
        QVERIFY2(plan.problem().startsWith("Haken Sie"), qPrintable(plan.problem()));
    }
};

QTEST_MAIN(TestComparisonPlan)
#include "tst_comparison_plan.moc"
