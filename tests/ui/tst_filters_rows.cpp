// What was found over many rows.

#include "filters_examples.h"
#include "ui/filters/statistics_view.h"
#include "ui/plots/heatmap.h"
#include "ui/widgets/message_strip.h"

#include <QComboBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>

#include <cmath>

using namespace loratrf;

class TestFiltersRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureOverRowsStays();
    void stoppingIsNoError();
    void looksAtRows();
    void saysWhichRowsWereLookedAt();
    void waitsForTheTrainingRun();
};

// Whoever stopped sees why there is nothing, until the next question.
void TestFiltersRows::aFailureOverRowsStays() {
    Page p(rowsTab);
    sample::play(p.backend, 24);
    auto* strip = find<MessageStrip>(p.page, "statisticsStrip");
    auto* look = find<QPushButton>(p.page, "statisticsLook");
    look->click();
    const int asked = p.backend.statistics[0].first;
    Q_EMIT p.backend.failed(QStringLiteral("statistics"), QStringLiteral("of an older question"), asked - 1);
    QVERIFY(strip->text().isEmpty());
    Q_EMIT p.backend.failed(QStringLiteral("statistics"), QStringLiteral("No adapter yet."), asked);
    Q_EMIT p.backend.jobEnded(QStringLiteral("statistics"), QStringLiteral("No adapter yet."));
    QCOMPARE(strip->text(), QStringLiteral("No adapter yet."));
    look->click();
    QVERIFY(strip->text().isEmpty());
    Q_EMIT p.backend.event(sample::start(24, 3, "runs/another")); // what was asked belongs to the other run
    QCOMPARE(p.backend.cancelled, QStringList{QStringLiteral("statistics")});
    QVERIFY(!find<QPushButton>(p.page, "statisticsStop")->isVisible());
}

void TestFiltersRows::stoppingIsNoError() {
    Page p(rowsTab);
    sample::play(p.backend, 24);
    const auto* strip = find<MessageStrip>(p.page, "statisticsStrip");
    auto* look = find<QPushButton>(p.page, "statisticsLook");
    look->click();
    find<QPushButton>(p.page, "statisticsStop")->click();
    Q_EMIT p.backend.failed(QStringLiteral("statistics"), QStringLiteral("looking at the rows was cancelled"),
                            p.backend.statistics[0].first, true);
    QCOMPARE(strip->text(), QStringLiteral("Looking at the rows was stopped."));
    QCOMPARE(strip->level(), Level::Info);
    look->click();
    Q_EMIT p.backend.failed(QStringLiteral("statistics"), QStringLiteral("No adapter yet."),
                            p.backend.statistics[1].first);
    QCOMPARE(strip->level(), Level::Problem);
}

