#include "backend/io/journal.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace loratrf {

namespace {

// journal_is_written() holds the lock for a moment, so a second is long enough to tell it from a writer.
bool lock_as_writer(int fd) {
    constexpr auto patience = std::chrono::seconds(1);
    constexpr auto pause = std::chrono::milliseconds(20);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return true; // a file system without locks
        if (std::chrono::steady_clock::now() >= end)
            return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

} // namespace

JournalWriter::JournalWriter(const std::filesystem::path& file)
    : m_fd(::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)), m_file(file) {
    if (!m_fd.valid())
        throw_system_error("open", file);
    if (!lock_as_writer(m_fd.get()))
        throw Error(ErrorCode::InvalidOption,
                    file.string() + " is being written by another job; wait for its end, or stop it there");
    const off_t size = ::lseek(m_fd.get(), 0, SEEK_END);
    char last = '\n';
    if (size > 0 && ::pread(m_fd.get(), &last, 1, size - 1) != 1)
        throw_system_error("read", file);
    if (last != '\n')
        write_all(m_fd.get(), std::as_bytes(std::span("\n", 1)), file);
}

bool journal_is_written(const std::filesystem::path& file) {
    const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    return fd.valid() && ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

void JournalWriter::append(const Json& line) {
    const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    const off_t before = ::lseek(m_fd.get(), 0, SEEK_END);
    try {
        write_all(m_fd.get(), std::as_bytes(std::span(text)), m_file);
    } catch (const Error&) {
        // A full disk: no half line stays for the next one to be glued to. The first error is the one to report.
        [[maybe_unused]] const int result = before < 0 ? -1 : ::ftruncate(m_fd.get(), before);
        throw;
    }
}

void JournalWriter::sync() {
    sync_fd(m_fd.get(), m_file);
}

std::vector<Json> JournalReader::read_new() {
    std::vector<Json> lines;
    read_new([&](Json&& line) { lines.push_back(std::move(line)); });
    return lines;
}

void JournalReader::read_new(const std::function<void(Json&&)>& take) {
    const Fd fd(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid() && errno == ENOENT)
        return;
    if (!fd.valid())
        throw_system_error("open", m_file);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        throw_system_error("examine", m_file);
    if (static_cast<uint64_t>(status.st_size) < m_offset)
        m_offset = 0; // another file under the same name

    std::string text; // read, but not yet a whole line
    std::vector<char> piece(1U << 18);
    for (;;) {
        const ssize_t got = ::pread(fd.get(), piece.data(), piece.size(), static_cast<off_t>(m_offset + text.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw_system_error("read", m_file);
        if (got == 0)
            return;
        const size_t searched = text.size();
        text.append(piece.data(), static_cast<size_t>(got));
        size_t begin = 0;
        for (size_t end = text.find('\n', searched); end != std::string::npos; end = text.find('\n', begin)) {
            const std::string_view line = std::string_view(text).substr(begin, end - begin);
            begin = end + 1;
            if (line.empty())
                continue;
            std::optional<Json> parsed;
            try {
                parsed = parse_json(line, m_file.string());
            } catch (const Error&) {
                ++m_skipped;
            }
            if (parsed)
                take(std::move(*parsed));
        }
        m_offset += begin;
        text.erase(0, begin);
    }
}

} // namespace loratrf
