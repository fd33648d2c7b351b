// Two runs beside each other.

#include "filters_examples.h"
#include "ui/filters/compare_view.h"
#include "ui/plots/activity_view.h"
#include "ui/plots/heatmap.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace loratrf;

class TestFiltersCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoRunsSideBySide();
    void twoRunsOverATextOfTheUser();
    void twoRunsOverTheSameRows();
    void looksAtTwoRunsCanBeStopped();
    void unreadableRunIsNamed();
    void runsWithoutSharedSites();
    void taskVectors();
    void taskVectorsCanBeStopped();
    void pictures();
};

void TestFiltersCompare::twoRunsSideBySide() {
    Page p(compareTab);
    sample::play(p.backend, 96);
    auto* view = p.page.findChild<CompareView*>();
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    RunInfo info;
    info.folder = "runs/other";
    info.state = RunState::Finished;
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first + 1000, info, otherRun(3)); // somebody else's
    QVERIFY(view->map(2)->matrix().isEmpty());
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, otherRun(sample::sites - 1));
    const Matrix& difference = view->map(2)->matrix();
    QCOMPARE(difference.rows, sample::sites - 1);
    QCOMPARE(difference.keyStep, 2.0);
    QCOMPARE(difference.firstKey, 2.0);
    QCOMPARE(view->map(0)->fixedUpper(), view->map(1)->fixedUpper()); // one scale for both
    QCOMPARE(view->map(2)->scale(), Heatmap::Scale::Differences);
    for (const int column : {0, 10}) {
        QCOMPARE(difference.at(5, column), view->map(0)->matrix().at(5, column) - view->map(1)->matrix().at(5, column));
    }
    QVERIFY(find<MessageStrip>(p.page, "compareStrip")->text().startsWith(QStringLiteral("Left out: 1 site")));

    find<QComboBox>(p.page, "compareWhen")->setCurrentIndex(1);
    QCOMPARE(view->map(2)->matrix().columns, 1);
    auto* what = find<QComboBox>(p.page, "compareWhat");
    what->setCurrentText(QStringLiteral("Text 1"));
    QCOMPARE(view->map(1)->matrix().at(0, 0), 0.5F);
    QCOMPARE(view->map(2)->matrix().columns, static_cast<int>(sample::filter(1, 0, 1).tokens.size()));
    QVERIFY(!find<QComboBox>(p.page, "compareWhen")->isVisible());
    QCOMPARE(what->findText(QStringLiteral("Text 2")), -1); // the other run has no such text
}

void TestFiltersCompare::twoRunsOverATextOfTheUser() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    auto* view = p.page.findChild<CompareView*>();
    auto* strip = find<MessageStrip>(p.page, "compareStrip");
    auto* text = find<QLineEdit>(p.page, "compareText");
    auto* look = find<QPushButton>(p.page, "compareLook");
    QTRY_VERIFY(!text->isVisible()); // a figure that both report comes first
    find<QComboBox>(p.page, "compareWhat")->setCurrentText(QStringLiteral("A text of yours"));
    QVERIFY(text->isVisible());
    text->setText(QStringLiteral("two apples"));
    QVERIFY(!look->isEnabled()); // no other run yet
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    RunInfo info;
    info.folder = "runs/other";
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, otherRun(3));
    p.backend.setRunning(true);
    QVERIFY(!look->isEnabled() && strip->text().contains(QStringLiteral("under way")));
    p.backend.setRunning(false);
    QVERIFY(look->isEnabled());
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(p.backend.looks.size(), std::size_t(1)); // one after the other
    const auto [mineId, mineRun, mineText] = p.backend.looks[0];

    const auto answer = [](const std::vector<std::string>& tokens, const std::vector<float>& values) {
        FilterEvent event;
        event.probe = -1;
        event.tokens = tokens;
        event.sites = {"model.layers.0"};
        event.values = values;
        return event;
    };
    Q_EMIT p.backend.lookedAtText(mineId, answer({"<s>", "two", " apples"}, {0.1F, 0.25F, 0.75F}));
    QVERIFY(view->map(2)->matrix().isEmpty());
    QCOMPARE(p.backend.looks.size(), std::size_t(2));
    const auto [otherId, otherRun, otherText] = p.backend.looks[1];
    QVERIFY(mineRun.endsWith(QStringLiteral("orders-demo")) && otherRun.endsWith(QStringLiteral("runs/other")));
    QVERIFY(mineText == QStringLiteral("two apples") && otherText == mineText);
    Q_EMIT p.backend.lookedAtText(otherId, answer({"two", " apples"}, {0.5F, 0.5F}));
    QCOMPARE(view->map(2)->matrix().columns, 2);
    QCOMPARE(view->map(2)->matrix().at(0, 1), 0.25F);
    QCOMPARE(view->map(0)->fixedUpper(), view->map(1)->fixedUpper());
    QVERIFY(strip->text().contains(QStringLiteral("left out: 1.")));

    look->click();
    FilterEvent sizes = answer({"two"}, {0.01F});
    sizes.filter = false; // of an adapter without filters
    Q_EMIT p.backend.lookedAtText(std::get<0>(p.backend.looks[2]), answer({"two"}, {0.5F}));
    Q_EMIT p.backend.lookedAtText(std::get<0>(p.backend.looks[3]), sizes);
    QVERIFY(view->map(2)->matrix().isEmpty() && strip->text().startsWith(QStringLiteral("One adapter has filters")));
    look->click();
    Q_EMIT p.backend.failed(QStringLiteral("look at text"), QStringLiteral("No adapter yet."),
                            std::get<0>(p.backend.looks[4]));
    QCOMPARE(strip->text(), QStringLiteral("No adapter yet."));
    Q_EMIT p.backend.lookedAtText(std::get<0>(p.backend.looks[4]), sizes); // too late
    QVERIFY(view->map(1)->matrix().isEmpty());
    QCOMPARE(p.backend.looks.size(), std::size_t(5)); // and nothing is asked about the other one
    QCOMPARE(strip->level(), Level::Problem);
    look->click();
    Q_EMIT p.backend.failed(QStringLiteral("look at text"), QStringLiteral("looking at the text was cancelled"),
                            std::get<0>(p.backend.looks[5]), true);
    QCOMPARE(strip->level(), Level::Info); // whoever ended it knows
    QVERIFY(!strip->text().contains(QStringLiteral("cancelled")));
}

