// What the sites do, over time and over a text.

#include "find_widget.h"
#include "ground_of.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/filters/filters_page.h"
#include "ui/filters/probe_view.h"
#include "ui/filters/strength_text.h"
#include "ui/filters/time_cursor.h"
#include "ui/plots/activity_view.h"
#include "ui/plots/color_scale.h"
#include "ui/plots/heatmap.h"
#include "ui/runs/shown_run.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>
#include <QtTest>

using namespace loratrf;

class TestFiltersPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void probesOwnText();
    void anotherRunEndsTheWaiting();
    void saysWhyNothingActsOnTokens();
    void choosesAmongProbeTexts();
    void textIsColouredByLayer();
    void timeGoesBackAndPlays();
    void aStepIsChosenInTheMap();
};

void TestFiltersPage::probesOwnText() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.show();
    sample::play(backend, 24);
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    auto* view = page.findChild<ProbeView*>();
    QTRY_COMPARE(view->probe(), 0);
    auto* text = view->findChild<QLineEdit*>();
    QTest::keyClicks(text, QStringLiteral("two apples"));
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(backend.asked.size(), 2);
    QVERIFY(backend.asked[0].endsWith(QStringLiteral("runs/orders-demo")));
    QCOMPARE(backend.asked[1], QStringLiteral("two apples"));
    FilterEvent answer;
    answer.probe = -1;
    answer.step = 24;
    answer.tokens = {"two", " apples"};
    answer.sites = {"model.layers.0"};
    answer.values = {0.25F, 0.75F};
    Q_EMIT backend.event(answer);
    QTRY_COMPARE(view->heatmap()->matrix().columns, 2);
    QCOMPARE(view->probe(), -1);
    QCOMPARE(view->heatmap()->readout(0, 1), QStringLiteral("layer 0, token 2 “·apples”: 0.75"));
    QTest::keyClick(text, Qt::Key_Return);
    Q_EMIT backend.failed(QStringLiteral("probe"), QStringLiteral("No adapter yet."));
    QCOMPARE(find<QLabel>(page, "probeReadout")->text(), QStringLiteral("No adapter yet."));
}

void TestFiltersPage::anotherRunEndsTheWaiting() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.show();
    sample::play(backend, 24);
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    QTest::keyClicks(find<QLineEdit>(page, "probeText"), QStringLiteral("two apples"));
    QTest::keyClick(find<QLineEdit>(page, "probeText"), Qt::Key_Return);
    auto* readout = find<QLabel>(page, "probeReadout");
    QVERIFY(readout->text().startsWith(QStringLiteral("Waiting")));
    StartEvent again = sample::start(sample::steps, sample::sites);
    again.first_step = 24;
    Q_EMIT backend.event(again); // the same run goes on and may still answer
    QVERIFY(readout->text().startsWith(QStringLiteral("Waiting")));
    Q_EMIT backend.event(sample::start(sample::steps, sample::sites, "runs/another"));
    QVERIFY(!readout->text().startsWith(QStringLiteral("Waiting")));
}

void TestFiltersPage::saysWhyNothingActsOnTokens() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.show();
    Q_EMIT backend.event(sample::start(240, 0));
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    auto* view = page.findChild<ProbeView*>();
    const auto note = [&] { // the one that stands in place of the maps
        for (const QLabel* label : view->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().size() > 60) {
                return label->text();
            }
        }
        return QString();
    };
    QTRY_VERIFY(note().startsWith(QStringLiteral("Type a text")));
    QTest::keyClicks(find<QLineEdit>(page, "probeText"), QStringLiteral("two apples"));
    QTest::keyClick(find<QLineEdit>(page, "probeText"), Qt::Key_Return);
    FilterEvent answer; // of full fine-tuning
    answer.probe = -1;
    answer.tokens = {"two", " apples"};
    Q_EMIT backend.event(answer);
    QTRY_VERIFY(note().startsWith(QStringLiteral("This method trains weights of the base model itself")));
    QVERIFY(find<QLabel>(page, "probeReadout")->text().isEmpty());
}

void TestFiltersPage::choosesAmongProbeTexts() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.show();
    sample::play(backend, 24);
    FilterEvent second = sample::filter(24, 1, sample::sites);
    second.tokens.resize(2);
    second.values.resize(2 * sample::sites);
    Q_EMIT backend.event(second);
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    auto* view = page.findChild<ProbeView*>();
    auto* choice = view->findChild<QComboBox*>();
    QTRY_COMPARE(choice->count(), 2);
    choice->setCurrentIndex(1);
    QTRY_COMPARE(view->heatmap()->matrix().columns, 2);
    Q_EMIT backend.event(sample::filter(25, 0, sample::sites)); // the choice stays
    QTest::qWait(150);
    QCOMPARE(view->probe(), 1);
}

