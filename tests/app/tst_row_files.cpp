// The rows of a real file through the window's interface: on threads of their own, answers in the window's.

#include "app/engine_row_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

class TestRowFiles : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& text) const {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    QString manyRows(int count) const {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += "{\"prompt\": \"question " + QByteArray::number(i) + "\", \"completion\": \"answer\"}\n";
        return write(QString("rows-%1.jsonl").arg(count), text);
    }

private Q_SLOTS:
    void rowsAreOpenedReadAndFound() {
        EngineRowFiles files;
        QSignalSpy opened(&files, &RowFiles::opened), failed(&files, &RowFiles::failed),
            searched(&files, &RowFiles::searched), lines(&files, &RowFiles::linesFound);
        std::vector<RowText> page;
        std::vector<int64_t> found;
        QString whole;
        connect(&files, &RowFiles::pageRead, this, [&](int, qint64, const std::vector<RowText>& rows) { page = rows; });
        connect(&files, &RowFiles::found, this, [&](int id, const std::vector<int64_t>& rows, double) {
            QCOMPARE(id, 7);
            found.insert(found.end(), rows.begin(), rows.end());
        });
        connect(&files, &RowFiles::wholeRead, this, [&](int, qint64, const QString& text) { whole = text; });
        files.open(7, manyRows(20'000), {});
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened[0][1].toLongLong(), 20'000LL);
        files.read(7, 12'345, 2);
        QTRY_COMPARE(page.size(), std::size_t(2));
        QVERIFY(page[0].text.find("question 12345") != std::string::npos);
        files.readWhole(7, 3);
        QTRY_VERIFY(whole.contains("question 3"));
        files.find(7, "question 1999");
        QTRY_COMPARE(searched.size(), 1);
        QCOMPARE(found.size(), std::size_t(11));
        files.rowsOfLines(7, 70, {5, 99'999});
        QTRY_COMPARE(lines.size(), 1);
        QCOMPARE(lines[0][1].toInt(), 70);
        QCOMPARE(lines[0][2].value<std::vector<int64_t>>(), std::vector<int64_t>({4, -1}));
        QCOMPARE(failed.size(), 0);
        files.close(7);
        files.read(7, 0, 2); // of no open file: no answer
        QTest::qWait(50);
        QCOMPARE(failed.size(), 0);
    }

    void faultsComeBackWithTheirQuestion() {
        EngineRowFiles files;
        QSignalSpy failed(&files, &RowFiles::failed), opened(&files, &RowFiles::opened);
        files.open(3, m_folder.filePath("missing.jsonl"), {});
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toInt(), 3);
        QVERIFY(failed[0][1].toString().contains("missing.jsonl"));
        files.lookAtFields(4, m_folder.filePath("missing.jsonl"), {}, 3);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(failed[1][2].toString(), QString());
        files.open(5, manyRows(50), {});
        QTRY_COMPARE(opened.size(), 1);
        const QString nowhere = m_folder.filePath("no/such/folder/copy.jsonl");
        files.saveCorrected(5, {{0, std::nullopt}}, nowhere);
        QTRY_COMPARE(failed.size(), 3);
        QCOMPARE(failed[2][2].toString(), nowhere);
    }

    // Each copy is answered once: it is there, or nothing is.
    void aCopyThatIsStoppedIsNotThere() {
        EngineRowFiles files;
        QSignalSpy opened(&files, &RowFiles::opened), written(&files, &RowFiles::written),
            stopped(&files, &RowFiles::writingStopped), failed(&files, &RowFiles::failed);
        files.open(1, manyRows(300'000), {});
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 30'000);
        const QDir folder(m_folder.path());
        const QStringList before = folder.entryList(QDir::AllEntries | QDir::Hidden);
        const QString copy = m_folder.filePath("copy.jsonl");
        for (int asked = 1; stopped.isEmpty(); ++asked) { // one may be through before it hears of it
            QVERIFY(asked < 50);
            QFile::remove(copy);
            files.saveCorrected(1, {{0, std::nullopt}}, copy);
            files.stopWriting(1);
            QTRY_COMPARE_WITH_TIMEOUT(written.size() + stopped.size(), asked, 30'000);
        }
        QCOMPARE(stopped[0][0].toInt(), 1);
        QCOMPARE(stopped[0][1].toString(), copy);
        QCOMPARE(folder.entryList(QDir::AllEntries | QDir::Hidden), before);
        QCOMPARE(failed.size(), 0);

        files.saveCorrected(1, {{0, std::nullopt}}, copy); // the next one is not stopped
        written.clear();
        QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, 30'000);
        QVERIFY(QFile::exists(copy));
        QVERIFY(QFile::remove(copy));
        stopped.clear();
        files.saveCorrected(1, {{0, std::nullopt}}, copy);
        files.close(1); // with the window
        QTRY_COMPARE_WITH_TIMEOUT(written.size() + stopped.size(), 2, 30'000);
        QCOMPARE(QFile::exists(copy), stopped.isEmpty());
    }

    void aSearchThatIsStoppedSaysNothingMore() {
        EngineRowFiles files;
        QSignalSpy opened(&files, &RowFiles::opened), searched(&files, &RowFiles::searched),
            lines(&files, &RowFiles::linesFound), failed(&files, &RowFiles::failed);
        files.open(1, manyRows(300'000), {});
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 30'000);
        files.find(1, "nowhere to be found");
        files.find(1, "question 299999"); // takes the place of the first
        QTRY_COMPARE_WITH_TIMEOUT(searched.size(), 1, 30'000);
        files.find(1, "nowhere to be found");
        files.stopFind(1);
        files.rowsOfLines(1, 10, {1}); // answered after what came before it
        QTRY_COMPARE_WITH_TIMEOUT(lines.size(), 1, 30'000);
        QCOMPARE(searched.size(), 1);
        QCOMPARE(failed.size(), 0);
    }

    void rowsOfAnOlderSearchAreNotThoseOfTheNewOne() {
        EngineRowFiles files;
        QSignalSpy opened(&files, &RowFiles::opened), searched(&files, &RowFiles::searched),
            lines(&files, &RowFiles::linesFound);
        bool again = false;
        std::vector<int64_t> found;
        connect(&files, &RowFiles::found, this, [&](int, const std::vector<int64_t>& rows, double) {
            if (!std::exchange(again, true))
                files.find(1, "question 1999"); // while the first one's answers are still on their way
            else
                found.insert(found.end(), rows.begin(), rows.end());
        });
        files.open(1, manyRows(20'000), {});
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 30'000);
        files.find(1, "answer");
        QTRY_VERIFY_WITH_TIMEOUT(!searched.isEmpty(), 30'000);
        files.rowsOfLines(1, 10, {1});
        QTRY_COMPARE_WITH_TIMEOUT(lines.size(), 1, 30'000);
        QCOMPARE(searched.size(), 1);
        QCOMPARE(found.size(), std::size_t(11));
    }

    void copiesFieldsAndLeakageAreOfRealFiles() {
        EngineRowFiles files;
        QSignalSpy opened(&files, &RowFiles::opened), written(&files, &RowFiles::written);
        std::optional<FieldLook> look;
        std::optional<Leakage> leakage;
        connect(&files, &RowFiles::fieldsSeen, this, [&](int, const FieldLook& seen) { look = seen; });
        connect(&files, &RowFiles::leakageFound, this, [&](int, const Leakage& seen) { leakage = seen; });
        const QString train = manyRows(50), eval = manyRows(20), copy = m_folder.filePath("copy.jsonl");
        files.open(1, train, {});
        QTRY_COMPARE(opened.size(), 1);
        files.saveCorrected(1, {{0, "{\"prompt\": \"new\", \"completion\": \"x\"}"}, {1, std::nullopt}}, copy);
        QTRY_COMPARE(written.size(), 1);
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 49);
        files.exportRejected(1, {{3, "because"}}, m_folder.filePath("refused.jsonl"));
        QTRY_COMPARE(written.size(), 2);
        files.lookAtFields(2, train, {}, 3);
        QTRY_VERIFY(look);
        QCOMPARE(look->answer, std::string("completion"));
        files.findLeakage(3, {train}, eval, {});
        QTRY_VERIFY(leakage);
        QCOMPARE(leakage->rows, int64_t(20));
    }

    void aComparisonSaysHowFarItIsAndCanBeStopped() {
        EngineRowFiles files;
        QSignalSpy progressed(&files, &RowFiles::leakageProgressed), failed(&files, &RowFiles::failed);
        int found = 0;
        connect(&files, &RowFiles::leakageFound, this, [&](int id) { found = id; });
        connect(&files, &RowFiles::leakageProgressed, &files, &RowFiles::stopLeakage);
        const QString many = manyRows(300'000), few = manyRows(20);
        files.findLeakage(1, {many, many, many, many}, few, {});
        QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty(), 30'000);
        QVERIFY(progressed[0][1].toDouble() >= 0 && progressed[0][1].toDouble() < 1);
        disconnect(&files, &RowFiles::leakageProgressed, &files, &RowFiles::stopLeakage);
        files.findLeakage(2, {few}, few, {}); // answered after what came before it
        QTRY_COMPARE_WITH_TIMEOUT(found, 2, 30'000);
        QCOMPARE(failed.size(), 0);
    }

    void theProgramEndsWhileAFileIsRead() {
        QElapsedTimer clock;
        const QString path = manyRows(300'000);
        clock.start();
        {
            EngineRowFiles files;
            files.open(1, path, {});
        }
        QVERIFY(clock.elapsed() < 20'000);
    }
};

QTEST_GUILESS_MAIN(TestRowFiles)
#include "tst_row_files.moc"
