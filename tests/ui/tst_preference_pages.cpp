// Preference pairs on the pages: their roles, both answers as tokens, the recipe, the evaluation; all of it in German.

#include "data_card_support.h"
#include "preference_examples.h"
#include "try_examples.h"
#include "ui/plots/figures.h"
#include "ui/plots/pair_plot.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"
#include "ui/setup/data_roles.h"
#include "ui/setup/recipe_card.h"
#include "ui/setup/row_browser.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/language.h"
#include "ui/try/evaluate_card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/token_view.h"

#include <QAccessible>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTextBlock>
#include <QUndoStack>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

FieldLook pairLook() {
    FieldLook look;
    look.file = "/data/a.csv";
    look.fields = {{"prompt", {"How many bags of flour?"}},
                   {"chosen", {"Two bags."}},
                   {"rejected", {"No idea."}},
                   {"tone", {"kind"}}};
    look.shape = RowShape::Preference;
    look.prompt = "prompt";
    look.answer = "chosen";
    look.rejected = "rejected";
    return look;
}

QString colouredText(const TokenView& view) {
    QString text;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
            if (piece.fragment().charFormat().background().style() != Qt::NoBrush) {
                text += piece.fragment().text();
            }
        }
    }
    return text;
}

} // namespace

class TestPreferencePages : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }
    void cleanup() { applyLanguage("en"); }

    void theRejectedAnswerIsARole();
    void theRoleAndTheShapeAreKept();
    void theFormTakesThemBack();
    void thePresetSetsWhatItSays();
    void aPairIsTwoConversations();
    void theCardCountsBoth();
    void theEvaluationCountsPairs();
    void germanHasAllOfIt();
    void pictures();
};

void TestPreferencePages::theRejectedAnswerIsARole() {
    RecordingBackend backend;
    DataCard card(backend);
    card.show();
    giveFile(backend, card); // of prompts and completions
    const int rejected = static_cast<int>(DataRoles::Role::Rejected);
    QCOMPARE(find<QComboBox>(card, "role_reply")->findData(rejected), -1);
    QVERIFY(!allText(&card).contains("Chosen answer"));

    Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, pairLook());
    auto* roles = find<DataRoles>(card, "roles");
    QCOMPARE(roles->roleOf("chosen"), DataRoles::Role::Answer);
    QCOMPARE(roles->roleOf("rejected"), DataRoles::Role::Rejected);
    QCOMPARE(find<QComboBox>(card, "role_chosen")->currentText(), QString("Chosen answer"));
    QVERIFY(allText(&card).contains("Rejected answer")); // to drag
    QVERIFY(written(card).data_options.rejected_field.empty());

    auto* box = find<QComboBox>(card, "role_tone");
    box->setCurrentIndex(box->findData(rejected));
    Q_EMIT box->activated(box->currentIndex());
    QTRY_COMPARE(roles->roleOf("tone"), DataRoles::Role::Rejected);
    QCOMPARE(roles->roleOf("rejected"), DataRoles::Role::None);
    QCOMPARE(written(card).data_options.rejected_field, std::string("tone"));
    QCOMPARE(written(card).data_options.answer_field, std::string("chosen"));
    QTRY_COMPARE(backend.previewed.back().options.rejected_field, std::string("tone"));

    Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, pairLook());
    find<QPushButton>(card, "resetRoles")->click();
    QVERIFY(written(card).data_options.rejected_field.empty());

    // Asked for, the shape offers its roles though no row has it.
    auto* shape = find<QComboBox>(card, "shape");
    const int before = backend.rows.count("fields");
    shape->setCurrentIndex(shape->findData(static_cast<int>(RowShape::Preference)));
    QTRY_VERIFY(backend.rows.count("fields") > before);
    QCOMPARE(backend.rows.last("fields").options.shape, RowShape::Preference);
    FieldLook unknown = exampleLook();
    unknown.shape = RowShape::Auto;
    unknown.prompt = unknown.answer = "";
    unknown.problem = "the fields \"one\" are not known";
    Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, unknown);
    QVERIFY(find<QComboBox>(card, "role_reply")->findData(rejected) >= 0);
}

void TestPreferencePages::theRoleAndTheShapeAreKept() {
    RecordingBackend backend;
    DataCard card(backend);
    TrainOptions options;
    options.data = "/data/a.csv";
    options.data_options.shape = RowShape::Preference;
    options.data_options.answer_field = "good";
    options.data_options.rejected_field = "bad";
    card.read(options);
    QCOMPARE(written(card).data_options.shape, RowShape::Preference);
    QCOMPARE(written(card).data_options.answer_field, std::string("good"));
    QCOMPARE(written(card).data_options.rejected_field, std::string("bad"));
    find<QLineEdit>(card, "dataPath")->setText("/data/b.csv"); // which has other fields
    QVERIFY(written(card).data_options.rejected_field.empty());
}