void TestFiltersCompare::twoRunsOverTheSameRows() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    RunInfo info;
    info.folder = p.run.folder().toStdString();
    info.options.data = "/data/orders.jsonl";
    Q_EMIT p.backend.runOpened(info);
    auto* view = p.page.findChild<CompareView*>();
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    info.folder = "runs/other";
    info.options.data = "/data/others.jsonl";
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, otherRun(3));
    find<QComboBox>(p.page, "compareWhat")->setCurrentText(QStringLiteral("Over many rows"));
    auto* maps = find<QComboBox>(p.page, "compareRows");
    QVERIFY(!maps->isVisible());
    find<QPushButton>(p.page, "compareLook")->click();
    QCOMPARE(p.backend.statistics.size(), std::size_t(1)); // one after the other: a later one would end an earlier one
    FilterStatistics mine = statistics(6), theirs = statistics(6);
    theirs.statistics[2].mean += 0.25;
    theirs.groupings[1].groups.erase(theirs.groupings[1].groups.begin()); // no "fruit" there
    theirs.groupings[0].name = "another";
    Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[0].first, mine);
    QVERIFY(view->map(2)->matrix().isEmpty());
    QCOMPARE(p.backend.statistics.size(), std::size_t(2));
    for (const auto& [id, request] : p.backend.statistics) {
        QCOMPARE(request.data, std::string("/data/orders.jsonl")); // the same rows for both
    }
    QVERIFY(QString::fromStdString(p.backend.statistics[1].second.run).endsWith(QStringLiteral("runs/other")));
    Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[1].first, theirs);
    const Matrix& difference = view->map(2)->matrix();
    QCOMPARE(difference.rows, 6);
    QCOMPARE(difference.at(2, difference.columns - 1),
             static_cast<float>(mine.statistics[2].mean) - static_cast<float>(theirs.statistics[2].mean));
    QCOMPARE(maps->count(), 2); // percentiles, and by what both have
    maps->setCurrentText(QStringLiteral("Mean by topic"));
    QCOMPARE(view->map(2)->matrix().columnNames, QStringList{QStringLiteral("stone")});
    QVERIFY(find<MessageStrip>(p.page, "compareStrip")->text().contains(QStringLiteral("left out: 1.")));
}

