// Where the window shows what the engine says in English, a German user reads German; texts kept in tables follow too.

#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/export/export_page.h"
#include "ui/library/library_model.h"
#include "ui/library/trade_off.h"
#include "ui/plots/heatmap.h"
#include "ui/run/run_page.h"
#include "ui/runs/activity_history.h"
#include "ui/runs/shown_run.h"
#include "ui/setup/data_report_view.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/language.h"

#include <QLineEdit>
#include <QTableWidget>
#include <QtTest>

using namespace loratrf;

class TestEngineTextsShown : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() {
        QSettings().clear();
        applyLanguage("de");
    }
    void cleanup() { applyLanguage("en"); }

    void onTheSetUpPage() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        find<QLineEdit>(page, "modelPath")->setText("/no/such");
        QTRY_COMPARE(backend.inspected.size(), 1);
        Q_EMIT backend.failed("model", "there is no file or folder \"/no/such\"");
        QTRY_VERIFY(allText(find<QWidget>(page, "modelStrip")).contains("es gibt keine Datei und keinen Ordner"));
        find<QLineEdit>(page, "modelPath")->setText("/models/one");
        QTRY_COMPARE(backend.inspected.size(), 2);
        ModelInfo model = exampleModel("/models/one");
        model.tokenizer = "byte-level BPE, 49,152 tokens, from tokenizer.json";
        model.warnings = {"The model brings no chat template: ChatML is used, unless you choose a preset template."};
        Q_EMIT backend.modelInspected(model);
        QTRY_VERIFY(allText(&page).contains("BPE auf Bytes, 49.152 Token, aus tokenizer.json"));
        QVERIFY(allText(&page).contains("Das Modell bringt keine Chat-Vorlage mit"));
        Q_EMIT backend.failed("train", "data: none of its 2 rows can be used; the first, line 1: field \"x\" is empty");
        QVERIFY(allText(&page).contains(
            "data: keine ihrer 2 Zeilen ist verwendbar; die erste, Zeile 1: Feld \"x\" ist leer"));
    }

    void inTheDataReport() {
        DataReportView view;
        DataReport report;
        report.rows = 4;
        report.used = 3;
        report.rejected = {{4, "the conversation has no answer of the assistant"}};
        report.warnings = {"3 rows begin with the begin-of-sequence token twice; take it out of the rows, or choose "
                           "another template"};
        view.setReports({report}, nullptr, {});
        auto* rejected = find<QTableWidget>(view, "rejectedRows");
        QCOMPARE(rejected->item(0, 1)->text(), QString("das Gespräch hat keine Antwort des Assistenten"));
        QVERIFY2(allText(&view).contains("In 3 Zeilen steht am Anfang das Token"), qPrintable(allText(&view)));
    }

    void whileARunGoesOn() {
        RecordingBackend backend;
        ShownRun run(backend);
        RunPage page(backend, run);
        page.show();
        StartEvent start = sample::start(10, 2);
        start.device = "cpu (2 threads)";
        start.compute = "bf16: this CPU has bf16 instructions";
        Q_EMIT backend.event(start);
        Q_EMIT backend.event(StateEvent{.state = RunState::Running, .step = 0, .message = {}});
        Q_EMIT backend.event(sample::step(1, 10));
        run.append(ProgressEvent{.what = "Evaluating", .done = 1, .total = 4});
        QTRY_VERIFY(allText(&page).contains("CPU (2 Threads)  ·  bf16: Diese CPU hat bf16-Befehle"));
        QTRY_VERIFY2(allText(&page).contains("Auswertung"), qPrintable(allText(&page)));
        Q_EMIT backend.event(NoteEvent{.level = Level::Problem,
                                       .step = 1,
                                       .text = "step 1: the loss is exactly 0. Rows at lines 3, 4. Likely causes: "
                                               "answers that repeat their prompts or are all alike, or weights that "
                                               "have run away so that one token has all the probability. Nothing more "
                                               "is learnt from a loss of 0.",
                                       .alarm = true});
        QCOMPARE(run.log().back().text.section(". ", 0, 1),
                 QString("Schritt 1: der Verlust ist genau 0. Betroffen: Zeilen 3, 4"));
        QTRY_VERIFY(allText(&page).contains("Schritt 1: der Verlust ist genau 0."));
        Q_EMIT backend.event(StateEvent{
            .state = RunState::Stopped, .step = 5, .message = "stopped at step 5 of 10; resume goes on from there"});
        QVERIFY(run.log().back().text.contains("bei Schritt 5 von 10 angehalten"));
    }

    void onTheExportPage() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        QTRY_VERIFY(!backend.exportQuestions.empty());
        Q_EMIT backend.failed("export foresight", "/runs/one: the run has no adapter yet");
        QTRY_VERIFY(allText(&page).contains("/runs/one: der Lauf hat noch keinen Adapter"));
    }

    void sitesOfMaps() {
        const QString label = siteLabel("model.layers.3.self_attn.q_proj");
        QCOMPARE(label, QString("layer 3 q_proj")); // what two runs are compared by
        QCOMPARE(siteText(label), QString("Schicht 3 q_proj"));
        QCOMPARE(siteText("experts"), QString("experts"));
        Matrix matrix;
        matrix.rows = matrix.columns = 1;
        matrix.rowNames = {label};
        matrix.values = {0.25F};
        Heatmap heatmap;
        heatmap.setMatrix(matrix);
        QCOMPARE(heatmap.readout(0, 0), QString("Schicht 3 q_proj, Schritt 0: 0,25"));
        applyLanguage("en");
        QCOMPARE(siteText(label), label);
    }

    void figuresOfRunsFollowTheLanguage() {
        QCOMPARE(runFigures().front().label(), QString("Auswertungsverlust"));
        applyLanguage("en");
        QCOMPARE(runFigures().front().label(), QString("Evaluation loss"));
    }

    void inLists() {
        LibraryRun run;
        run.folder = "/runs/one";
        run.state = LibraryState::Lost;
        run.message = "Its process ended without a word, at step 7.";
        LibraryModel library;
        library.setRuns({run});
        QCOMPARE(library.data(library.index(0, LibraryModel::State), Qt::ToolTipRole).toString(),
                 QString("Sein Prozess endete ohne Meldung, bei Schritt 7."));
    }
};

QTEST_MAIN(TestEngineTextsShown)
#include "tst_engine_texts_shown.moc"
