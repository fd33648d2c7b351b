// What the engine says is found among the templates of engine_de.ts, and each of these is still said somewhere.

#include "ui/widgets/engine_translator.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <system_error>

using namespace loratrf;

namespace {

// All string literals of a C++ text, with "a" "b" and "a" + "b" joined, as the compiler or the program does.
QStringList literals(const QString& text) {
    static const QRegularExpression run(
        QStringLiteral(R"---("(?:[^"\\\n]|\\.)*"(?:\s*\+?\s*"(?:[^"\\\n]|\\.)*")*)---"));
    static const QRegularExpression one(QStringLiteral(R"---("((?:[^"\\\n]|\\.)*)")---"));
    QStringList all;
    for (auto runs = run.globalMatch(text); runs.hasNext();) {
        QString joined;
        for (auto parts = one.globalMatch(runs.next().captured()); parts.hasNext();) {
            joined += parts.next().captured(1);
        }
        all << joined.replace(QLatin1String("\\\""), QLatin1String("\""))
                   .replace(QLatin1String("\\\\"), QLatin1String("\\"));
    }
    return all;
}

QString literalsBelow(const QStringList& folders) {
    static const QRegularExpression comment(QStringLiteral("^\\s*//.*$"), QRegularExpression::MultilineOption);
    QString all;
    for (const QString& folder : folders) {
        for (QDirIterator files(folder, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
             files.hasNext();) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly)) {
                all += literals(QString::fromUtf8(file.readAll()).remove(comment)).join(QChar(0)) + QChar(0);
            }
        }
    }
    return all;
}

} // namespace

class TestEngineTranslator : public QObject {
    Q_OBJECT

private:
    const EngineTranslator m_german{QStringLiteral(SOURCE_DIR "/resources/translations/engine_de.ts")};

    QString german(const char* text) const { return m_german.translate("engine", text); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de"))); }

    void everyTextIsStillSaid() {
        const QString said = literalsBelow({SOURCE_DIR "/backend", SOURCE_DIR "/app"});
        QVERIFY(said.size() > 100'000);
        QStringList system;
        for (const int code : {ENOENT, EACCES, ENOSPC, EISDIR, ENOTDIR, EROFS, EIO}) {
            system << QString::fromStdString(std::generic_category().message(code));
        }
        static const QRegularExpression place(QStringLiteral("%[1-9]"));
        static const QRegularExpression edge(QStringLiteral("^[ \".,:;]+|[ \".,:;]+$"));
        QStringList gone;
        for (const QString& source : m_german.sources()) {
            const QStringList parts = source.split(place, Qt::SkipEmptyParts);
            const bool found = std::all_of(parts.begin(), parts.end(), [&](QString part) {
                return said.contains(part) || said.contains(part.remove(edge)) || system.contains(source);
            });
            if (!found) {
                gone << source;
            }
        }
        QVERIFY2(gone.isEmpty(),
                 qPrintable("nobody says this any more; change it in resources/translations/engine_de.ts:\n" +
                            gone.join('\n')));
    }

    // What stands in a message stays in it, in whatever order.
    void placesAreKept() {
        static const QRegularExpression place(QStringLiteral("%[1-9]"));
        for (const QString& source : m_german.sources()) {
            if (source.contains(place)) {
                const QString translation = german(source.toUtf8().constData());
                QStringList in, out;
                for (auto found = place.globalMatch(source); found.hasNext();) {
                    in << found.next().captured();
                }
                for (auto found = place.globalMatch(translation); found.hasNext();) {
                    out << found.next().captured();
                }
                in.sort();
                out.sort();
                QVERIFY2(in == out, qPrintable(source + " -> " + translation));
            }
        }
    }

    void messages_data() {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        const auto row = [](const char* name, const char* english, const char* german) {
            QTest::newRow(name) << QString::fromUtf8(english) << QString::fromUtf8(german);
        };
        row("as it stands", "Reading data", "Daten werden gelesen");
        row("values", "should lie between 0 and 1, is 1.5", "sollte zwischen 0 und 1 liegen, ist 1,5");
        row("a name with a place in it", "\"a %2 b\" is empty", "\"a %2 b\" ist leer");
        row("a name that is a word of the engine", "\"failed\" is empty", "\"failed\" ist leer");
        row("a place before it", "method_options.rank: should be above 0, is -1",
            "method_options.rank: sollte über 0 sein, ist -1");
        row("lines", "epochs: should be above 0, is 0\nwarmup: should be 0 or more, is -1",
            "epochs: sollte über 0 sein, ist 0\nwarmup: sollte 0 oder mehr sein, ist -1");
        row("parts", "stopped at step 5 of 10; resume goes on from there",
            "bei Schritt 5 von 10 angehalten; „Fortsetzen“ geht von dort aus weiter");
        row("a row of a comparison", "LoRA with rank 16", "LoRA mit Rang 16");
        row("a trial of a comparison", "LoRATRF, budget of rank 16, learning rate 0.001, seed 2",
            "LoRATRF, Budget von Rang 16, Lernrate 0,001, Startwert 2");
        row("sentences",
            "3 steps in a row were not finite. The last good state is kept in /runs/a.b/step-2. Likely causes: a "
            "learning "
            "rate that is too high, or rows with extreme content (the journal names them).",
            "3 Schritte hintereinander waren nicht endlich. Der letzte gute Stand liegt in /runs/a.b/step-2. "
            "Wahrscheinliche Ursachen: eine zu hohe Lernrate oder Zeilen mit extremem Inhalt (das Journal nennt sie).");
        row("a message in a message",
            "rows.jsonl: none of its 4 rows can be used; the first, line 2: field \"answer\" is missing",
            "rows.jsonl: keine ihrer 4 Zeilen ist verwendbar; die erste, Zeile 2: Feld \"answer\" fehlt");
        row("words in a message",
            "the run would need about 12.5 GB of memory (micro-batches of 2,048 tokens, recompute nothing), 3.1 GB are "
            "free. What would fit: recompute layer; or token_budget 512",
            "der Lauf bräuchte etwa 12,5 GB Speicher (Mikro-Batches mit 2.048 Token; neu berechnet: nichts), 3,1 GB "
            "sind "
            "frei. Das würde passen: neu berechnet: ganze Schichten; oder Token-Budget 512");
        row("an alarm of pairs",
            "step 9: the loss is exactly 0. Rows at lines 3, 4. Likely cause: the margin of the rewards has grown "
            "without bound (128.5 here), by a learning rate that is too high, too many epochs, or pairs that one "
            "simple trait tells apart. Nothing more is learnt from a loss of 0.",
            "Schritt 9: der Verlust ist genau 0. Betroffen: Zeilen 3, 4. Wahrscheinliche Ursache: Der Abstand der "
            "Belohnungen ist über alle Grenzen gewachsen (hier 128,5), durch eine zu hohe Lernrate, zu viele Epochen "
            "oder Paare, die ein einziges einfaches Merkmal unterscheidet. Aus einem Verlust von 0 wird nichts mehr "
            "gelernt.");
        row("the system's words", "Cannot open /tmp/a b/c.txt: No such file or directory.",
            "Es gelang nicht, /tmp/a b/c.txt zu öffnen: Datei oder Ordner nicht gefunden.");
        row("unknown", "nobody has heard of this: or that; or more. Really", "");
        row("unknown, with a known part", "nobody has heard of it; cancelled", "");
    }
    void messages() {
        QFETCH(QString, english);
        QFETCH(QString, german);
        QCOMPARE(m_german.translate("engine", english.toUtf8().constData()), german);
    }

    // Every beginning of it is known, but not its end.
    void aLongUnknownTextTakesNoTime() {
        QString text = QStringLiteral("The last good state is kept in /runs/one.");
        for (int i = 0; i < 200; ++i) {
            text += QStringLiteral(" The last good state is kept in %1.").arg(i);
        }
        QVERIFY(german((text + QStringLiteral(" Or is it")).toUtf8().constData()).isEmpty());
        QVERIFY(german(text.toUtf8().constData()).endsWith("Der letzte gute Stand liegt in 199."));
    }

    void othersTextsAreLeftAlone() {
        QVERIFY(m_german.translate("SetupPage", "Reading data").isEmpty());
        QVERIFY(EngineTranslator(QStringLiteral("/no/such/file.ts")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEngineTranslator)
#include "tst_engine_translator.moc"
