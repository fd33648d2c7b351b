// The guide's pages as the program carries them: the same in each language, short, each with a
// picture in that language, and without dead links.

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

namespace {

QString read(const QString& file) {
    QFile source(QStringLiteral(SOURCE_DIR "/") + file);
    return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
}

// What the list of resources takes for a name, seen from its folder; empty: it does not have the name.
QString fileOf(const QString& list, const QString& name) {
    const QRegularExpression line("<file(?: alias=\"([^\"]+)\")?>([^<]+)</file>");
    for (auto at = line.globalMatch(list); at.hasNext();) {
        const QRegularExpressionMatch one = at.next();
        if ((one.hasCaptured(1) ? one.captured(1) : one.captured(2)) == name) {
            return one.captured(2);
        }
    }
    return {};
}

} // namespace

class TestGuide : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreCalledAsInTheForm_data() { pages_data(); }

    void fieldsAreCalledAsInTheForm() {
        QFETCH(QString, language);
        const bool english = language == "en";
        QString form = read(english ? "ui/setup/recipe_card.cpp" : "resources/translations/studio_de.ts");
        form.remove(english ? "&" : "&amp;"); // of underlined letters
        const QString page = read("resources/guide/" + language + "/06-training.md");
        static const QRegularExpression line("^\\| ([^|]+) \\|", QRegularExpression::MultilineOption);
        int fields = -1; // the first line names the columns
        for (auto at = line.globalMatch(page); at.hasNext(); ++fields) {
            const QString name = at.next().captured(1);
            const QString label = QString(english ? "\"%1\"" : ">%1<").arg(name);
            QVERIFY2(fields < 0 || form.contains(label), qPrintable(name));
        }
        QVERIFY(fields > 3);
    }

    void pages_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("German") << "de";
    }

    void pages() {
        QFETCH(QString, language);
        const QDir folder(QStringLiteral(SOURCE_DIR "/resources/guide/") + language);
        const QStringList pages = folder.entryList({"*.md"}, QDir::Files, QDir::Name);
        QCOMPARE(pages, QDir(SOURCE_DIR "/resources/guide/en").entryList({"*.md"}, QDir::Files, QDir::Name));
        QCOMPARE(pages.size(), 10);
        QFile list(SOURCE_DIR "/resources/resources.qrc");
        QVERIFY(list.open(QIODevice::ReadOnly));
        const QString carried = QString::fromUtf8(list.readAll());
        for (const QString& name : pages) {
            QFile page(folder.filePath(name));
            QVERIFY(page.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(page.readAll());
            QVERIFY2(text.startsWith("# "), qPrintable(name)); // its title in the list
            const auto words = text.split(QRegularExpression("\\s+"), Qt::SkipEmptyParts).size();
            QVERIFY2(words > 60 && words < 400, qPrintable(QString("%1 has %2 words").arg(name).arg(words)));
            QVERIFY2(carried.contains("guide/" + language + '/' + name), qPrintable(name));
            static const QRegularExpression picture("!\\[[^\\]]+\\]\\(\\.\\./pictures/(\\w+)/[^)]+\\)");
            const QRegularExpressionMatch shown = picture.match(text);
            QVERIFY2(shown.hasMatch(), qPrintable(name + " has no picture"));
            QCOMPARE(shown.captured(1), language); // of the window as its reader sees it
            static const QRegularExpression link("\\]\\(([^)]+)\\)");
            for (auto at = link.globalMatch(text); at.hasNext();) {
                const QString target = at.next().captured(1);
                const QString file = fileOf(carried, QDir::cleanPath("guide/" + language + '/' + target));
                QVERIFY2(!file.isEmpty() && QFile::exists(SOURCE_DIR "/resources/" + file), qPrintable(target));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestGuide)
#include "tst_guide.moc"