// Both ways take a while: they say how far they are, and can be stopped.
void TestFiltersCompare::looksAtTwoRunsCanBeStopped() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    RunInfo info;
    info.folder = p.run.folder().toStdString();
    info.options.data = "/data/orders.jsonl";
    Q_EMIT p.backend.runOpened(info);
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    info.folder = "runs/other";
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, otherRun(3));
    auto* what = find<QComboBox>(p.page, "compareWhat");
    auto* look = find<QPushButton>(p.page, "compareLook");
    auto* stop = find<QPushButton>(p.page, "compareLookStop");
    auto* progress = stop->parentWidget()->findChild<QProgressBar*>();
    const auto ended = [&p](const char* job) {
        p.backend.underWay.clear();
        Q_EMIT p.backend.jobEnded(QLatin1String(job), {});
    };
    find<QLineEdit>(p.page, "compareText")->setText(QStringLiteral("two apples"));
    QVERIFY(!stop->isVisible());
    what->setCurrentText(QStringLiteral("Over many rows"));
    look->click();
    QVERIFY(stop->isVisible() && !look->isEnabled());
    QCOMPARE(progress->maximum(), 0);
    p.backend.underWay = {QStringLiteral("statistics")};
    Q_EMIT p.backend.progressed(QStringLiteral("data"), ProgressEvent{"Reading data", 1, 2}); // another page's
    QCOMPARE(progress->maximum(), 0);
    Q_EMIT p.backend.progressed(QStringLiteral("statistics"), ProgressEvent{"Looking at rows", 3, 12});
    QVERIFY2(allText(&p.page).contains(QStringLiteral("This run: Looking at rows")), qPrintable(allText(&p.page)));
    QCOMPARE(progress->value(), 3);
    QCOMPARE(progress->maximum(), 12);
    Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[0].first, statistics(6));
    Q_EMIT p.backend.progressed(QStringLiteral("statistics"), ProgressEvent{"Looking at rows", 1, 12});
    QVERIFY(allText(&p.page).contains(QStringLiteral("Other run: Looking at rows")));

    // The rows of one run alone have to wait: progress would not say whose it is.
    find<QTabBar>(p.page, "filterTabs")->setCurrentIndex(rowsTab);
    QVERIFY(!find<QPushButton>(p.page, "statisticsLook")->isEnabled());
    QVERIFY(!find<QPushButton>(p.page, "statisticsStop")->isVisible());
    find<QTabBar>(p.page, "filterTabs")->setCurrentIndex(compareTab);

    what->setCurrentText(QStringLiteral("A text of yours")); // it goes on, and nothing else begins
    QVERIFY(stop->isVisible() && !look->isEnabled());
    stop->click();
    QCOMPARE(p.backend.cancelled, QStringList{QStringLiteral("statistics")});
    QVERIFY(!stop->isVisible());
    QVERIFY(look->isEnabled()); // what looks at a text is another job
    what->setCurrentText(QStringLiteral("Over many rows"));
    QVERIFY(!look->isEnabled()); // it has not ended yet
    Q_EMIT p.backend.failed(QStringLiteral("statistics"), QStringLiteral("looking at the rows was cancelled"),
                            p.backend.statistics[1].first);
    Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[1].first, statistics(6)); // too late
    ended("statistics");
    auto* strip = find<MessageStrip>(p.page, "compareStrip");
    QVERIFY(look->isEnabled() && strip->text().startsWith(QStringLiteral("Press Look")));
    QVERIFY(p.page.findChild<CompareView*>()->map(2)->matrix().isEmpty());

    what->setCurrentText(QStringLiteral("A text of yours"));
    look->click();
    p.backend.underWay = {QStringLiteral("look at text")};
    Q_EMIT p.backend.progressed(QStringLiteral("look at text"), ProgressEvent{"Looking at the text", 0, 0});
    QVERIFY(allText(&p.page).contains(QStringLiteral("This run: Looking at the text")));
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/third")); // nobody wants to know any more
    QTRY_COMPARE(p.backend.cancelled.size(), 2);
    QCOMPARE(p.backend.cancelled.last(), QStringLiteral("look at text"));
    QVERIFY(!stop->isVisible());
}

void TestFiltersCompare::unreadableRunIsNamed() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    auto* strip = find<MessageStrip>(p.page, "compareStrip");
    find<QLineEdit>(p.page, "compareRun")->setText(p.run.folder());
    QTRY_VERIFY(strip->text().startsWith(QStringLiteral("This is the run that is shown")));
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("/nowhere"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    Q_EMIT p.backend.runUnreadable(p.backend.readRuns[0].first, QStringLiteral("/nowhere: this is no run folder"));
    QCOMPARE(strip->text(), QStringLiteral("/nowhere: this is no run folder"));
}

