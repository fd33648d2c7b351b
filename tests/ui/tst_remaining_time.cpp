// What is left of a job, by its pace so far.

#include "ui/widgets/remaining_time.h"
#include "ui/widgets/words.h"

#include <QtTest>

using namespace loratrf;

class TestRemainingTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsThePace() {
        RemainingTime left;
        QVERIFY(!left.seconds({"Evaluating", 0, 100}, 50)); // this clock began long before the job
        QVERIFY(!left.seconds({"Evaluating", 5, 100}, 50.5));
        QCOMPARE(left.seconds({"Evaluating", 20, 100}, 60), std::optional(40.0));
        QCOMPARE(left.seconds({"Evaluating", 50, 100}, 60), std::optional(10.0));
        QVERIFY(!left.seconds({"Evaluating", 100, 100}, 70));
    }

    void otherWorkBeginsAnew() {
        RemainingTime left;
        left.seconds({"Reading data", 0, 10}, 0);
        QCOMPARE(left.seconds({"Reading data", 5, 10}, 20), std::optional(20.0));
        QVERIFY(!left.seconds({"Evaluating", 5, 10}, 20));
        QCOMPARE(left.seconds({"Evaluating", 6, 10}, 23), std::optional(2.0));
        QVERIFY(!left.seconds({"Evaluating", 1, 10}, 23)); // of the next model
        QCOMPARE(left.seconds({"Evaluating", 2, 10}, 25), std::optional(8.0));
    }

    void anUnknownEndTellsNothing() {
        RemainingTime left;
        left.seconds({"Reading data", 0, 0}, 0);
        QVERIFY(!left.seconds({"Reading data", 1000, 0}, 90));
        QCOMPARE(left.appended("Reading data", {"Reading data", 1000, 0}), QString("Reading data"));
    }

    void amountsHaveTheirUnit() {
        QCOMPARE(amountText({"Evaluating", 3, 120'000}, 120'000), countText(120'000));
        QCOMPARE(amountText({"Reading data", 3, 120'000, true}, 120'000), sizeText(120'000));
    }
};

QTEST_GUILESS_MAIN(TestRemainingTime)
#include "tst_remaining_time.moc"