void TestFiltersPage::textIsColouredByLayer() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.resize(1000, 680);
    page.show();
    Q_EMIT backend.event(sample::start(240, 2));
    FilterEvent event;
    event.step = 24;
    event.tokens = {"two", " apples"};
    event.sites = {"model.layers.0", "model.layers.1"};
    event.values = {0.0F, 1.0F, 0.5F, 0.25F};
    Q_EMIT backend.event(event);
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    auto* view = page.findChild<ProbeView*>();
    auto* text = view->text();
    auto* site = find<QSlider>(page, "siteSlider");
    QTRY_COMPARE(text->toPlainText(), QStringLiteral("two apples"));
    QCOMPARE(view->site(), allSites);
    QCOMPARE(text->readout(0), QStringLiteral("token 1 “two”: 0.25")); // mean of 0 and 0.5
    QCOMPARE(text->readout(1), QStringLiteral("token 2 “·apples”: 0.625"));
    const bool dark = isDark(page.palette());
    QCOMPARE(groundOf(*text, 0).color(), scaleColour(0.25, dark));
    QCOMPARE(groundOf(*text, 4).color(), scaleColour(0.625, dark));
    site->setFocus();
    QTest::keyClick(site, Qt::Key_Right);
    QTest::keyClick(site, Qt::Key_Right);
    QCOMPARE(view->site(), 1);
    QCOMPARE(find<QLabel>(page, "siteName")->text(), QStringLiteral("layer 1"));
    QCOMPARE(view->heatmap()->markedRow(), 1);
    QCOMPARE(groundOf(*text, 4).color(), scaleColour(0.25, dark));
    QTest::keyClick(text, Qt::Key_Right);
    QCOMPARE(find<QLabel>(page, "probeReadout")->text(), text->readout(0));
    for (int letter = 0; letter < 4; ++letter) {
        QTest::keyClick(text, Qt::Key_Right);
    }
    QCOMPARE(find<QLabel>(page, "probeReadout")->text(), text->readout(1));
    QVERIFY2(text->accessibleName().startsWith(text->readout(1)), qPrintable(text->accessibleName()));
    QCOMPARE(view->heatmap()->markedColumn(), -1);
    QTest::keyClick(text, Qt::Key_Return); // the same token in the map
    QCOMPARE(view->heatmap()->markedColumn(), 1);
    QFocusEvent away(QEvent::FocusOut);
    QCoreApplication::sendEvent(text, &away);
    QVERIFY(!text->accessibleName().contains(text->readout(1)));
    const QRect first = text->cursorRect(QTextCursor(text->document()));
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, first.center() + QPoint(3, 0));
    QCOMPARE(view->heatmap()->markedColumn(), 0);
}

void TestFiltersPage::timeGoesBackAndPlays() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.resize(1000, 680);
    page.show();
    sample::play(backend, 96); // texts at 24, 48, 72 and 96
    FilterEvent other = sample::filter(96, 0, sample::sites);
    std::ranges::fill(other.values, 0.5F);
    Q_EMIT backend.event(other);
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    auto* slider = find<QSlider>(page, "timeSlider");
    auto* label = find<QLabel>(page, "timeLabel");
    auto* play = find<QPushButton>(page, "timePlay");
    auto* view = page.findChild<ProbeView*>();
    QTRY_COMPARE(label->text(), QStringLiteral("Step 96 (4 of 4)"));
    QCOMPARE(view->heatmap()->matrix().at(0, 0), 0.5F);
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(label->text(), QStringLiteral("Step 72 (3 of 4)"));
    QVERIFY(view->heatmap()->matrix().at(0, 0) != 0.5F);
    Q_EMIT backend.event(sample::filter(120, 0, sample::sites)); // who looks back is not pulled forward
    QTRY_COMPARE(label->text(), QStringLiteral("Step 72 (3 of 5)"));
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(label->text(), QStringLiteral("Step 120 (5 of 5)"));
    Q_EMIT backend.event(sample::filter(144, 0, sample::sites)); // who looks at the newest is
    QTRY_COMPARE(label->text(), QStringLiteral("Step 144 (6 of 6)"));
    QTest::keyClick(slider, Qt::Key_Space); // plays from the beginning
    QVERIFY(play->isChecked());
    QCOMPARE(label->text(), QStringLiteral("Step 24 (1 of 6)"));
    QTRY_COMPARE(label->text(), QStringLiteral("Step 72 (3 of 6)"));
    QTest::keyClick(slider, Qt::Key_Space);
    QVERIFY(!play->isChecked());
    const QString stopped = label->text();
    QTest::qWait(TimeCursor::playInterval * 2);
    QCOMPARE(label->text(), stopped);
    play->click();
    QTRY_COMPARE(label->text(), QStringLiteral("Step 144 (6 of 6)"));
    QTRY_VERIFY(!play->isChecked()); // at the end
}

void TestFiltersPage::aStepIsChosenInTheMap() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.resize(1000, 680);
    page.show();
    sample::play(backend, 96);
    auto* map = page.findChild<ActivityView*>()->heatmap();
    QTRY_COMPARE(map->matrix().columns, 96);
    QTRY_COMPARE(map->markedColumn(), 95);
    map->flush();
    map->selectCell(2, 49);
    QTest::keyClick(map, Qt::Key_Return);
    QCOMPARE(find<QLabel>(page, "timeLabel")->text(), QStringLiteral("Step 50 (50 of 96)"));
    QCOMPARE(map->markedColumn(), 49);
    find<QTabBar>(page, "filterTabs")->setCurrentIndex(1); // the same time, as near as the texts come to it
    QTRY_COMPARE(find<QLabel>(page, "timeLabel")->text(), QStringLiteral("Step 48 (2 of 4)"));
}

QTEST_MAIN(TestFiltersPage)
#include "tst_filters_page.moc"