void TestFiltersCompare::runsWithoutSharedSites() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    std::vector<Event> events = otherRun(3);
    std::get<StartEvent>(events[0]).sites = {"x", "y", "z"};
    RunInfo info;
    info.folder = "runs/other";
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, events);
    QVERIFY(find<MessageStrip>(p.page, "compareStrip")->text().contains(QStringLiteral("share no site")));
    QVERIFY(p.page.findChild<CompareView*>()->map(0)->matrix().isEmpty());
}

void TestFiltersCompare::taskVectors() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    auto* view = p.page.findChild<CompareView*>();
    QTRY_VERIFY(find<QComboBox>(p.page, "compareWhat")->count() > 1);
    find<QComboBox>(p.page, "compareWhat")->setCurrentText(QStringLiteral("Likeness of task vectors"));
    QCOMPARE(p.backend.vectors.size(), std::size_t(1)); // the run's own layers need no other run
    Q_EMIT p.backend.taskVectorsCompared(std::get<0>(p.backend.vectors[0]), cosines(4, 4, 0.4F));
    QCOMPARE(view->map(0)->matrix().at(2, 2), 1.0F);
    QCOMPARE(view->map(0)->readout(1, 3), QStringLiteral("layer 1, layer 3: %1").arg(std::cos(0.8), 0, 'g', 3));
    QVERIFY(view->map(2)->matrix().isEmpty());
    Q_EMIT p.backend.event(CheckpointEvent{48, "runs/orders-demo/checkpoints/step-48", false});
    QTRY_COMPARE(p.backend.vectors.size(), std::size_t(2)); // of the newest state
    QCOMPARE(view->map(0)->matrix().at(2, 2), 1.0F);        // the one before is shown until then
    Q_EMIT p.backend.taskVectorsCompared(std::get<0>(p.backend.vectors[1]), cosines(4, 4, 0.2F));
    QCOMPARE(view->map(0)->matrix().at(1, 3), std::cos(-0.4F));
    Q_EMIT p.backend.event(CheckpointEvent{72, "runs/orders-demo/checkpoints/step-72", false});
    QTRY_COMPARE(p.backend.vectors.size(), std::size_t(3));
    find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
    QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
    RunInfo info;
    info.folder = "runs/other";
    Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, otherRun(3));
    QTRY_VERIFY(p.backend.vectors.size() >= 6);
    const auto& [id, a, b] = p.backend.vectors.back();
    QVERIFY(a.endsWith(QStringLiteral("orders-demo")) && b.endsWith(QStringLiteral("runs/other")));
    Q_EMIT p.backend.taskVectorsCompared(id, cosines(4, 3, 0.4F));
    QCOMPARE(view->map(2)->matrix().columns, 3);
    QCOMPARE(view->map(2)->fixedUpper(), 1.0);
    const auto fails = [&p](const QString& why, std::size_t question) {
        Q_EMIT p.backend.failed(QStringLiteral("task_vectors"), why, std::get<0>(p.backend.vectors[question]));
        return find<MessageStrip>(p.page, "compareStrip")->text();
    };
    QVERIFY(!fails(QStringLiteral("of an older question"), 2).contains(QStringLiteral("older")));
    QCOMPARE(fails(QStringLiteral("it has no task vectors"), p.backend.vectors.size() - 2),
             QStringLiteral("it has no task vectors"));
}

void TestFiltersCompare::taskVectorsCanBeStopped() {
    Page p(compareTab);
    sample::play(p.backend, 24);
    QTRY_VERIFY(find<QComboBox>(p.page, "compareWhat")->count() > 1);
    find<QComboBox>(p.page, "compareWhat")->setCurrentText(QStringLiteral("Likeness of task vectors"));
    QCOMPARE(p.backend.vectors.size(), std::size_t(1));
    auto* stop = find<QPushButton>(p.page, "compareLookStop");
    auto* look = find<QPushButton>(p.page, "compareLook");
    const auto* strip = find<MessageStrip>(p.page, "compareStrip");
    QVERIFY(!stop->isVisible()); // it may be a matter of a moment
    const QString job = QStringLiteral("task_vectors");
    Q_EMIT p.backend.progressed(job, ProgressEvent{"Comparing task vectors", 3, 12});
    QVERIFY(stop->isVisible() && !look->isVisible());
    QVERIFY(allText(&p.page).contains(QStringLiteral("Comparing task vectors")));
    stop->click();
    QCOMPARE(p.backend.cancelled, QStringList{job});
    Q_EMIT p.backend.failed(job, QStringLiteral("cancelled"), std::get<0>(p.backend.vectors[0]), true);
    QVERIFY(!stop->isVisible() && look->isVisible() && look->isEnabled());
    QVERIFY(strip->text().startsWith(QStringLiteral("The comparison was stopped")));
    QCOMPARE(strip->level(), Level::Info);
    look->click();
    QCOMPARE(p.backend.vectors.size(), std::size_t(2));
    QVERIFY(!look->isVisible());
    Q_EMIT p.backend.taskVectorsCompared(std::get<0>(p.backend.vectors[1]), cosines(4, 4, 0.4F));
    QCOMPARE(p.page.findChild<CompareView*>()->map(0)->matrix().rows, 4);
    QVERIFY(strip->text().isEmpty());
}

