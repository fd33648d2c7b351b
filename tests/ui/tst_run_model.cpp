#include "run_events.h"
#include "ui/runs/run_model.h"

#include <QSignalSpy>
#include <QtTest>

using namespace loratrf;

class TestRunModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gathersEvents();
    void resumedRunReplacesLaterSteps();
    void anotherRunDropsTheFirst();
    void keepsFiltersOverTime();
    void notesBeforeTheStartBelongToTheNewRun();
    void aKilledRunIsNotRunning();
    void bestEvalIsTheLowest();
    void activityMatrixHoldsEveryReport();
    void longRunsAreBinned();
    void binsAreMeans();
    void oddReportsLeaveGapsNotLies();
    void deadSitesAreNamed();
    void reopenedSiteIsNotDead();
    void methodsWithoutFiltersHaveAdapterSizesOnly();
    void aLongRunsActivityIsKeptInFewColumns();
    void shortActivityReportsAreKeptHarmless();
    void contradictingTokenMatrixIsEmpty();
    void siteLabels();
};

void TestRunModel::gathersEvents() {
    RunModel model;
    QVERIFY(model.isEmpty());
    QSignalSpy steps(&model, &RunModel::stepsGrew);
    model.append(sample::start(30, 4));
    for (int i = 1; i <= 30; ++i) {
        model.append(sample::step(i, 30));
    }
    model.append(sample::eval(30, 0.5, true));
    model.append(CheckpointEvent{30, "checkpoints/step-30", true});
    model.append(NoteEvent{Level::Warning, 12, "row 3 is long"});
    QCOMPARE(steps.count(), 30);
    QCOMPARE(model.steps().size(), std::size_t(30));
    QCOMPARE(model.step(), int64_t(30));
    QCOMPARE(model.totalSteps(), int64_t(30));
    QCOMPARE(model.method(), QStringLiteral("loratrf"));
    QVERIFY(model.isRunning());
    QCOMPARE(model.log().size(), std::size_t(3));
    QCOMPARE(model.log()[0].kind, LogRow::Kind::Evaluation);
    QVERIFY(model.log()[1].text.contains(QStringLiteral("step-30")));
    QCOMPARE(model.log()[2].kind, LogRow::Kind::Warning);
    model.append(StateEvent{RunState::Failed, 30, "disk full"});
    QVERIFY(!model.isRunning());
    QVERIFY(model.log().back().text.contains(QStringLiteral("disk full")));
}

void TestRunModel::resumedRunReplacesLaterSteps() {
    RunModel model;
    model.append(sample::start(30, 4));
    for (int i = 1; i <= 20; ++i) {
        model.append(sample::step(i, 30));
        model.append(sample::activity(i, 4));
    }
    model.append(sample::eval(10, 0.9, true));
    model.append(sample::eval(20, 0.7, true));
    StartEvent again = sample::start(30, 4);
    again.first_step = 12;
    model.append(again);
    QCOMPARE(model.steps().size(), std::size_t(12));
    QCOMPARE(model.evals().size(), std::size_t(1));
    QCOMPARE(model.activity().reports(), std::size_t(12));
    QSignalSpy resets(&model, &RunModel::reset);
    StepEvent repeated = sample::step(12, 30);
    repeated.loss = 42;
    model.append(repeated);
    QCOMPARE(resets.count(), 1);
    QCOMPARE(model.steps().size(), std::size_t(12));
    QCOMPARE(model.steps().back().loss, 42.0);
}

void TestRunModel::anotherRunDropsTheFirst() {
    RunModel model;
    model.append(sample::start(30, 4, "runs/one"));
    model.append(sample::step(1, 30));
    model.append(sample::filter(1, 0, 4));
    RunInfo same;
    same.folder = "runs/one/";
    model.setInfo(same);
    QCOMPARE(model.steps().size(), std::size_t(1));
    RunInfo other;
    other.folder = "runs/two";
    other.options.method = "lora";
    model.setInfo(other);
    QVERIFY(model.steps().empty());
    QVERIFY(model.filters().isEmpty());
    QCOMPARE(model.method(), QStringLiteral("lora"));
}

