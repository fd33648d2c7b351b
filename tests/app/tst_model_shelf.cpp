// Models found on a real disk.

#include "app/model_shelf.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace loratrf;

class TestModelShelf : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_disk;

    void write(const QString& path, int bytes) const {
        QDir().mkpath(QFileInfo(m_disk.filePath(path)).path());
        QFile file(m_disk.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(bytes, 'x'));
    }

private Q_SLOTS:
    void initTestCase() {
        write("a/llama/config.json", 10);
        write("a/llama/model-1.safetensors", 300);
        write("a/llama/model-2.safetensors", 200);
        write("a/llama/inner/part.gguf", 50); // of that model
        write("a/adapter/adapter_model.safetensors", 70);
        write("a/tokenizer-only/config.json", 10);
        write("a/deep/er/one.gguf", 40);
        write("a/deep/er/TWO.GGUF", 41);
        write("a/.hidden/three.gguf", 42);
        write("b/four.gguf", 43);
        QVERIFY(QFile::link(m_disk.filePath("a"), m_disk.filePath("a/deep/loop")));
    }

    void modelsAreFoundBelowTheFolders() {
        DiskModelShelf shelf;
        std::map<QString, qint64> found;
        connect(&shelf, &ModelShelf::found, this, [&](const FoundModel& model) {
            QVERIFY(!found.contains(model.path));
            found[QDir(m_disk.path()).relativeFilePath(model.path)] = model.bytes;
            QCOMPARE(model.gguf, model.path.endsWith(".gguf", Qt::CaseInsensitive));
        });
        QSignalSpy ended(&shelf, &ModelShelf::ended), looking(&shelf, &ModelShelf::looking);
        shelf.search({m_disk.filePath("a"), m_disk.filePath("nowhere")});
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(looking[0][0].toString(), m_disk.filePath("a"));
        QCOMPARE(looking[0][1].toLongLong(), 0);
        const std::map<QString, qint64> expected = {
            {"a/llama", 500}, {"a/deep/er/one.gguf", 40}, {"a/deep/er/TWO.GGUF", 41}};
        QVERIFY(found == expected);
        QVERIFY(!ended[0][0].toBool());
        const QStringList problems = ended[0][1].toStringList();
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems[0].startsWith(m_disk.filePath("nowhere")));
    }

    void aSearchIsCancelled() {
        QTemporaryDir many;
        for (int i = 0; i < 3000; ++i)
            QVERIFY(QFile(many.filePath(QString("%1.txt").arg(i))).open(QIODevice::WriteOnly));
        DiskModelShelf shelf;
        QSignalSpy ended(&shelf, &ModelShelf::ended);
        const auto cancelled = [&] {
            shelf.search({many.path(), m_disk.filePath("b")});
            shelf.cancel();
            return ended.wait() && ended.takeFirst()[0].toBool();
        };
        int tries = 0; // one may be through before it hears of it
        while (!cancelled())
            QVERIFY(++tries < 50);
        QVERIFY(ended.isEmpty());
    }

    void aNewSearchTakesTheOlderOnesPlace() {
        DiskModelShelf shelf;
        QStringList found;
        connect(&shelf, &ModelShelf::found, this, [&](const FoundModel& model) { found << model.name; });
        QSignalSpy ended(&shelf, &ModelShelf::ended);
        shelf.search({m_disk.filePath("a")});
        shelf.search({m_disk.filePath("b")});
        QTRY_COMPARE(ended.count(), 1);
        QTest::qWait(50);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(found, QStringList{"four.gguf"});
    }
};

QTEST_MAIN(TestModelShelf)
#include "tst_model_shelf.moc"
