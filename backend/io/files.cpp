#include "backend/io/files.h"

#include "backend/io/input_file.h"
#include "backend/io/sha256.h"
#include "backend/io/temporary.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

std::string read_to_end(const Fd& fd, const fs::path& file, uint64_t limit) {
    std::string text;
    std::vector<char> piece(1U << 18);
    for (;;) { // to the end instead of to the reported size: pipes have none
        const ssize_t got = ::read(fd.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw_system_error("read", file);
        if (got == 0)
            return text;
        text.append(piece.data(), static_cast<size_t>(got));
        if (text.size() > limit)
            throw Error(ErrorCode::HeaderTooLarge,
                        file.string() + ": more than " + std::to_string(limit) +
                            " bytes, the limit for this kind of file. Is it the right file?");
    }
}

} // namespace

std::string read_text_file(const fs::path& file, uint64_t limit) {
    return read_to_end(open_regular(file), file, limit);
}

std::string read_text_input(const fs::path& file, uint64_t limit) {
    const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid())
        throw_system_error("open", file);
    return read_to_end(fd, file, limit);
}

AtomicFile::AtomicFile(fs::path target)
    : m_target(std::move(target)), m_temporary(temporary_sibling(m_target)),
      m_fd(::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
    if (!m_fd.valid())
        throw_system_error("create a file beside", m_target);
    lock_temporary(m_fd.get());
}

AtomicFile::~AtomicFile() {
    if (m_fd.valid())
        ::unlink(m_temporary.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    write_all(m_fd.get(), bytes, m_target);
}

void AtomicFile::commit() {
    sync_fd(m_fd.get(), m_target);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        throw_system_error("replace", m_target);
    if (m_fd.close() != 0)
        throw_system_error("close", m_target);
    sync_path(parent_folder(m_target));
}

void write_file_atomically(const fs::path& file, std::string_view content) {
    AtomicFile output(file);
    output.write(std::as_bytes(std::span(content)));
    output.commit();
}

void sync_path(const fs::path& path) {
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid())
        throw_system_error("open", path);
    sync_fd(fd.get(), path);
}

void require_space(const fs::path& folder, uint64_t bytes) {
    std::error_code unknown;
    const fs::space_info space = fs::space(folder, unknown);
    if (unknown || space.available >= bytes)
        return;
    const auto megabytes = [](uint64_t count) { return std::to_string((count + 999'999) / 1'000'000) + " MB"; };
    throw Error(ErrorCode::Io, folder.string() + ": " + megabytes(bytes) + " are needed there, but only " +
                                   megabytes(space.available) + " are free. Make room, or choose another disk.");
}

uint64_t bytes_below(const fs::path& file_or_folder) {
    uint64_t sum = 0;
    const auto add = [&](const fs::path& file) {
        std::error_code fault;
        const uint64_t bytes = fs::file_size(file, fault);
        if (!fault)
            sum += bytes;
    };
    std::error_code fault;
    if (fs::is_regular_file(file_or_folder, fault)) {
        add(file_or_folder);
        return sum;
    }
    for (fs::recursive_directory_iterator at(file_or_folder, fs::directory_options::skip_permission_denied, fault), end;
         !fault && at != end; at.increment(fault)) {
        std::error_code none;
        if (!at->is_symlink(none) && at->is_regular_file(none))
            add(at->path());
    }
    return sum;
}

std::string last_name(const fs::path& path) {
    const fs::path clean = path.lexically_normal();
    return (clean.has_filename() ? clean : clean.parent_path()).filename().string();
}

void ask(const ReadOn& read_on, uint64_t bytes) {
    if (read_on && !read_on(bytes))
        throw Error(ErrorCode::Cancelled, "cancelled");
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.update(std::as_bytes(std::span(bytes)));
    return hash.finish();
}

std::string sha256_file(const fs::path& file, const ReadOn& read_on) {
    const InputFile input(file);
    std::vector<std::byte> piece(1U << 20);
    Sha256 hash;
    for (uint64_t at = 0; at < input.size(); at += piece.size()) {
        const auto part = std::span(piece).first(std::min<uint64_t>(piece.size(), input.size() - at));
        input.read_at(at, part);
        hash.update(part);
        ask(read_on, part.size());
    }
    return hash.finish();
}

namespace {

using Beginning = std::array<unsigned char, 9>;

bool begins_like_zip(const Beginning& b) {
    const bool record = (b[2] == 3 && b[3] == 4) || (b[2] == 5 && b[3] == 6) || (b[2] == 7 && b[3] == 8);
    return b[0] == 'P' && b[1] == 'K' && record;
}

// PROTO opcode and version (Python's pickletools). A safetensors file whose header length begins with the same two
// bytes is told apart by the rest of the length and the '{' behind it.
bool begins_like_pickle(const Beginning& b) {
    const bool safetensors = b[4] == 0 && b[5] == 0 && b[6] == 0 && b[7] == 0 && b[8] == '{';
    return b[0] == 0x80 && b[1] >= 1 && b[1] <= 5 && !safetensors;
}

} // namespace

void refuse_pickle(const fs::path& file) {
    const InputFile input(file);
    Beginning begin{};
    input.read_at(0, std::as_writable_bytes(std::span(begin)).first(std::min<uint64_t>(begin.size(), input.size())));
    const char* found = begins_like_zip(begin)      ? "a zip archive, as torch.save writes"
                        : begins_like_pickle(begin) ? "a Python pickle"
                                                    : nullptr;
    if (found)
        throw Error(ErrorCode::Pickle,
                    file.string() + " is " + found +
                        ". Such files can run programs when opened, so they never are. "
                        "Use the model's safetensors or GGUF files, or convert it where you trust it.");
}

} // namespace loratrf