void TestFiltersCompare::pictures() {
    const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
    if (folder.isEmpty()) {
        QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
    }
    QVERIFY(QDir().mkpath(folder));
    for (const bool dark : {false, true}) {
        Page p(0);
        applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
        p.page.setAutoFillBackground(true);
        const auto shoot = [&](const QString& name) {
            QTest::qWait(400);
            QVERIFY(
                p.page.grab().save(QStringLiteral("%1/filters-%2-%3.png")
                                       .arg(folder, name, dark ? QStringLiteral("dark") : QStringLiteral("light"))));
        };
        sample::play(p.backend);
        auto* activity = p.page.findChild<ActivityView*>();
        QTest::qWait(400);
        activity->heatmap()->flush();
        activity->heatmap()->setFocus(Qt::TabFocusReason);
        activity->heatmap()->selectCell(12, 40);
        QTest::keyClick(activity->heatmap(), Qt::Key_Return);
        shoot(QStringLiteral("time"));
        find<QTabBar>(p.page, "filterTabs")->setCurrentIndex(1);
        shoot(QStringLiteral("text"));
        find<QSlider>(p.page, "siteSlider")->setValue(8);
        shoot(QStringLiteral("text-layer"));
        find<QTabBar>(p.page, "filterTabs")->setCurrentIndex(rowsTab);
        shoot(QStringLiteral("rows-empty"));
        find<QPushButton>(p.page, "statisticsLook")->click();
        shoot(QStringLiteral("rows-waiting"));
        Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[0].first, statistics(sample::sites));
        shoot(QStringLiteral("rows"));
        find<QComboBox>(p.page, "statisticsMap")->setCurrentText(QStringLiteral("Mean by kind of token"));
        shoot(QStringLiteral("rows-kinds"));
        find<QTabBar>(p.page, "filterTabs")->setCurrentIndex(compareTab);
        shoot(QStringLiteral("compare-empty"));
        find<QLineEdit>(p.page, "compareRun")->setText(QStringLiteral("runs/other"));
        QTRY_COMPARE(p.backend.readRuns.size(), std::size_t(1));
        RunInfo info;
        info.folder = "runs/other";
        Q_EMIT p.backend.runRead(p.backend.readRuns[0].first, info, otherRun(sample::sites - 1));
        shoot(QStringLiteral("compare"));
        auto* what = find<QComboBox>(p.page, "compareWhat");
        what->setCurrentText(QStringLiteral("A text of yours"));
        shoot(QStringLiteral("compare-text-empty"));
        find<QLineEdit>(p.page, "compareText")
            ->setText(QStringLiteral("Hi there, could you send me 3 kg of mandarins?"));
        find<QPushButton>(p.page, "compareLook")->click();
        Q_EMIT p.backend.progressed(QStringLiteral("look at text"), ProgressEvent{"Looking at the text", 0, 0});
        shoot(QStringLiteral("compare-text-waiting"));
        for (std::size_t i = 0; i < p.backend.looks.size(); ++i) { // the second is asked once the first is answered
            const auto [id, run, text] = p.backend.looks[i];
            FilterEvent answer = sample::filter(96, -1, sample::sites);
            if (run.endsWith(QStringLiteral("other"))) {
                std::ranges::reverse(answer.values);
            }
            Q_EMIT p.backend.lookedAtText(id, answer);
        }
        shoot(QStringLiteral("compare-text"));
        what->setCurrentText(QStringLiteral("Likeness of task vectors"));
        for (const auto& [id, a, b] : std::vector(p.backend.vectors)) {
            Q_EMIT p.backend.taskVectorsCompared(id, cosines(sample::sites, sample::sites, 0.2F));
        }
        shoot(QStringLiteral("vectors"));
    }
}

QTEST_MAIN(TestFiltersCompare)
#include "tst_filters_compare.moc"
