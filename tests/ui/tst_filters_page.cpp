// What the sites do, over time and over a text.

#include "recording_backend.h"
#include "run_events.h"
#include "ui/filters/filters_page.h"
#include "ui/filters/probe_view.h"
#include "ui/plots/heatmap.h"
#include "ui/runs/shown_run.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QtTest>

using namespace loratrf;

namespace {

template <typename Widget>
Widget* named(const QWidget& page, const char* name) {
    auto* widget = page.findChild<Widget*>(QLatin1String(name));
    if (widget == nullptr) {
        qFatal("no widget named %s", name);
    }
    return widget;
}

} // namespace

class TestFiltersPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void probesOwnText();
    void choosesAmongProbeTexts();
};

void TestFiltersPage::probesOwnText() {
    RecordingBackend backend;
    ShownRun run(backend);
    FiltersPage page(backend, run);
    page.show();
    sample::play(backend, 24);
    named<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
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
    QCOMPARE(named<QLabel>(page, "probeReadout")->text(), QStringLiteral("No adapter yet."));
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
    named<QTabBar>(page, "filterTabs")->setCurrentIndex(1);
    auto* view = page.findChild<ProbeView*>();
    auto* choice = view->findChild<QComboBox*>();
    QTRY_COMPARE(choice->count(), 2);
    choice->setCurrentIndex(1);
    QTRY_COMPARE(view->heatmap()->matrix().columns, 2);
    Q_EMIT backend.event(sample::filter(25, 0, sample::sites)); // the choice stays
    QTest::qWait(150);
    QCOMPARE(view->probe(), 1);
}

QTEST_MAIN(TestFiltersPage)
#include "tst_filters_page.moc"
