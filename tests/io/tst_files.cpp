// Files and folders that appear whole or not at all, also when the process is killed.

#include "support.h"

#include <csignal>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace loratrf;
using support::caught;

namespace fs = std::filesystem;

namespace {

size_t entries(const fs::path& folder) {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {}));
}

void fill(const fs::path& folder, size_t bytes) {
    fs::create_directories(folder / "sub");
    for (int i = 0; i < 6; ++i)
        support::write(folder / "sub" / std::to_string(i), std::string(bytes, static_cast<char>('a' + i)));
    support::write(folder / "options.json", "{}");
}

// Runs `child` in a process of its own and kills it after `microseconds`, unless it has ended.
void run_and_kill(const std::function<void()>& child, unsigned microseconds) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        try {
            child();
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    ::usleep(microseconds);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
}

} // namespace

class TestFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sha256EqualsPython() {
        const support::Folder folder;
        const Json cases = support::baseline().at("sha256");
        for (const Json& entry : cases) {
            std::string text(entry[0].get<size_t>(), '\0');
            for (size_t i = 0; i < text.size(); ++i)
                text[i] = static_cast<char>(i * 7 % 251);
            QCOMPARE(sha256(text), entry[1].get<std::string>());
            support::write(folder / "f", text);
            QCOMPARE(sha256_file(folder / "f"), entry[1].get<std::string>());
        }
    }

    void bytesBelow() {
        const support::Folder folder, outside;
        QCOMPARE(bytes_below(folder / "none"), uint64_t{0});
        QCOMPARE(bytes_below(folder.path()), uint64_t{0});
        fill(folder.path(), 10); // six of ten bytes in a folder, and one of two
        QCOMPARE(bytes_below(folder.path()), uint64_t{62});
        QCOMPARE(bytes_below(folder / "sub"), uint64_t{60});
        QCOMPARE(bytes_below(folder / "options.json"), uint64_t{2});
        // Links count for nothing, wherever they lead; named themselves they are what they lead to.
        support::write(outside / "f", "abc");
        fs::create_symlink(outside / "f", folder / "file");
        fs::create_directory_symlink(outside.path(), folder / "folder");
        fs::create_symlink(folder / "none", folder / "nowhere");
        QCOMPARE(bytes_below(folder.path()), uint64_t{62});
        QCOMPARE(bytes_below(folder / "file"), uint64_t{3});
        QCOMPARE(bytes_below(folder / "folder"), uint64_t{3});
        QCOMPARE(bytes_below(folder / "nowhere"), uint64_t{0});
    }

    void readTextFile() {
        const support::Folder folder;
        support::write(folder / "f", std::string("a\0b\r\n", 5));
        QCOMPARE(read_text_file(folder / "f"), std::string("a\0b\r\n", 5));
        QCOMPARE(read_text_file(folder / "f", 5).size(), size_t{5});
        COMPARE_CODE(caught([&] { read_text_file(folder / "f", 4); }), "header-too-large");
        COMPARE_CODE(caught([&] { read_text_file(folder / "g"); }), "not-found");
        COMPARE_CODE(caught([&] { read_text_file(folder.path()); }), "io");
    }

    // One that lies in a model's folder has no writer to wait for; one that a user names has.
    void pipesAreReadWhereTheyAreWanted() {
        const support::Folder folder;
        QCOMPARE(::mkfifo((folder / "f").c_str(), 0600), 0);
        COMPARE_CODE(caught([&] { read_text_file(folder / "f"); }), "io");
        std::thread writer([&] { std::ofstream(folder / "f") << "text"; });
        QCOMPARE(read_text_input(folder / "f"), std::string("text"));
        writer.join();
    }

    void atomicWriteReplaces() {
        const support::Folder folder;
        write_file_atomically(folder / "f", "one");
        write_file_atomically(folder / "f", "two");
        QCOMPARE(read_text_file(folder / "f"), std::string("two"));
        QCOMPARE(entries(folder.path()), size_t{1});
        COMPARE_CODE(caught([&] { write_file_atomically(folder / "none/f", "x"); }), "not-found");
    }

    void aPathThatCannotBeExaminedIsAnErrorOfOurs() {
        const support::Folder folder;
        COMPARE_CODE(caught([&] { write_file_atomically(folder / std::string(300, 'x') / "f", "x"); }), "io");
        COMPARE_CODE(caught([&] { FolderTransaction{folder / std::string(300, 'x') / "s"}; }), "io");
    }

    void abandonedAtomicFileChangesNothing() {
        const support::Folder folder;
        write_file_atomically(folder / "f", "one");
        {
            AtomicFile file(folder / "f");
            file.write(std::as_bytes(std::span("half", 4)));
        }
        QCOMPARE(read_text_file(folder / "f"), std::string("one"));
        QCOMPARE(entries(folder.path()), size_t{1});
    }

    void failedRenameLeavesNoTemporaryFile() {
        const support::Folder folder;
        fs::create_directories(folder / "f/inside"); // a file cannot replace a folder
        COMPARE_CODE(caught([&] { write_file_atomically(folder / "f", "x"); }), "io");
        QCOMPARE(entries(folder.path()), size_t{1});
    }

    void fullDiskKeepsTheOldContent() {
        const support::Folder folder;
        write_file_atomically(folder / "f", "one");
        const support::FileSizeLimit limit(1000);
        COMPARE_CODE(caught([&] { write_file_atomically(folder / "f", std::string(5000, 'x')); }), "io");
        QCOMPARE(read_text_file(folder / "f"), std::string("one"));
        QCOMPARE(entries(folder.path()), size_t{1});
        COMPARE_CODE(caught([&] {
                         FolderTransaction transaction(folder / "s");
                         write_file_atomically(transaction.path() / "big", std::string(5000, 'x'));
                         transaction.commit();
                     }),
                     "io");
        QCOMPARE(entries(folder.path()), size_t{1});
    }

    void picklesAreToldByContent() {
        const support::Folder folder;
        const auto code = [&](std::string_view content) {
            support::write(folder / "model.safetensors", content);
            return caught([&] { refuse_pickle(folder / "model.safetensors"); }).code;
        };
        QCOMPARE(code(std::string("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19.", 16)), std::string("pickle"));
        QCOMPARE(code(std::string("\x80\x04\x95\x0a\0\0\0\0\0\0\0}", 12)), std::string("pickle"));
        QCOMPARE(code("PK\x03\x04rest"), std::string("pickle"));
        QCOMPARE(code("PK\x05\x06"), std::string("pickle"));
        QCOMPARE(code(std::string("\x80\x02\0\0\0\0\0\0{", 9)), std::string());
        QCOMPARE(code(""), std::string());
        QCOMPARE(code("{}"), std::string());
        QCOMPARE(code("PKxx"), std::string());
    }

    void transactionCommits() {
        const support::Folder folder;
        FolderTransaction transaction(folder / "new/step-1");
        fill(transaction.path(), 1000);
        QVERIFY(!fs::exists(folder / "new/step-1"));
        transaction.commit();
        QCOMPARE(entries(folder / "new"), size_t{1});
        verify_manifest(folder / "new/step-1");
        const Json manifest = parse_json(read_text_file(folder / "new/step-1/MANIFEST.json"), "manifest");
        QCOMPARE(manifest.at("files").size(), size_t{7});
    }

    void abandonedTransactionLeavesNothing() {
        const support::Folder folder;
        {
            const FolderTransaction transaction(folder / "step-1");
            fill(transaction.path(), 10);
        }
        QCOMPARE(entries(folder.path()), size_t{0});
    }

    void nothingIsReplaced() {
        const support::Folder folder;
        support::write(folder / "file", "mine");
        fs::create_directories(folder / "full/inside");
        fs::create_directories(folder / "empty");
        COMPARE_CODE(caught([&] { FolderTransaction{folder / "file"}; }), "invalid-option");
        COMPARE_CODE(caught([&] { FolderTransaction{folder / "full/"}; }), "invalid-option");
        FolderTransaction transaction(folder / "empty/");
        transaction.commit();
        verify_manifest(folder / "empty");

        FolderTransaction late(folder / "late");
        fs::create_directories(folder / "late/inside"); // somebody else was faster
        COMPARE_CODE(caught([&] { late.commit(); }), "io");
    }

    void changesAreFound() {
        const support::Folder folder;
        FolderTransaction transaction(folder / "s");
        fill(transaction.path(), 100);
        transaction.commit();
        const fs::path file = folder / "s/sub/3";
        const auto code = [&] { return caught([&] { verify_manifest(folder / "s"); }).code; };
        support::write(file, std::string(99, 'd') + "e");
        QCOMPARE(code(), std::string("bad-value"));
        support::write(file, "d");
        QCOMPARE(code(), std::string("size-mismatch"));
        fs::remove(file);
        QCOMPARE(code(), std::string("not-found"));
        support::write(folder / "s/MANIFEST.json", R"({"schema":1,"files":[{"name":"../x","size":0,"sha256":""}]})");
        QCOMPARE(code(), std::string("path-escape"));
        support::write(folder / "s/MANIFEST.json", R"({"schema":2,"files":[]})");
        QCOMPARE(code(), std::string("unsupported-version"));
        support::write(folder / "s/MANIFEST.json", R"({"schema":1})");
        QCOMPARE(code(), std::string("bad-json"));
        fs::remove(folder / "s/MANIFEST.json");
        QCOMPARE(code(), std::string("not-found"));
    }

    void verifyingSaysWhatItReadAndCanBeStopped() {
        const support::Folder folder;
        FolderTransaction transaction(folder / "s");
        fill(transaction.path(), 3 << 20);
        transaction.commit();
        uint64_t whole = 0, read = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder / "s"))
            if (entry.is_regular_file() && entry.path().filename() != "MANIFEST.json")
                whole += entry.file_size();
        verify_manifest(folder / "s", [&read](uint64_t bytes) {
            read += bytes;
            return true;
        });
        QCOMPARE(read, whole);
        read = 0;
        COMPARE_CODE(caught([&] {
                         verify_manifest(folder / "s", [&read](uint64_t bytes) {
                             read += bytes;
                             return false;
                         });
                     }),
                     "cancelled");
        QVERIFY(read > 0 && read < whole);
    }

    // Killed at twenty instants spread over the whole work: no folder, or one that verifies; and never two left behind.
    void killedTransaction() {
        const support::Folder folder;
        const fs::path target = folder / "step-1";
        const auto work = [&] {
            FolderTransaction transaction(target);
            fill(transaction.path(), 1 << 18);
            transaction.commit();
        };
        work(); // once to warm up, once to see how long it takes
        fs::remove_all(target);
        QElapsedTimer timer;
        timer.start();
        work();
        const auto whole = static_cast<unsigned>(timer.nsecsElapsed() / 1000);
        int finished = 0;
        int left = 0;
        for (unsigned i = 0; i < 20; ++i) {
            fs::remove_all(target);
            run_and_kill(work, whole * i / 16);
            left += entries(folder.path()) > (fs::exists(target) ? 1u : 0u);
            if (fs::exists(target)) {
                ++finished;
                verify_manifest(target);
            }
            remove_leftovers(folder.path());
            QCOMPARE(entries(folder.path()), size_t{fs::exists(target)});
        }
        qInfo("%d of 20 finished, %d left a temporary folder", finished, left);
    }

    void leftoversAtWorkAreKept() {
        const support::Folder folder;
        fs::create_directories(folder / ".loratrf-tmp-1-0/inside"); // nobody holds it
        fs::create_directories(folder / "mine");
        FolderTransaction transaction(folder / "s");
        AtomicFile file(folder / "f");
        remove_leftovers(folder.path());
        QCOMPARE(entries(folder.path()), size_t{3});
        transaction.commit();
        file.commit();
        QCOMPARE(entries(folder.path()), size_t{3});
        remove_leftovers(folder / "none");
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