void TestFiltersRows::looksAtRows() {
    Page p(rowsTab);
    sample::play(p.backend, 24);
    find<QSpinBox>(p.page, "statisticsRows")->setValue(12);
    find<QPushButton>(p.page, "statisticsLook")->click();
    QCOMPARE(p.backend.statistics.size(), std::size_t(1));
    QCOMPARE(p.backend.statistics[0].second.rows, int64_t(12));
    QVERIFY(QString::fromStdString(p.backend.statistics[0].second.run).endsWith(QStringLiteral("orders-demo")));
    QVERIFY(find<QPushButton>(p.page, "statisticsStop")->isVisible());
    Q_EMIT p.backend.progressed(QStringLiteral("statistics"), ProgressEvent{"Looking at the rows", 3, 12});
    Q_EMIT p.backend.progressed(QStringLiteral("data"), ProgressEvent{"Reading data", 1, 2}); // another page's
    QVERIFY(allText(&p.page).contains(QStringLiteral("Looking at the rows")));
    QVERIFY(!allText(&p.page).contains(QStringLiteral("Reading data")));
    auto* progress = find<QPushButton>(p.page, "statisticsStop")->parentWidget()->findChild<QProgressBar*>();
    QCOMPARE(progress->value(), 3);
    const ProgressEvent large = {"Reading data", 3'000'000'000, 12'000'000'000, true};
    Q_EMIT p.backend.progressed(QStringLiteral("statistics"), large);
    QCOMPARE(progress->maximum() / progress->value(), 4);
    find<QPushButton>(p.page, "statisticsStop")->click();
    QCOMPARE(p.backend.cancelled, QStringList{QStringLiteral("statistics")}); // and no training that waits behind it
    QCOMPARE(p.backend.stops, 0);
    Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[0].first, statistics(6));
    QVERIFY(!find<QPushButton>(p.page, "statisticsStop")->isVisible());
    auto* view = p.page.findChild<StatisticsView*>();
    QCOMPARE(view->heatmap()->matrix().rows, 6);
    QCOMPARE(view->heatmap()->matrix().columnNames.first(), QStringLiteral("5 %"));
    QCOMPARE(view->heatmap()->matrix().at(2, 5), static_cast<float>(statistics(6).statistics[2].mean));
    auto* top = find<QTableWidget>(p.page, "topTokens");
    QCOMPARE(top->rowCount(), 2);
    QVERIFY(top->item(0, 1)->text().contains(QStringLiteral("[·mandarins]")));
    QVERIFY(find<MessageStrip>(p.page, "statisticsStrip")->text().contains(QStringLiteral("64 of the 120 rows")));
    auto* map = find<QComboBox>(p.page, "statisticsMap");
    map->setCurrentText(QStringLiteral("Distribution"));
    QCOMPARE(view->heatmap()->matrix().columns, static_cast<int>(statistic_bins));
    float whole = 0;
    for (int column = 0; column < view->heatmap()->matrix().columns; ++column) {
        whole += view->heatmap()->matrix().at(3, column);
    }
    QVERIFY(std::abs(whole - 1) < 1e-5F);
    map->setCurrentText(QStringLiteral("Active share by topic"));
    QCOMPARE(view->heatmap()->matrix().columnNames, (QStringList{QStringLiteral("fruit"), QStringLiteral("stone")}));
    Q_EMIT p.backend.event(sample::start(24, 3, "runs/another")); // what was found belongs to the other run
    QVERIFY(!top->isVisible());
}

// All rows of several files, of which not all fit into memory, some without a label.
void TestFiltersRows::saysWhichRowsWereLookedAt() {
    Page p(rowsTab);
    sample::play(p.backend, 24);
    auto* rows = find<QSpinBox>(p.page, "statisticsRows");
    rows->setValue(0);
    QCOMPARE(rows->text(), QStringLiteral("all"));
    find<QPushButton>(p.page, "statisticsLook")->click();
    QCOMPARE(p.backend.statistics[0].second.rows, int64_t(0));
    FilterStatistics found = statistics(2);
    found.full = true;
    found.statistics[0].top[0].file = "/data/more.jsonl";
    found.groupings[1].groups[0].name.clear();
    Q_EMIT p.backend.filterStatisticsReady(p.backend.statistics[0].first, found);
    QVERIFY(find<MessageStrip>(p.page, "statisticsStrip")->text().contains(QStringLiteral("the rest was left out")));
    QCOMPARE(find<QTableWidget>(p.page, "topTokens")->item(0, 2)->text(), QStringLiteral("12 of more.jsonl"));
    find<QComboBox>(p.page, "statisticsMap")->setCurrentText(QStringLiteral("Mean by topic"));
    QCOMPARE(p.page.findChild<StatisticsView*>()->heatmap()->matrix().columnNames,
             (QStringList{QStringLiteral("no label"), QStringLiteral("stone")}));
}

void TestFiltersRows::waitsForTheTrainingRun() {
    Page p(rowsTab);
    p.backend.setRunning(true);
    sample::play(p.backend, 24);
    QVERIFY(!find<QPushButton>(p.page, "statisticsLook")->isEnabled());
    QVERIFY(find<MessageStrip>(p.page, "statisticsStrip")->text().contains(QStringLiteral("under way")));
    p.backend.setRunning(false);
    QVERIFY(find<QPushButton>(p.page, "statisticsLook")->isEnabled());
}

QTEST_MAIN(TestFiltersRows)
#include "tst_filters_rows.moc"