void TestRunModel::keepsFiltersOverTime() {
    RunModel model;
    model.append(sample::start(3000, 4));
    for (int step = 10; step <= 3000; step += 10) {
        model.append(sample::filter(step, 0, 4));
    }
    const FilterHistory& history = model.filters();
    QVERIFY(history.reports(0).size() <= FilterHistory::mostReports);
    QVERIFY(history.reports(0).size() > FilterHistory::mostReports / 3);
    QCOMPARE(history.steps(0).front(), 10);
    QCOMPARE(history.newest(0)->step, 3000);
    QCOMPARE(history.at(0, 5)->step, 10); // the first where none is as old
    QVERIFY(history.at(0, 1500)->step <= 1500);
    QVERIFY(history.at(0, 1500)->step > 1400);
    QVERIFY(history.newest(1) == nullptr);

    FilterEvent own = sample::filter(0, -1, 4);
    model.append(own);
    StartEvent again = sample::start(3000, 4);
    again.first_step = 1000; // resumed from a checkpoint: what came later will be repeated
    model.append(again);
    QVERIFY(history.newest(0)->step <= 1000);
    QVERIFY(history.has(-1));
    own.tokens[0] = "Ho";
    model.append(own);
    QCOMPARE(history.reports(-1).size(), std::size_t(1));
    QCOMPARE(history.newest(-1)->tokens[0], std::string("Ho"));
}

void TestRunModel::notesBeforeTheStartBelongToTheNewRun() {
    RunModel model;
    model.append(sample::start(30, 4, "runs/one"));
    model.append(NoteEvent{Level::Info, 1, "of the first"});
    model.append(StateEvent{RunState::Finished, 30, ""});
    model.append(NoteEvent{Level::Info, 0, "of the second"});
    model.append(sample::start(30, 4, "runs/two"));
    QCOMPARE(model.log().size(), std::size_t(1));
    QCOMPARE(model.log()[0].text, QStringLiteral("of the second"));
}

void TestRunModel::aKilledRunIsNotRunning() {
    RunModel model;
    model.append(sample::start(30, 4, "runs/one"));
    model.append(sample::step(1, 30));
    RunInfo info;
    info.folder = "runs/one";
    info.state = RunState::Running;
    model.setInfo(info);
    QVERIFY(model.isRunning());
    info.state = RunState::Stopped;
    model.setInfo(info);
    QVERIFY(!model.isRunning());
    QCOMPARE(model.steps().size(), std::size_t(1));
}

void TestRunModel::bestEvalIsTheLowest() {
    RunModel model;
    QVERIFY(model.bestEval() == nullptr);
    model.append(sample::eval(10, std::nan(""), false));
    QVERIFY(model.bestEval() == nullptr);
    model.append(sample::eval(20, 0.7, true));
    model.append(sample::eval(30, 0.6, true));
    model.append(sample::eval(40, 0.8, false));
    QCOMPARE(model.bestEval()->step, int64_t(30));
}

void TestRunModel::activityMatrixHoldsEveryReport() {
    ActivityHistory history;
    history.reset({"a", "b", "c", "d", "e"}, {});
    for (int i = 1; i <= 40; ++i) {
        history.append(sample::activity(i * 10, 5));
    }
    const Matrix matrix = history.matrix("mean_filter");
    QCOMPARE(matrix.rows, 5);
    QCOMPARE(matrix.columns, 40);
    QCOMPARE(matrix.keyStep, 10.0);
    QCOMPARE(matrix.firstKey, 10.0);
    for (int column = 0; column < 40; ++column) {
        const ActivityEvent event = sample::activity((column + 1) * 10, 5);
        for (int row = 0; row < 5; ++row) {
            QCOMPARE(matrix.at(row, column), event.of("mean_filter")[static_cast<std::size_t>(row)]);
        }
    }
}