void TestPreferencePages::theFormTakesThemBack() {
    RecordingBackend backend;
    SetupPage page(backend);
    page.show();
    auto* beta = find<QDoubleSpinBox>(page, "preferenceBeta");
    QCOMPARE(beta->value(), TrainOptions().preference_beta);
    beta->setValue(0.3);
    QCOMPARE(page.options().preference_beta, 0.3);
    QTRY_COMPARE(page.history().count(), 1);
    find<DataRoles>(page, "roles")->assign(DataRoles::Role::Rejected, "bad");
    QTRY_COMPARE(page.history().count(), 2);
    QCOMPARE(page.options().data_options.rejected_field, std::string("bad"));
    page.history().undo();
    QVERIFY(page.options().data_options.rejected_field.empty());
    QCOMPARE(page.options().preference_beta, 0.3);
    page.history().undo();
    QCOMPARE(beta->value(), TrainOptions().preference_beta);
    page.history().redo();
    page.history().redo();
    QCOMPARE(page.options().data_options.rejected_field, std::string("bad"));
    TrainOptions exact;
    exact.preference_beta = 1.0 / 3;
    page.setOptions(exact);
    QCOMPARE(page.options().preference_beta, exact.preference_beta);
}

void TestPreferencePages::thePresetSetsWhatItSays() {
    const QString path = SOURCE_DIR "/resources/presets/preference.json";
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject preset = QJsonDocument::fromJson(file.readAll()).object();
    RecordingBackend backend;
    SetupPage page(backend);
    find<QDoubleSpinBox>(page, "preferenceBeta")->setValue(0.75);
    QVERIFY(page.applyPreset(path));
    QCOMPARE(page.options().preference_beta, preset["preference_beta"].toDouble());
    QCOMPARE(page.options().learning_rate, preset["learning_rate"].toDouble());
    QCOMPARE(page.options().epochs, preset["epochs"].toDouble());
    QFile list(SOURCE_DIR "/resources/resources.qrc");
    QVERIFY(list.open(QIODevice::ReadOnly));
    QVERIFY(list.readAll().contains("<file>presets/preference.json</file>"));
}

void TestPreferencePages::aPairIsTwoConversations() {
    TokenView view;
    view.setRow(pairRow());
    QCOMPARE(view.toPlainText(), QString("With the chosen answer\nAsk good!\nWith the rejected answer\nAsk bad"));
    QCOMPARE(view.supervisedCount(), 3);
    QCOMPARE(colouredText(view), QString(" good! bad"));
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(spoken != nullptr && spoken->textInterface() != nullptr);
    const QString said = spoken->textInterface()->text(0, spoken->textInterface()->characterCount());
    QVERIFY2(said.indexOf("good") >= 0 && said.indexOf("good") < said.indexOf("rejected"), qPrintable(said));
    QVERIFY2(said.indexOf("rejected") < said.indexOf("bad"), qPrintable(said));
    view.setShowIds(true);
    QVERIFY2(view.toPlainText().contains("good12 !13 "), qPrintable(view.toPlainText()));
    QVERIFY2(view.toPlainText().contains("bad24 "), qPrintable(view.toPlainText()));
    PreviewRow single = pairRow();
    single.rejected.clear();
    view.setShowIds(false);
    view.setRow(single);
    QCOMPARE(view.toPlainText(), QString("Ask good!"));
}

void TestPreferencePages::theCardCountsBoth() {
    RecordingBackend backend;
    DataCard card(backend);
    card.show();
    giveFile(backend, card);
    auto* tokens = find<TokenView>(card, "tokens");
    Q_EMIT backend.previewReady("/data/a.csv", exampleRows());
    const int usual = tokens->maximumHeight();
    Q_EMIT backend.previewReady("/data/a.csv", {pairRow()});
    QVERIFY2(find<QLabel>(card, "rowText")->text().endsWith("a pair of 3 and 2 tokens, 3 trained on"),
             qPrintable(find<QLabel>(card, "rowText")->text()));
    QCOMPARE(tokens->maximumHeight(), usual); // nothing jumps from row to row

    RecordingRowFiles files;
    RowBrowser browser(files, "/data/a.csv", "/models/a", {});
    browser.show();
    const int id = files.last("open").id;
    Q_EMIT files.opened(id, 10);
    Q_EMIT files.shown(id, 0, pairRow());
    QCOMPARE(find<QLabel>(browser, "rowAbout")->text(),
             QString("Line 7: a pair of 3 and 2 tokens, 3 of them trained on."));
}

