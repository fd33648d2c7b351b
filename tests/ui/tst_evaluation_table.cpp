// The table of an evaluation: mismatches alone, one row in full, saved as a file, in the colours of the theme; and what
// the card says of its figures.

#include "try_examples.h"
#include "ui/try/evaluation_table.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QScopeGuard>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>

using namespace loratrf;

namespace {

// A page whose run has been evaluated: the tuned model has three of four rows right, the base model one.
struct Evaluated {
    RecordingBackend backend;
    TryPage page{backend};
    QTableWidget* table = nullptr;

    Evaluated() {
        page.show();
        giveRun(backend);
        find<QPushButton>(page, "evaluateButton")->click();
        for (const auto& [id, request] : std::vector(backend.evaluations)) {
            Q_EMIT backend.evaluated(id, exampleEvaluation(request.base_only ? 1 : 3));
        }
        table = find<QTableWidget>(page, "evaluatedRows");
    }
};

} // namespace

class TestEvaluationTable : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void mismatchesStandAlone() {
        Evaluated shown;
        auto* only = find<QCheckBox>(shown.page, "onlyMismatches");
        const auto* note = find<QLabel>(shown.page, "evaluationNote");
        QVERIFY(only->isVisible());
        QCOMPARE(shown.table->rowCount(), 4);
        only->click();
        QCOMPARE(shown.table->rowCount(), 1);
        QCOMPARE(shown.table->item(0, 1)->text(), QString("answer 3"));
        find<QPushButton>(shown.page, "evaluateButton")->click();
        QVERIFY(!only->isVisible()); // there are no answers yet
        Q_EMIT shown.backend.evaluated(shown.backend.evaluations[2].first, exampleEvaluation(4));
        QVERIFY(only->isVisible());
        QCOMPARE(shown.table->rowCount(), 0);
        QVERIFY(!note->text().isEmpty()); // why it is empty
        only->click();
        QCOMPARE(shown.table->rowCount(), 4);
        QVERIFY(note->text().isEmpty());
    }

    void aRowIsThereInFull() {
        Evaluated shown;
        auto* full = find<QPlainTextEdit>(shown.page, "evaluatedRow");
        QVERIFY(!full->isVisible());
        shown.table->setCurrentCell(3, 0);
        QVERIFY(full->isVisible());
        for (const char* part : {"prompt", "answer 3", "nonsense"}) {
            QVERIFY2(full->toPlainText().contains(part), part);
        }
        const auto spoken = [&](int column) {
            return shown.table->item(3, column)->data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY(spoken(0).contains("prompt"));
        QVERIFY2(spoken(2).startsWith("Mismatch") && spoken(2).endsWith("nonsense"), qPrintable(spoken(2)));
        find<QCheckBox>(shown.page, "onlyMismatches")->click();
        shown.table->setCurrentCell(0, 0);
        QVERIFY(full->toPlainText().contains("answer 3"));
        find<QPushButton>(shown.page, "evaluateButton")->click();
        QVERIFY(!full->isVisible() && full->toPlainText().isEmpty());
    }

    void theTableIsSaved() {
        Evaluated shown;
        const auto* table = shown.page.findChild<EvaluationTable*>();
        const QString path = m_settings.filePath("rows.csv");
        const auto lines = [&] {
            const QString said = table->saveTo(path);
            QFile file(path);
            return said.contains(path) && file.open(QIODevice::ReadOnly)
                       ? QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts)
                       : QStringList();
        };
        QCOMPARE(lines().size(), 5);
        QCOMPARE(lines()[2], QString("2,prompt,answer 1,answer 1,1,nonsense,0"));
        find<QCheckBox>(shown.page, "onlyMismatches")->click();
        QCOMPARE(lines().size(), 2);
        QCOMPARE(lines()[1], QString("4,prompt,answer 3,nonsense,0,nonsense,0"));
        const QString nowhere = m_settings.filePath("missing/rows.csv");
        QVERIFY(table->saveTo(nowhere).contains(nowhere));
        QVERIFY(!table->saveTo(nowhere).startsWith(table->saveTo(path).section(':', 0, 0)));
    }

    void coloursFollowTheTheme() {
        const auto back = qScopeGuard([] { applyTheme(ThemeMode::Light); });
        applyTheme(ThemeMode::Light);
        Evaluated shown;
        QSet<QRgb> seen;
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            applyTheme(mode);
            const ThemeColours& colours = themeColours(mode, QPalette());
            QTRY_COMPARE(shown.table->item(0, 2)->foreground().color(), colours.good);
            QCOMPARE(shown.table->item(3, 2)->foreground().color(), colours.problem);
            seen << colours.good.rgba();
        }
        QCOMPARE(seen.size(), 2);
    }

    void withoutAnswersTheirLengthDoesNotMatter() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        auto* answers = find<QCheckBox>(page, "evaluateAnswers");
        const auto* longest = find<QSpinBox>(page, "evaluateMaxTokens");
        QVERIFY(longest->isEnabled());
        answers->setChecked(false);
        QVERIFY(!longest->isEnabled());
        answers->setChecked(true);
        QVERIFY(longest->isEnabled());
    }

    void figuresOfAnEarlierStepAreSaidToBe() {
        Evaluated shown;
        const auto* notes = find<QLabel>(shown.page, "evaluateNotes");
        QVERIFY(!notes->isVisible());
        TrainResult further = exampleResult();
        further.steps = 200;
        Q_EMIT shown.backend.trainFinished(further, runOptions());
        QVERIFY(shown.table->isVisible()); // they are still worth reading
        QVERIFY(notes->isVisible());
        QVERIFY2(notes->text().contains("step 150") && notes->text().contains("step 200"), qPrintable(notes->text()));
    }

    void aDeviceThatIsMissingIsReplaced() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        TrainOptions options = runOptions();
        options.device = "cuda";
        Q_EMIT backend.trainFinished(exampleResult(), options);
        find<QPushButton>(page, "evaluateButton")->click();
        for (const auto& [id, request] : std::vector(backend.evaluations)) {
            QCOMPARE(request.device, std::string("cuda"));
            Q_EMIT backend.failed("evaluate", "device \"cuda\": CUDA is not available: no driver", id);
        }
        QCOMPARE(backend.evaluations.size(), std::size_t(4));
        QCOMPARE(backend.evaluations[2].second.device, std::string("auto"));
        QVERIFY(!find<QWidget>(page, "evaluateStrip")->isVisible());
        QVERIFY(backend.cancelled.isEmpty());
        const auto* notes = find<QLabel>(page, "evaluateNotes");
        QVERIFY(notes->isVisible() && notes->text().contains("cuda"));
        Q_EMIT backend.evaluated(backend.evaluations[2].first, exampleEvaluation(3));
        Q_EMIT backend.evaluated(backend.evaluations[3].first, exampleEvaluation(1));
        QVERIFY(find<QPushButton>(page, "evaluateButton")->isEnabled());
    }
};

QTEST_MAIN(TestEvaluationTable)
#include "tst_evaluation_table.moc"