void TestRunModel::longRunsAreBinned() {
    ActivityHistory history;
    history.reset({"a", "b", "c", "d"}, {});
    for (int i = 1; i <= 20'000; ++i) {
        history.append(sample::activity(i, 4));
    }
    const Matrix matrix = history.matrix("active_share");
    QVERIFY(matrix.columns <= 600 && matrix.columns >= 300);
    QVERIFY(matrix.keyStep * matrix.columns >= 20'000);
    QVERIFY(std::none_of(matrix.values.begin(), matrix.values.end(), [](float value) { return std::isnan(value); }));
}

void TestRunModel::binsAreMeans() {
    ActivityHistory history;
    history.reset({"a"}, {});
    for (int i = 0; i < 8; ++i) {
        history.append(ActivityEvent{i + 1, {{"mean_filter", {static_cast<float>(i)}}}});
    }
    const Matrix matrix = history.matrix("mean_filter", 4);
    QCOMPARE(matrix.columns, 4);
    QCOMPARE(matrix.keyStep, 2.0);
    for (int column = 0; column < 4; ++column) {
        QCOMPARE(matrix.at(0, column), static_cast<float>(2 * column + 2 * column + 1) / 2);
    }
}

void TestRunModel::oddReportsLeaveGapsNotLies() {
    ActivityHistory history;
    history.reset({"a"}, {});
    for (const int64_t step : {1, 2, 3, 7}) {
        history.append(ActivityEvent{step, {{"mean_filter", {0.5F}}}});
    }
    const Matrix matrix = history.matrix("mean_filter");
    QCOMPARE(matrix.columns, 7);
    QVERIFY(std::isnan(matrix.at(0, 4)));
    QCOMPARE(matrix.at(0, 6), 0.5F);
}

void TestRunModel::deadSitesAreNamed() {
    RunModel model;
    model.append(sample::start(30, 6));
    for (int i = 1; i < ActivityHistory::deadAfter; ++i) {
        model.append(sample::activity(i, 6));
        QVERIFY(model.activity().deadSites().isEmpty());
    }
    model.append(sample::activity(ActivityHistory::deadAfter, 6));
    QCOMPARE(model.activity().deadSites(), QStringList{QStringLiteral("layer 3")});
}

void TestRunModel::reopenedSiteIsNotDead() {
    RunModel model;
    model.append(sample::start(30, 6));
    for (int i = 1; i <= 10; ++i) {
        ActivityEvent event = sample::activity(i, 6);
        event.values["active_share"][3] = i == 8 ? 0.01F : 0.0F;
        model.append(event);
    }
    QVERIFY(model.activity().deadSites().isEmpty());
}

void TestRunModel::methodsWithoutFiltersHaveAdapterSizesOnly() {
    ActivityHistory history;
    history.reset({"a", "b"}, {});
    for (int i = 1; i <= 10; ++i) {
        history.append(ActivityEvent{i, {{"adapter_ratio", {0.0F, 0.1F}}}});
    }
    QVERIFY(!history.has("mean_filter"));
    QVERIFY(history.has("adapter_ratio"));
    QVERIFY(history.matrix("mean_filter").isEmpty());
    QVERIFY(history.deadSites().isEmpty());
    QCOMPARE(history.matrix("adapter_ratio").at(1, 9), 0.1F);
}

void TestRunModel::aLongRunsActivityIsKeptInFewColumns() {
    constexpr int reports = 50'000, gap = 10;
    ActivityHistory history;
    history.reset({"model.layers.0", "model.layers.1"}, {mean_filter_measure()});
    const auto value = [](int report) { return static_cast<float>(report % 977) + (report > 30'000 ? 5000.0F : 0); };
    const auto append = [&](int report) {
        history.append(ActivityEvent{int64_t(report + 1) * gap, {{"mean_filter", {value(report), -1.0F}}}});
    };
    for (int report = 0; report < reports; ++report) {
        append(report);
    }
    QCOMPARE(history.reports(), std::size_t(reports));
    QCOMPARE(history.mean(40'000), (double(value(40'000)) - 1) / 2);
    const auto holdsTheMeans = [&] {
        const Matrix matrix = history.matrix("mean_filter");
        QVERIFY2(matrix.columns > 250 && matrix.columns <= 600, QByteArray::number(matrix.columns));
        QCOMPARE(std::fmod(matrix.keyStep, gap), 0.0); // equally many reports a column
        const int each = static_cast<int>(matrix.keyStep) / gap;
        for (int column = 0; column < matrix.columns; ++column) {
            double sum = 0;
            const int from = column * each, to = std::min(reports, from + each);
            for (int report = from; report < to; ++report) {
                sum += value(report);
            }
            const double mean = sum / (to - from);
            QVERIFY2(std::abs(matrix.at(0, column) - mean) < 1e-5 * mean + 1e-3, QByteArray::number(column));
            QCOMPARE(matrix.at(1, column), -1.0F);
        }
    };
    holdsTheMeans();
    history.dropAfter(int64_t(45'000) * gap); // a resumed run repeats what came after
    QCOMPARE(history.reports(), std::size_t(45'000));
    QCOMPARE(history.steps().back(), int64_t(45'000) * gap);
    const Matrix shorter = history.matrix("mean_filter");
    QVERIFY(shorter.firstKey + shorter.columns * shorter.keyStep < 45'000.0 * gap + 2 * shorter.keyStep);
    for (int report = 45'000; report < reports; ++report) {
        append(report);
    }
    QCOMPARE(history.reports(), std::size_t(reports));
    QCOMPARE(history.matrix("mean_filter").at(1, shorter.columns), -1.0F);
    QVERIFY(history.matrix("mean_filter", 50).columns <= 50);
}

void TestRunModel::shortActivityReportsAreKeptHarmless() {
    ActivityHistory history;
    history.reset({"a", "b"}, {});
    history.append(ActivityEvent{1, {{"mean_filter", {0.5F}}, {"active_share", {0.5F}}}});
    history.append(ActivityEvent{2, {{"mean_filter", {0.1F, 0.2F, 0.3F}}, {"adapter_ratio", {0.4F, 0.5F}}}});
    const Matrix matrix = history.matrix("mean_filter");
    QVERIFY(std::isnan(matrix.at(1, 0)));
    QCOMPARE(matrix.at(1, 1), 0.2F);
    QVERIFY(std::isnan(history.matrix("adapter_ratio").at(0, 0)));
    QCOMPARE(history.matrix("adapter_ratio").at(0, 1), 0.4F);
}

void TestRunModel::contradictingTokenMatrixIsEmpty() {
    FilterEvent event = sample::filter(5, 0, 4);
    const Matrix matrix = RunModel::tokenMatrix(event);
    QCOMPARE(matrix.rows, 4);
    QCOMPARE(matrix.columns, static_cast<int>(event.tokens.size()));
    QCOMPARE(matrix.at(2, 7), event.values[2 * event.tokens.size() + 7]);
    event.values.pop_back();
    QVERIFY(RunModel::tokenMatrix(event).isEmpty());
    QVERIFY(RunModel::tokenMatrix(FilterEvent()).isEmpty());
}

void TestRunModel::siteLabels() {
    QCOMPARE(siteLabel("model.layers.7"), QStringLiteral("layer 7"));
    QCOMPARE(siteLabel("layers.12.mlp.up_proj"), QStringLiteral("layer 12 up_proj"));
    QCOMPARE(siteLabel("model.layers.3.self_attn.q_proj"), QStringLiteral("layer 3 q_proj"));
    QCOMPARE(siteLabel("layer 4"), QStringLiteral("layer 4"));
    QCOMPARE(siteLabel("head"), QStringLiteral("head"));
}

QTEST_GUILESS_MAIN(TestRunModel)
#include "tst_run_model.moc"