void TestPreferencePages::theEvaluationCountsPairs() {
    RecordingBackend backend;
    EvaluateCard card(backend);
    card.setRun("/runs/one", runOptions());
    const auto told = [&](int64_t pairs, int64_t likelier) {
        find<QPushButton>(card, "evaluateButton")->click();
        EvaluateResult result;
        result.loss = 0.5;
        result.perplexity = 1.5;
        result.pairs = pairs;
        result.likelier = likelier;
        const std::size_t asked = backend.evaluations.size();
        for (const std::size_t one : {asked - 2, asked - 1}) {
            Q_EMIT backend.evaluated(backend.evaluations[one].first, result);
        }
        return find<QLabel>(card, "evaluateResult")->text();
    };
    QVERIFY(!told(0, 0).contains("likelier"));
    const QString text = told(8, 6);
    QVERIFY2(text.contains("Tuned: the chosen answer is the likelier one in 6 of 8 pairs"), qPrintable(text));
    QCOMPARE(text.count("6 of 8"), 2); // of both models
}

void TestPreferencePages::germanHasAllOfIt() {
    const auto texts = [] {
        QStringList all;
        for (const Figure& figure : {preferredFigure(), rewardsFigure()}) {
            all << figure.title << figure.help;
        }
        all << preferredFigure().levelName << rewardsFigure().subject;
        RunModel model;
        playPairs(model);
        PairPlot rewards(model, PairPlot::Shows::Rewards);
        for (int graph = 0; graph < rewards.plot()->graphCount(); ++graph) {
            all << rewards.plot()->graph(graph)->name();
        }
        all << model.log().back().text;
        TokenView tokens;
        tokens.setRow(pairRow());
        all << tokens.toPlainText();
        RecordingBackend backend;
        const DataCard card(backend);
        const auto* shape = find<QComboBox>(card, "shape");
        all << shape->itemText(shape->findData(static_cast<int>(RowShape::Preference)));
        const RecipeCard recipe;
        const auto* beta = find<QDoubleSpinBox>(recipe, "preferenceBeta");
        return all << beta->accessibleName() << beta->toolTip();
    };
    applyLanguage("en");
    const QStringList english = texts();
    applyLanguage("de");
    const QStringList german = texts();
    for (qsizetype i = 0; i < english.size(); ++i) {
        QVERIFY2(english[i] != german[i], qPrintable(english[i]));
    }
}

void TestPreferencePages::pictures() {
    const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
    if (folder.isEmpty()) {
        QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
    }
    QVERIFY(QDir().mkpath(folder));
    for (const char* look : {"light-en", "dark-en", "light-de"}) {
        applyLanguage(QString(look).right(2));
        applyTheme(QString(look).startsWith("dark") ? ThemeMode::Dark : ThemeMode::Light);
        RecordingBackend backend;
        auto* card = new DataCard(backend);
        QScrollArea area;
        area.setWidget(card);
        area.setWidgetResizable(true);
        area.resize(460, 1300);
        area.show();
        giveFile(backend, *card);
        Q_EMIT backend.rows.fieldsSeen(backend.rows.last("fields").id, pairLook());
        for (Fold* fold : card->findChildren<Fold*>()) {
            fold->setOpen(fold->isAncestorOf(find<DataRoles>(*card, "roles")));
        }
        Q_EMIT backend.previewReady("/data/a.csv", {pairRow()});
        QTest::qWait(80);
        QVERIFY(area.grab().save(QString("%1/pairs-data-%2.png").arg(folder, look)));

        ShownRun run(backend);
        RunPage page(backend, run);
        page.resize(1280, 1000);
        page.show();
        backend.setRunning(true);
        StartEvent start = sample::start(pairSteps, sample::sites);
        start.planned_memory = 2'000'000'000;
        Q_EMIT backend.event(start);
        for (int i = 1; i <= pairSteps; ++i) {
            Q_EMIT backend.event(pairStep(i));
            if (i % 10 == 0) {
                Q_EMIT backend.event(pairEval(i, i == pairSteps));
            }
        }
        QTest::qWait(400);
        QVERIFY(page.grab().save(QString("%1/pairs-run-%2.png").arg(folder, look)));
        page.resize(860, 500);
        QTest::qWait(400);
        QVERIFY(page.grab().save(QString("%1/pairs-run-small-%2.png").arg(folder, look)));
    }
    applyTheme(ThemeMode::Light);
}

QTEST_MAIN(TestPreferencePages)
#include "tst_preference_pages.moc"
