// The journal: whole lines only, whoever writes, whenever it stops.

#include "backend/io/journal.h"
#include "support.h"

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace loratrf;

class TestJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appendsAndFollows() {
        const support::Folder folder;
        JournalReader reader(folder / "j");
        QVERIFY(reader.read_new().empty()); // not there yet
        {
            JournalWriter writer(folder / "j");
            writer.append({{"step", 1}, {"text", "two\nlines"}});
            QCOMPARE(reader.read_new().size(), size_t{1});
            QVERIFY(reader.read_new().empty());
            writer.append({{"step", 2}});
            writer.sync();
        }
        JournalWriter(folder / "j").append({{"step", 3}});
        const auto lines = reader.read_new();
        QCOMPARE(lines.size(), size_t{2});
        QCOMPARE(lines[1].at("step").get<int>(), 3);
        QCOMPARE(JournalReader(folder / "j").read_new()[0].at("text").get<std::string>(), std::string("two\nlines"));
    }

    void halfLineIsNotYetALine() {
        const support::Folder folder;
        support::write(folder / "j", "{\"step\":1}\n{\"st");
        JournalReader reader(folder / "j");
        QCOMPARE(reader.read_new().size(), size_t{1});
        support::write(folder / "j", "{\"step\":1}\n{\"step\":2}\n");
        const auto lines = reader.read_new();
        QCOMPARE(lines.size(), size_t{1});
        QCOMPARE(lines[0].at("step").get<int>(), 2);
        QCOMPARE(reader.skipped(), uint64_t{0});
    }

    void halfLineOfACrashIsEndedAndSkipped() {
        const support::Folder folder;
        support::write(folder / "j", "{\"step\":1}\n{\"st");
        JournalWriter(folder / "j").append({{"step", 2}});
        JournalReader reader(folder / "j");
        const auto lines = reader.read_new();
        QCOMPARE(lines.size(), size_t{2});
        QCOMPARE(lines[1].at("step").get<int>(), 2);
        QCOMPARE(reader.skipped(), uint64_t{1});
    }

    void fullDiskLeavesNoHalfLine() {
        const support::Folder folder;
        JournalWriter writer(folder / "j");
        writer.append({{"step", 1}});
        {
            const support::FileSizeLimit limit(1000);
            COMPARE_CODE(support::caught([&] { writer.append({{"text", std::string(5000, 'x')}}); }), "io");
        }
        writer.append({{"step", 2}});
        JournalReader reader(folder / "j");
        QCOMPARE(reader.read_new().size(), size_t{2});
        QCOMPARE(reader.skipped(), uint64_t{0});
    }

    void whatJsonLacksIsReplaced() {
        const support::Folder folder;
        JournalWriter(folder / "j").append({{"loss", std::nan("")}, {"text", "\xff"}});
        const auto lines = JournalReader(folder / "j").read_new();
        QCOMPARE(lines.size(), size_t{1});
        QVERIFY(lines[0].at("loss").is_null());
        QCOMPARE(lines[0].at("text").get<std::string>(), std::string("\xEF\xBF\xBD"));
    }

    void aNewFileIsReadFromItsBeginning() {
        const support::Folder folder;
        support::write(folder / "j", "{\"step\":1}\n{\"step\":2}\n");
        JournalReader reader(folder / "j");
        QCOMPARE(reader.read_new().size(), size_t{2});
        support::write(folder / "j", "{\"a\":1}\n");
        QCOMPARE(reader.read_new().size(), size_t{1});
    }

    void followsAWriterInAnotherThread() {
        const support::Folder folder;
        constexpr int count = 3000;
        std::jthread thread([&] {
            JournalWriter writer(folder / "j");
            for (int i = 0; i < count; ++i)
                writer.append({{"step", i}, {"padding", std::string(static_cast<size_t>(i % 700), 'x')}});
        });
        JournalReader reader(folder / "j");
        int next = 0;
        while (next < count)
            for (const Json& line : reader.read_new())
                QCOMPARE(line.at("step").get<int>(), next++);
        QCOMPARE(reader.skipped(), uint64_t{0});
    }

    void waitsForTheMomentOfALook() {
        const support::Folder folder;
        support::write(folder / "j", "");
        const int look = ::open((folder / "j").c_str(), O_RDONLY);
        QCOMPARE(::flock(look, LOCK_SH), 0);
        const std::jthread ends_soon([look] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            ::close(look);
        });
        JournalWriter(folder / "j").append({{"step", 1}});
        QCOMPARE(JournalReader(folder / "j").read_new().size(), size_t{1});
    }

    void oneWriterAtATime() {
        const support::Folder folder;
        const JournalWriter first(folder / "j");
        QVERIFY(journal_is_written(folder / "j"));
        COMPARE_CODE(support::caught([&] { JournalWriter second(folder / "j"); }), "invalid-option");
    }

    // However the writer dies, every line but at most the last is whole, and the next writer goes on.
    void survivesKills() {
        const support::Folder folder;
        const pid_t pid = ::fork();
        if (pid == 0) {
            JournalWriter writer(folder / "j");
            for (int i = 0;; ++i)
                writer.append({{"step", i}});
        }
        while (JournalReader(folder / "j").read_new().size() < 100)
            std::this_thread::yield();
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        JournalWriter(folder / "j").append({{"step", "last"}});
        JournalReader reader(folder / "j");
        const auto lines = reader.read_new();
        QVERIFY(reader.skipped() <= 1);
        for (size_t i = 0; i + 1 < lines.size(); ++i)
            QCOMPARE(lines[i].at("step").get<size_t>(), i);
        QCOMPARE(lines.back().at("step").get<std::string>(), std::string("last"));
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
