// The method's card: the list of methods, the form of the chosen one, what it counts, which adapter a run goes on from,
// what of a file it cannot take.

#include "setup_form.h"
#include "ui/setup/choice_delegate.h"
#include "ui/setup/method_card.h"
#include "ui/setup/method_list.h"
#include "ui/setup/option_form.h"
#include "ui/setup/setup_page.h"
#include "ui/setup/taken_options.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QWheelEvent>
#include <QtTest>

using namespace loratrf;

class TestMethodCard : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void methodFormComesFromItsDescription() {
        RecordingBackend backend;
        for (const MethodInfo& method : backend.methods()) {
            OptionForm form(method);
            QCOMPARE(form.values().size(), std::size_t(0));
            for (const OptionSpec& spec : method.options) {
                auto* widget = find<QWidget>(form, spec.key.c_str());
                QVERIFY(widget->toolTip().startsWith(qs(spec.help)));
                QCOMPARE(widget->accessibleName(), qs(spec.label));
                QVERIFY(form.value(spec.key) == spec.value);
            }
        }
    }

    void onlyWhatDiffersFromTheDefaultsIsSent() {
        RecordingBackend backend;
        SetupPage page(backend);
        find<QSpinBox>(page, "rank")->setValue(8);
        find<QComboBox>(page, "placement")->setCurrentText("linear");
        find<QDoubleSpinBox>(page, "filter_scale")->setValue(0.5);
        find<QCheckBox>(page, "signed_start")->setChecked(true);
        find<QCheckBox>(*find<QWidget>(page, "targets"), "choice_k_proj")->setChecked(true);
        const MethodOptions expected = {{"rank", int64_t(8)},
                                        {"placement", std::string("linear")},
                                        {"filter_scale", 0.5},
                                        {"signed_start", true},
                                        {"targets", std::vector<std::string>{"q_proj", "k_proj", "v_proj"}}};
        QVERIFY(page.options().method_options == expected);

        // What was set for one method is there again after a look at another.
        chooseMethod(page, "LoRA");
        QCOMPARE(page.options().method, std::string("lora"));
        const MethodOptions common = {{"rank", expected.at("rank")}, {"targets", expected.at("targets")}};
        QVERIFY(page.options().method_options == common);
        chooseMethod(page, "LoRATRF");
        QVERIFY(page.options().method_options == expected);
    }

    void namesThatHaveNoBoxAreKept() {
        RecordingBackend backend;
        SetupPage page(backend);
        TrainOptions options;
        options.method_options["targets"] = std::vector<std::string>{"v_proj", "lm_head"};
        page.setOptions(options);
        QVERIFY(page.options().method_options == options.method_options);
    }

    void parameterCountFollowsTheForm() {
        RecordingBackend backend;
        SetupPage page(backend);
        auto* label = find<QLabel>(page, "trainableLabel");
        QVERIFY(label->text().contains("Choose a model"));
        giveModel(backend, page);
        const auto expect = [&] {
            const ParameterCount count =
                backend.countParameters(exampleModel("x"), "loratrf", page.options().method_options);
            return countText(count.trainable) + " trainable parameters";
        };
        QVERIFY(label->text().startsWith(expect()));
        QVERIFY(label->text().contains("of a plain LoRA of rank 16"));
        const QString before = label->text();
        find<QSpinBox>(page, "rank")->setValue(4);
        QVERIFY(label->text() != before);
        QVERIFY(label->text().startsWith(expect()));

        find<QSpinBox>(page, "budgetRank")->setValue(32);
        find<QPushButton>(page, "budgetButton")->click();
        QCOMPARE(find<QSpinBox>(page, "rank")->value(), 16);
        QCOMPARE(find<QSpinBox>(page, "filter_rank")->value(), 2);
        QVERIFY(label->text().startsWith(expect()));
        find<QSpinBox>(page, "budgetRank")->setValue(1);
        find<QPushButton>(page, "budgetButton")->click();
        QVERIFY(find<QLabel>(page, "budgetText")->text().contains("no rank fits"));

        for (QCheckBox* box : find<QWidget>(page, "targets")->findChildren<QCheckBox*>()) {
            box->setChecked(false);
        }
        QVERIFY(label->text().contains("at least one projection"));
    }

    void targetsTheModelLacksCannotBeTaken() {
        RecordingBackend backend;
        SetupPage page(backend);
        giveModel(backend, page);
        auto* targets = find<QWidget>(page, "targets");
        QVERIFY(find<QCheckBox>(*targets, "choice_o_proj")->isEnabled());
        QVERIFY(!find<QCheckBox>(*targets, "choice_gate_proj")->isEnabled());
    }

    void methodsWithoutARankAreComparedToo() {
        RecordingBackend backend;
        MethodCard card(backend);
        card.setModel(exampleModel("m"));
        TrainOptions options;
        options.method = "full";
        card.read(options);
        const ParameterCount count = backend.countParameters(exampleModel("m"), "full", {});
        QVERIFY(count.lora_rank == 16 && count.trainable > 10 * count.lora);
        QVERIFY2(card.countSentence().contains(QString("%1 times a plain LoRA of rank 16")
                                                   .arg(double(count.trainable) / double(count.lora), 0, 'f', 0)),
                 qPrintable(card.countSentence()));
        options.method = "lora"; // with itself nothing is compared
        card.read(options);
        QVERIFY(!card.countSentence().contains("plain LoRA"));
    }

    void methodsAreCardsWithTheirShares() {
        RecordingBackend backend;
        MethodCard card(backend);
        card.resize(520, 700);
        card.show();
        auto* list = find<MethodList>(card, "method");
        const auto at = [&](int place, int role) { return list->model()->index(place, 0).data(role).toString(); };
        QCOMPARE(list->model()->rowCount(), static_cast<int>(backend.methods().size()));
        QCOMPARE(at(1, ChoiceDelegate::SentenceRole), qs(backend.methods()[1].sentence));
        QCOMPARE(at(1, Qt::AccessibleDescriptionRole), qs(backend.methods()[1].sentence));
        QCOMPARE(at(1, ChoiceDelegate::AsideRole), QString());
        card.setModel(exampleModel("m"));
        QCOMPARE(at(2, ChoiceDelegate::AsideRole), QString("100 % of the model")); // without being chosen
        QVERIFY(at(1, Qt::AccessibleTextRole).startsWith("LoRA, "));

        list->setFocus();
        QSignalSpy changed(&card, &MethodCard::changed);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(written(card).method, std::string("lora"));
        QVERIFY(!changed.isEmpty());
        const QString before = at(1, ChoiceDelegate::AsideRole);
        find<QSpinBox>(card, "rank")->setValue(64);
        QVERIFY(at(1, ChoiceDelegate::AsideRole) != before);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(written(card).method, std::string("loratrf"));
        card.setModel({});
        QCOMPARE(at(1, ChoiceDelegate::AsideRole), QString());
    }

    void theRankIsTakenAlongToAMethodNotLookedAtYet() {
        RecordingBackend backend;
        MethodCard card(backend);
        card.setModel(exampleModel("m"));
        auto* list = find<MethodList>(card, "method");
        const auto share = [&](int place) {
            return list->model()->index(place, 0).data(ChoiceDelegate::AsideRole).toString();
        };
        const QString before = share(1);
        find<QSpinBox>(card, "rank")->setValue(32);
        QVERIFY(share(1) != before);
        list->choose(1);
        QCOMPARE(written(card).method, std::string("lora"));
        QCOMPARE(find<QSpinBox>(card, "rank")->value(), 32);
        find<QSpinBox>(card, "rank")->setValue(4);
        list->choose(0); // which has its own by now
        QCOMPARE(find<QSpinBox>(card, "rank")->value(), 32);
        list->choose(1);
        QCOMPARE(find<QSpinBox>(card, "rank")->value(), 4);
    }

    void cardsAreAsHighAsTheirSentences() {
        RecordingBackend backend;
        MethodList list(backend.methods());
        list.show();
        for (const int width : {600, 260, 180, 600}) {
            list.resize(width, 300);
            QCoreApplication::processEvents();
            QCOMPARE(list.visualRect(list.model()->index(0, 0)).height(), list.sizeHintForRow(0));
        }
    }

    void theWheelPassesTheListUnlessItHasTheFocus() {
        RecordingBackend backend;
        MethodList list(backend.methods());
        list.resize(200, 60);
        list.show();
        QApplication::setActiveWindow(&list);
        const auto turn = [&] {
            QWheelEvent wheel({9, 9}, list.mapToGlobal(QPointF(9, 9)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(list.viewport(), &wheel);
            return wheel.isAccepted();
        };
        list.clearFocus();
        QVERIFY(!turn());
        QCOMPARE(list.chosen(), 0);
        list.setFocus();
        QTRY_VERIFY(list.hasFocus());
        QVERIFY(turn());
        QCOMPARE(list.chosen(), 0); // it moves the cards, not the choice
    }

    void theAdapterARunGoesOnFromIsShownAndCanBeLeft() {
        RecordingBackend backend;
        MethodCard card(backend);
        card.show();
        auto* text = find<QLabel>(card, "startAdapter");
        QVERIFY(!text->isVisible());
        QCOMPARE(written(card).adapter, std::string());
        TrainOptions options;
        options.adapter = "/runs/first/adapter-final";
        card.read(options);
        QVERIFY(text->isVisible() && text->text().contains("first/adapter-final"));
        QCOMPARE(text->toolTip(), QString("/runs/first/adapter-final"));
        QCOMPARE(written(card).adapter, options.adapter);
        QVERIFY(card.setProblem("adapter", "it is gone", false));
        QVERIFY(find<QLabel>(card, "problem_method")->text().contains("it is gone"));

        QSignalSpy changed(&card, &MethodCard::changed);
        find<QPushButton>(card, "startAfresh")->click();
        QCOMPARE(changed.size(), 1);
        QVERIFY(!text->isVisible());
        QCOMPARE(written(card).adapter, std::string());
    }

    void whatWasNotTakenIsNamedOnce() {
        RecordingBackend backend;
        TrainOptions asked;
        asked.method = "lora";
        asked.method_options = {{"rank", int64_t(8)},
                                {"targets", std::vector<std::string>{"v_proj", "q_proj"}}, // in any order
                                {"alpha", 0.1 + 0.2},
                                {"xi_init", std::string("mean")}};
        TrainOptions taken = asked;
        taken.method_options["alpha"] = 0.3;
        taken.method_options.erase("targets"); // as it is by itself
        taken.method_options.erase("xi_init");
        QCOMPARE(notTaken(asked, taken, backend.methods()),
                 QStringList("method_options.xi_init: LoRA has no such option; it was left out"));
        taken.method_options["rank"] = int64_t(4);
        QCOMPARE(notTaken(asked, taken, backend.methods()).size(), 2);
        taken.method = "loratrf";
        QCOMPARE(notTaken(asked, taken, backend.methods()),
                 QStringList("method: there is no method \"lora\"; LoRATRF stays chosen, with its options"));
    }
};

QTEST_MAIN(TestMethodCard)
#include "tst_method_card.moc"
