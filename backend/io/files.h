#pragma once
// Files that survive a crash: write, fsync, rename, fsync the folder.

#include "backend/io/posix.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace loratrf {

// The whole file as bytes. Throws Error: NotFound, Io (also for what is no regular file), HeaderTooLarge when it holds
// more than `limit` bytes.
std::string read_text_file(const std::filesystem::path& file, uint64_t limit = 1ULL << 30);
// The same of what a user names to be read once, which may be a pipe.
std::string read_text_input(const std::filesystem::path& file, uint64_t limit = 1ULL << 30);

// Temporary sibling, write, fsync, rename, fsync of the folder: afterwards the file holds all of `content` or is as
// before.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

// The same for content that comes in pieces: without commit() the target is as before.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    Fd m_fd;
};

// Makes what was written to a file or folder durable. Throws Error(Io).
void sync_path(const std::filesystem::path& path);

// Throws Error(Io) when the file system that `folder` lies on has fewer bytes free: said before the work, not after it.
void require_space(const std::filesystem::path& folder, uint64_t bytes);

// Of a file, or of all files below a folder but links; 0 where there is nothing, and what cannot be read is left out.
uint64_t bytes_below(const std::filesystem::path& file_or_folder);

// What a file or folder is called: "m" for "a/m", "a/m/" and "a/m/.".
std::string last_name(const std::filesystem::path& path);

// Asked after each piece that was read, with its bytes; false ends the work with Error(Cancelled).
using ReadOn = std::function<bool(uint64_t bytes)>;
void ask(const ReadOn& read_on, uint64_t bytes); // does so, where there is something to ask

// SHA-256 in hex.
std::string sha256(std::string_view bytes);
std::string sha256_file(const std::filesystem::path& file, const ReadOn& read_on = {});

// Throws Error(Pickle) when the file begins like a Python pickle or like a zip (torch.save), whatever its name says.
void refuse_pickle(const std::filesystem::path& file);

// A folder that appears whole or not at all: fill `path()`, then commit() writes MANIFEST.json (name, size, SHA-256 of
// each file), syncs and renames to the target. Without commit() the temporary folder is removed. Used by checkpoints
// and exports. Nothing is ever replaced: a target that exists and is not an empty folder is refused (InvalidOption).
class FolderTransaction {
public:
    explicit FolderTransaction(std::filesystem::path target);
    ~FolderTransaction();
    FolderTransaction(const FolderTransaction&) = delete;
    FolderTransaction& operator=(const FolderTransaction&) = delete;

    const std::filesystem::path& path() const { return m_temporary; }
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    Fd m_lock; // held while this process lives, so that remove_leftovers can tell
    bool m_committed = false;
};

// Throws Error when MANIFEST.json is missing or a file's size or hash differs from it.
void verify_manifest(const std::filesystem::path& folder, const ReadOn& read_on = {});

// Removes what a killed FolderTransaction or AtomicFile left beside its target. One at work in any process is left
// alone.
void remove_leftovers(const std::filesystem::path& parent);

} // namespace loratrf
